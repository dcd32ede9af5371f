package render

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/report"
	"drukpers/internal/search"
	"drukpers/internal/site"
)

// searchShort is the longest text of a result, in characters.
const searchShort = 140

// searchFile writes a file of the search index.
func (e *Edition) searchFile(p *site.Page, b *bytes.Buffer) error {
	index, err := e.search()
	if err != nil {
		return err
	}
	b.Write(index.File(strings.TrimPrefix(p.URL, site.SearchURL)))
	return nil
}

// newSearch makes the search index. Its documents are the articles, the oldest first.
func (e *Edition) newSearch() (*search.Index, error) {
	s, c := e.Site, e.Site.Config
	last := len(s.Articles) - 1
	source := search.Source{
		Language: c.Language, Documents: make([]search.Document, len(s.Articles)),
		Text: func(doc int) (search.Text, error) { return e.searchText(s.Articles[last-doc]) },
		Card: func(doc int) search.Card { return e.searchCard(s.Articles[last-doc]) },
	}
	numbers := map[string]int{}
	for i, section := range s.Sections {
		numbers[section.Name] = i
		source.Sections = append(source.Sections, section.Title)
	}
	stories := e.related().Stories()
	for i, a := range s.Articles {
		d := search.Document{Link: c.Href(a.URL), Section: numbers[a.Section], Story: last - int(stories[i])}
		if !a.Date.IsZero() {
			d.Year = a.Date.In(c.Location).Year()
		}
		source.Documents[last-i] = d
	}
	return search.New(source)
}

// searchText is what is searched of an article.
func (e *Edition) searchText(a *content.Article) (text search.Text, err error) {
	defer report.Recover(a.Path, &err)
	terms := slices.Clone(a.Authors)
	for _, t := range e.Site.Taxonomies {
		for _, term := range e.Site.TermsOf(a, t.Key) {
			terms = append(terms, term.Name)
		}
	}
	return search.Text{Title: a.Heading, Summary: a.Subtitle + "\n" + a.Lead(), Terms: terms, HTML: a.Body().HTML}, nil
}

// searchCard is what a result shows of an article.
func (e *Edition) searchCard(a *content.Article) search.Card {
	card := search.Card{Title: a.Heading, Short: shorten(a.Lead(), searchShort)}
	if !a.Date.IsZero() {
		card.Date = a.Date.In(e.Site.Config.Location).Format(time.DateOnly)
	}
	switch site.StatusOf(a, e.Site.Now) {
	case site.Draft:
		card.Status = "draft"
	case site.Scheduled:
		card.Status = "scheduled"
	case site.Expired:
		card.Status = "expired"
	case site.Published:
	}
	return card
}
