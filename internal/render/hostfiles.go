package render

import (
	"bytes"
	"fmt"
	"html/template"

	"drukpers/internal/site"
)

func (e *Edition) robots(_ *site.Page, b *bytes.Buffer) error {
	c := e.Site.Config
	fmt.Fprintf(b, "User-agent: *\nAllow: /\n\nSitemap: %s\nSitemap: %s\n", c.Absolute("/sitemap.xml"),
		c.Absolute("/sitemap-news.xml"))
	return nil
}

// redirects writes the rules of the host's _redirects: the site's own first, since the first that matches counts. What
// used to be …/page/1/ is the list itself.
func (e *Edition) redirects(p *site.Page, b *bytes.Buffer) error {
	if err := ownRules(b, p); err != nil {
		return err
	}
	c := e.Site.Config
	rule := func(from, to string) { fmt.Fprintf(b, "%s %s 301\n", from, to) }
	rule(c.Href("/page/1/"), c.Href("/"))
	for _, s := range e.Site.Sections {
		rule(c.Href(s.URL+"page/1/"), c.Href(s.URL))
	}
	for _, t := range e.Site.Taxonomies {
		for _, r := range taxonomyRedirects(t) {
			rule(c.Href(t.URL)+r+"page/1/", c.Href(t.URL)+r)
		}
	}
	for _, r := range e.Site.Redirects[:min(len(e.Site.Redirects), e.redirectRoom())] {
		rule(c.Href(r.From), c.Href(r.To))
	}
	return nil
}

// taxonomyRedirects are the patterns of a taxonomy's term paths, one for each depth of folder in use.
func taxonomyRedirects(t *site.Taxonomy) []string {
	names := []string{":a/", ":b/", ":c/", ":d/"}
	used := 0
	for _, term := range t.Terms {
		depth := 1
		for _, r := range term.Path {
			if r == '/' {
				depth++
			}
		}
		used = max(used, min(depth, len(names)))
	}
	patterns := make([]string, used)
	pattern := ""
	for i := range patterns {
		pattern += names[i]
		patterns[i] = pattern
	}
	return patterns
}

// contentSecurityPolicy allows what the built-in theme needs: its own files, and covers from any host over https.
const contentSecurityPolicy = "default-src 'none'; img-src 'self' https: data:; style-src 'self'; script-src 'self'; " +
	"font-src 'self'; " +
	"connect-src 'self'; media-src 'self' https:; manifest-src 'self'; form-action 'self'; base-uri 'none'; " +
	"frame-ancestors 'none'"

// headers writes the host's _headers. The site's own rules come last: the host joins the values of all rules that
// match, and a line “! Name” in them takes one of these away.
func (e *Edition) headers(p *site.Page, b *bytes.Buffer) error {
	c := e.Site.Config
	fmt.Fprintf(b, "%s*\n  Content-Security-Policy: %s\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: "+
		"strict-origin-when-cross-origin\n", c.Href("/"), contentSecurityPolicy)
	for _, asset := range e.Theme.Files() {
		fmt.Fprintf(b, "%s\n  Cache-Control: public, max-age=31536000, immutable\n", c.Href(asset.URL))
	}
	return ownRules(b, p)
}

// ownRules copies the site's own rules from static/.
func ownRules(b *bytes.Buffer, p *site.Page) error {
	if p.File == nil {
		return nil
	}
	data, err := p.File.Read()
	if err != nil {
		return err
	}
	b.Write(data)
	if len(data) > 0 && data[len(data)-1] != '\n' {
		b.WriteByte('\n')
	}
	return nil
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
