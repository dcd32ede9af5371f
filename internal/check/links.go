// Package check looks for what is wrong on the pages themselves.
//
// Pages renders every page of an edition as a host would serve it, and follows its links. What it returns are warnings
// about the article, theme or setting that a link comes from; it writes nothing.
package check

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/sync/errgroup"

	"drukpers/internal/content"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// document is what a page offers and asks for.
type document struct {
	page  *site.Page
	ids   map[string]bool
	links []link
}

// link is a reference to a page of the site, as it stands in a document.
type link struct {
	url      string // path on the site, decoded
	fragment string
	written  string
}

// Pages checks every page: covers that are not there, internal links and anchors that lead nowhere, and ids that occur
// twice. The project's files serve to tell on which line of an article a link stands. The error is the machine's;
// mistakes of templates are problems.
func Pages(e *render.Edition, files fs.FS) (report.List, error) {
	var mu sync.Mutex
	documents := map[string]*document{}
	var problems report.List
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, p := range e.Site.Order {
		if !render.IsHTML(p) {
			continue
		}
		group.Go(func() error {
			data, err := e.Renderer().Render(p)
			if problem, is := report.AsProblem(err); is {
				mu.Lock()
				defer mu.Unlock()
				problems.Add(problem)
				return nil
			}
			if err != nil {
				return err
			}
			d, found := read(e, p, data)
			mu.Lock()
			defer mu.Unlock()
			documents[p.URL] = d
			problems = append(problems, found...)
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for _, a := range slices.Concat(e.Site.Articles, e.Site.Standing, e.Site.Indexes()) {
		problems = append(problems, a.Body().Problems...)
	}
	known, covers := missingCovers(e)
	problems = append(problems, covers...)
	for _, p := range inOrder(e.Site.Order) {
		if d := documents[p.URL]; d != nil {
			problems = append(problems, follow(e, d, documents, known, files)...)
		}
	}
	problems.Sort()
	return problems, nil
}

// inOrder puts articles before the lists that repeat what they say.
func inOrder(pages []*site.Page) []*site.Page {
	pages = slices.Clone(pages)
	slices.SortStableFunc(pages, func(a, b *site.Page) int { return cmp.Compare(a.Kind.Phase(), b.Kind.Phase()) })
	return pages
}

// missingCovers reports covers of the site's own that it does not have. It returns their references too, since cards
// show them on many pages.
func missingCovers(e *render.Edition) (map[string]bool, report.List) {
	known := map[string]bool{}
	var problems report.List
	for _, a := range slices.Concat(e.Site.Articles, e.Site.Standing) {
		reference := e.Site.Config.Link(a.Cover.Image)
		if !strings.HasPrefix(a.Cover.Image, "/") || strings.HasPrefix(a.Cover.Image, "//") {
			continue
		}
		l, ok := internal(e.Site.Config, &site.Page{URL: a.URL}, reference)
		if ok && e.Site.Page(l.url) == nil {
			known[reference] = true
			problems.Add(report.Problem{
				Level: report.Warning, Rule: "geen-cover", File: a.Path, Pos: a.Position("cover", -1),
				Text: fmt.Sprintf("de cover %s staat niet in static/", a.Cover.Image),
				Hint: "Zet het plaatje in static/, of haal de cover weg.",
			})
		}
	}
	return known, problems
}

// read parses a page.
func read(e *render.Edition, p *site.Page, data []byte) (*document, report.List) {
	d := &document{page: p, ids: map[string]bool{}}
	var problems report.List
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		problems.Add(warning(p, "html", fmt.Sprintf("de pagina %s is niet te lezen (%v)", p.URL, err), ""))
		return d, problems
	}
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			switch {
			case a.Key == "id" && d.ids[a.Val]:
				problems.Add(warning(p, "dubbele-id", fmt.Sprintf("het anker #%s komt twee keer voor op %s", a.Val, p.URL),
					"Geef een van de twee koppen een ander {#anker}."))
			case a.Key == "id":
				d.ids[a.Val] = true
			case (a.Key == "href" || a.Key == "src") && a.Val == "" && n.Type == html.ElementNode:
				problems.Add(warning(p, "lege-link", fmt.Sprintf("op %s staat een link of plaatje zonder bruikbaar adres", p.URL),
					"Een adres begint met /, #, https://, mailto: of tel:."))
			case a.Key == "href" || a.Key == "src":
				if l, ok := internal(e.Site.Config, p, a.Val); ok {
					d.links = append(d.links, l)
				}
			}
		}
	}
	return d, problems
}

// internal resolves a reference against its page, when it leads to the site itself.
func internal(c *content.Config, p *site.Page, reference string) (link, bool) {
	base, err := url.Parse(c.Absolute(p.URL))
	if err != nil {
		return link{}, false
	}
	target, err := base.Parse(reference)
	if err != nil || target.Host != base.Host {
		return link{}, false
	}
	inside, ok := strings.CutPrefix(target.Path, strings.TrimSuffix(c.BasePath, "/"))
	if folder, is := strings.CutSuffix(inside, "/index.html"); is {
		inside = folder + "/"
	}
	return link{url: inside, fragment: target.Fragment, written: reference}, ok
}

// follow reports the links of a page that lead nowhere, but for those that are known already, and adds them to these.
func follow(e *render.Edition, d *document, documents map[string]*document, known map[string]bool,
	files fs.FS,
) report.List {
	var problems report.List
	for _, l := range d.links {
		target := e.Site.Page(l.url)
		var p report.Problem
		switch {
		case known[l.written]:
			continue
		case target == nil && e.Site.Page(l.url+"/") != nil:
			p = warning(d.page, "dode-link", fmt.Sprintf("de link %s mist een / aan het eind", l.written),
				"Schrijf "+l.written+"/.")
		case target == nil:
			p = warning(d.page, "dode-link", fmt.Sprintf("de link %s leidt nergens heen", l.written),
				"Controleer het adres, of haal de link weg.")
		case l.fragment != "" && documents[l.url] != nil && !documents[l.url].ids[l.fragment]:
			p = warning(d.page, "dood-anker", fmt.Sprintf("op %s is geen anker #%s", l.url, l.fragment),
				"Controleer de kop waar de link naar verwijst.")
		default:
			continue
		}
		p.Pos = locate(files, p.File, l.written)
		if p.Line == 0 && !strings.HasPrefix(l.written, "#") {
			known[l.written] = true // it comes from the theme or a list: once is enough
		}
		problems.Add(p)
	}
	return problems
}

// locate finds where a file has a reference, as markdown, HTML and front matter write it; zero when it comes from
// elsewhere.
func locate(files fs.FS, file, reference string) report.Pos {
	data, err := fs.ReadFile(files, file)
	if err != nil {
		return report.Pos{}
	}
	for n, line := range strings.Split(string(data), "\n") {
		for _, before := range []string{"](", "](<", "]: ", `="`, `='`, "<"} {
			if i := strings.Index(line, before+reference); i >= 0 {
				return report.Pos{Line: n + 1, Col: utf8.RuneCountInString(line[:i+len(before)]) + 1}
			}
		}
	}
	return report.Pos{}
}

// warning is about the file that a page comes from.
func warning(p *site.Page, rule, text, hint string) report.Problem {
	file := content.ConfigFile
	if p.Article != nil {
		file = p.Article.Path
	}
	return report.Problem{Level: report.Warning, Rule: rule, File: file, Text: text, Hint: hint}
}
