package site

import (
	"slices"
	"time"

	"drukpers/internal/content"
)

// Change is an article with its newer version.
type Change struct{ Old, New *content.Article }

// revision makes a site of an older one, in which some articles are newer but stand where they stood. It copies the
// pages that these are on, and shares all else: of a large site, to lay out everything takes longer than an editor
// wants to wait.
type revision struct {
	changes []Change
	pages   map[*Page]*Page // old → new, where it is new
}

// Revise gives the site that New would at a later moment with some articles changed, or nil when that may differ in
// more than what shows these articles. No problem that New told of may be about them.
//
// Lists without these articles are parts of longer ones that stay in memory, with the articles that New had for them.
func (s *Site) Revise(changes []Change, now time.Time) *Site {
	if !s.keepsShape(changes, now) {
		return nil
	}
	r := &revision{changes, map[*Page]*Page{}}
	next := *s
	next.Now = now
	next.Articles, next.Standing, next.News = r.list(s.Articles), r.list(s.Standing), r.list(s.News)
	if !next.keepsShards(changes) {
		return nil
	}
	for _, p := range s.Order {
		if r.concerns(p) {
			r.pages[p] = r.page(p)
		}
	}
	next.Order, next.OwnLayout = r.current(s.Order), r.current(s.OwnLayout)
	for _, p := range r.pages {
		p.Entries = r.current(p.Entries)
	}
	return &next
}

func (r *revision) article(a *content.Article) *content.Article {
	for _, c := range r.changes {
		if c.Old == a {
			return c.New
		}
	}
	return a
}

func (r *revision) has(a *content.Article) bool { return r.article(a) != a }

func (r *revision) list(articles []*content.Article) []*content.Article {
	if !slices.ContainsFunc(articles, r.has) {
		return articles
	}
	next := make([]*content.Article, len(articles))
	for i, a := range articles {
		next[i] = r.article(a)
	}
	return next
}

// concerns reports whether a page is new. Each sitemap is: which pages it lists is known when all are there. It relies
// on the order of the pages: a list comes before its feed.
func (r *revision) concerns(p *Page) bool {
	return p.Entries != nil || r.pages[p.Of] != nil || r.has(p.origin.article) ||
		r.has(p.Article) || r.has(p.Newer) || r.has(p.Older) || slices.ContainsFunc(p.List, r.has)
}

func (r *revision) page(p *Page) *Page {
	next := *p
	next.Article, next.Newer, next.Older = r.article(p.Article), r.article(p.Newer), r.article(p.Older)
	next.List, next.origin.article = r.list(p.List), r.article(p.origin.article)
	if of := r.pages[p.Of]; of != nil {
		next.Of = of
	}
	if p.Kind == Article || p.Kind == Standing {
		next.Title = next.Article.Heading
	}
	return &next
}

// current is a list of pages with what is new in it.
func (r *revision) current(pages []*Page) []*Page {
	pages = slices.Clone(pages)
	for i, p := range pages {
		if next := r.pages[p]; next != nil {
			pages[i] = next
		}
	}
	return pages
}
