package render

import (
	"bytes"
	"html/template"
	"slices"
	"strconv"
)

// piece is a part of many pages: a card, a masthead. It is made once, and made smaller once: most of what a site's pages hold
// is pieces. Such a page is drawn with a slot for each of them, an empty element of a kind like theirs, so that the minifier
// does with what stands around it as it would with the piece. A test holds that the bytes are those of a page that was made
// smaller as a whole. First builds of 7,500 articles take a tenth less for it.
type piece struct {
	html   []byte // small where pages are
	digest Digest
	inline bool // it is no element that can be made smaller on its own: it stands in the page's markup
}

// pieceElements are those that the minifier treats alike: a block that ends in a tag of its own.
var pieceElements = []string{"article", "header", "footer", "section", "nav", "div"}

const (
	slotStart = "<article data-drukpers-piece="
	slotEnd   = "></article>"
)

// newPiece keeps a copy of html.
func (e *Edition) newPiece(html []byte) (*piece, error) {
	element := bytes.TrimSpace(html)
	c := &piece{digest: digestOf(html), inline: !slices.ContainsFunc(pieceElements, func(name string) bool {
		return bytes.HasPrefix(element, []byte("<"+name)) && bytes.HasSuffix(element, []byte("</"+name+">"))
	})}
	if c.inline || !e.minify {
		c.html = bytes.Clone(html)
		return c, nil
	}
	var small bytes.Buffer
	err := minifyTo(&small, mediaTypes[".html"], element)
	c.html = bytes.Clone(small.Bytes())
	return c, err
}

// slot makes room for a piece, and gives what a template puts there.
func (s *Sheet) slot(c *piece) template.HTML {
	if c.inline {
		return template.HTML(c.html)
	}
	s.pieces = append(s.pieces, c)
	return template.HTML(slotStart + `"` + strconv.Itoa(len(s.pieces)-1) + `"` + slotEnd)
}

// fill writes a page with its pieces in their slots.
func (s *Sheet) fill(w *bytes.Buffer, page []byte) {
	for {
		before, rest, found := bytes.Cut(page, []byte(slotStart))
		w.Write(before)
		if !found {
			return
		}
		number, after, _ := bytes.Cut(rest, []byte(slotEnd))
		n, err := strconv.Atoi(string(bytes.Trim(number, `"`)))
		if err != nil || n < 0 || n >= len(s.pieces) { // somebody's own text
			w.WriteString(slotStart)
			page = rest
			continue
		}
		w.Write(s.pieces[n].html)
		page = after
	}
}
