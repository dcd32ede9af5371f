package main

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/themes"
)

// counts is what became of the files of one kind.
type counts struct {
	kind                         string
	added, changed, deleted, old int
	newBytes, changedBytes       int64
}

// file is one of a site: what it is, and what it holds.
type file struct {
	kind   string
	digest [sha256.Size]byte
	size   int64
}

// compare builds the site in a folder as it was before its newest n articles, and with them. The last of the counts are
// those of all files.
func compare(dir string, n int) ([]counts, error) {
	var newest, next time.Time
	err := edition(dir, time.Date(9000, 1, 1, 0, 0, 0, 0, time.UTC), func(e *render.Edition) error {
		articles := e.Site.Articles
		if len(articles) <= n {
			return fmt.Errorf("%s has %d articles: too few to leave out %d", dir, len(articles), n)
		}
		newest, next = articles[0].Date, articles[n].Date
		return nil
	})
	if err != nil {
		return nil, err
	}
	before, after := map[string]file{}, map[string]file{}
	err = errors.Join(edition(dir, next, filesInto(before)), edition(dir, newest, filesInto(after)))
	return differences(before, after), err
}

// edition makes that of a moment, without what is broken, for as long as use takes.
func edition(dir string, now time.Time, use func(*render.Edition) error) (err error) {
	p, err := project.Open(dir, themes.Krant())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	loaded, err := p.Load(project.Options{Selection: site.Selection{Now: now}, SkipBroken: true})
	if err != nil {
		return err
	}
	if loaded.Edition == nil {
		return errors.Join(errors.New(dir+" can't be built"), report.Text(os.Stderr, loaded.Problems, report.Style{}))
	}
	return use(loaded.Edition)
}

// filesInto renders all files of an edition.
func filesInto(all map[string]file) func(*render.Edition) error {
	return func(e *render.Edition) error {
		renderer := e.Renderer()
		for _, p := range e.Site.Order {
			data, err := renderer.Render(p)
			if err != nil {
				return err
			}
			all[p.OutputFile()] = file{kindOf(p), sha256.Sum256(data), int64(len(data))}
		}
		return nil
	}
}

// kindOf tells the first page of a list from the others.
func kindOf(p *site.Page) string {
	if p.First() {
		return p.Kind.String()
	}
	return p.Kind.String() + " page"
}

func differences(before, after map[string]file) []counts {
	all, byKind := counts{kind: "all"}, map[string]*counts{}
	count := func(f file, add func(*counts)) {
		if byKind[f.kind] == nil {
			byKind[f.kind] = &counts{kind: f.kind}
		}
		for _, c := range []*counts{byKind[f.kind], &all} {
			add(c)
		}
	}
	for name, now := range after {
		was, existed := before[name]
		switch {
		case !existed:
			count(now, func(c *counts) { c.added++; c.newBytes += now.size })
		case was.digest != now.digest:
			count(now, func(c *counts) { c.changed++; c.changedBytes += now.size })
		}
		if existed {
			count(now, func(c *counts) { c.old++ })
		}
	}
	for name, was := range before {
		if _, exists := after[name]; !exists {
			count(was, func(c *counts) { c.deleted++; c.old++ })
		}
	}
	var list []counts
	for _, c := range byKind {
		if c.added+c.changed+c.deleted > 0 {
			list = append(list, *c)
		}
	}
	slices.SortFunc(list, func(a, b counts) int { return cmp.Compare(a.kind, b.kind) })
	return append(list, all)
}
