package content

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/report"
)

// decoder turns a node into a struct whose fields carry `key:"name"` tags, strictly and with every mistake it meets.
// More names for one key are separated by commas; case and the composition of accents don't matter.
type decoder struct {
	file     string
	line     int            // of the file's line before the node's first
	location *time.Location // of dates without a zone
	problems report.List
	unknown  func(key, value *node, known []string) // a key the struct does not have
}

// fromNode is for types with a form of their own, such as Source.
type fromNode interface{ decodeNode(d *decoder, n *node) }

func (d *decoder) problem(level report.Level, rule string, at report.Pos, text, hint string) {
	d.problems.Add(report.Problem{Level: level, Rule: rule, File: d.file, Pos: d.place(at), Text: text, Hint: hint})
}

func (d *decoder) errorAt(n *node, rule, text, hint string) {
	d.problem(report.Error, rule, n.pos, text, hint)
}

// place turns a position in the node's text into one in the file.
func (d *decoder) place(at report.Pos) report.Pos {
	return report.Pos{Line: d.line + at.Line, Col: at.Col}
}

func (d *decoder) wrongType(n *node, want, hint string) {
	d.errorAt(n, "verkeerd-soort", fmt.Sprintf("hier hoort %s, maar er staat %s", want, n.kind), hint)
}

// into decodes n into *target; a null or a value of the wrong type leaves the target as it is.
func (d *decoder) into(n *node, target reflect.Value) {
	if custom, ok := target.Addr().Interface().(fromNode); ok {
		custom.decodeNode(d, n)
		return
	}
	if n.kind == nullNode {
		return
	}
	if t, ok := target.Addr().Interface().(*time.Time); ok {
		*t = d.date(n)
		return
	}
	switch target.Kind() {
	case reflect.String:
		if text := d.text(n); n.kind.scalar() {
			target.SetString(text)
		}
	case reflect.Bool:
		if b, ok := d.boolean(n); ok {
			target.SetBool(b)
		}
	case reflect.Pointer:
		value := reflect.New(target.Type().Elem())
		d.into(n, value.Elem())
		target.Set(value)
	case reflect.Int:
		if i, ok := d.integer(n); ok {
			target.SetInt(i)
		}
	case reflect.Slice:
		d.list(n, target)
	case reflect.Map:
		d.mapping(n, target)
	case reflect.Struct:
		d.structure(n, target)
	case reflect.Interface:
		d.allDuplicates(n)
		target.Set(reflect.ValueOf(n.value()))
	default:
		panic("content: no decoding for " + target.Type().String())
	}
}

func (d *decoder) text(n *node) string {
	if !n.kind.scalar() {
		d.wrongType(n, "tekst", "zet één waarde achter de dubbele punt")
		return ""
	}
	return strings.TrimSpace(norm.NFC.String(n.text))
}

func (d *decoder) boolean(n *node) (value, ok bool) {
	switch strings.ToLower(n.text) {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	d.wrongType(n, "true of false", "schrijf true of false")
	return false, false
}

func (d *decoder) integer(n *node) (value int64, ok bool) {
	i, err := strconv.ParseInt(n.text, 10, 32)
	if err != nil {
		d.wrongType(n, "een geheel getal", "schrijf een getal zonder punt of komma, bijvoorbeeld 50")
	}
	return i, err == nil
}

// list takes a single value for a list of one. Empty texts in a list of texts count as absent.
func (d *decoder) list(n *node, target reflect.Value) {
	items := n.items
	if n.kind != listNode {
		items = []*node{n}
	}
	if n.kind == stringNode && n.text == "" {
		items = nil
	}
	out := reflect.MakeSlice(target.Type(), 0, len(items))
	for _, item := range items {
		value := reflect.New(target.Type().Elem()).Elem()
		d.into(item, value)
		if value.Kind() == reflect.String && value.String() == "" {
			continue
		}
		out = reflect.Append(out, value)
	}
	target.Set(out)
}

func (d *decoder) mapping(n *node, target reflect.Value) {
	if n.kind != mapNode {
		d.wrongType(n, "een groep sleutels", "zet de sleutels eronder, elk op een eigen regel en ingesprongen")
		return
	}
	d.duplicates(n)
	out := reflect.MakeMap(target.Type())
	for i, key := range n.keys {
		value := reflect.New(target.Type().Elem()).Elem()
		d.into(n.items[i], value)
		if value.Kind() != reflect.Interface || value.Elem().IsValid() {
			out.SetMapIndex(reflect.ValueOf(norm.NFC.String(key.text)), value)
		}
	}
	target.Set(out)
}

func (d *decoder) structure(n *node, target reflect.Value) {
	if n.kind != mapNode {
		d.wrongType(n, "een groep sleutels", "zet de sleutels eronder, elk op een eigen regel en ingesprongen")
		return
	}
	shape := shapeOf(target.Type())
	first := make([]*node, target.NumField())
	var unknown []int
	for i, key := range n.keys {
		field, known := shape.byName[foldKey(key.text)]
		switch {
		case !known:
			unknown = append(unknown, i)
		case first[field] != nil:
			d.duplicate(key, first[field])
		default:
			first[field] = key
			d.into(n.items[i], target.Field(field))
		}
	}
	if len(unknown) == 0 {
		return
	}
	d.duplicates(n)
	for _, i := range unknown {
		if d.unknown != nil {
			d.allDuplicates(n.items[i])
			d.unknown(n.keys[i], n.items[i], shape.names)
			continue
		}
		key := n.keys[i]
		hint := report.Suggest(key.text, shape.names)
		if hint == "" {
			hint = "Bekend zijn: " + strings.Join(shape.names, ", ") + "."
		}
		d.errorAt(key, "onbekende-sleutel", fmt.Sprintf("de sleutel “%s” bestaat hier niet", key.text), hint)
	}
}

// duplicates reports keys that a mapping has twice to the letter.
func (d *decoder) duplicates(n *node) {
	first := make(map[string]*node, len(n.keys))
	for _, key := range n.keys {
		if earlier := first[key.text]; earlier != nil {
			d.duplicate(key, earlier)
			continue
		}
		first[key.text] = key
	}
}

// allDuplicates does so at every depth of a value that is kept as it is.
func (d *decoder) allDuplicates(n *node) {
	d.duplicates(n)
	for _, item := range n.items {
		d.allDuplicates(item)
	}
}

func (d *decoder) duplicate(key, earlier *node) {
	text := fmt.Sprintf("de sleutel “%s” staat er twee keer", key.text)
	if key.text != earlier.text {
		text = fmt.Sprintf("“%s” is dezelfde sleutel als “%s”", key.text, earlier.text)
	}
	d.errorAt(key, "dubbele-sleutel", text,
		fmt.Sprintf("Houd er één over: de eerste staat op regel %d.", d.place(earlier.pos).Line))
}
