package render

import (
	"bytes"
	"fmt"
	"slices"

	"drukpers/internal/config"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// Renderer makes the pages of an edition, one after another in the same memory. It holds no page between calls. A
// goroutine has a Renderer of its own.
type Renderer struct {
	edition *Edition
	buffer  bytes.Buffer
}

// Renderer returns a renderer of the edition's pages.
func (e *Edition) Renderer() *Renderer { return &Renderer{edition: e} }

// Render gives the bytes of a page as a host serves them; they stand until the next call. An error of the theme is a
// *report.Failure; any other is the machine's.
func (r *Renderer) Render(p *site.Page) (data []byte, err error) {
	defer report.Recover(Source(p), &err)
	r.buffer.Reset()
	k := kinds[p.Kind]
	if k.template != "" {
		err = r.edition.execute(&r.buffer, p, k)
	} else {
		err = k.write(r.edition, p, &r.buffer)
	}
	if err != nil {
		return nil, fmt.Errorf("rendering %s: %w", p.URL, err)
	}
	return r.buffer.Bytes(), nil
}

// Source is the file that a page comes from, as far as it is of one.
func Source(p *site.Page) string {
	switch {
	case p.Article != nil:
		return p.Article.Path
	case p.File != nil:
		return p.File.Path
	default:
		return config.File
	}
}

// Template is the file of the theme that makes a page: the layout that its article asks for where the theme has it, or
// that of its kind; empty of a page that needs none.
func (e *Edition) Template(p *site.Page) string {
	k := kinds[p.Kind]
	switch {
	case k.layouts && slices.Contains(e.layouts, p.Article.Layout):
		return p.Article.Layout + ".html"
	case k.template == "":
		return ""
	}
	return k.template + ".html"
}

// execute runs the page's template.
func (e *Edition) execute(b *bytes.Buffer, p *site.Page, k kind) error {
	name := e.Template(p)
	view, err := e.view(p, k)
	if err != nil {
		return err
	}
	if err := e.Theme.Execute(b, name, view); err != nil {
		return err
	}
	if len(bytes.TrimSpace(b.Bytes())) == 0 {
		return e.Theme.Blank(name, p.URL)
	}
	return nil
}

// view is what the page's template sees.
func (e *Edition) view(p *site.Page, k kind) (*View, error) {
	chrome, err := e.chromeOf(p)
	if err != nil {
		return nil, err
	}
	v := &View{
		Site: chrome.site, Assets: chrome.assets, Masthead: chrome.masthead, Colophon: chrome.colophon,
		Kind: p.Kind.String(), Title: p.Title, Description: p.Description,
	}
	if p.Pager != nil {
		v.Pager = e.pager(p)
	}
	if err := k.fill(e, p, v); err != nil {
		return nil, err
	}
	v.Head = e.head(p, v, k)
	return v, nil
}
