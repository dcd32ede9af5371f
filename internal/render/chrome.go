package render

import (
	"html/template"
	"slices"
	"strings"
	"sync"

	"drukpers/internal/site"
	"drukpers/internal/theme"
)

// chrome is what pages of one section have in common around their own content: the site as they see it, and what
// partials make of it, once per section instead of once per page.
type chrome struct {
	site                       SiteView
	assets, masthead, colophon template.HTML
}

// chromeOf gives that of a page, with the entries of the menus marked that it belongs to.
func (e *Edition) chromeOf(p *site.Page) (*chrome, error) {
	current := p.URL
	if p.Section != nil {
		current = p.Section.URL
	}
	href := e.Site.Config.Href(current)
	isCurrent := func(l Link) bool { return l.URL == href }
	home := p.Kind == site.Home
	if !home && !slices.ContainsFunc(slices.Concat(e.siteView.MainMenu, e.siteView.FooterMenu, e.siteView.Sections),
		isCurrent) {
		href = ""
	}
	once, ok := e.chrome.Load(href)
	if !ok {
		make := func() (*chrome, error) { return e.newChrome(href, home) }
		once, _ = e.chrome.LoadOrStore(href, sync.OnceValues(make))
	}
	return once.(func() (*chrome, error))()
}

func (e *Edition) newChrome(href string, home bool) (*chrome, error) {
	v := e.siteView
	v.AtHome = home
	mark := func(links []Link) []Link {
		links = slices.Clone(links)
		for i := range links {
			links[i].Current = links[i].URL == href
		}
		return links
	}
	v.MainMenu, v.FooterMenu, v.Sections = mark(v.MainMenu), mark(v.FooterMenu), mark(v.Sections)
	c := &chrome{site: v}
	for _, part := range []struct {
		name string
		html *template.HTML
	}{{theme.Assets, &c.assets}, {theme.Masthead, &c.masthead}, {theme.Colophon, &c.colophon}} {
		var b strings.Builder
		if err := e.Theme.Execute(&b, part.name, v); err != nil {
			return nil, err
		}
		*part.html = template.HTML(b.String())
	}
	return c, nil
}
