package content

import (
	"errors"
	"fmt"

	"github.com/pelletier/go-toml/v2/unstable"

	"drukpers/internal/report"
)

// parseTOML reads a TOML 1.0 document. It uses the library's syntax tree, the only one of its interfaces that tells
// where a key stands.
func parseTOML(data []byte) (*node, error) {
	t := &tomlReader{data: data}
	t.parser.Reset(data)
	root := &node{kind: mapNode, pos: report.Pos{Line: 1, Col: 1}}
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
	}
	if err := t.parser.Error(); err != nil {
		return nil, t.syntaxError(err)
	}
	return root, nil
}

type tomlReader struct {
	parser unstable.Parser
	data   []byte
}

func (t *tomlReader) pos(n *unstable.Node) report.Pos {
	return posAt(t.data, int(n.Raw.Offset)) // the parser itself counts columns in bytes
}

// descend follows a dotted key to the mapping that holds its last part, making the ones on the way.
func (t *tomlReader) descend(from *node, key unstable.Iterator) (parent, last *node) {
	for key.Next() {
		k := key.Node()
		name := &node{kind: stringNode, text: string(k.Data), pos: t.pos(k)}
		if key.IsLast() {
			return from, name
		}
		next := from.get(name.text)
		if next != nil && next.kind == listNode && len(next.items) > 0 {
			next = next.items[len(next.items)-1]
		}
		if next == nil || next.kind != mapNode {
			next = &node{kind: mapNode, pos: name.pos}
			from.put(name, next)
		}
		from = next
	}
	return from, nil
}

func (n *node) put(key, value *node) {
	n.keys, n.items = append(n.keys, key), append(n.items, value)
}

func (t *tomlReader) table(root *node, expr *unstable.Node, array bool) *node {
	parent, name := t.descend(root, expr.Key())
	table := &node{kind: mapNode, pos: name.pos}
	existing := parent.get(name.text)
	switch {
	case array && existing != nil && existing.kind == listNode:
		existing.items = append(existing.items, table)
	case array:
		parent.put(name, &node{kind: listNode, items: []*node{table}, pos: name.pos})
	default:
		parent.put(name, table)
	}
	return table
}

func (t *tomlReader) set(table *node, expr *unstable.Node) {
	parent, name := t.descend(table, expr.Key())
	value := t.value(expr.Value())
	if value.pos.Line == 0 {
		value.pos = name.pos
	}
	parent.put(name, value)
}

func (t *tomlReader) value(v *unstable.Node) *node {
	n := &node{text: string(v.Data)}
	if v.Raw.Length > 0 {
		n.pos = t.pos(v)
	}
	switch v.Kind {
	case unstable.String:
		n.kind = stringNode
	case unstable.Bool:
		n.kind = boolNode
	case unstable.Integer:
		n.kind = intNode
	case unstable.Float:
		n.kind = floatNode
	case unstable.Array:
		n.kind = listNode
		for children := v.Children(); children.Next(); {
			n.items = append(n.items, t.value(children.Node()))
		}
	case unstable.InlineTable:
		n.kind = mapNode
		for children := v.Children(); children.Next(); {
			t.set(n, children.Node())
		}
	default:
		n.kind = timeNode
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
		out.pos = posAt(t.data, len(t.data))
		if len(parse.Highlight) > 0 {
			out.pos = posAt(t.data, int(t.parser.Range(parse.Highlight).Offset))
		}
	}
	return out
}
