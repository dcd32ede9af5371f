// Package render turns a page into bytes.
//
// Edition is a site in a theme: everything that the bytes of a page depend on. Render is a pure function of the edition
// and the page, so that build, preview and checks get the same bytes, in any order and on any number of goroutines.
package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/internal/theme"
)

// maxStaticRedirects is the limit of Cloudflare Pages on _redirects.
const maxStaticRedirects = 2000

// Edition is a site in a theme.
type Edition struct {
	Site  *site.Site
	Theme *theme.Theme

	layouts   []string // that an article may ask for
	siteView  SiteView
	chrome    sync.Map // link of the marked menu entry → func() (*chrome, error)
	keptCards *CardCache
	related   func() *site.RelatedIndex
}

// NewEdition joins a site and a theme. It warns of articles whose layout the theme does not have.
func NewEdition(s *site.Site, t *theme.Theme, cards *CardCache) (*Edition, report.List) {
	e := &Edition{Site: s, Theme: t, keptCards: cards, layouts: t.Layouts()}
	e.related = sync.OnceValue(func() *site.RelatedIndex { return site.NewRelatedIndex(s) })
	e.siteView = e.newSiteView()
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

// redirectRoom is how many rules of its own the site can add to those for first pages, below the host's limit.
func (e *Edition) redirectRoom() int { return maxStaticRedirects - len(e.Site.Sections) - 1 }
