// Package render turns a page into bytes.
//
// Edition is a site in a theme: everything that the bytes of a page depend on. Render is a pure function of the edition
// and the page, so that build, preview and checks get the same bytes, in any order and on any number of goroutines.
package render

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"drukpers/internal/hostfiles"
	"drukpers/internal/related"
	"drukpers/internal/report"
	"drukpers/internal/search"
	"drukpers/internal/site"
	"drukpers/internal/theme"
)

// Edition is a site in a theme.
type Edition struct {
	Site  *site.Site
	Theme *theme.Theme

	layouts      []string // that an article may ask for
	siteView     SiteView
	inMenus      map[string]bool   // links
	locale       string            // of the site's language, as Open Graph writes it
	newsroomOnly []string          // the authors of what names nobody
	chrome       sync.Map          // chromeKey → func() (*chrome, error)
	image        func() *ImageView // what a shared page shows that has no picture, or nil
	publisher    func() json.RawMessage
	keptCards    *CardCache
	related      func() *related.Index
	hostFiles    func() (*hostfiles.Files, error)
	search       func() (*search.Index, error)
}

// NewEdition joins a site and a theme. It warns of articles whose layout the theme does not have.
func NewEdition(s *site.Site, t *theme.Theme, cards *CardCache) (*Edition, report.List) {
	e := &Edition{Site: s, Theme: t, keptCards: cards, layouts: t.Layouts(), locale: locale(s.Config.Language)}
	e.newsroomOnly = []string{s.Config.Author}
	e.related = sync.OnceValue(func() *related.Index { return related.New(s) })
	e.hostFiles = sync.OnceValues(func() (*hostfiles.Files, error) { return hostfiles.New(s, t.Files()) })
	e.search = sync.OnceValues(e.newSearch)
	e.image = sync.OnceValue(func() *ImageView { return e.sitePicture(s.Config.Image) })
	e.publisher = sync.OnceValue(e.newPublisher)
	e.siteView = e.newSiteView()
	e.inMenus = map[string]bool{}
	for _, l := range slices.Concat(e.siteView.MainMenu, e.siteView.FooterMenu, e.siteView.Sections) {
		e.inMenus[l.URL] = true
	}
	if e.siteView.Search != nil {
		e.inMenus[e.siteView.Search.URL] = true
	}
	var problems report.List
	for _, p := range s.OwnLayout {
		name := p.Article.Layout
		if slices.Contains(e.layouts, name) {
			continue
		}
		hint := "Kies uit: " + strings.Join(e.layouts, ", ") + "; of haal layout weg."
		problems.Add(report.Problem{
			Level: report.Warning, Rule: "onbekende-layout", Group: name, File: p.Article.Path,
			Pos:  p.Article.Position("layout", -1),
			Text: fmt.Sprintf("het thema %s heeft geen layout “%s”: het gewone sjabloon wordt gebruikt", t.Name, name),
			Hint: cmp.Or(report.Suggest(name, e.layouts), hint),
		})
	}
	return e, problems
}
