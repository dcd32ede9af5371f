package render

import (
	"cmp"
	"html"
	"html/template"
	"strconv"
	"strings"

	"drukpers/internal/site"
)

// head fills what browsers, search engines and other sites read.
func (e *Edition) head(p *site.Page, v *View) Head {
	c, language := e.Site.Config, e.Theme.language
	h := Head{Title: v.Title, Feed: c.Href(feedOf(p))}
	if p.Pager != nil && p.Pager.Newer != "" {
		h.Title = language.must("page_of", h.Title, p.Pager.Number)
	}
	if h.Title != c.Title {
		h.Title += " – " + c.Title
	}
	h.Tags = e.headTags(p, v, h.Feed)
	return h
}

// feedOf is the feed that a page names: of its list, or else of the whole site.
func feedOf(p *site.Page) string { return cmp.Or(p.FeedURL, "/index.xml") }

// headTags are made here and not in templates: what machines read is the same in every theme.
func (e *Edition) headTags(p *site.Page, v *View, feed string) template.HTML {
	c := e.Site.Config
	var t tags
	t.meta("name", "description", v.Description)
	if p.Kind == site.NotFound || p.Article != nil && p.Article.Draft {
		t.meta("name", "robots", "noindex")
	} else {
		t.meta("name", "robots", "index, follow, max-image-preview:large")
	}
	if p.Kind != site.NotFound {
		t.write(`<link rel="canonical" href="`, c.Absolute(p.URL), "\">\n")
		t.meta("property", "og:url", c.Absolute(p.URL))
	}
	t.write(`<link rel="alternate" type="application/rss+xml" title="`, html.EscapeString(e.feedTitle(e.Site.Page(feedOf(p)))), `" href="`, feed, "\">\n")
	t.meta("property", "og:site_name", c.Title)
	t.meta("property", "og:locale", openGraphLocale(c.Language))
	t.meta("property", "og:title", v.Title)
	t.meta("property", "og:description", v.Description)
	if p.Kind == site.Article {
		t.article(v.Article)
	} else {
		t.meta("property", "og:type", "website")
	}
	t.picture(p, e)
	if data := e.jsonLD(p, v); data != "" {
		t.write(`<script type="application/ld+json">`, data, "</script>\n")
	}
	return template.HTML(t.String())
}

// tags is HTML of the head. The names of the tags are those of the Open Graph protocol (https://ogp.me) and of Twitter's cards.
type tags struct{ strings.Builder }

func (t *tags) write(parts ...string) {
	for _, part := range parts {
		t.WriteString(part)
	}
}

// meta writes a tag, unless it has nothing to say.
func (t *tags) meta(attribute, name, value string) {
	if value != "" {
		t.write("<meta ", attribute, `="`, name, `" content="`, html.EscapeString(value), "\">\n")
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

func (t *tags) picture(p *site.Page, e *Edition) {
	var picture *ImageView
	if p.Article != nil {
		picture = e.cover(p.Article)
	}
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
