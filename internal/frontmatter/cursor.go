package frontmatter

import (
	"bytes"
	"unicode/utf8"

	"drukpers/internal/report"
)

// cursor turns byte offsets into places. Offsets that ascend are counted from the one before.
type cursor struct {
	data   []byte
	offset int
	pos    report.Pos
}

func (c *cursor) at(offset int) report.Pos {
	offset = min(max(offset, 0), len(c.data))
	if c.pos.Line == 0 || offset < c.offset {
		c.offset, c.pos = 0, report.Pos{Line: 1, Col: 1}
	}
	between := c.data[c.offset:offset]
	if n := bytes.Count(between, []byte("\n")); n > 0 {
		c.pos = report.Pos{Line: c.pos.Line + n, Col: 1}
		between = between[bytes.LastIndexByte(between, '\n')+1:]
	}
	c.offset, c.pos.Col = offset, c.pos.Col+utf8.RuneCount(between)
	return c.pos
}

// posAt is the place of one offset.
func posAt(data []byte, offset int) report.Pos { return (&cursor{data: data}).at(offset) }

// Offset is the byte of a file at which a position in the node's text is: of data as it was given to Split or YAML.
func (d *Decoder) Offset(data []byte, at report.Pos) int {
	text := trimBOM(data)
	place := d.position(at)
	offset := 0
	for range place.Line - 1 {
		end := bytes.IndexByte(text[offset:], '\n')
		if end < 0 {
			return len(data)
		}
		offset += end + 1
	}
	for range place.Col - 1 {
		_, size := utf8.DecodeRune(text[offset:])
		offset += size
	}
	return offset + len(data) - len(text)
}
