package search

import (
	"bytes"
	"html"
)

// Text is what is searched of a document.
type Text struct {
	Title, Summary string
	Terms          []string
	HTML           string // safe and well-formed, as package markdown makes it
}

// inline are the tags that do not part words.
var inline = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "bdo": true, "cite": true, "code": true, "data": true, "del": true,
	"dfn": true, "em": true, "i": true, "ins": true, "kbd": true, "mark": true, "q": true, "s": true, "samp": true,
	"small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true, "u": true, "var": true,
	"wbr": true,
}

// plainText appends the text of HTML to body, and that of its headings to headings.
func plainText(source []byte, body, headings []byte) (text, heads []byte) {
	to := &body
	for len(source) > 0 {
		open := bytes.IndexByte(source, '<')
		if open < 0 {
			open = len(source)
		}
		*to = appendUnescaped(*to, source[:open])
		source = source[open:]
		if len(source) == 0 {
			break
		}
		var name []byte
		var closing bool
		name, closing, source = tag(source)
		if inline[string(name)] {
			continue
		}
		*to = append(*to, '\n')
		if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
			to = &headings
			if closing {
				to = &body
			}
		}
	}
	return body, headings
}

// tag reads the tag or comment that HTML begins with.
func tag(source []byte) (name []byte, closing bool, rest []byte) {
	if bytes.HasPrefix(source, []byte("<!--")) {
		if end := bytes.Index(source, []byte("-->")); end >= 0 {
			return nil, false, source[end+len("-->"):]
		}
	}
	source = source[1:]
	if closing = len(source) > 0 && source[0] == '/'; closing {
		source = source[1:]
	}
	n := 0
	for n < len(source) && (source[n]|0x20 >= 'a' && source[n]|0x20 <= 'z' || source[n] >= '0' && source[n] <= '9') {
		n++
	}
	name = source[:n]
	for quote := byte(0); n < len(source); n++ {
		switch c := source[n]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return name, closing, source[n+1:]
		}
	}
	return name, closing, nil
}

func appendUnescaped(to, source []byte) []byte {
	if bytes.IndexByte(source, '&') < 0 {
		return append(to, source...)
	}
	return append(to, html.UnescapeString(string(source))...)
}
