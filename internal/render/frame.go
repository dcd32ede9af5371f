package render

import (
	"bytes"
	"slices"
	"sync"

	"drukpers/internal/site"
)

// frame is the head and foot that pages of one section have in common: the site as they see it, and what the partials
// masthead and colophon make of it. Rendering them once per section instead of once per page saves a tenth of the time of
// all templates.
type frame struct {
	site               SiteView
	masthead, colophon *piece
}

const (
	mastheadName = "partials/masthead.html"
	colophonName = "partials/colophon.html"
)

// frameOf gives the frame of a page, with the entries of the menus marked that it belongs to.
func (e *Edition) frameOf(p *site.Page) (*frame, error) {
	current := p.URL
	if p.Section != nil {
		current = p.Section.URL
	}
	href := e.Site.Config.Href(current)
	isCurrent := func(l Link) bool { return l.URL == href }
	if p.Kind != site.Home && !slices.ContainsFunc(slices.Concat(e.view.MainMenu, e.view.FooterMenu, e.view.Sections), isCurrent) {
		href = ""
	}
	once, ok := e.frames.Load(href)
	if !ok {
		once, _ = e.frames.LoadOrStore(href, sync.OnceValues(func() (*frame, error) { return e.newFrame(href, p.Kind == site.Home) }))
	}
	return once.(func() (*frame, error))()
}

func (e *Edition) newFrame(href string, home bool) (*frame, error) {
	v := e.view
	v.AtHome = home
	mark := func(links []Link) []Link {
		links = slices.Clone(links)
		for i := range links {
			links[i].Current = links[i].URL == href
		}
		return links
	}
	v.MainMenu, v.FooterMenu, v.Sections = mark(v.MainMenu), mark(v.FooterMenu), mark(v.Sections)
	f := &frame{site: v}
	var err error
	if f.masthead, err = e.partial(mastheadName, v); err != nil {
		return nil, err
	}
	f.colophon, err = e.partial(colophonName, v)
	return f, err
}

func (e *Edition) partial(name string, v SiteView) (*piece, error) {
	var b bytes.Buffer
	if err := e.Theme.execute(&b, name, v); err != nil {
		return nil, err
	}
	c, err := e.newPiece(b.Bytes(), new(bytes.Buffer))
	if err != nil {
		return nil, e.Theme.minifyProblem("het onderdeel "+name, err)
	}
	return c, nil
}
