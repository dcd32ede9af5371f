package render

import (
	"cmp"
	"html/template"
	"net/url"
	"strings"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/markdown"
	"drukpers/internal/related"
	"drukpers/internal/site"
	"drukpers/internal/theme"
)

func (e *Edition) moment(t time.Time) *theme.Moment {
	return e.Theme.Language.Moment(t, e.Site.Config.Location)
}

func (e *Edition) link(a *content.Article) *Link {
	if a == nil {
		return nil
	}
	return &Link{Name: a.Heading, URL: e.Site.Config.Href(a.URL)}
}

// fillArticle is for articles and standing pages.
func (e *Edition) fillArticle(p *site.Page, v *View) error {
	v.Article = e.articleView(p)
	v.Description = shorten(cmp.Or(p.Article.Description, p.Article.Lead()), descriptionLength)
	if v.Description == "" && p.Article.Layout == site.SearchLayout {
		v.Description = e.Theme.Language.Text("search_description", e.Site.Config.Title)
	}
	var parents []Link
	if v.Article.Section != nil {
		parents = append(parents, *v.Article.Section)
	}
	v.Breadcrumbs = e.breadcrumbs(p, v.Title, parents...)
	return nil
}

func (e *Edition) articleView(p *site.Page) *ArticleView {
	a, c := p.Article, e.Site.Config
	v := &ArticleView{
		Title: a.Heading, Subtitle: c.Typographic(a.Subtitle, a.Lang), Summary: a.Lead(), URL: c.Href(a.URL),
		Permalink: c.Absolute(a.URL),
		Body:      template.HTML(e.body(a).HTML), Date: e.moment(a.Date), Words: a.Words, Minutes: Minutes(a.Words),
		Author: e.enumerate(a.Authors), Authors: a.Authors, Cover: e.cover(a), Lang: a.Lang,
		Draft: a.Draft, Sponsored: a.Sponsored, Params: params(a.Params),
		Newer: e.link(p.Newer), Older: e.link(p.Older), Tags: e.terms(a, "tags"), Categorieen: e.terms(a, "categorieen"),
	}
	v.related = func() ([]template.HTML, error) { return e.relatedCards(p) }
	v.later = func() *Link { return e.later(p) }
	if a.TOC {
		v.TOC = a.Body().TOC
	}
	if !a.Modified().Equal(a.Date) {
		v.Modified = e.moment(a.Modified())
	}
	if !a.Bron.IsZero() && !a.KeepSource {
		v.Source = &Link{Name: a.Bron.Name, URL: a.Bron.URL}
	}
	v.AILabel = e.aiLabel(a)
	if v.Cover != nil {
		v.Cover.Eager = true
	}
	if a.Lang != "" {
		v.SiteLang = c.Language
	}
	if v.Author == "" && a.Section != "" {
		v.Author = c.Author
	}
	if p.Section != nil {
		v.Section = &Link{Name: p.Section.Title, URL: c.Href(p.Section.URL)}
	}
	return v
}

// enumerate joins names as a sentence does: A, B en C.
func (e *Edition) enumerate(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return e.Theme.Language.Text("and", strings.Join(names[:last], ", "), names[last])
}

// body is an article's text as its readers get it: what it says of an article that is not on the site is no link.
func (e *Edition) body(a *content.Article) markdown.Body {
	body := a.Body()
	dead := map[string]bool{}
	for _, l := range a.Links {
		if e.Site.LeadsNowhere(l) {
			dead[plainPath(e.Site.Config.Link(l.Href))] = true
		}
	}
	if len(dead) > 0 {
		body.HTML = markdown.Unlink(body.HTML, func(address string) bool { return dead[plainPath(address)] })
	}
	return body
}

// plainPath is the path of an address, however that is encoded.
func plainPath(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Path
}

// Later is the article that goes on with the story, where there is one.
func (v *ArticleView) Later() *Link { return v.later() }

func (e *Edition) later(p *site.Page) *Link {
	if p.Section == nil {
		return nil
	}
	return e.link(e.related().Later(p.Article))
}

// Related are the cards of what to read next.
func (v *ArticleView) Related() ([]template.HTML, error) { return v.related() }

// Related gives the reasons for what an article's page offers to read beside it.
func (e *Edition) Related(a *content.Article) []related.Reason {
	return e.related().Why(a, relatedCount)
}

func (e *Edition) relatedCards(p *site.Page) ([]template.HTML, error) {
	if p.Section == nil {
		return nil, nil
	}
	return e.cards(e.related().Older(p.Article, relatedCount), false)
}

func (e *Edition) terms(a *content.Article, taxonomy string) []Link {
	terms := e.Site.TermsOf(a, taxonomy)
	links := make([]Link, len(terms))
	for i, term := range terms {
		links[i].Name = term.Name
		if term.HasPage {
			links[i].URL = e.Site.Config.Href(term.URL)
		}
	}
	return links
}

// aiLabel is on articles, and not on standing pages.
func (e *Edition) aiLabel(a *content.Article) *Link {
	label := e.Site.Config.AILabel
	if a.AI != nil && !*a.AI || a.AI == nil && (label.Text == "" || a.Section == "") {
		return nil
	}
	return &Link{Name: cmp.Or(label.Text, e.Theme.Language.Text("ai_label")), URL: e.Site.Config.Link(label.Page)}
}

// Minutes is the time it takes to read so many words.
func Minutes(words int) int { return max(1, (words+wordsPerMinute/2)/wordsPerMinute) }

// sectionLink leads to the section of an article; it is nil of a standing page.
func (e *Edition) sectionLink(a *content.Article) *Link {
	sec := e.Site.Section(a.Section)
	if sec == nil {
		return nil
	}
	return &Link{Name: sec.Title, URL: e.Site.Config.Href(sec.URL)}
}

// cardView may use the article, the config and what cardKey holds; see CardCache.
func (e *Edition) cardView(a *content.Article) Card {
	c := e.Site.Config
	cover := e.cover(a)
	if cover != nil {
		cover.Alt, cover.Place = "", "card" // the title beside it leads to the same
	}
	return Card{
		Title: a.Heading, Summary: shorten(a.Lead(), 2*descriptionLength), URL: c.Href(a.URL), Date: e.moment(a.Date),
		Minutes: Minutes(a.Words), Section: e.sectionLink(a), Cover: cover, Draft: a.Draft, Lang: a.Lang,
	}
}
