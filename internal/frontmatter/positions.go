package frontmatter

import (
	"reflect"

	"drukpers/internal/report"
)

// Positions tell where the keys of a head stand. A key of a group goes by both names: "cover.alt".
type Positions []position

type position struct {
	key   string
	value report.Pos
	items []report.Pos // of a list
}

// Positions are those of a node that was decoded into a struct: keys that the struct has go by its first name for them.
func (d *Decoder) Positions(root *Node, target any) Positions {
	return d.positions(nil, "", root, reflect.TypeOf(target).Elem())
}

func (d *Decoder) positions(all Positions, prefix string, root *Node, target reflect.Type) Positions {
	var f *fields
	if target != nil && target.Kind() == reflect.Struct {
		f = fieldsOf(target)
	}
	for i, key := range root.Keys {
		name, value := key.Text, root.Items[i]
		var inner reflect.Type
		if f != nil {
			if n, known := f.byName[FoldKey(name)]; known {
				name, inner = f.names[n], target.Field(f.index[n]).Type
			}
		}
		p := position{key: prefix + name, value: d.position(value.Pos)}
		for _, item := range value.Items {
			if value.Kind == ListNode && !item.Empty() { // as Decoder.list
				p.items = append(p.items, d.position(item.Pos))
			}
		}
		all = append(all, p)
		if value.Kind == MapNode {
			all = d.positions(all, prefix+name+".", value, inner)
		}
	}
	return all
}

// At is the place of a key's value, or of item i of its list; the top of the file where the key is absent.
func (p Positions) At(key string, i int) report.Pos {
	for _, known := range p {
		if known.key != key {
			continue
		}
		if i >= 0 && i < len(known.items) {
			return known.items[i]
		}
		return known.value
	}
	return report.Pos{Line: 1, Col: 1}
}
