package render

import (
	"html/template"

	"drukpers/internal/content"
)

// place makes room for the cards of articles, one after the other, and gives what the templates put there. Eager is for a page
// that has no other pictures before its cards: the first of theirs does not wait until it is near.
func (s *Sheet) place(list []*content.Article, eager bool) (_ template.HTML, err error) {
	cards := make([]*piece, len(list))
	for i, a := range list {
		if eager && s.edition.cover(a) != nil {
			cards[i], err = s.eagerCard(a)
			eager = false
		} else {
			cards[i], err = s.card(a)
		}
		if err != nil {
			return "", err
		}
	}
	return s.slot(cards...), nil
}

func (s *Sheet) eagerCard(a *content.Article) (*piece, error) {
	view := s.edition.cardView(a)
	view.Cover.Eager = true
	return s.newCard(view)
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
	c, err := s.edition.newPiece(s.whole.Bytes(), &s.small)
	if err != nil {
		return nil, s.edition.Theme.minifyProblem("de kaart van "+view.URL, err)
	}
	return c, nil
}
