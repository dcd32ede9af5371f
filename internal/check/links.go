// Package check looks for what is wrong on the pages themselves.
//
// Pages renders every page of an edition as a host would serve it, and follows its links; Page does so with one. What
// they return are warnings about the article, theme or setting that a link comes from; they write nothing.
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
	ids     map[string]bool
	links   []link
	blocked []blocked
}

// link is a reference to a page of the site, as it stands in a document.
type link struct {
	url      string // path on the site, decoded
	fragment string
	written  string
}

// checker holds what one check has found out.
type checker struct {
	edition   *render.Edition
	files     fs.FS // of the project: they tell on which line of an article something stands
	visits    *visits
	documents map[string]*document // by URL
	known     map[string]bool      // references that are told, of what many pages have
	problems  report.List

	lastFile, lastText string // of find
}

// Pages checks every page: covers that are not there, pictures that are none, internal links and anchors that lead
// nowhere, ids that occur twice, and what the Content-Security-Policy stops; and the site's own rules for its host. The
// project's files serve to tell on which line of an article something stands. The error is the machine's; mistakes of
// templates are problems.
func Pages(e *render.Edition, files fs.FS) (report.List, error) {
	c, hostFiles, err := newChecker(e, files)
	if problem, is := report.AsProblem(err); is {
		return report.List{problem}, nil
	}
	if err != nil {
		return nil, err
	}
	c.problems = slices.Concat(hostFiles.Problems, c.visits.ownRules())
	if err := c.readAll(); err != nil {
		return nil, err
	}
	for _, a := range slices.Concat(e.Site.Articles, e.Site.Standing, e.Site.Indexes()) {
		body := report.Guard(a.Path, func() error { c.problems = append(c.problems, a.Body().Problems...); return nil })
		if problem, crashed := report.AsProblem(body()); crashed {
			c.problems.Add(problem)
		}
	}
	c.pictures()
	policy := hostfiles.Policy(e.Site)
	for _, a := range slices.Concat(e.Site.Articles, e.Site.Standing) {
		c.cover(a, policy)
	}
	for _, p := range inOrder(e.Site.Order) {
		if d := c.documents[p.URL]; d != nil {
			c.follow(d)
			c.policy(d)
		}
	}
	c.problems.Sort()
	return c.problems, nil
}

// Page checks one page as Pages does, and reads no others than those that its anchors lead to. What other articles have
// wrong that it shows is left out, and so is what the text of its own says itself (content.Article.Body).
func Page(e *render.Edition, files fs.FS, p *site.Page) (report.List, error) {
	c, _, err := newChecker(e, files)
	if err != nil || !hasLinks(p) {
		return nil, err
	}
	policy := hostfiles.Policy(e.Site)
	d, problems, err := readPage(e, p, policy)
	if problem, is := report.AsProblem(err); is {
		return report.List{problem}, nil
	}
	if err != nil {
		return nil, err
	}
	c.documents[p.URL] = d
	for _, l := range d.links {
		to := e.Site.Page(l.url)
		if to != nil && to.Article != nil {
			c.cover(to.Article, policy) // for what is known of its card
		}
		switch {
		case to == nil || c.documents[to.URL] != nil:
		case to.Kind == site.Static:
			problems = append(problems, checkPicture(to)...)
		case l.fragment != "" && hasLinks(to):
			if target, _, err := readPage(e, to, policy); err == nil { // else it is a problem of that page
				c.documents[to.URL] = target
			}
		}
	}
	c.problems = problems
	if p.Article != nil && p.Article.IndexOf == "" {
		c.cover(p.Article, policy)
	}
	c.follow(d)
	c.policy(d)
	c.problems.Sort()
	return c.problems, nil
}

func newChecker(e *render.Edition, files fs.FS) (*checker, *hostfiles.Files, error) {
	forHost, err := e.HostFiles()
	if err != nil {
		return nil, nil, err
	}
	rules, _ := host.ReadRedirects("", forHost.Redirects)
	return &checker{
		edition: e, files: files, visits: &visits{edition: e, rules: rules, own: forHost.Own},
		documents: map[string]*document{}, known: map[string]bool{},
	}, forHost, nil
}

// opens tells of a file that can't be read.
func (c *checker) opens(f *content.File) {
	r, err := f.Open()
	if problem, is := report.Unreadable(f.Path, err); is {
		c.problems.Add(problem)
	}
	if err == nil {
		_ = r.Close()
	}
}

// readAll renders and parses all pages.
func (c *checker) readAll() error {
	e, policy := c.edition, hostfiles.Policy(c.edition.Site)
	var mu sync.Mutex
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, p := range e.Site.Order {
		if p.Kind == site.Static {
			c.opens(p.File)
		}
		if !hasLinks(p) {
			continue
		}
		group.Go(func() error {
			d, found, err := readPage(e, p, policy)
			mu.Lock()
			defer mu.Unlock()
			if problem, is := report.AsProblem(err); is {
				c.problems.Add(problem)
				return nil
			}
			c.documents[p.URL] = d
			c.problems = append(c.problems, found...)
			return err
		})
	}
	return group.Wait()
}

// hasLinks reports whether a page is one that check reads.
func hasLinks(p *site.Page) bool { return render.IsHTML(p) || p.URL == host.NotFound }

// inOrder puts articles before the lists that repeat what they say.
func inOrder(pages []*site.Page) []*site.Page {
	pages = slices.Clone(pages)
	slices.SortStableFunc(pages, func(a, b *site.Page) int { return cmp.Compare(a.Kind.Phase(), b.Kind.Phase()) })
	return pages
}

// cover reports a cover that the site does not have, or that its policy stops. Cards show it on many pages.
func (c *checker) cover(a *content.Article, policy csp.Policy) {
	s := c.edition.Site
	written := urls.Safe(a.Cover.Image)
	if written == "" {
		return
	}
	reference := s.Config.Link(written)
	problem := report.Problem{Level: report.Warning, File: a.Path, Pos: a.Position("cover", -1)}
	page, err := url.Parse(s.Config.Absolute(a.URL))
	if err != nil {
		return
	}
	l, inside := internal(s.Config, &site.Page{URL: a.URL}, reference)
	address, err := page.Parse(reference)
	switch {
	case inside && s.Page(l.url) == nil:
		problem.Rule, problem.Text = "geen-cover", fmt.Sprintf(
			"de cover %s staat niet in static/, en ook niet naast het artikel", l.url)
		problem.Hint = "Zet het plaatje in static/ of naast het artikel, of haal de cover weg."
	case err == nil && !policy.Allows("img-src", address, page):
		problem.Rule, problem.Text = "geblokkeerd", fmt.Sprintf("de browser toont de cover %s niet: het "+
			"beveiligingsbeleid van de site staat dat niet toe", a.Cover.Image)
		problem.Hint = "Zet het plaatje in static/, of gebruik een adres dat met https:// begint."
	default:
		return
	}
	c.known[reference] = true
	problem.Group = problem.Text
	c.problems.Add(problem)
}

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
	d := &document{page: p, ids: map[string]bool{}}
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
func internal(c *content.Config, p *site.Page, reference string) (link, bool) {
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

// follow reports the links of a page that lead nowhere, but for those that are known already.
func (c *checker) follow(d *document) {
	for _, l := range d.links {
		written := writtenAs(c.edition.Site.Config, d.page, l.written)
		if c.known[l.written] || written != nil && c.edition.Site.Page(l.url) == nil { // told already
			continue
		}
		p, broken := c.broken(d, l)
		if !broken {
			continue
		}
		if written != nil {
			p.Pos = written.Pos
		} else {
			p.Group, p.Pos = p.Text, c.locate(p.File, l.written)
		}
		if p.Line == 0 && !strings.HasPrefix(l.written, "#") {
			c.known[l.written] = true // it comes from a menu, the theme or a list: once is enough
			if at := c.locate(content.ConfigFile, l.written); at.Line > 0 {
				p.File, p.Pos = content.ConfigFile, at
			}
		}
		c.problems.Add(p)
	}
}

// broken says what is wrong with a link, if anything is.
func (c *checker) broken(d *document, l link) (report.Problem, bool) {
	s := c.edition.Site
	if s.Page(l.url) != nil {
		if to := c.documents[l.url]; l.fragment == "" || to == nil || to.ids[l.fragment] {
			return report.Problem{}, false
		}
		return warning(d.page, "dood-anker", fmt.Sprintf("op %s is geen anker #%s", l.url, l.fragment),
			"Controleer de kop waar de link naar verwijst."), true
	}
	path := s.Config.BasePath + host.EncodePath(l.url)
	if rule, _ := c.visits.rules.Find(path); rule != nil {
		v := c.visits.visit(path)
		text := fmt.Sprintf("de link %s leidt via een regel van _redirects naar %s, en daar is niets", l.written, v.last())
		return warning(d.page, "dode-link", text, "Verander de link, of de regel."), v.dead
	}
	if s.Page(l.url+"/") != nil {
		return warning(d.page, "dode-link", fmt.Sprintf("de link %s mist een / aan het eind", l.written),
			"Schrijf "+l.written+"/."), true
	}
	return warning(d.page, "dode-link", fmt.Sprintf("de link %s leidt nergens heen", l.written),
		"Controleer het adres, of haal de link weg."), true
}

// policy reports what the Content-Security-Policy stops on a page. What does not stand in the file of its article is of
// the theme, and told once.
func (c *checker) policy(d *document) {
	told := map[string]bool{}
	for _, b := range d.blocked {
		if told[b.written] || !b.inline && c.known[b.written] {
			continue
		}
		told[b.written] = true
		p := warning(d.page, "geblokkeerd", b.text, b.hint)
		if b.inline {
			p.Pos = c.find(p.File, b.written)
		} else {
			p.Pos = c.locate(p.File, b.written)
		}
		if p.Line == 0 && d.page.File == nil {
			if c.known[b.written] {
				continue
			}
			c.known[b.written] = true
			p.File = "themes/" + c.edition.Theme.Name
			p.Text = fmt.Sprintf("op %s: %s", d.page.URL, p.Text)
		}
		p.Group = p.Text
		c.problems.Add(p)
	}
}

// locate finds where a file has a reference, as markdown, HTML and YAML write it; zero when it comes from elsewhere.
// The file has it without the base path.
func (c *checker) locate(file, reference string) report.Pos {
	without := strings.TrimPrefix(reference, c.edition.Site.Config.BasePath)
	for _, reference := range []string{reference, without, plain(reference), plain(without)} {
		for _, before := range []string{"](", "](<", "]: ", `="`, `='`, "<", ": ", `: "`, ": '"} {
			if at := c.find(file, before+reference); at.Line > 0 {
				return report.Pos{Line: at.Line, Col: at.Col + utf8.RuneCountInString(before)}
			}
		}
	}
	return report.Pos{}
}

// writtenAs is the relative address in a page's article that became a reference, or nil.
func writtenAs(c *content.Config, p *site.Page, reference string) *content.Link {
	if p.Article == nil {
		return nil
	}
	reference = plain(reference)
	at := slices.IndexFunc(p.Article.Links, func(l content.Link) bool { return plain(c.Link(l.Href)) == reference })
	if at < 0 {
		return nil
	}
	return &p.Article.Links[at]
}

// plain is an address without percent-encoding.
func plain(address string) string {
	decoded, err := url.PathUnescape(address)
	if err != nil {
		return address
	}
	return decoded
}

// find is the first place of a text in a file.
func (c *checker) find(file, text string) report.Pos {
	if file != c.lastFile {
		data, _ := fs.ReadFile(c.files, file) // what can't be read has no places
		c.lastFile, c.lastText = file, string(data)
	}
	before, _, found := strings.Cut(c.lastText, text)
	if !found {
		return report.Pos{}
	}
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return report.Pos{Line: strings.Count(before, "\n") + 1, Col: utf8.RuneCountInString(line) + 1}
}

// warning is about the file that a page comes from.
func warning(p *site.Page, rule, text, hint string) report.Problem {
	file := content.ConfigFile
	switch {
	case p.Article != nil:
		file = p.Article.Path
	case p.File != nil:
		file = p.File.Path
	}
	return report.Problem{Level: report.Warning, Rule: rule, File: file, Text: text, Hint: hint}
}
