package render

import (
	"cmp"

	"drukpers/internal/site"
)

// head fills what browsers, search engines and other sites read.
func (e *Edition) head(p *site.Page, v *View) Head {
	c, language := e.Site.Config, e.Theme.language
	h := Head{
		Title: v.Title, Canonical: c.Absolute(p.URL), Robots: "index, follow, max-image-preview:large", Type: "website",
	}
	if p.Pager != nil && p.Pager.Newer != "" {
		h.Title = language.must("page_of", h.Title, p.Pager.Number)
	}
	if h.Title != c.Title {
		h.Title += " – " + c.Title
	}
	feed := cmp.Or(p.FeedURL, "/index.xml")
	h.Feed, h.FeedTitle = c.Href(feed), e.feedTitle(e.Site.Page(feed))
	if p.Kind == site.NotFound || p.Article != nil && p.Article.Draft {
		h.Robots = "noindex"
	}
	if p.Article != nil {
		h.Image = e.cover(p.Article)
	}
	if a := v.Article; a != nil {
		h.Published, h.Modified = a.Date, cmp.Or(a.Modified, a.Date)
		if p.Kind == site.Article {
			h.Type = "article"
		}
	}
	h.JSONLD = e.jsonLD(p, v)
	return h
}
