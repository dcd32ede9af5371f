package content

import (
	"reflect"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// shape is what decoder needs to know of a struct type: which key goes to which field.
type shape struct {
	names  []string       // the first name of each key, in order
	byName map[string]int // every name, folded, to the field's index
}

var shapes sync.Map // reflect.Type → *shape

func shapeOf(t reflect.Type) *shape {
	if s, ok := shapes.Load(t); ok {
		return s.(*shape)
	}
	s := &shape{byName: map[string]int{}}
	for i := range t.NumField() {
		tag := t.Field(i).Tag.Get("key")
		if tag == "" {
			continue
		}
		names := strings.Split(tag, ",")
		s.names = append(s.names, names[0])
		for _, name := range names {
			s.byName[foldKey(name)] = i
		}
	}
	shapes.Store(t, s)
	return s
}

// foldKey makes names equal that differ in case or in how an accent is composed.
func foldKey(name string) string { return norm.NFC.String(strings.ToLower(name)) }
