// Package check looks for what is wrong on the pages themselves.
//
// Pages renders every page of an edition as a host would serve it, and follows its links; Page does so with one. What
// they return are warnings about the article, theme or setting that a link comes from; they write nothing.
package check

import (
	"cmp"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"drukpers/internal/config"
	"drukpers/internal/host"
	"drukpers/internal/hostfiles"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// checker holds what one check has found out.
type checker struct {
	edition   *render.Edition
	files     fs.FS // of the project: they tell on which line of an article something stands
	visits    *visits
	reader    *reader
	documents map[string]*document // by URL
	known     map[string]bool      // references that are told, of what many pages have
	dead      map[string]bool      // paths on the site that a page leads to and that are not there
	problems  report.List

	lastFile, lastText string // of find
}

// Pages checks every page: covers that are not there, pictures that are none, internal links and anchors that lead
// nowhere, ids that occur twice, what the Content-Security-Policy stops, what is large, and what is asked of other
// hosts; and the site's own rules for its host. The project's files serve to tell on which line of an article
// something stands. The error is the machine's; mistakes of templates are problems.
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
	for _, a := range slices.Concat(e.Site.Articles, e.Site.Standing) {
		c.cover(a)
	}
	for _, p := range inOrder(e.Site.Order) {
		if d := c.documents[p.URL]; d != nil {
			c.follow(d)
			c.policy(d)
			c.weight(d)
		}
	}
	c.problems.Sort()
	return c.problems, nil
}

// Page checks one page as Pages does, and reads no others than those that its anchors lead to. What other articles have
// wrong that it shows is left out, and so is what the text of its own says itself (content.Article.Body).
func Page(e *render.Edition, files fs.FS, p *site.Page) (report.List, error) {
	if !hasLinks(p) {
		return nil, nil
	}
	c, _, err := newChecker(e, files)
	renderer := e.Renderer()
	var d *document
	var problems report.List
	if err == nil {
		d, problems, err = c.reader.page(renderer, p)
	}
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
			c.cover(to.Article) // for what is known of its card
		}
		switch {
		case to == nil || c.documents[to.URL] != nil:
		case to.Kind == site.Static:
			problems = append(problems, checkPicture(to)...)
		case l.fragment != "" && hasLinks(to):
			if target, _, err := c.reader.page(renderer, to); err == nil { // else it is a problem of that page
				c.documents[to.URL] = target
			}
		}
	}
	c.problems = problems
	if p.Article != nil && p.Article.IndexOf == "" {
		c.cover(p.Article)
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
		edition: e, files: files, visits: &visits{edition: e, rules: rules, own: forHost.Own}, reader: newReader(e),
		documents: map[string]*document{}, known: map[string]bool{}, dead: map[string]bool{},
	}, forHost, nil
}

// readAll renders and reads all pages.
func (c *checker) readAll() error {
	var mu sync.Mutex
	var next atomic.Int64
	pages := c.edition.Site.Order
	worker := func() error {
		renderer := c.edition.Renderer()
		for i := next.Add(1) - 1; i < int64(len(pages)); i = next.Add(1) - 1 {
			p := pages[i]
			if p.Kind == site.Static && p.File.Made == nil {
				mu.Lock()
				c.opens(p.File)
				mu.Unlock()
			}
			if !hasLinks(p) && !isMachine(p) {
				continue
			}
			d, found, err := c.reader.page(renderer, p)
			mu.Lock()
			problem, is := report.AsProblem(err)
			switch {
			case is:
				c.problems.Add(problem)
			case err == nil:
				c.documents[p.URL] = d
				c.problems = append(c.problems, found...)
			}
			mu.Unlock()
			if err != nil && !is {
				return err
			}
		}
		return nil
	}
	var group errgroup.Group
	for range runtime.GOMAXPROCS(0) {
		group.Go(worker)
	}
	return group.Wait()
}

// inOrder puts articles before the lists that repeat what they say.
func inOrder(pages []*site.Page) []*site.Page {
	pages = slices.Clone(pages)
	slices.SortStableFunc(pages, func(a, b *site.Page) int { return cmp.Compare(a.Kind.Phase(), b.Kind.Phase()) })
	return pages
}

// warning is about the file that a page comes from.
func warning(p *site.Page, rule, text, hint string) report.Problem {
	file := config.File
	switch {
	case p.Article != nil:
		file = p.Article.Path
	case p.File != nil:
		file = p.File.Path
	}
	return report.Problem{Level: report.Warning, Rule: rule, File: file, Text: text, Hint: hint}
}
