package frontmatter

import (
	"reflect"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// fields are those of a struct type that have a key.
type fields struct {
	names  []string       // the first name of each key, in order
	index  []int          // of each in the struct
	byName map[string]int // every name, folded, to its place in names
}

var fieldsByType sync.Map // reflect.Type → *fields

func fieldsOf(t reflect.Type) *fields {
	if f, ok := fieldsByType.Load(t); ok {
		return f.(*fields)
	}
	f := &fields{byName: map[string]int{}}
	for i := range t.NumField() {
		tag := t.Field(i).Tag.Get("key")
		if tag == "" {
			continue
		}
		names := strings.Split(tag, ",")
		for _, name := range names {
			f.byName[FoldKey(name)] = len(f.names)
		}
		f.names, f.index = append(f.names, names[0]), append(f.index, i)
	}
	fieldsByType.Store(t, f)
	return f
}

// FoldKey makes names of keys equal that differ in case or in how an accent is composed.
func FoldKey(name string) string { return norm.NFC.String(strings.ToLower(name)) }
