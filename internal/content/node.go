package content

import (
	"strconv"
	"strings"

	"drukpers/internal/report"
)

// node is a value of YAML, TOML or JSON with its place in the file: the one form that all three formats are read into
// and that decoder turns into structs.
type node struct {
	kind  nodeKind
	text  string  // of a scalar: as written, without quotes
	keys  []*node // of a mapping: its keys, in order …
	items []*node // … and their values; of a list: its items
	pos   report.Pos
}

type nodeKind uint8

const (
	nullNode nodeKind = iota
	stringNode
	boolNode
	intNode
	floatNode
	timeNode
	listNode
	mapNode
)

func (k nodeKind) scalar() bool { return k >= stringNode && k <= timeNode }

// String names the kind as an editor would.
func (k nodeKind) String() string {
	return [...]string{"niets", "tekst", "waar of onwaar", "een getal", "een gebroken getal", "een datum", "een lijst", "een groep sleutels"}[k]
}

// empty reports whether the node says nothing, so that it counts as absent in a list.
func (n *node) empty() bool {
	return n.kind == nullNode || n.kind == stringNode && strings.TrimSpace(n.text) == ""
}

// value gives the node as plain Go: nil, string, bool, int64, float64, []any or map[string]any.
func (n *node) value() any {
	switch n.kind {
	case boolNode:
		return n.text == "true"
	case intNode:
		if i, err := strconv.ParseInt(n.text, 0, 64); err == nil {
			return i
		}
	case floatNode:
		if f, err := strconv.ParseFloat(n.text, 64); err == nil {
			return f
		}
	case listNode:
		list := make([]any, len(n.items))
		for i, item := range n.items {
			list[i] = item.value()
		}
		return list
	case mapNode:
		m := make(map[string]any, len(n.keys))
		for i, key := range n.keys {
			m[key.text] = n.items[i].value()
		}
		return m
	case nullNode:
		return nil
	}
	return n.text
}

// get returns the value of a key, or nil.
func (n *node) get(key string) *node {
	for i, k := range n.keys {
		if k.text == key {
			return n.items[i]
		}
	}
	return nil
}

// find returns the value of a key by the decoder's rule that case and composition don't matter, or nil.
func (n *node) find(key string) *node {
	for i, k := range n.keys {
		if foldKey(k.text) == foldKey(key) {
			return n.items[i]
		}
	}
	return nil
}

// syntaxError is a place where a format's own grammar is broken, in Dutch, with what to do.
type syntaxError struct {
	pos        report.Pos
	text, hint string
}

func (e *syntaxError) Error() string { return e.text }
