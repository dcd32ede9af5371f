package render

import (
	"bytes"
	"cmp"
	"html"
	"html/template"
	"path"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"drukpers/internal/sharecard"
	"drukpers/internal/site"
)

// head fills what browsers, search engines and other sites read.
func (e *Edition) head(p *site.Page, v *View, k kind) Head {
	c, texts := e.Site.Config, e.Theme.Language
	h := Head{Title: v.Title, Feed: c.Href(feedOf(p))}
	if !p.First() {
		h.Title = texts.Text("page_of", h.Title, p.Pager.Number)
	}
	if h.Title != c.Title {
		h.Title += " – " + c.Title
	}
	h.Tags = e.headTags(p, v, k)
	return h
}

// feedOf is the feed that a page names: of its list, or else of the whole site.
func feedOf(p *site.Page) string { return cmp.Or(p.FeedURL, "/index.xml") }

// headTags writes what machines read, the same in every theme. The names of the tags are those of the Open Graph
// protocol (https://ogp.me) and of Twitter's cards.
func (e *Edition) headTags(p *site.Page, v *View, k kind) template.HTML {
	c := e.Site.Config
	w := headWriter{lines: !e.Theme.Minified}
	w.meta("name", "description", v.Description)
	if k.unlisted || p.Article != nil && p.Article.Draft {
		w.meta("name", "robots", "noindex")
	} else {
		w.meta("name", "robots", "index, follow, max-image-preview:large")
	}
	if !k.unlisted {
		canonical := c.Absolute(cmp.Or(p.DoubleOf, p.URL))
		w.tag("link", "rel", "canonical", "href", canonical)
		w.meta("property", "og:url", canonical)
	}
	feed := feedOf(p)
	w.tag("link", "rel", "alternate", "type", rssType, "title", e.feedTitle(e.Site.Page(feed)), "href", c.Href(feed))
	if p := e.jsonFeedOf(feed); p != nil {
		w.tag("link", "rel", "alternate", "type", jsonFeedType, "title", e.feedTitle(p), "href", c.Href(p.URL))
	}
	w.meta("property", "og:site_name", c.Title)
	w.meta("property", "og:locale", e.openGraphLocale(p))
	w.meta("property", "og:title", v.Title)
	w.meta("property", "og:description", v.Description)
	if k.news {
		w.article(v.Article)
	} else {
		w.meta("property", "og:type", "website")
	}
	w.picture(cmp.Or(e.ownPicture(p, v), e.image()))
	if graph := e.structuredData(v, k.things); len(graph.Graph) > 0 {
		w.WriteString(`<script type="application/ld+json">`)
		graph.write(&w.Buffer)
		w.WriteString("</script>")
		w.end()
	}
	return template.HTML(w.String())
}

// ownPicture is what other sites show of a page: its cover, unless that is an SVG, or what is drawn for it; or nil.
func (e *Edition) ownPicture(p *site.Page, v *View) *ImageView {
	var cover *ImageView
	if v.Article != nil {
		cover = v.Article.Cover
	} else if p.Article != nil {
		cover = e.cover(p.Article)
	}
	switch {
	case p.Article != nil && p.Article.ShareCard != nil:
		return &ImageView{
			Absolute: e.Site.Config.Absolute(p.Article.ShareCard.URL), Alt: p.Article.Heading,
			Width: sharecard.Width, Height: sharecard.Height,
		}
	case cover != nil && strings.EqualFold(path.Ext(cover.URL), ".svg"):
		return nil
	}
	return cover
}

// headWriter writes tags of a head.
type headWriter struct {
	bytes.Buffer
	lines bool // one tag a line
}

// tag writes an element without content; attributes are names and values in turn.
func (w *headWriter) tag(name string, attributes ...string) {
	w.WriteByte('<')
	w.WriteString(name)
	for i := 0; i < len(attributes); i += 2 {
		w.WriteByte(' ')
		w.WriteString(attributes[i])
		w.WriteString(`="`)
		w.WriteString(html.EscapeString(attributes[i+1]))
		w.WriteByte('"')
	}
	w.WriteByte('>')
	w.end()
}

func (w *headWriter) end() {
	if w.lines {
		w.WriteByte('\n')
	}
}

// meta writes a <meta>, unless it has nothing to say. Its attribute is name or, for Open Graph, property.
func (w *headWriter) meta(attribute, name, value string) {
	if value != "" {
		w.tag("meta", attribute, name, "content", value)
	}
}

func (w *headWriter) article(a *ArticleView) {
	w.meta("name", "author", a.Author)
	w.meta("property", "og:type", "article")
	if a.Date != nil {
		w.meta("property", "article:published_time", a.Date.ISO)
		w.meta("property", "article:modified_time", cmp.Or(a.Modified, a.Date).ISO)
	}
	if a.Section != nil {
		w.meta("property", "article:section", a.Section.Name)
	}
	for _, tag := range a.Tags {
		w.meta("property", "article:tag", tag.Name)
	}
}

func (w *headWriter) picture(picture *ImageView) {
	if picture == nil {
		w.meta("name", "twitter:card", "summary")
		return
	}
	w.meta("name", "twitter:card", "summary_large_image")
	w.meta("property", "og:image", picture.Absolute)
	w.meta("property", "og:image:alt", picture.Alt)
	if picture.Width > 0 {
		w.meta("property", "og:image:width", strconv.Itoa(picture.Width))
		w.meta("property", "og:image:height", strconv.Itoa(picture.Height))
	}
}

// openGraphLocale is the language of a page with its country, the likeliest one where its tag has none.
func (e *Edition) openGraphLocale(p *site.Page) string {
	if p.Article != nil && p.Article.Lang != "" {
		return locale(p.Article.Lang)
	}
	return e.locale
}

func locale(tag string) string {
	parsed := language.Make(tag)
	base, _ := parsed.Base()
	region, _ := parsed.Region()
	return base.String() + "_" + region.String()
}
