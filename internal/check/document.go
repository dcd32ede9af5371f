package check

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"drukpers/internal/config"
	"drukpers/internal/csp"
	"drukpers/internal/host"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// document is what a page offers and asks for.
type document struct {
	page    *site.Page
	ids     map[string]bool
	links   []link
	blocked []blocked
	hosts   []string // of other sites that a browser asks for something, each once
	size    int      // bytes of HTML
}

// link is a reference to a page of the site, as it stands in a document.
type link struct {
	url      string // path on the site, decoded
	fragment string
	written  string
}

// hasLinks reports whether a page is one that check reads.
func hasLinks(p *site.Page) bool { return render.IsHTML(p) || p.URL == host.NotFound }

// readPage renders and parses a page.
func readPage(e *render.Edition, p *site.Page, policy csp.Policy) (d *document, problems report.List, err error) {
	defer report.Recover(render.Source(p), &err)
	data, err := e.Renderer().Render(p)
	if err != nil {
		return nil, nil, err
	}
	d, problems = read(e, p, data, policy)
	return d, problems, nil
}

// read parses a page.
func read(e *render.Edition, p *site.Page, data []byte, policy csp.Policy) (*document, report.List) {
	d := &document{page: p, ids: map[string]bool{}, size: len(data)}
	var problems report.List
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		problems.Add(warning(p, "html", fmt.Sprintf("de pagina %s is niet te lezen (%v)", p.URL, err), ""))
		return d, problems
	}
	address, err := url.Parse(e.Site.Config.Absolute(p.URL))
	if err != nil {
		return d, problems
	}
	for n := range root.Descendants() {
		d.blocked = append(d.blocked, inspect(n, policy, address)...)
		for _, a := range n.Attr {
			d.asks(n, a, address)
			switch {
			case a.Key == "id" && d.ids[a.Val]:
				problems.Add(warning(p, "dubbele-id", fmt.Sprintf("het anker #%s komt twee keer voor op %s", a.Val, p.URL),
					"Geef een van de twee koppen een ander {#anker}."))
			case a.Key == "id", a.Key == "name" && n.Data == "a":
				d.ids[a.Val] = true
			case (a.Key == "href" || a.Key == "src") && a.Val == "" && n.Type == html.ElementNode:
				problems.Add(warning(p, "lege-link", fmt.Sprintf("op %s staat een link of plaatje zonder bruikbaar adres",
					p.URL), "Een adres begint met /, #, https://, mailto: of tel:."))
			case a.Key == "href", a.Key == "src", a.Key == "poster", a.Key == "data" && n.Data == "object":
				if l, ok := internal(e.Site.Config, p, a.Val); ok {
					d.links = append(d.links, l)
				}
			}
		}
	}
	return d, problems
}

// internal resolves a reference against its page, when it leads to the site itself.
func internal(c *config.Config, p *site.Page, reference string) (link, bool) {
	base, err := url.Parse(c.Absolute(p.URL))
	if err != nil {
		return link{}, false
	}
	target, err := base.Parse(reference)
	if err != nil || target.Host != base.Host {
		return link{}, false
	}
	inside, ok := strings.CutPrefix(target.Path, c.BasePath)
	if inside == "" && c.BasePath == "" {
		inside = "/"
	}
	if folder, is := strings.CutSuffix(inside, "/index.html"); is {
		inside = folder + "/"
	}
	// What follows :~: is for the browser (URL Fragment Text Directives), and “top” is the top of any page (HTML,
	// 7.4.6.4).
	fragment, _, _ := strings.Cut(target.Fragment, ":~:")
	if strings.EqualFold(fragment, "top") {
		fragment = ""
	}
	return link{url: inside, fragment: fragment, written: reference}, ok && (inside == "" || inside[0] == '/')
}
