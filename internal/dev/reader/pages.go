package reader

import (
	"cmp"
	"slices"
	"strings"

	"drukpers/internal/content"
	"drukpers/internal/site"
)

// Page is one page to look at.
type Page struct {
	Name string // for people: its kind and what is special about it
	*site.Page
}

// URL is where a page is served. One that tells of a missing page is shown where there is none.
func (s *Site) URL(p Page) string {
	if p.Kind == site.NotFound {
		return s.Address + "/deze-pagina-is-er-niet/"
	}
	return s.Address + s.Edition.Site.Config.Href(p.Page.URL)
}

// Pages chooses a page of every kind, and an article of every make, as far as the site has them.
func (s *Site) Pages() []Page {
	var pages []Page
	for _, want := range wanted {
		var best *site.Page
		for _, p := range s.Edition.Site.Order {
			if want.is(p) && (best == nil || want.better(p, best)) {
				best = p
			}
		}
		if best != nil {
			pages = append(pages, Page{want.name, best})
		}
	}
	return append(pages, s.trials()...)
}

// wanted is the table of what there is to look at.
var wanted = []struct {
	name   string
	is     func(*site.Page) bool
	better func(a, b *site.Page) bool
}{
	{"home", first(site.Home), longer},
	{"home-2", further(site.Home), longer},
	{"section", first(site.SectionList), longer},
	{"section-2", further(site.SectionList), longer},
	{"article-cover", article(func(a *content.Article) bool { return a.Cover.Image != "" && !elsewhere(a) }), newer},
	{"article-remote", article(elsewhere), newer},
	{"article-plain", article(func(a *content.Article) bool { return a.Cover.Image == "" && !bool(a.TOC) }), newer},
	{"article-toc", article(func(a *content.Article) bool { return bool(a.TOC) }), newer},
	{"term", first(site.TermList), longer},
	{"terms", first(site.TaxonomyIndex), longer},
	{"archive", first(site.Archive), longer},
	{"month", first(site.MonthList), longer},
	{"404", first(site.NotFound), longer},
	{"search", standing("search"), longer},
	{"standing", standing(""), longer},
}

func first(kind site.Kind) func(*site.Page) bool {
	return func(p *site.Page) bool { return p.Kind == kind && p.First() }
}

func further(kind site.Kind) func(*site.Page) bool {
	return func(p *site.Page) bool { return p.Kind == kind && !p.First() }
}

func article(is func(*content.Article) bool) func(*site.Page) bool {
	return func(p *site.Page) bool { return p.Kind == site.Article && !isTrial(p.Article) && is(p.Article) }
}

func standing(layout string) func(*site.Page) bool {
	return func(p *site.Page) bool { return p.Kind == site.Standing && p.Article.Layout == layout }
}

func newer(a, b *site.Page) bool { return a.Article.Date.After(b.Article.Date) }

// longer prefers the list with more on it.
func longer(a, b *site.Page) bool { return size(a) > size(b) }

func size(p *site.Page) int {
	if p.Taxonomy != nil && p.Term == nil {
		return len(p.Taxonomy.Terms)
	}
	return cmp.Or(len(p.List), 1)
}

// trialTag marks the articles of Sample that are made to break layouts.
const trialTag = "proefdruk"

// elsewhere reports whether an article has its cover on another host.
func elsewhere(a *content.Article) bool { return strings.Contains(a.Cover.Image, "://") }

func isTrial(a *content.Article) bool {
	return slices.Contains(a.Tags, trialTag)
}

func (s *Site) trials() []Page {
	var pages []Page
	for _, p := range s.Edition.Site.Order {
		if p.Kind == site.Article && isTrial(p.Article) {
			pages = append(pages, Page{"trial-" + p.Article.Slug, p})
		}
	}
	return pages
}
