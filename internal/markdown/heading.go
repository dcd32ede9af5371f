package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// headingIDs makes the ids of headings as GitHub does, accents kept: lower case, space → hyphen, letters, digits, _ and
// - stay. A second heading of the same text gets -1, the next -2; one without any letter is called "heading".
type headingIDs struct{ used map[string]bool }

func (h *headingIDs) Generate(text []byte, _ ast.NodeKind) []byte {
	id := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '_' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(string(text)))
	if id == "" {
		id = "heading"
	}
	unique := id
	for n := 1; h.used[unique]; n++ {
		unique = id + "-" + strconv.Itoa(n)
	}
	h.Put([]byte(unique))
	return []byte(unique)
}

func (h *headingIDs) Put(id []byte) {
	if h.used == nil {
		h.used = map[string]bool{}
	}
	h.used[string(id)] = true
}

// Heading is an entry of a table of contents, with the smaller headings below it.
type Heading struct {
	ID, Text string
	Level    int
	Children []*Heading
}

// outline nests headings by their level.
func outline(flat []*Heading) []*Heading {
	root := &Heading{}
	path := []*Heading{root}
	for _, h := range flat {
		for len(path) > 1 && path[len(path)-1].Level >= h.Level {
			path = path[:len(path)-1]
		}
		parent := path[len(path)-1]
		parent.Children = append(parent.Children, h)
		path = append(path, h)
	}
	return root.Children
}
