// Package render turns a page into bytes.
//
// Edition is a site in a theme: everything that the bytes of a page depend on. Render is a pure function of the edition
// and the page, so that build, preview and checks get the same bytes, in any order and on any number of goroutines.
package render

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"mime"
	"path"
	"slices"
	"strings"
	"sync"

	"drukpers/internal/content"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// Edition is a site in a theme.
type Edition struct {
	Site  *site.Site
	Theme *Theme

	siteView  SiteView
	chrome    sync.Map // link of the marked menu entry → func() (*chrome, error)
	keptCards *CardCache
	articles  []*content.Article // all that were loaded, published or not
	files     []content.File
}

// NewEdition joins a site and a theme. It reports articles whose layout the theme does not have.
func NewEdition(s *site.Site, t *Theme, cards *CardCache) (*Edition, report.List) {
	e := &Edition{Site: s, Theme: t, keptCards: cards}
	e.siteView = e.newSiteView()
	var problems report.List
	layouts := t.layouts()
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
			Text: fmt.Sprintf("%d oude adressen passen niet in _redirects: de host neemt er hoogstens %d", n, maxStaticRedirects),
			Hint: "Ze werken wel, via een pagina die doorverwijst. Haal aliases weg die niemand meer gebruikt.",
		})
	}
	return e, problems
}

// Select gives the edition of the same project with another choice of articles.
func (e *Edition) Select(selection site.Selection) *Edition {
	other, _ := layOut(e.Site.Config, e.Theme, e.keptCards, e.articles, e.files, LoadOptions{Selection: selection, SkipBroken: true})
	return other
}

// Same reports whether two editions are of the same config, theme, articles and files, whatever their clocks.
func (e *Edition) Same(other *Edition) bool {
	return other != nil && e.Site.Config == other.Site.Config && e.Theme == other.Theme &&
		slices.Equal(e.articles, other.articles) &&
		slices.EqualFunc(e.files, other.files, content.File.Same)
}

// ChangedSince returns the articles that another edition did not have, or had otherwise.
func (e *Edition) ChangedSince(other *Edition) []*content.Article {
	var changed []*content.Article
	old := other.articles // both in path order
	for _, a := range e.articles {
		for len(old) > 0 && old[0] != a && old[0].Path < a.Path {
			old = old[1:]
		}
		switch {
		case len(old) > 0 && old[0] == a:
			old = old[1:]
		default:
			changed = append(changed, a)
		}
	}
	return changed
}

func (e *Edition) static(p *site.Page, b *bytes.Buffer) error {
	data, err := p.File.Read()
	b.Write(data)
	return err
}

var aliasTemplate = template.Must(template.New("alias").Parse(`<!doctype html><html lang="{{.Language}}"><head><meta charset="utf-8"><title>{{.To}}</title><link rel="canonical" href="{{.To}}"><meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={{.To}}"></head><body><p><a href="{{.To}}">{{.To}}</a></p></body></html>`))

func (e *Edition) alias(p *site.Page, b *bytes.Buffer) error {
	return aliasTemplate.Execute(b, struct{ Language, To string }{e.Site.Config.Language, e.Site.Config.Absolute(p.RedirectTo)})
}

// MediaType is what a host should call a page, without parameters.
func MediaType(p *site.Page) string {
	return cmp.Or(kinds[p.Kind].mediaType, mediaType(p.OutputFile()))
}

// mediaTypes are those that must not depend on the machine's own table.
var mediaTypes = map[string]string{
	".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".xml": "text/xml",
	".svg": "image/svg+xml", ".txt": "text/plain", ".webp": "image/webp", ".woff2": "font/woff2", ".avif": "image/avif",
	".ico": "image/x-icon", ".webmanifest": "application/manifest+json",
}

func mediaType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if known := mediaTypes[ext]; known != "" {
		return known
	}
	known, _, err := mime.ParseMediaType(mime.TypeByExtension(ext))
	if err != nil {
		return "application/octet-stream"
	}
	return known
}

// IsTemplateError tells a theme's mistake from the machine's.
func IsTemplateError(err error) (report.Problem, bool) {
	var t *TemplateError
	if errors.As(err, &t) {
		return t.Problem, true
	}
	return report.Problem{}, false
}
