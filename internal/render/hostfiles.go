package render

import (
	"bytes"
	"fmt"
	"html/template"

	"drukpers/internal/hostfiles"
	"drukpers/internal/site"
)

func (e *Edition) robots(_ *site.Page, b *bytes.Buffer) error {
	c := e.Site.Config
	fmt.Fprintf(b, "User-agent: *\nAllow: /\n\nSitemap: %s\n", c.Absolute("/sitemap.xml"))
	if len(e.Site.News) > 0 { // an empty one is no valid sitemap
		fmt.Fprintf(b, "Sitemap: %s\n", c.Absolute("/sitemap-news.xml"))
	}
	return nil
}

// HostFiles are the site's files for its host, made once. The error is the machine's.
func (e *Edition) HostFiles() (*hostfiles.Files, error) { return e.hostFiles() }

func (e *Edition) redirects(_ *site.Page, b *bytes.Buffer) error {
	files, err := e.HostFiles()
	if err == nil {
		b.Write(files.Redirects)
	}
	return err
}

func (e *Edition) headers(_ *site.Page, b *bytes.Buffer) error {
	files, err := e.HostFiles()
	if err == nil {
		b.Write(files.Headers)
	}
	return err
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
