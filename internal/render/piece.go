package render

import (
	"bytes"
	"html/template"
	"slices"
	"strconv"
	"strings"
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

// newPiece keeps a copy of html. It makes it smaller in the memory of small.
func (e *Edition) newPiece(html []byte, small *bytes.Buffer) (*piece, error) {
	element := bytes.TrimSpace(html)
	c := &piece{digest: digestOf(html), inline: !slices.ContainsFunc(pieceElements, func(name string) bool {
		return bytes.HasPrefix(element, []byte("<"+name)) && bytes.HasSuffix(element, []byte("</"+name+">"))
	})}
	if c.inline || !e.minify {
		c.html = bytes.Clone(html)
		return c, nil
	}
	small.Reset()
	err := minifyTo(small, mediaTypes[".html"], element)
	c.html = bytes.Clone(small.Bytes())
	return c, err
}

// slot makes room for pieces, one after the other, and gives what a template puts there.
func (s *Sheet) slot(pieces ...*piece) template.HTML {
	var b strings.Builder
	for len(pieces) > 0 {
		n := 0
		for n < len(pieces) && !pieces[n].inline {
			n++
		}
		if n == 0 {
			b.Write(pieces[0].html)
			pieces = pieces[1:]
			continue
		}
		first := len(s.pieces)
		s.pieces = append(s.pieces, pieces[:n]...)
		b.WriteString(slotStart + `"` + strconv.Itoa(first) + "-" + strconv.Itoa(len(s.pieces)) + `"` + slotEnd)
		pieces = pieces[n:]
	}
	return template.HTML(b.String())
}

// fill writes a page with its pieces in their slots.
func (s *Sheet) fill(w *bytes.Buffer, page []byte) {
	for {
		before, rest, found := bytes.Cut(page, []byte(slotStart))
		w.Write(before)
		if !found {
			return
		}
		numbers, after, _ := bytes.Cut(rest, []byte(slotEnd))
		pieces, ok := s.piecesOf(string(bytes.Trim(numbers, `"`)))
		if !ok { // somebody's own text
			w.WriteString(slotStart)
			page = rest
			continue
		}
		for _, c := range pieces {
			w.Write(c.html)
		}
		page = after
	}
}

// piecesOf are those that a slot asks for: from the first number up to the second.
func (s *Sheet) piecesOf(numbers string) ([]*piece, bool) {
	from, to, _ := strings.Cut(numbers, "-")
	first, err := strconv.Atoi(from)
	last, err2 := strconv.Atoi(to)
	if err != nil || err2 != nil || first < 0 || first > last || last > len(s.pieces) {
		return nil, false
	}
	return s.pieces[first:last], true
}
