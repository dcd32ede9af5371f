package frontmatter

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/report"
)

// Decoder turns a node into a struct whose fields carry `key:"name"` tags, strictly and with every mistake it meets.
// More names for one key are separated by commas; case and the composition of accents don't matter.
type Decoder struct {
	File     string
	line     int            // of the file's line before the node's first
	head     []byte         // the text that starts there
	location *time.Location // of dates without a zone
	key      string         // of the struct's field that is decoded
	Problems report.List

	// Unknown is for item i of a mapping whose key the struct does not have, unlike the known ones.
	Unknown func(mapping *Node, i int, known []string)
}

// Unmarshaler is for types with a form of their own, such as Source.
type Unmarshaler interface{ UnmarshalNode(d *Decoder, n *Node) }

func (d *Decoder) Problem(level report.Level, rule string, at report.Pos, text, hint string) {
	d.Problems.Add(report.Problem{Level: level, Rule: rule, File: d.File, Pos: d.position(at), Text: text, Hint: hint})
}

// WarnOnce is a warning that other files of the site may give too: of those with one rule and group people are told
// once.
func (d *Decoder) WarnOnce(rule, group string, at report.Pos, text, hint string) {
	d.Problems.Add(report.Problem{
		Level: report.Warning, Rule: rule, Group: group, File: d.File, Pos: d.position(at), Text: text, Hint: hint,
	})
}

func (d *Decoder) ErrorAt(n *Node, rule, text, hint string) {
	d.Problem(report.Error, rule, n.Pos, text, hint)
}

// position turns a position in the node's text into one in the file.
func (d *Decoder) position(at report.Pos) report.Pos {
	return report.Pos{Line: d.line + at.Line, Col: at.Col}
}

func (d *Decoder) WrongType(n *Node, want, hint string) {
	d.ErrorAt(n, "verkeerd-soort", fmt.Sprintf("hier hoort %s, maar er staat %s", want, n.Kind), hint)
}

// NewDecoder returns a decoder of one file; dates without a zone are in location.
func NewDecoder(file string, location *time.Location) *Decoder {
	return &Decoder{File: file, location: location}
}

// DecodeYAML decodes the text of a file into *target, a struct with `key:"name"` tags, as strictly as site.yaml.
func DecodeYAML(file string, data []byte, target any) report.List {
	d := NewDecoder(file, time.UTC)
	if root := d.YAML(data); root != nil {
		d.Into(root, target)
	}
	return d.Problems
}

// Into decodes a node into *target. A null or a value of the wrong type leaves the target as it is.
func (d *Decoder) Into(n *Node, target any) { d.into(n, reflect.ValueOf(target).Elem()) }

// into decodes n into *target; a null or a value of the wrong type leaves the target as it is. An empty list or group
// counts as absent, and a list of one as its item where no list is meant.
func (d *Decoder) into(n *Node, target reflect.Value) {
	if group := n.Kind == ListNode || n.Kind == MapNode; group && target.Kind() != reflect.Interface {
		switch {
		case len(n.Items) == 0:
			return
		case len(n.Items) == 1 && n.Kind == ListNode && n.Items[0].Kind.Scalar() && target.Kind() != reflect.Slice:
			n = n.Items[0]
		}
	}
	if custom, ok := target.Addr().Interface().(Unmarshaler); ok {
		custom.UnmarshalNode(d, n)
		return
	}
	if n.Kind == NullNode {
		return
	}
	if t, ok := target.Addr().Interface().(*time.Time); ok {
		*t = d.date(n)
		return
	}
	switch target.Kind() {
	case reflect.String:
		if text := d.Text(n); n.Kind.Scalar() {
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
		target.Set(reflect.ValueOf(n.Value()))
	default:
		panic("frontmatter: no decoding for " + target.Type().String())
	}
}

func (d *Decoder) Text(n *Node) string {
	if !n.Kind.Scalar() {
		d.WrongType(n, "tekst", "zet één waarde achter de dubbele punt")
		return ""
	}
	return strings.TrimSpace(norm.NFC.String(n.Text))
}

func (d *Decoder) boolean(n *Node) (value, ok bool) {
	if value, ok = n.Bool(); !ok {
		d.WrongType(n, "true of false", "schrijf true of false")
	}
	return value, ok
}

func (d *Decoder) integer(n *Node) (value int64, ok bool) {
	i, err := strconv.ParseInt(n.Text, 10, 32)
	if err != nil {
		d.WrongType(n, "een geheel getal", "schrijf een getal zonder punt of komma, bijvoorbeeld 50")
	}
	return i, err == nil
}

// manyWords is from how many words on a text is most likely the list that Jekyll reads in it: of the 10,776 tags of the
// site that drukpers was made for, 1,140 have two words, 35 three and 11 four.
const manyWords = 4

func (d *Decoder) mapping(n *Node, target reflect.Value) {
	if n.Kind != MapNode {
		d.WrongType(n, "een groep sleutels", "zet de sleutels eronder, elk op een eigen regel en ingesprongen")
		return
	}
	d.Duplicates(n)
	out := reflect.MakeMap(target.Type())
	for i, key := range n.Keys {
		value := reflect.New(target.Type().Elem()).Elem()
		d.into(n.Items[i], value)
		if value.Kind() != reflect.Interface || value.Elem().IsValid() {
			out.SetMapIndex(reflect.ValueOf(norm.NFC.String(key.Text)), value)
		}
	}
	target.Set(out)
}

func (d *Decoder) structure(n *Node, target reflect.Value) {
	if n.Kind != MapNode {
		d.WrongType(n, "een groep sleutels", "zet de sleutels eronder, elk op een eigen regel en ingesprongen")
		return
	}
	f := fieldsOf(target.Type())
	first := make([]*Node, len(f.names))
	var unknown []int
	for i, key := range n.Keys {
		field, known := f.byName[FoldKey(key.Text)]
		switch {
		case !known:
			unknown = append(unknown, i)
		case first[field] != nil:
			d.duplicate(key, first[field])
		default:
			first[field], d.key = key, f.names[field]
			d.into(n.Items[i], target.Field(f.index[field]))
		}
	}
	if len(unknown) == 0 {
		return
	}
	d.Duplicates(n)
	for _, i := range unknown {
		key := n.Keys[i]
		if at := strings.IndexFunc(key.Text, looksLikeNothing); at >= 0 {
			r, _ := utf8.DecodeRuneInString(key.Text[at:])
			d.ErrorAt(key, "onzichtbaar-teken", fmt.Sprintf("in deze sleutel staat %s", nameOf(r)), dropIt)
			continue
		}
		if d.Unknown != nil {
			d.allDuplicates(n.Items[i])
			d.Unknown(n, i, f.names)
			continue
		}
		hint := report.Suggest(key.Text, f.names)
		if hint == "" {
			hint = "Bekend zijn: " + strings.Join(f.names, ", ") + "."
		}
		d.ErrorAt(key, "onbekende-sleutel", fmt.Sprintf("de sleutel “%s” bestaat hier niet", key.Text), hint)
	}
}

// duplicates reports keys that a mapping has twice to the letter.
func (d *Decoder) Duplicates(n *Node) {
	first := make(map[string]*Node, len(n.Keys))
	for _, key := range n.Keys {
		if earlier := first[key.Text]; earlier != nil {
			d.duplicate(key, earlier)
			continue
		}
		first[key.Text] = key
	}
}

// allDuplicates does so at every depth of a value that is kept as it is.
func (d *Decoder) allDuplicates(n *Node) {
	d.Duplicates(n)
	for _, item := range n.Items {
		d.allDuplicates(item)
	}
}

func (d *Decoder) duplicate(key, earlier *Node) {
	text := fmt.Sprintf("de sleutel “%s” staat er twee keer", key.Text)
	if key.Text != earlier.Text {
		text = fmt.Sprintf("“%s” is dezelfde sleutel als “%s”", key.Text, earlier.Text)
	}
	d.ErrorAt(key, "dubbele-sleutel", text,
		fmt.Sprintf("Houd er één over: de eerste staat op regel %d.", d.position(earlier.Pos).Line))
}
