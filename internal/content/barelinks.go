package content

import "bytes"

// The linkify extension looks at every word of a text for addresses to make links of, which is a quarter of the time that
// markdown takes. Most texts have no addresses but those of links that are written out, and come out the same without it,
// or with fewer spaces at the ends of lines: a fuzz test holds that.

// bareLinks reports whether linkify may have something to do.
func bareLinks(source []byte) bool {
	for {
		at := bytes.Index(source, []byte("http"))
		if at < 0 {
			return addressLike(source)
		}
		end := writtenOut(source, at)
		if end < 0 || addressLike(source[:at]) {
			return true
		}
		source = source[end:]
	}
}

// addressLike reports whether a text without http may have an address.
func addressLike(text []byte) bool {
	return bytes.IndexByte(text, '@') >= 0 || bytes.Contains(text, []byte("www.")) || bytes.Contains(text, []byte("ftp:"))
}

// writtenOut is the end of the link [text](address) whose address begins at start, or -1 where something else than the
// parser of links may get to see it: where characters make the link doubtful, and after [x], a task, or [^1], a footnote.
func writtenOut(source []byte, start int) int {
	label, found := bytes.CutSuffix(source[:start], []byte("]("))
	if !found {
		return -1
	}
	open := bytes.LastIndexAny(label, "[]()\\`<>|\r\n")
	if open < 0 || label[open] != '[' {
		return -1
	}
	text, before := label[open+1:], label[:open]
	if len(text) < 2 || text[0] == '^' || bytes.HasSuffix(before, []byte(`\`)) || bytes.HasSuffix(before, []byte("]")) {
		return -1
	}
	end := bytes.IndexAny(source[start:], " \t\r\n()<>\\`|")
	if end < 0 || source[start+end] != ')' {
		return -1
	}
	return start + end + 1
}
