package frontmatter

import (
	"fmt"
	"strconv"
	"strings"

	"drukpers/internal/report"
)

// Node is a value of YAML, TOML or JSON with its place in the file: the one form that all three formats are read into
// and that decoder turns into structs.
type Node struct {
	Kind  NodeKind
	Text  string  // of a scalar: as written, without quotes
	Keys  []*Node // of a mapping: its keys, in order …
	Items []*Node // … and their values; of a list: its items
	Pos   report.Pos

	Comment string // of a text in YAML without quotes: what stands behind it on the line, with its #
}

// maxNodes bounds how many values a head has; aliases of YAML can unfold to very many (a "billion laughs" file).
const maxNodes = 100_000

func tooManyNodes(at report.Pos) *syntaxError {
	return &syntaxError{
		at, fmt.Sprintf("hier staan meer dan %s waarden", report.Number(maxNodes)),
		"haal waarden weg; wat een verwijzing (*naam) noemt, telt elke keer mee",
	}
}

type NodeKind uint8

const (
	NullNode NodeKind = iota
	stringNode
	boolNode
	intNode
	floatNode
	timeNode
	ListNode
	MapNode
)

func (k NodeKind) Scalar() bool { return k >= stringNode && k <= timeNode }

// String names the kind as an editor would.
func (k NodeKind) String() string {
	return [...]string{
		"niets", "tekst", "waar of onwaar", "een getal", "een gebroken getal", "een datum", "een lijst",
		"een groep sleutels",
	}[k]
}

// Empty reports whether the node says nothing, so that it counts as absent.
func (n *Node) Empty() bool {
	return len(n.Items) == 0 && (!n.Kind.Scalar() || n.Kind == stringNode && strings.TrimSpace(n.Text) == "")
}

// Bool reads true and false, also as people and older versions of YAML write them.
func (n *Node) Bool() (value, ok bool) {
	if !n.Kind.Scalar() {
		return false, false
	}
	switch strings.ToLower(n.Text) {
	case "true", "yes", "on", "ja", "waar", "1":
		return true, true
	case "false", "no", "off", "nee", "onwaar", "0":
		return false, true
	}
	return false, false
}

// Value gives the node as plain Go: nil, string, bool, int64, float64, []any or map[string]any.
func (n *Node) Value() any {
	switch n.Kind {
	case boolNode:
		return n.Text == "true"
	case intNode:
		if i, err := strconv.ParseInt(n.Text, 0, 64); err == nil {
			return i
		}
	case floatNode:
		if f, err := strconv.ParseFloat(n.Text, 64); err == nil {
			return f
		}
	case ListNode:
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = item.Value()
		}
		return list
	case MapNode:
		m := make(map[string]any, len(n.Keys))
		for i, key := range n.Keys {
			m[key.Text] = n.Items[i].Value()
		}
		return m
	case NullNode:
		return nil
	}
	return n.Text
}

// Get returns the value of a key, or nil.
func (n *Node) Get(key string) *Node {
	for i, k := range n.Keys {
		if k.Text == key {
			return n.Items[i]
		}
	}
	return nil
}

// Find returns the value of a key by the decoder's rule that case and composition don't matter, or nil.
func (n *Node) Find(key string) *Node {
	for i, k := range n.Keys {
		if FoldKey(k.Text) == FoldKey(key) {
			return n.Items[i]
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
