// Package render turns a page into bytes.
//
// Edition is a site in a theme: everything that the bytes of a page depend on. Render is a pure function of the edition
// and the page, so that build, preview and checks get the same bytes, in any order and on any number of goroutines.
package render

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"sync"

	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/internal/theme"
)

// Edition is a site in a theme.
type Edition struct {
	Site  *site.Site
	Theme *theme.Theme

	siteView  SiteView
	chrome    sync.Map // link of the marked menu entry → func() (*chrome, error)
	keptCards *CardCache
}

// NewEdition joins a site and a theme. It reports articles whose layout the theme does not have.
func NewEdition(s *site.Site, t *theme.Theme, cards *CardCache) (*Edition, report.List) {
	e := &Edition{Site: s, Theme: t, keptCards: cards}
	e.siteView = e.newSiteView()
	var problems report.List
	layouts := t.Layouts()
	for _, p := range s.OwnLayout {
		if slices.Contains(layouts, p.Article.Layout) {
			continue
		}
		hint := report.Suggest(p.Article.Layout, layouts)
		if hint == "" {
			hint = "Kies uit: " + strings.Join(layouts, ", ") + "; of haal layout weg."
		}
		problems.Add(report.Problem{
			Level: report.Error, Rule: "onbekende-layout", File: p.Article.Path, Pos: p.Article.Position("layout", -1),
			Text: fmt.Sprintf("het thema %s heeft geen layout “%s”", t.Name, p.Article.Layout), Hint: hint,
		})
	}
	if n := len(s.Redirects); n > e.redirectRoom() {
		problems.Add(report.Problem{
			Level: report.Warning, Rule: "te-veel-redirects", File: "static/_redirects",
			Text: fmt.Sprintf("%d oude adressen passen niet in _redirects: de host neemt er hoogstens %d", n,
				maxStaticRedirects),
			Hint: "Ze werken wel, via een pagina die doorverwijst. Haal aliases weg die niemand meer gebruikt.",
		})
	}
	return e, problems
}

func (e *Edition) static(p *site.Page, b *bytes.Buffer) error {
	data, err := p.File.Read()
	b.Write(data)
	return err
}

var aliasTemplate = template.Must(template.New("alias").Parse(`<!doctype html><html lang="{{.Language}}">` +
	`<head><meta charset="utf-8"><title>{{.To}}</title><link rel="canonical" href="{{.To}}">` +
	`<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={{.To}}"></head>` +
	`<body><p><a href="{{.To}}">{{.To}}</a></p></body></html>`))

func (e *Edition) alias(p *site.Page, b *bytes.Buffer) error {
	return aliasTemplate.Execute(b, struct{ Language, To string }{
		e.Site.Config.Language,
		e.Site.Config.Absolute(p.RedirectTo),
	})
}

// IsHTML reports whether a page is HTML of the site's own, and no file that is copied.
func IsHTML(p *site.Page) bool { return p.Kind != site.Static && MediaType(p) == "text/html" }

// MediaType is what a host should call a page, without parameters.
func MediaType(p *site.Page) string {
	return cmp.Or(kinds[p.Kind].mediaType, theme.MediaType(p.OutputFile()))
}
