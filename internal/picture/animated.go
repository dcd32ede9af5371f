package picture

import (
	"bytes"
	"encoding/binary"
)

// animatedPNG reports whether an acTL chunk stands before the pixels (PNG, third edition, 11.3.6).
func animatedPNG(data []byte) bool {
	const signature, chunk = 8, 12 // of a chunk: length, name and checksum
	for at := signature; at+chunk <= len(data); {
		switch name := string(data[at+4 : at+8]); name {
		case "acTL":
			return true
		case "IDAT":
			return false
		}
		size := int(binary.BigEndian.Uint32(data[at:]))
		if size > len(data)-at-chunk {
			return false
		}
		at += chunk + size
	}
	return false
}

// animatedWebP reports whether the extended header says so (RFC 9649, 2.7).
func animatedWebP(data []byte) bool {
	const flags, animation = 20, 1 << 1
	return len(data) > flags && bytes.HasPrefix(data[12:], []byte("VP8X")) && data[flags]&animation != 0
}

// animatedGIF reports whether a second picture follows the first (GIF89a, 20 and appendix B).
func animatedGIF(data []byte) bool {
	const header = 13
	if len(data) < header {
		return false
	}
	at := header + colours(data[10])
	pictures := 0
	for at < len(data) {
		switch data[at] {
		case 0x21: // an extension: a label and blocks
			at = afterBlocks(data, at+2)
		case 0x2c: // a picture: a descriptor of ten bytes, perhaps colours, the size of codes and blocks
			if pictures++; pictures == 2 || at+10 > len(data) {
				return pictures == 2
			}
			at = afterBlocks(data, at+10+colours(data[at+9])+1)
		default:
			return false
		}
	}
	return false
}

// colours is the size of the table that a byte of flags announces.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// afterBlocks is where blocks end that each begin with their size, the last with 0.
func afterBlocks(data []byte, at int) int {
	for at < len(data) && data[at] != 0 {
		at += int(data[at]) + 1
	}
	return at + 1
}
