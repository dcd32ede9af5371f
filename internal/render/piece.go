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

// slot is an element that says which pieces come in its place: those from a first number up to a second.
type slot struct{ start, end string }

const slotAttribute = " data-drukpers-piece="

var (
	articleSlot = slot{"<article", "></article>"}
	metaSlot    = slot{"<meta", ">"} // in a head
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
		b.WriteString(string(s.slotOf(articleSlot, pieces[:n]...)))
		pieces = pieces[n:]
	}
	return template.HTML(b.String())
}

func (s *Sheet) slotOf(kind slot, pieces ...*piece) template.HTML {
	first := len(s.pieces)
	s.pieces = append(s.pieces, pieces...)
	return template.HTML(kind.start + slotAttribute + `"` + strconv.Itoa(first) + "-" + strconv.Itoa(len(s.pieces)) + `"` + kind.end)
}

// fill writes a page with its pieces in their slots.
func (s *Sheet) fill(w *bytes.Buffer, page []byte) {
	for {
		before, rest, found := bytes.Cut(page, []byte(slotAttribute))
		if !found {
			w.Write(page)
			return
		}
		pieces, start, after := s.slotAt(before, rest)
		if after == nil { // somebody's own text
			w.Write(before)
			w.WriteString(slotAttribute)
			page = rest
			continue
		}
		w.Write(before[:start])
		for _, c := range pieces {
			w.Write(c.html)
		}
		page = after
	}
}

// slotAt reads the slot that ends a text and begins another, around its attribute: the pieces it asks for, where it starts
// in the one and what comes after it in the other. That is nil where there is none.
func (s *Sheet) slotAt(before, rest []byte) (pieces []*piece, start int, after []byte) {
	for _, kind := range []slot{articleSlot, metaSlot} {
		outside, isKind := bytes.CutSuffix(before, []byte(kind.start))
		numbers, after, ends := bytes.Cut(rest, []byte(kind.end))
		if !isKind || !ends {
			continue
		}
		if pieces, ok := s.piecesOf(string(bytes.Trim(numbers, `"`))); ok {
			return pieces, len(outside), after
		}
	}
	return nil, 0, nil
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
