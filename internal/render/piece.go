package render

import (
	"bytes"
	"html/template"
	"slices"
	"strconv"
	"strings"
)

// piece is a part of pages that the minifier need not see with them. One of many pages, a card or a masthead, is made once and
// made smaller once: most of what a site's pages hold is such pieces. The tags of a head are written small at once; that piece
// is of one page and stands in the memory of its Sheet. A page is drawn with a slot for its pieces, an empty element of a kind
// like theirs, so that the minifier does with what stands around it as it would with them. A test holds that the bytes are
// those of a page that was made smaller as a whole.
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

// filled is a page with its pieces in their slots, and how many slots there were.
func (s *Sheet) filled(page []byte) (whole []byte, slots int) {
	if len(s.pieces) == 0 {
		return page, 0
	}
	s.whole.Reset()
	for ; ; slots++ {
		start, end, pieces := s.nextSlot(page)
		s.whole.Write(page[:start])
		if start == end {
			return s.whole.Bytes(), slots
		}
		for _, c := range pieces {
			s.whole.Write(c.html)
		}
		page = page[end:]
	}
}

func (s *Sheet) countSlots(page []byte) (slots int) {
	for ; len(s.pieces) > 0; slots++ {
		start, end, _ := s.nextSlot(page)
		if start == end {
			break
		}
		page = page[end:]
	}
	return slots
}

// nextSlot is where the first slot of a page stands, and what it asks for; both places are the page's end when there is none.
func (s *Sheet) nextSlot(page []byte) (start, end int, pieces []*piece) {
	for from := 0; ; {
		i := bytes.Index(page[from:], []byte(slotAttribute))
		if i < 0 {
			return len(page), len(page), nil
		}
		at := from + i
		from = at + len(slotAttribute)
		for _, kind := range []slot{articleSlot, metaSlot} {
			numbers, _, ends := bytes.Cut(page[from:], []byte(kind.end))
			if !ends || !bytes.HasSuffix(page[:at], []byte(kind.start)) {
				continue
			}
			if pieces, ok := s.piecesOf(string(bytes.Trim(numbers, `"`))); ok {
				return at - len(kind.start), from + len(numbers) + len(kind.end), pieces
			}
		}
	}
}

// piecesOf are those that a slot asks for: from the first number up to the second.
func (s *Sheet) piecesOf(numbers string) ([]*piece, bool) {
	from, to, _ := strings.Cut(numbers, "-")
	first, err := strconv.Atoi(from)
	last, lastErr := strconv.Atoi(to)
	if err != nil || lastErr != nil || first < 0 || first > last || last > len(s.pieces) {
		return nil, false
	}
	return s.pieces[first:last], true
}
