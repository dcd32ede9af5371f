package render

import (
	"html/template"
	"strings"
	"sync"

	"drukpers/internal/content"
)

// Cards keeps the card of every article in one theme: most of what a site's lists hold. An entry counts for the *Article it
// was made from, and a card is made of its article, the theme and the config alone, so that nothing has to be invalidated.
type Cards struct {
	mu     sync.RWMutex
	byPath map[string]card
}

type card struct {
	article *content.Article
	html    string
}

// cards gives the cards of articles, one after the other. Eager is for a page that has no other pictures before its cards:
// the first of theirs does not wait until it is near.
func (e *Edition) cards(list []*content.Article, eager bool) (template.HTML, error) {
	parts := make([]string, len(list))
	for i, a := range list {
		var err error
		if eager && e.cover(a) != nil {
			parts[i], err = e.eagerCard(a)
			eager = false
		} else {
			parts[i], err = e.card(a)
		}
		if err != nil {
			return "", err
		}
	}
	return template.HTML(strings.Join(parts, "")), nil
}

func (e *Edition) eagerCard(a *content.Article) (string, error) {
	view := e.cardView(a)
	view.Cover.Eager = true
	return e.newCard(view)
}

func (e *Edition) card(a *content.Article) (string, error) {
	if html, ok := e.keptCards.of(a); ok {
		return html, nil
	}
	html, err := e.newCard(e.cardView(a))
	if err == nil {
		e.keptCards.keep(a, html)
	}
	return html, err
}

func (c *Cards) of(a *content.Article) (html string, ok bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	known := c.byPath[a.Path]
	return known.html, known.article == a
}

func (c *Cards) keep(a *content.Article, html string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byPath == nil {
		c.byPath = map[string]card{}
	}
	c.byPath[a.Path] = card{a, html}
}

func (e *Edition) newCard(view Card) (string, error) {
	var b strings.Builder
	err := e.Theme.execute(&b, cardName, view)
	return b.String(), err
}
