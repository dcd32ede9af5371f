package render

import (
	"html/template"
	"slices"
	"strings"
	"sync"

	"drukpers/internal/config"
	"drukpers/internal/search"
	"drukpers/internal/site"
	"drukpers/internal/theme"
)

// chrome is what pages of one section have in common around their own content: the site as they see it, and what
// partials make of it, once per section instead of once per page.
type chrome struct {
	site                       SiteView
	assets, masthead, colophon template.HTML
}

// chromeKey is what two pages with the same chrome have in common.
type chromeKey struct {
	current string // link of the menu entry that is marked
	home    bool
}

// chromeOf gives that of a page, with the entries of the menus marked that it belongs to.
func (e *Edition) chromeOf(p *site.Page) (*chrome, error) {
	href, home := "", p.Kind == site.Home
	for _, url := range belongsTo(p) {
		if url = e.Site.Config.Href(url); e.inMenus[url] {
			href = url
			break
		}
	}
	key := chromeKey{href, home}
	once, ok := e.chrome.Load(key)
	if !ok {
		make := func() (*chrome, error) { return e.newChrome(href, home) }
		once, _ = e.chrome.LoadOrStore(key, sync.OnceValues(make))
	}
	return once.(func() (*chrome, error))()
}

// belongsTo lists the URLs under which a menu may have a page, the nearest first: its own, that of its list, and those
// of what it is in.
func belongsTo(p *site.Page) []string {
	list := []string{p.URL}
	if p.Pager != nil {
		list = append(list, p.Pager.URL(1))
	}
	for sec := p.Section; sec != nil; sec = sec.Parent {
		list = append(list, sec.URL)
	}
	if p.Taxonomy != nil {
		list = append(list, p.Taxonomy.URL)
	}
	if p.Month != nil {
		list = append(list, site.ArchiveURL)
	}
	return list
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
	if v.Search != nil {
		search := *v.Search
		search.Current = search.URL == href
		v.Search = &search
	}
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

func (e *Edition) newSiteView() SiteView {
	c := e.Site.Config
	v := SiteView{
		Title: c.Title, Description: c.Description, Author: c.Author, Language: c.Language,
		Home: c.Href("/"), Feed: c.Href("/index.xml"), Params: c.Params, MainMenu: e.menu(c.Menus.Main),
		FooterMenu: e.menu(c.Menus.Footer),
	}
	for _, s := range e.Site.Sections {
		v.Sections = append(v.Sections, Link{Name: s.Title, URL: c.Href(s.URL)})
	}
	for _, t := range e.Site.Taxonomies {
		v.Taxonomies = append(v.Taxonomies, Link{Name: t.Title, URL: c.Href(t.URL)})
	}
	if len(e.Site.Months) > 0 {
		v.Archive = c.Href(site.ArchiveURL)
	}
	v.Icons = e.icons()
	v.PaperLight, v.PaperDark = e.Theme.Paper[0], e.Theme.Paper[1]
	if index := site.SearchURL + search.Directory; e.Site.Page(index) != nil {
		v.SearchIndex = c.Href(index)
	}
	if p := e.Site.SearchPage(); p != nil && v.SearchIndex != "" {
		v.Search = &Link{Name: p.Title, URL: c.Href(p.URL)}
	}
	return v
}

// icons are those of static/, else the theme's. Browsers look for /favicon.ico by themselves, so it is named only where
// it is alone.
func (e *Edition) icons() []IconView {
	var icons []IconView
	add := func(rel, file string) {
		if p := e.Site.Page("/" + file); p != nil && p.Kind == site.Static {
			icons = append(icons, IconView{rel, e.Site.Config.Href(p.URL), theme.MediaType(file)})
		}
	}
	add("icon", "favicon.png")
	add("icon", "favicon.svg") // browsers that know it take the last
	if len(icons) == 0 {
		add("icon", "favicon.ico")
	}
	if link := e.Theme.Assets()["icon.svg"]; len(icons) == 0 && link != "" {
		icons = append(icons, IconView{"icon", link, theme.MediaType("icon.svg")})
	}
	add("apple-touch-icon", "apple-touch-icon.png")
	add("manifest", "site.webmanifest")
	return icons
}

func (e *Edition) menu(items []config.MenuItem) []Link {
	links := make([]Link, len(items))
	for i, item := range items {
		links[i] = Link{Name: item.Name, URL: e.Site.Config.Link(item.URL)}
	}
	return links
}
