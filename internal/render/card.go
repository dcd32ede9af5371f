package render

import (
	"html/template"
	"slices"

	"drukpers/internal/content"
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
	first := slices.IndexFunc(list, func(a *content.Article) bool { return s.edition.cover(a) != nil })
	if err != nil || first < 0 {
		return slots, err
	}
	view := s.edition.cardView(list[first])
	view.Cover.Eager = true
	c, err := s.newCard(view)
	if err != nil {
		return nil, err
	}
	slots[first] = s.slot(c)
	return slots, nil
}

// card gives an article's card, made once per theme and config.
func (s *Sheet) card(a *content.Article) (*piece, error) {
	type key struct {
		theme  *Theme
		config *content.Config
	}
	type result struct {
		card *piece
		err  error
	}
	r := content.Memo(a, key{s.edition.Theme, s.edition.Site.Config}, func() result {
		c, err := s.newCard(s.edition.cardView(a))
		return result{c, err}
	})
	return r.card, r.err
}

// newCard makes a card in the memory that the page has no use for yet.
func (s *Sheet) newCard(view Card) (*piece, error) {
	s.whole.Reset()
	if err := s.edition.Theme.execute(&s.whole, cardName, view); err != nil {
		return nil, err
	}
	c, err := s.edition.newPiece(s.whole.Bytes())
	if err != nil {
		return nil, s.edition.Theme.minifyProblem("de kaart van "+view.URL, err)
	}
	return c, nil
}
