package render

import (
	"html/template"
	"strings"
	"sync"

	"drukpers/internal/content"
	"drukpers/internal/theme"
)

// CardCache keeps the card of every article in one theme: most of what a site's lists hold. An entry counts for the
// cardKey it was made from, and a card is made of that, the theme and the config alone, so that nothing has to be
// invalidated.
type CardCache struct {
	mu     sync.RWMutex
	byPath map[string]card
}

type card struct {
	key  cardKey
	html template.HTML
}

// cardKey is all that a card sees of the site.
type cardKey struct {
	article    *content.Article
	section    string // its title
	sectionURL string
	noCover    bool // the article names one that is not there
}

func (e *Edition) cardKey(a *content.Article) cardKey {
	key := cardKey{article: a, noCover: e.Site.CoverMissing(a)}
	if sec := e.Site.Section(a.Section); sec != nil {
		key.section, key.sectionURL = sec.Title, sec.URL
	}
	return key
}

// cards gives the cards of articles. Eager is for a page that has no other pictures before its cards: the first of
// theirs does not wait until it is near.
func (e *Edition) cards(list []*content.Article, eager bool) ([]template.HTML, error) {
	cards := make([]template.HTML, len(list))
	for i, a := range list {
		var err error
		if eager && e.cover(a) != nil {
			cards[i], err = e.eagerCard(a)
			eager = false
		} else {
			cards[i], err = e.card(a)
		}
		if err != nil {
			return nil, err
		}
	}
	return cards, nil
}

func (e *Edition) eagerCard(a *content.Article) (template.HTML, error) {
	view := e.cardView(a)
	view.Cover.Eager = true
	return e.newCard(view)
}

func (e *Edition) card(a *content.Article) (template.HTML, error) {
	key := e.cardKey(a)
	if html, ok := e.keptCards.of(key); ok {
		return html, nil
	}
	html, err := e.newCard(e.cardView(a))
	if err == nil {
		e.keptCards.keep(key, html)
	}
	return html, err
}

func (c *CardCache) of(key cardKey) (html template.HTML, ok bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	known := c.byPath[key.article.Path]
	return known.html, known.key == key
}

func (c *CardCache) keep(key cardKey, html template.HTML) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byPath == nil {
		c.byPath = map[string]card{}
	}
	c.byPath[key.article.Path] = card{key, html}
}

func (e *Edition) newCard(view Card) (template.HTML, error) {
	var b strings.Builder
	err := e.Theme.Execute(&b, theme.Card, view)
	return template.HTML(b.String()), err
}
