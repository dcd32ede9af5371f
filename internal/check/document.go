package check

import (
	"bytes"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"

	"drukpers/internal/config"
	"drukpers/internal/csp"
	"drukpers/internal/host"
	"drukpers/internal/hostfiles"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/internal/urls"
)

// document is what a page offers and asks for.
type document struct {
	page    *site.Page
	ids     []string // sorted, each once
	links   []*link
	blocked []blocked
	hosts   []string // of other sites that a browser asks for something, each once
	size    int      // bytes of HTML
	machine bool     // a feed or a sitemap
}

// link is a reference to a page of the site, as it stands in a document.
type link struct {
	url      string // path on the site, decoded
	fragment string
	written  string
}

// element is a start tag.
type element struct {
	name       string
	attributes []html.Attribute
	text       string // of a script or stylesheet
}

// reader reads the pages of an edition.
type reader struct {
	edition *render.Edition
	policy  csp.Policy
	// rooted memoises the links of references that begin with "/" and so mean the same on every page: by reference a
	// *link, nil of one that leads to another site.
	rooted sync.Map
}

func newReader(e *render.Edition) *reader {
	return &reader{edition: e, policy: hostfiles.Policy(e.Site)}
}

// hasLinks reports whether a page is one that check reads.
func hasLinks(p *site.Page) bool { return render.IsHTML(p) || p.URL == host.NotFound }

// isMachine reports whether a page is one that programs read, with whole addresses.
func isMachine(p *site.Page) bool {
	switch p.Kind {
	case site.Feed, site.JSONFeed, site.Sitemap, site.SitemapIndex, site.NewsSitemap, site.Robots:
		return true
	}
	return false
}

// page renders and reads a page.
func (r *reader) page(renderer *render.Renderer, p *site.Page) (d *document, problems report.List, err error) {
	defer report.Recover(render.Source(p), &err)
	data, err := renderer.Render(p)
	if err != nil {
		return nil, nil, err
	}
	if isMachine(p) {
		return r.addresses(p, data), nil, nil
	}
	d, problems = r.read(p, data)
	return d, problems, nil
}

// addresses finds the whole addresses of the site's own pages in a feed or a sitemap.
func (r *reader) addresses(p *site.Page, data []byte) *document {
	d := &document{page: p, size: len(data), machine: true}
	base := []byte(r.edition.Site.Config.Absolute(""))
	root, err := url.Parse(string(base))
	if err != nil || root.Host == "" {
		return d
	}
	for {
		at := bytes.Index(data, base)
		if at < 0 {
			return d
		}
		data = data[at:]
		end := bytes.IndexAny(data, "\"'<>&?#()\\ \t\r\n")
		if end < 0 {
			end = len(data)
		}
		if l := r.link(string(data[:end]), root); l != nil {
			d.links = append(d.links, l)
		}
		data = data[end:]
	}
}

// read reads a page tag by tag: a tree of it would take three times as long.
func (r *reader) read(p *site.Page, data []byte) (*document, report.List) {
	d := &document{page: p, size: len(data)}
	var problems report.List
	address, err := url.Parse(r.edition.Site.Config.Absolute(p.URL))
	if err != nil {
		return d, problems
	}
	ids := map[string]bool{}
	for z := html.NewTokenizer(bytes.NewReader(data)); ; {
		switch z.Next() {
		case html.ErrorToken:
			d.ids = slices.Sorted(maps.Keys(ids))
			return d, problems
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			e := element{name: token.Data, attributes: token.Attr}
			if (e.name == "script" || e.name == "style") && z.Next() == html.TextToken {
				e.text = string(z.Text())
			}
			problems = append(problems, r.element(d, ids, e, address)...)
		}
	}
}

// element notes what an element of a page offers and asks for. The ids are those of the elements before it.
func (r *reader) element(d *document, ids map[string]bool, e element, address *url.URL) (problems report.List) {
	d.blocked = append(d.blocked, inspect(e, r.policy, address)...)
	lead := func(reference string) {
		if l := r.link(reference, address); l != nil {
			d.links = append(d.links, l)
		}
	}
	for _, a := range e.attributes {
		d.asks(e, a, address)
		switch key := strings.TrimPrefix(a.Key, "xlink:"); {
		case key == "id" && ids[a.Val]:
			problems.Add(warning(d.page, "dubbele-id", fmt.Sprintf("het anker #%s komt twee keer voor op %s", a.Val, d.page.URL),
				"Geef een van de twee koppen een ander {#anker}."))
		case key == "id", key == "name" && e.name == "a":
			ids[a.Val] = true
		case (key == "href" || key == "src") && a.Val == "":
			problems.Add(warning(d.page, "lege-link", fmt.Sprintf("op %s staat een link of plaatje zonder bruikbaar adres",
				d.page.URL), "Een adres begint met /, #, https://, mailto: of tel:."))
		case key == "href", key == "src", key == "poster", key == "data" && e.name == "object":
			lead(a.Val)
		case key == "srcset", key == "imagesrcset":
			for _, c := range urls.Srcset(a.Val) {
				lead(c.Address)
			}
		}
	}
	return problems
}

// link resolves a reference on the page with an address, when it leads to the site itself; else it is nil.
func (r *reader) link(reference string, address *url.URL) *link {
	if reference == "" || reference[0] != '/' || strings.HasPrefix(reference, "//") {
		return internal(r.edition.Site.Config, address, reference)
	}
	if l, known := r.rooted.Load(reference); known {
		return l.(*link)
	}
	l := internal(r.edition.Site.Config, address, reference)
	r.rooted.Store(strings.Clone(reference), l)
	return l
}

// internal resolves a reference on the page with an address, when it leads to the site itself; else it is nil.
func internal(c *config.Config, address *url.URL, reference string) *link {
	target, err := address.Parse(reference)
	if err != nil || target.Host != address.Host {
		return nil
	}
	inside, ok := strings.CutPrefix(target.Path, c.BasePath)
	if inside == "" && c.BasePath == "" {
		inside = "/"
	}
	if folder, is := strings.CutSuffix(inside, "/index.html"); is {
		inside = folder + "/"
	}
	if !ok || inside != "" && inside[0] != '/' {
		return nil
	}
	// What follows :~: is for the browser (URL Fragment Text Directives), and “top” is the top of any page (HTML,
	// 7.4.6.4).
	fragment, _, _ := strings.Cut(target.Fragment, ":~:")
	if strings.EqualFold(fragment, "top") {
		fragment = ""
	}
	return &link{url: inside, fragment: fragment, written: reference}
}
