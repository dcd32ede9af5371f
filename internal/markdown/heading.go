package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"drukpers/internal/typography"
)

// headingIDs makes the ids of headings as GitHub does, accents kept: of the text without markup, lower case, space →
// hyphen, letters, digits, _ and - stay. A second heading of the same text gets -1, the next -2; one without any letter
// is called "heading".
type headingIDs struct{ next map[string]int } // id in use → number to try first when it is asked for again

func (h *headingIDs) of(text string) string {
	id := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '_' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(text))
	if id == "" {
		id = "heading"
	}
	unique := id
	for n := h.next[id]; h.next[unique] > 0; n++ {
		unique = id + "-" + strconv.Itoa(n)
		h.next[id] = n + 1
	}
	h.use(unique)
	return unique
}

func (h *headingIDs) use(id string) {
	if h.next == nil {
		h.next = map[string]int{}
	}
	h.next[id] = max(h.next[id], 1)
}

// give gives a heading an id, unless the editor did.
func (h *headingIDs) give(n *ast.Heading, source []byte) {
	if id, own := n.AttributeString("id"); own {
		if written, is := id.([]byte); is {
			h.use(string(written))
		}
		return
	}
	n.SetAttributeString("id", []byte(h.of(textOf(n, source))))
}

// keepShortParts keeps "AI-" with what follows it in a heading. Code stays as it is.
func keepShortParts(n ast.Node, source []byte) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			start := c.Segment.Start
			for _, at := range typography.ShortParts(string(c.Segment.Value(source))) {
				hyphen := int32(start + at)
				splice(c, typography.Edit{From: hyphen, Until: hyphen + 1, To: string(typography.NoBreakHyphen)})
			}
		case *ast.CodeSpan, *ast.AutoLink, *ast.Image:
		default:
			keepShortParts(c, source)
		}
	}
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
