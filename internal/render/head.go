package render

import (
	"cmp"
	"strconv"

	"drukpers/internal/site"
)

// head fills what browsers, search engines and other sites read.
func (s *Sheet) head(v *View) (Head, error) {
	e, p := s.edition, s.page
	c, language := e.Site.Config, e.Theme.language
	h := Head{Title: v.Title, Feed: c.Href(feedOf(p))}
	if p.Pager != nil && p.Pager.Newer != "" {
		h.Title = language.must("page_of", h.Title, p.Pager.Number)
	}
	if h.Title != c.Title {
		h.Title += " – " + c.Title
	}
	t := &s.tags
	t.Reset()
	t.small, t.err = e.minify, nil
	e.headTags(t, p, v)
	h.Tags = s.slotOf(metaSlot, &piece{html: t.Bytes(), digest: digestOf(t.Bytes())})
	if t.err != nil {
		return h, e.Theme.minifyProblem("de kop van "+p.URL, t.err)
	}
	return h, nil
}

// feedOf is the feed that a page names: of its list, or else of the whole site.
func feedOf(p *site.Page) string { return cmp.Or(p.FeedURL, "/index.xml") }

// headTags writes what machines read, the same in every theme. The names of the tags are those of the Open Graph protocol
// (https://ogp.me) and of Twitter's cards.
func (e *Edition) headTags(t *tags, p *site.Page, v *View) {
	c := e.Site.Config
	t.meta("name", "description", v.Description)
	if p.Kind == site.NotFound || p.Article != nil && p.Article.Draft {
		t.meta("name", "robots", "noindex")
	} else {
		t.meta("name", "robots", "index, follow, max-image-preview:large")
	}
	if p.Kind != site.NotFound {
		t.canonical(c.Absolute(p.URL))
		t.meta("property", "og:url", c.Absolute(p.URL))
	}
	feed := feedOf(p)
	t.feed(e.feedTitle(e.Site.Page(feed)), c.Href(feed))
	t.meta("property", "og:site_name", c.Title)
	t.meta("property", "og:locale", openGraphLocale(c.Language))
	t.meta("property", "og:title", v.Title)
	t.meta("property", "og:description", v.Description)
	if p.Kind == site.Article {
		t.article(v.Article)
	} else {
		t.meta("property", "og:type", "website")
	}
	if p.Article != nil {
		t.picture(e.cover(p.Article))
	} else {
		t.picture(nil)
	}
	if graph := e.structuredData(p, v); len(graph.Graph) > 0 {
		t.data(graph.write)
	}
}

func (t *tags) article(a *ArticleView) {
	t.meta("property", "og:type", "article")
	if a.Date != nil {
		t.meta("property", "article:published_time", a.Date.ISO)
		t.meta("property", "article:modified_time", cmp.Or(a.Modified, a.Date).ISO)
	}
	if a.Section != nil {
		t.meta("property", "article:section", a.Section.Name)
	}
	for _, tag := range a.Tags {
		t.meta("property", "article:tag", tag.Name)
	}
}

func (t *tags) picture(picture *ImageView) {
	if picture == nil {
		t.meta("name", "twitter:card", "summary")
		return
	}
	t.meta("name", "twitter:card", "summary_large_image")
	t.meta("property", "og:image", picture.Absolute)
	t.meta("property", "og:image:alt", picture.Alt)
	if picture.Width > 0 {
		t.meta("property", "og:image:width", strconv.Itoa(picture.Width))
		t.meta("property", "og:image:height", strconv.Itoa(picture.Height))
	}
}

func openGraphLocale(language string) string {
	if language == "nl" {
		return "nl_NL"
	}
	return language
}
