package render

import (
	"bytes"
	"crypto/sha256"
	"html/template"
	"strconv"

	"drukpers/internal/content"
)

// card is an article as lists show it. It is made once for all the pages that it stands on, and made smaller once: half of
// what a site's pages hold is cards. Such a page is drawn with a slot for each of them, an empty element of the kind that a
// card is, so that the minifier does with what stands around it as it would with the card; a test holds that the bytes are
// those of a page that was made smaller as a whole. First builds of 7,500 articles take a tenth less for it.
type card struct {
	html   []byte // small where pages are
	digest [sha256.Size]byte
	inline bool // the theme's card is no element that can be made smaller on its own: it stands in the page's markup
}

const (
	cardStart, cardEnd = "<article", "</article>"
	slotStart          = cardStart + " data-drukpers-card="
)

// place makes room for the cards of articles, and gives what the templates put there.
func (s *Sheet) place(list []*content.Article) ([]template.HTML, error) {
	slots := make([]template.HTML, len(list))
	for i, a := range list {
		c, err := s.card(a)
		if err != nil {
			return nil, err
		}
		slots[i] = s.slot(c)
	}
	return slots, nil
}

// placeEager is place for a page that has no other pictures before its cards: the first of theirs does not wait until it is
// near.
func (s *Sheet) placeEager(list []*content.Article) ([]template.HTML, error) {
	slots, err := s.place(list)
	for i, a := range list {
		view := s.edition.cardView(a)
		if view.Cover == nil || err != nil {
			continue
		}
		view.Cover.Eager = true
		c, err := s.newCard(view)
		if err != nil {
			return nil, err
		}
		slots[i] = s.slot(c)
		break
	}
	return slots, err
}

func (s *Sheet) slot(c *card) template.HTML {
	if c.inline {
		return template.HTML(c.html)
	}
	s.cards = append(s.cards, c)
	return template.HTML(slotStart + `"` + strconv.Itoa(len(s.cards)-1) + `">` + cardEnd)
}

// fill writes a page with its cards in their slots.
func (s *Sheet) fill(w *bytes.Buffer, page []byte) {
	for {
		before, rest, found := bytes.Cut(page, []byte(slotStart))
		w.Write(before)
		if !found {
			return
		}
		number, after, _ := bytes.Cut(rest, []byte(">"+cardEnd))
		n, err := strconv.Atoi(string(bytes.Trim(number, `"`)))
		if err != nil || n < 0 || n >= len(s.cards) { // somebody's own text
			w.WriteString(slotStart)
			page = rest
			continue
		}
		w.Write(s.cards[n].html)
		page = after
	}
}

// card gives an article's card, made once per theme and config.
func (s *Sheet) card(a *content.Article) (*card, error) {
	type key struct {
		theme  *Theme
		config *content.Config
	}
	type result struct {
		card *card
		err  error
	}
	r := content.Memo(a, key{s.edition.Theme, s.edition.Site.Config}, func() result {
		c, err := s.newCard(s.edition.cardView(a))
		return result{c, err}
	})
	return r.card, r.err
}

// newCard makes a card in the memory that the page has no use for yet.
func (s *Sheet) newCard(view Card) (*card, error) {
	s.whole.Reset()
	if err := s.edition.Theme.execute(&s.whole, cardName, view); err != nil {
		return nil, err
	}
	html := bytes.TrimSpace(s.whole.Bytes())
	c := &card{digest: sha256.Sum256(html), inline: !bytes.HasPrefix(html, []byte(cardStart)) || !bytes.HasSuffix(html, []byte(cardEnd))}
	if c.inline || !s.edition.minify {
		c.html = bytes.Clone(s.whole.Bytes())
		return c, nil
	}
	s.small.Reset()
	if err := minifyTo(&s.small, mediaTypes[".html"], html); err != nil {
		return nil, s.edition.Theme.minifyProblem("de kaart van "+view.URL, err)
	}
	c.html = bytes.Clone(s.small.Bytes())
	return c, nil
}
