// Package render turns a page into bytes.
//
// Edition is a site in a theme: everything that the bytes of a page depend on. Render is a pure function of the edition
// and the page, so that build, preview and checks get the same bytes, in any order and on any number of goroutines.
package render

import (
	"bytes"
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

	minify   bool
	view     SiteView
	frames   sync.Map           // link of the marked menu entry → *frame
	articles []*content.Article // all that were loaded, published or not
	files    []site.File
}

// NewEdition joins a site and a theme. It reports articles whose layout the theme does not have.
func NewEdition(s *site.Site, t *Theme, minified bool) (*Edition, report.List) {
	e := &Edition{Site: s, Theme: t, minify: minified}
	e.view = e.siteView()
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
	other, _ := layOut(e.Site.Config, e.Theme, e.articles, e.files, e.minify, LoadOptions{Selection: selection, SkipBroken: true})
	return other
}

// Same reports whether two editions are of the same config, theme, articles and files, whatever their clocks.
func (e *Edition) Same(other *Edition) bool {
	return other != nil && e.Site.Config == other.Site.Config && e.Theme == other.Theme && e.minify == other.minify &&
		slices.Equal(e.articles, other.articles) &&
		slices.EqualFunc(e.files, other.files, sameFile)
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

// renderers is the table of page kinds.
var renderers = map[site.Kind]func(*Edition, *site.Page) ([]byte, error){
	site.Home: (*Edition).page, site.SectionList: (*Edition).page, site.Article: (*Edition).page,
	site.Standing: (*Edition).page, site.TaxonomyIndex: (*Edition).page, site.TermList: (*Edition).page,
	site.Archive: (*Edition).page, site.MonthList: (*Edition).page, site.NotFound: (*Edition).page,
	site.Feed: (*Edition).feed, site.Sitemap: (*Edition).sitemap, site.SitemapIndex: (*Edition).sitemapIndex,
	site.NewsSitemap: (*Edition).newsSitemap, site.Search: (*Edition).search, site.SearchIndex: (*Edition).searchIndex,
	site.Robots: (*Edition).robots, site.Redirects: (*Edition).redirects, site.Headers: (*Edition).headers,
	site.Alias: (*Edition).alias, site.Static: (*Edition).static,
}

// Render gives the bytes of a page as a host serves them. An error of the theme is a *TemplateError; any other is the
// machine's.
func (e *Edition) Render(p *site.Page) ([]byte, error) {
	raw, err := e.Markup(p)
	if err != nil {
		return nil, err
	}
	return e.Minify(p, raw)
}

// Markup is Render's first step: the page before it is made smaller.
func (e *Edition) Markup(p *site.Page) ([]byte, error) {
	data, err := renderers[p.Kind](e, p)
	if err != nil {
		return nil, fmt.Errorf("rendering %s: %w", p.URL, err)
	}
	return data, nil
}

// asMade are the kinds whose bytes have nothing to make smaller: files that are copied as they are, and data that the
// encoders write without white space (a test holds that the minifier gains nothing on them).
var asMade = map[site.Kind]bool{
	site.Static: true, site.Feed: true, site.Sitemap: true, site.SitemapIndex: true, site.NewsSitemap: true,
	site.Search: true, site.SearchIndex: true,
}

// Minify is Render's second step.
func (e *Edition) Minify(p *site.Page, raw []byte) ([]byte, error) {
	if !e.minify || asMade[p.Kind] {
		return raw, nil
	}
	data, err := minifyBytes(MediaType(p), raw)
	if err != nil {
		return nil, &TemplateError{report.Problem{
			Level: report.Error, Rule: "verkleinen", File: e.Theme.dir,
			Text: fmt.Sprintf("de pagina %s is niet te verkleinen (%v)", p.URL, err), Hint: "Bouw met --no-minify om de pagina te bekijken.",
		}}
	}
	return data, nil
}

// TemplateError is a mistake in a template that shows only when it is executed.
type TemplateError struct{ Problem report.Problem }

func (e *TemplateError) Error() string { return e.Problem.Place() + ": " + e.Problem.Text }

// templates of the page kinds.
var templateOf = map[site.Kind]string{
	site.Home: "home", site.SectionList: "list", site.TermList: "list", site.Article: "article", site.Standing: "page",
	site.TaxonomyIndex: "terms", site.Archive: "archive", site.MonthList: "archive", site.NotFound: "404",
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// execute runs a template and returns a copy of what it wrote.
func (t *Theme) execute(name string, view any) ([]byte, error) {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := t.templates.ExecuteTemplate(b, name, view); err != nil {
		return nil, &TemplateError{t.templateProblem(err)}
	}
	return bytes.Clone(b.Bytes()), nil
}

func (e *Edition) page(p *site.Page) ([]byte, error) {
	layout := ""
	if p.Article != nil && (p.Kind == site.Article || p.Kind == site.Standing) {
		layout = p.Article.Layout
	}
	view, err := e.pageView(p)
	if err != nil {
		return nil, err
	}
	return e.Theme.execute(e.Theme.layoutTemplate(layout, templateOf[p.Kind]), view)
}

func (e *Edition) static(p *site.Page) ([]byte, error) { return p.File.Read() }

func (e *Edition) alias(p *site.Page) ([]byte, error) {
	return aliasPage(e.Site.Config.Language, e.Site.Config.Absolute(p.RedirectTo))
}

var aliasTemplate = template.Must(template.New("alias").Parse(`<!doctype html><html lang="{{.Language}}"><head><meta charset="utf-8"><title>{{.To}}</title><link rel="canonical" href="{{.To}}"><meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={{.To}}"></head><body><p><a href="{{.To}}">{{.To}}</a></p></body></html>`))

func aliasPage(language, to string) ([]byte, error) {
	var b bytes.Buffer
	err := aliasTemplate.Execute(&b, struct{ Language, To string }{language, to})
	return b.Bytes(), err
}

// card gives an article's card, rendered once per theme and config.
func (e *Edition) card(a *content.Article) (template.HTML, error) {
	type key struct {
		theme  *Theme
		config *content.Config
	}
	type result struct {
		html template.HTML
		err  error
	}
	r := content.Memo(a, key{e.Theme, e.Site.Config}, func() result {
		data, err := e.Theme.execute(cardName, e.cardView(a))
		return result{template.HTML(data), err}
	})
	return r.html, r.err
}

func (e *Edition) cards(list []*content.Article) ([]template.HTML, error) {
	cards := make([]template.HTML, len(list))
	for i, a := range list {
		var err error
		if cards[i], err = e.card(a); err != nil {
			return nil, err
		}
	}
	return cards, nil
}

// MediaType is what a host should call a page, without parameters.
func MediaType(p *site.Page) string {
	if p.Kind == site.Feed {
		return "application/rss+xml"
	}
	return mediaType(p.OutputFile())
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
