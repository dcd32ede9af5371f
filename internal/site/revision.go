package site

import (
	"reflect"
	"slices"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/report"
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
	if !s.sameLayout(changes, now) {
		return nil
	}
	r := &revision{changes, map[*Page]*Page{}}
	next := *s
	next.Now = now
	next.Articles, next.Standing, next.News = r.list(s.Articles), r.list(s.Standing), r.list(s.News)
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

// sameLayout reports whether a site has the same pages with the same articles on them, in the same order, when some
// articles are changed and it is later.
func (s *Site) sameLayout(changes []Change, now time.Time) bool {
	switch {
	case now.Before(s.Now) || !s.NextChange.IsZero() && !now.Before(s.NextChange):
		return false
	case slices.ContainsFunc(s.News, func(a *content.Article) bool { return now.Sub(a.Published()) > newsPeriod }):
		return false
	default:
		return !slices.ContainsFunc(changes, func(c Change) bool { return !sameLayoutKeys(c.Old, c.New) })
	}
}

// sameLayoutKeys reports whether New makes the same of two versions of an article, but for what their headings are and
// how long. What an _index.md says is in sections and lists, so that is never the same.
func sameLayoutKeys(a, b *content.Article) bool {
	return !a.IsIndex && a.Path == b.Path && a.URL == b.URL && a.Section == b.Section && a.MayEmbed == b.MayEmbed &&
		slices.EqualFunc(a.Files, b.Files, content.File.Same) && slices.EqualFunc(a.Links, b.Links, sameTarget) &&
		reflect.DeepEqual(layoutKeys(a), layoutKeys(b))
}

// sameTarget reports whether New has the same to say of two links. Where they stand matters only where it tells of
// them.
func sameTarget(a, b content.Link) bool {
	a.Pos, b.Pos = report.Pos{}, report.Pos{}
	return a == b
}

// layoutKeys are the keys of front matter that New reads: all but those known to show only where the article does.
func layoutKeys(a *content.Article) content.FrontMatter {
	f := a.FrontMatter
	f.Title, f.Subtitle, f.Summary, f.Description, f.Authors, f.Lastmod = "", "", "", "", nil, time.Time{}
	f.Cover, f.Bron, f.SourceName, f.SourceURL = content.Cover{}, content.Source{}, "", ""
	f.TOC, f.Sponsored, f.AI, f.Lang, f.CheckIgnore, f.Params = false, false, nil, "", nil, nil
	return f
}
