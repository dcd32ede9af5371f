// Package edit changes what editors wrote without touching a byte that is not meant.
//
// A Head is the front matter of one file, in YAML, TOML or JSON. Each of its methods gives a new Head in which one
// value is another: the text is spliced where package frontmatter says that the value stands, and then read again.
// When anything but that value reads otherwise than before, the change is refused, and the editor is told where.
//
// Replace and Create put bytes on disk: whole, or not at all.
package edit

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"drukpers/internal/frontmatter"
	"drukpers/internal/report"
)

// Head is the front matter of a file, with the bytes around it. It is never changed.
type Head struct {
	File string
	Data []byte // of the whole file
	Root *frontmatter.Node

	decoder *frontmatter.Decoder
	format  format
	end     int // of the head: where the closing delimiter's line begins
	body    int // bytes of the text below it
}

type format int

const (
	yamlFormat format = iota
	tomlFormat
	jsonFormat
)

// Read finds the head of a file. It is nil where a problem stands in the way.
func Read(file string, data []byte) (*Head, report.List) {
	d := frontmatter.NewDecoder(file, time.UTC)
	root, body := d.Split(data)
	if root == nil {
		return nil, d.Problems
	}
	h := &Head{File: file, Data: data, Root: root, decoder: d, body: len(body)}
	first, _, _ := bytes.Cut(bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\uFEFF"))), []byte("\n"))
	h.end = len(data) - len(body)
	switch opening := strings.TrimSpace(string(first)); {
	case strings.HasPrefix(opening, "{"):
		h.format = jsonFormat
		return h, nil
	case opening == ";;;" || opening == "---json":
		h.format = jsonFormat
	case opening == "+++" || opening == "---toml":
		h.format = tomlFormat
	}
	h.end = lineStart(data, len(bytes.TrimRight(data[:h.end], " \t\r\n")))
	return h, nil
}

// ReadYAML is Read for a file of YAML alone, such as site.yaml.
func ReadYAML(file string, data []byte) (*Head, report.List) {
	d := frontmatter.NewDecoder(file, time.UTC)
	root := d.YAML(data)
	if root == nil {
		return nil, d.Problems
	}
	return &Head{File: file, Data: data, Root: root, decoder: d, end: len(data), body: -1}, nil
}

// Text is what stands below the head.
func (h *Head) Text() []byte { return h.Data[len(h.Data)-h.body:] }

// find is the first key of some names that the head has, with its value; nil where it has none.
func (h *Head) find(names ...string) (key, value *frontmatter.Node) {
	for i, k := range h.Root.Keys {
		for _, name := range names {
			if frontmatter.FoldKey(k.Text) == frontmatter.FoldKey(name) {
				return k, h.Root.Items[i]
			}
		}
	}
	return nil, nil
}

// Has reports whether the head has a key by one of its names.
func (h *Head) Has(names ...string) bool {
	key, _ := h.find(names...)
	return key != nil
}

// Set gives a key another value: the first of the names that the head has, or else a new key by the first name.
func (h *Head) Set(v Value, names ...string) (*Head, error) {
	key, value := h.find(names...)
	if key == nil {
		return h.add(names[0], v.in(h.format, ""))
	}
	from, to, ok := h.span(key, value)
	if !ok {
		return nil, h.refuse(key)
	}
	text := v.in(h.format, string(h.Data[from:to]))
	if from == to {
		text = " " + text
	}
	next, err := h.splice(key, from, to, text)
	if err == nil && next.Root.Get(key.Text).Text != v.text {
		return nil, h.refuse(key)
	}
	return next, err
}

// SetBelow gives a key of a group, both of which are there, another text.
func (h *Head) SetBelow(group, name, text string) (*Head, error) {
	key, value := h.find(group)
	if key == nil {
		return h, nil
	}
	for i, k := range value.Keys {
		if frontmatter.FoldKey(k.Text) != frontmatter.FoldKey(name) {
			continue
		}
		from, to, ok := h.span(k, value.Items[i])
		if !ok {
			return nil, h.refuse(k)
		}
		next, err := h.splice(key, from, to, Text(text).in(h.format, string(h.Data[from:to])))
		if err != nil {
			return nil, err
		}
		changed := next.Root.Get(key.Text)
		if !sameBut(value, changed, k.Text) || changed.Get(k.Text).Text != text {
			return nil, h.refuse(k)
		}
		return next, nil
	}
	return h, nil
}

// add gives the head a key that it does not have, below the others.
func (h *Head) add(name, value string) (*Head, error) {
	line, at := "", h.end
	newline := h.newline()
	switch h.format {
	case yamlFormat:
		line = name + ": " + value + newline
	case tomlFormat:
		line = name + " = " + value + newline
		for _, key := range h.Root.Keys { // above the first table
			if start := lineStart(h.Data, h.offset(key)); bytes.HasPrefix(bytes.TrimLeft(h.Data[start:], " \t"), []byte("[")) {
				at = min(at, start)
			}
		}
	default:
		if len(h.Root.Keys) == 0 {
			return nil, h.refuse(h.Root)
		}
		first, last := h.Root.Keys[0], len(h.Root.Keys)-1
		_, end, ok := h.span(h.Root.Keys[last], h.Root.Items[last])
		open := h.offset(h.Root) + 1
		if !ok || open > h.offset(first) {
			return nil, h.refuse(h.Root)
		}
		at, line = end, ","+string(h.Data[open:h.offset(first)])+quoted(name)+": "+value
	}
	if at > 0 && h.Data[at-1] != '\n' && h.format != jsonFormat {
		line = newline + line
	}
	return h.splice(&frontmatter.Node{Text: name, Pos: h.Root.Pos}, at, at, line)
}

// newline is how the file ends its lines.
func (h *Head) newline() string {
	if bytes.Contains(h.Data, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

func (h *Head) offset(n *frontmatter.Node) int { return h.decoder.Offset(h.Data, n.Pos) }

// splice puts text in the place of some bytes, and refuses when more than the value of a key reads otherwise then.
func (h *Head) splice(key *frontmatter.Node, from, to int, text string) (*Head, error) {
	data := make([]byte, 0, len(h.Data)+len(text))
	data = append(append(append(data, h.Data[:from]...), text...), h.Data[to:]...)
	read := Read
	if h.body < 0 {
		read = ReadYAML
	}
	next, _ := read(h.File, data)
	if next == nil || next.body != h.body || next.format != h.format || !sameBut(h.Root, next.Root, key.Text) {
		return nil, h.refuse(key)
	}
	return next, nil
}

// sameBut reports whether two heads say the same but for one key.
func sameBut(a, b *frontmatter.Node, key string) bool {
	rest := func(n *frontmatter.Node) *frontmatter.Node {
		out := &frontmatter.Node{Kind: n.Kind}
		for i, k := range n.Keys {
			if k.Text != key {
				out.Keys, out.Items = append(out.Keys, k), append(out.Items, n.Items[i])
			}
		}
		return out
	}
	return same(rest(a), rest(b)) && len(b.Keys) >= len(a.Keys) && b.Get(key) != nil
}

// same reports whether two values are equal, wherever they stand.
func same(a, b *frontmatter.Node) bool {
	if a.Kind != b.Kind || a.Text != b.Text || len(a.Keys) != len(b.Keys) || len(a.Items) != len(b.Items) {
		return false
	}
	for i := range a.Keys {
		if a.Keys[i].Text != b.Keys[i].Text {
			return false
		}
	}
	for i := range a.Items {
		if !same(a.Items[i], b.Items[i]) {
			return false
		}
	}
	return true
}

// refuse is the problem of a value that can't be changed by itself.
func (h *Head) refuse(key *frontmatter.Node) error {
	p := report.Problem{
		Level: report.Error, Rule: "zelf-wijzigen", File: h.File,
		Text: fmt.Sprintf("“%s” staat hier zo dat ik het niet kan veranderen zonder de rest te raken", key.Text),
		Hint: "Verander het zelf in je editor, en doe de opdracht daarna nog eens.",
	}
	h.decoder.Problem(p.Level, p.Rule, key.Pos, p.Text, p.Hint)
	p.Pos = h.decoder.Problems[len(h.decoder.Problems)-1].Pos
	return &report.Failure{Problem: p}
}

// lineStart is where the line of an offset begins.
func lineStart(data []byte, offset int) int { return bytes.LastIndexByte(data[:offset], '\n') + 1 }
