package frontmatter

import (
	"errors"
	"fmt"

	"github.com/pelletier/go-toml/v2/unstable"

	"drukpers/internal/report"
)

// parseTOML reads a TOML 1.0 document. It uses the library's syntax tree, the only one of its interfaces that tells
// where a key stands.
func parseTOML(data []byte) (*Node, error) {
	t := &tomlReader{cursor: cursor{data: data}, known: map[tomlKey]*Node{}}
	t.parser.Reset(data)
	root := &Node{Kind: MapNode, Pos: report.Pos{Line: 1, Col: 1}}
	table := root
	for t.parser.NextExpression() {
		expr := t.parser.Expression()
		switch expr.Kind {
		case unstable.Table:
			table = t.table(root, expr, false)
		case unstable.ArrayTable:
			table = t.table(root, expr, true)
		case unstable.KeyValue:
			t.set(table, expr)
		}
		if t.err != nil {
			return nil, t.err
		}
	}
	if err := t.parser.Error(); err != nil {
		return nil, t.syntaxError(err)
	}
	return root, nil
}

type tomlReader struct {
	cursor
	parser unstable.Parser
	known  map[tomlKey]*Node // the first value of each key
	nodes  int
	err    *syntaxError
}

// tomlKey is a key of a mapping.
type tomlKey struct {
	in   *Node
	name string
}

// node makes a node; there is an end to how many.
func (t *tomlReader) node(n Node) *Node {
	if t.nodes++; t.nodes > maxNodes && t.err == nil {
		t.err = tooManyNodes(n.Pos)
	}
	return &n
}

func (t *tomlReader) pos(n *unstable.Node) report.Pos {
	return t.at(int(n.Raw.Offset)) // the parser itself counts columns in bytes
}

// descend follows a dotted key to the mapping that holds its last part, making the ones on the way.
func (t *tomlReader) descend(from *Node, key unstable.Iterator) (parent, last *Node) {
	for depth := 1; key.Next(); depth++ {
		k := key.Node()
		name := t.node(Node{Kind: stringNode, Text: string(k.Data), Pos: t.pos(k)})
		if depth > maxDepth && t.err == nil {
			t.err = &syntaxError{name.Pos, "deze sleutel heeft te veel delen", "haal punten weg"}
		}
		if key.IsLast() || t.err != nil {
			return from, name
		}
		next := t.known[tomlKey{from, name.Text}]
		if next != nil && next.Kind == ListNode && len(next.Items) > 0 {
			next = next.Items[len(next.Items)-1]
		}
		if next == nil || next.Kind != MapNode {
			next = t.node(Node{Kind: MapNode, Pos: name.Pos})
			t.put(from, name, next)
		}
		from = next
	}
	return from, nil
}

func (t *tomlReader) put(in, key, value *Node) {
	in.Keys, in.Items = append(in.Keys, key), append(in.Items, value)
	if k := (tomlKey{in, key.Text}); t.known[k] == nil {
		t.known[k] = value
	}
}

func (t *tomlReader) table(root *Node, expr *unstable.Node, array bool) *Node {
	parent, name := t.descend(root, expr.Key())
	table := t.node(Node{Kind: MapNode, Pos: name.Pos})
	existing := t.known[tomlKey{parent, name.Text}]
	switch {
	case array && existing != nil && existing.Kind == ListNode:
		existing.Items = append(existing.Items, table)
	case array:
		t.put(parent, name, t.node(Node{Kind: ListNode, Items: []*Node{table}, Pos: name.Pos}))
	default:
		t.put(parent, name, table)
	}
	return table
}

func (t *tomlReader) set(table *Node, expr *unstable.Node) {
	parent, name := t.descend(table, expr.Key())
	value := t.value(expr.Value())
	if value.Pos.Line == 0 {
		value.Pos = name.Pos
	}
	t.put(parent, name, value)
}

func (t *tomlReader) value(v *unstable.Node) *Node {
	n := t.node(Node{Text: string(v.Data)})
	if v.Raw.Length > 0 {
		n.Pos = t.pos(v)
	}
	switch v.Kind {
	case unstable.String:
		n.Kind = stringNode
	case unstable.Bool:
		n.Kind = boolNode
	case unstable.Integer:
		n.Kind = intNode
	case unstable.Float:
		n.Kind = floatNode
	case unstable.Array:
		n.Kind = ListNode
		for children := v.Children(); children.Next(); {
			n.Items = append(n.Items, t.value(children.Node()))
		}
	case unstable.InlineTable:
		n.Kind = MapNode
		for children := v.Children(); children.Next(); {
			t.set(n, children.Node())
		}
	default:
		n.Kind = timeNode
	}
	return n
}

func (t *tomlReader) syntaxError(err error) *syntaxError {
	out := &syntaxError{
		report.Pos{Line: 1, Col: 1},
		fmt.Sprintf("dit is geen geldige TOML (%v)", err),
		"schrijf elke regel als “sleutel = waarde”, met tekst tussen dubbele aanhalingstekens",
	}
	var parse *unstable.ParserError
	if errors.As(err, &parse) {
		out.text = fmt.Sprintf("dit is geen geldige TOML (%s)", parse.Message)
		out.pos = t.at(len(t.data))
		if len(parse.Highlight) > 0 {
			out.pos = t.at(int(t.parser.Range(parse.Highlight).Offset))
		}
	}
	return out
}
