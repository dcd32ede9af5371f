package edit

import (
	"bytes"
	"encoding/json"
	"strings"

	"drukpers/internal/frontmatter"
)

// span is where the value of a key stands. A key without a value has an empty one, behind its colon. It is false where
// that is not sure, such as of an alias of YAML, which stands elsewhere.
func (h *Head) span(key, value *frontmatter.Node) (from, to int, ok bool) {
	start := h.offset(key)
	if value.Kind == frontmatter.NullNode && value.Text == "" || value.Pos == key.Pos {
		from, ok = h.behindKey(start)
		if !ok || value.Kind == frontmatter.NullNode && value.Text == "" && h.format != jsonFormat {
			return from, from, ok
		}
		from += len(h.Data[from:]) - len(bytes.TrimLeft(h.Data[from:], " \t"))
	} else if from = h.offset(value); from <= start {
		return 0, 0, false
	}
	inFlow := h.Data[h.offset(h.Root)] == '{' || h.inBraces(start)
	to, ok = h.endOf(value, from, inFlow)
	return from, to, ok
}

// inBraces reports whether a key stands behind a brace on its line, or behind a comma: in a group as YAML writes it on
// one line.
func (h *Head) inBraces(key int) bool {
	before := bytes.TrimRight(h.Data[lineStart(h.Data, key):key], " \t")
	return bytes.HasSuffix(before, []byte("{")) || bytes.HasSuffix(before, []byte(","))
}

// behindKey is the byte behind the colon, or the equals sign, of a key.
func (h *Head) behindKey(start int) (int, bool) {
	mark := byte(':')
	if h.format == tomlFormat {
		mark = '='
	}
	at := start
	if c := h.Data[at]; c == '"' || c == '\'' {
		at = quoteEnd(h.Data, at, c == '"')
	}
	if at < 0 {
		return 0, false
	}
	end := bytes.IndexByte(h.Data[at:h.end], mark)
	return at + end + 1, end >= 0
}

// endOf is the byte behind a value that begins at from.
func (h *Head) endOf(n *frontmatter.Node, from int, inFlow bool) (int, bool) {
	if from >= h.end {
		return 0, false
	}
	data := h.Data[:h.end]
	if h.format == jsonFormat {
		dec := json.NewDecoder(bytes.NewReader(data[from:]))
		var raw json.RawMessage
		err := dec.Decode(&raw)
		return from + int(dec.InputOffset()), err == nil
	}
	switch c := data[from]; {
	case h.format == tomlFormat && len(data) > from+2 && (c == '"' || c == '\'') && data[from+1] == c && data[from+2] == c:
		end := bytes.Index(data[from+3:], data[from:from+3])
		return from + end + 6, end >= 0
	case c == '"' || c == '\'':
		end := quoteEnd(data, from, c == '"')
		return end, end >= 0
	case c == '[' || c == '{':
		end := bracketEnd(data, from)
		return end, end >= 0
	case h.format == yamlFormat && (n.Kind == frontmatter.ListNode || n.Kind == frontmatter.MapNode):
		return h.blockEnd(n)
	}
	stop := "\n"
	if h.format == tomlFormat {
		stop = ",]}#\n"
	} else if inFlow {
		stop = ",]}\n"
	}
	end := len(data)
	if i := bytes.IndexAny(data[from:], stop); i >= 0 {
		end = from + i
	}
	if i := bytes.Index(data[from:end], []byte(" #")); i >= 0 {
		end = from + i
	}
	return from + len(bytes.TrimRight(data[from:end], " \t\r")), true
}

// blockEnd is the byte behind the last value of a list or group of lines.
func (h *Head) blockEnd(n *frontmatter.Node) (int, bool) {
	if len(n.Items) == 0 {
		return 0, false
	}
	last := n.Items[len(n.Items)-1]
	if n.Kind == frontmatter.MapNode {
		_, to, ok := h.span(n.Keys[len(n.Keys)-1], last)
		return to, ok
	}
	return h.endOf(last, h.offset(last), false)
}

// quoteEnd is the byte behind the text in quotes that begins at from, or -1. Doubled single quotes are YAML's; in TOML
// two texts can't stand beside each other.
func quoteEnd(data []byte, from int, escapes bool) int {
	quote := data[from]
	for i := from + 1; i < len(data); i++ {
		switch {
		case escapes && data[i] == '\\':
			i++
		case data[i] == quote && !escapes && i+1 < len(data) && data[i+1] == quote:
			i++
		case data[i] == quote:
			return i + 1
		}
	}
	return -1
}

// bracketEnd is the byte behind the list or group in brackets that begins at from, or -1. A quote opens a text only
// where a value may begin: “[foto's, x]”.
func bracketEnd(data []byte, from int) int {
	depth := 0
	last := byte(',') // what is not a space
	for i := from; i < len(data); i++ {
		c := data[i]
		switch {
		case (c == '"' || c == '\'') && strings.IndexByte(",[{:=", last) >= 0:
			end := quoteEnd(data, i, c == '"')
			if end < 0 {
				return -1
			}
			i = end - 1
		case c == '#' && (data[i-1] == ' ' || data[i-1] == '\n' || data[i-1] == '\t'):
			end := bytes.IndexByte(data[i:], '\n')
			if end < 0 {
				return -1
			}
			i += end - 1
			continue
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			last = c
		}
	}
	return -1
}
