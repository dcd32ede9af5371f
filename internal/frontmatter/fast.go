package frontmatter

import (
	"bytes"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"drukpers/internal/report"
)

// fastYAML splits a file and reads its front matter, when that is written in the way that nearly all is, in a fraction
// of the time that the libraries take: 8 % of a build went into them. It knows these lines between two of ---, and no
// other:
//
//	key: "text without a backslash"
//	key: ["text", "text"]
//	key: true, false or a moment as in RFC 3339
//	key:
//	  key: as above, each as far indented
//
// ok is false where there is anything else: that is for the libraries, and so is all that is wrong. A fuzz test holds
// that both read the same.
func fastYAML(data []byte) (root *Node, body []byte, ok bool) {
	front, found := bytes.CutPrefix(data, []byte("---\n"))
	if !found {
		return nil, nil, false
	}
	front, body, found = bytes.Cut(front, []byte("\n---\n"))
	if !found || !utf8.Valid(front) {
		return nil, nil, false
	}
	p := plainReader{text: string(front), nodes: make([]Node, 0, 32)}
	root = p.mapping(0)
	return root, body, p.text == "" && !p.failed && len(root.Keys) > 0
}

type plainReader struct {
	text   string // from the next line on
	line   int    // the number of the last line that was read
	failed bool
	nodes  []Node // memory for all of them
}

func (p *plainReader) node(kind NodeKind, text string, col int) *Node {
	p.nodes = append(p.nodes, Node{Kind: kind, Text: text, Pos: report.Pos{Line: p.line, Col: col}})
	return &p.nodes[len(p.nodes)-1]
}

// mapping reads lines that are indented so far, up to the first that it does not know.
func (p *plainReader) mapping(indent int) *Node {
	p.line++
	m := p.node(MapNode, "", indent+1)
	p.line--
	m.Keys, m.Items = make([]*Node, 0, 12), make([]*Node, 0, 12)
	for {
		line, rest, _ := strings.Cut(p.text, "\n")
		key, value, found := strings.Cut(line[min(indent, len(line)):], ":")
		if !found || !isPlainKey(key) || strings.Trim(line[:indent], " ") != "" {
			return m
		}
		p.text = rest
		p.line++
		name := p.node(stringNode, key, indent+1)
		item := p.value(value, indent, indent+len(key)+2)
		if item == nil {
			p.failed = true
			return m
		}
		m.Keys, m.Items = append(m.Keys, name), append(m.Items, item)
	}
}

// value reads what stands behind the colon of a key, from column col on. It is nil when that is something else.
func (p *plainReader) value(text string, indent, col int) *Node {
	if text == "" {
		if deeper := len(p.text) - len(strings.TrimLeft(p.text, " ")); indent == 0 && deeper > 0 {
			if m := p.mapping(deeper); len(m.Keys) > 0 {
				return m
			}
		}
		return nil
	}
	text, found := strings.CutPrefix(text, " ")
	col++
	if !found || text == "" {
		return nil
	}
	switch {
	case text[0] == '"':
		return p.quoted(text, col)
	case text[0] == '[':
		return p.list(text, col)
	case text == "true" || text == "false":
		return p.node(boolNode, text, col)
	case text[0] >= '0' && text[0] <= '9':
		if _, err := time.Parse(time.RFC3339, text); err == nil {
			return p.node(timeNode, text, col)
		}
	}
	return nil
}

func (p *plainReader) list(text string, col int) *Node {
	list := p.node(ListNode, "", col)
	for {
		text, col = text[1:], col+1 // the bracket or the comma before it
		if strings.HasPrefix(text, " ") && len(list.Items) > 0 {
			text, col = text[1:], col+1
		}
		end := 0
		if len(text) > 1 {
			end = strings.IndexByte(text[1:], '"') + 2
		}
		if end < 2 {
			return nil
		}
		item := p.quoted(text[:end], col)
		if item == nil {
			return nil
		}
		list.Items = append(list.Items, item)
		col += utf8.RuneCountInString(text[:end])
		switch text = text[end:]; {
		case text == "]":
			return list
		case !strings.HasPrefix(text, ","):
			return nil
		}
	}
}

func (p *plainReader) quoted(text string, col int) *Node {
	inner, closed := strings.CutSuffix(text[1:], `"`)
	if text[0] != '"' || !closed {
		return nil
	}
	for _, r := range inner {
		if r == '"' || r == '\\' || r < utf8.RuneSelf && (r < ' ' || r == 0x7f) || r >= utf8.RuneSelf && !unicode.IsPrint(r) {
			return nil
		}
	}
	return p.node(stringNode, inner, col)
}

func isPlainKey(key string) bool {
	for i, r := range key {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'
		if !letter && (i == 0 || r != '-' && (r < '0' || r > '9')) {
			return false
		}
	}
	return key != ""
}
