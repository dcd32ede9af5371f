package rules

import (
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/prose"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// Desk looks at the articles of a site.
type Desk struct {
	site     *site.Site
	files    fs.FS
	articles []*article // in the order of content.Compare, standing pages last
}

// article is one with its file as it was written.
type article struct {
	*content.Article
	data  string // the file
	start int    // of the text in data

	// prose is the file in which what is no running text is spaces: head, code, comments and addresses.
	prose func() string
}

// text is what stands below the head.
func (a *article) text() string { return a.data[a.start:] }

// at is the place of a byte of the file.
func (a *article) at(offset int) report.Pos { return report.PosOf(a.data, offset) }

// New reads the files of all articles of a site. One that can't be read is passed over: it is told elsewhere.
func New(s *site.Site, files fs.FS) *Desk {
	d := &Desk{site: s, files: files}
	d.articles = d.read(slices.Concat(s.Articles, s.Standing))
	return d
}

func (d *Desk) read(list []*content.Article) []*article {
	all := make([]*article, len(list))
	inParallel(len(list), func(i int) { all[i] = readArticle(d.files, list[i]) })
	return slices.DeleteFunc(all, func(a *article) bool { return a == nil })
}

func readArticle(files fs.FS, a *content.Article) *article {
	data, err := fs.ReadFile(files, a.Path)
	if err != nil {
		return nil
	}
	text := string(data)
	start := 0
	for line := 1; line < a.TextLine; line++ {
		next := strings.IndexByte(text[start:], '\n')
		if next < 0 {
			start = len(text)
			break
		}
		start += next + 1
	}
	written := sync.OnceValue(func() string { return prose.Of(text, start) })
	return &article{Article: a, data: text, start: start, prose: written}
}

// inParallel calls do for 0 up to n.
func inParallel(n int, do func(int)) {
	var group errgroup.Group
	const step = 64
	group.SetLimit(runtime.GOMAXPROCS(0))
	for from := 0; from < n; from += step {
		group.Go(report.Guard(config.File, func() error {
			for i := from; i < min(n, from+step); i++ {
				do(i)
			}
			return nil
		}))
	}
	report.Must(group.Wait())
}

// finder is a rule at work.
type finder struct {
	*Desk
	rule     *Rule
	level    report.Level
	limit    int
	shown    map[string]string // names of tags by path, for what mends them
	moved    func(address string) string
	problems report.List
}

// tell adds a problem of an article, unless its head passes the rule over. Problems with one group are told once.
func (f *finder) tell(a *article, at report.Pos, group, text, hint string) {
	if slices.Contains(a.CheckIgnore, f.rule.Name) {
		return
	}
	f.add(a.Path, at, group, text, hint)
}

func (f *finder) add(file string, at report.Pos, group, text, hint string) {
	f.problems.Add(report.Problem{
		Level: f.level, Rule: f.rule.Name, File: file, Pos: at, Text: text, Hint: hint, Group: group,
	})
}

// finder is nil where the site does not want the rule. What is asked for by name is always wanted.
func (d *Desk) finder(r *Rule, only []string) *finder {
	level, off := r.level(d.site.Config.Check)
	if len(only) > 0 {
		off = !slices.Contains(only, r.Name)
	}
	if off || !r.own() && r.fix == nil {
		return nil
	}
	return &finder{Desk: d, rule: r, level: level, limit: r.LimitIn(d.site.Config.Check)}
}

// run has a rule do its work; a panic is a problem of the file that it is at.
func (f *finder) run(file string, look func()) {
	err := report.Guard(file, func() error { look(); return nil })()
	if problem, crashed := report.AsProblem(err); crashed {
		f.problems.Add(problem)
	}
}

// Look gives what all rules find, or only those of some names.
func (d *Desk) Look(only ...string) report.List {
	var mu sync.Mutex
	var problems report.List
	keep := func(f *finder) {
		mu.Lock()
		defer mu.Unlock()
		problems = append(problems, f.problems...)
	}
	var perArticle []*Rule
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, r := range All {
		f := d.finder(r, only)
		if f != nil && r.article != nil {
			perArticle = append(perArticle, r)
		}
		if f != nil && r.site != nil {
			group.Go(func() error {
				f.run(config.File, func() { r.site(f) })
				keep(f)
				return nil
			})
		}
	}
	_ = group.Wait() // none fails
	inParallel(len(d.articles), func(i int) {
		for _, r := range perArticle {
			f := d.finder(r, only)
			f.run(d.articles[i].Path, func() { r.article(f, d.articles[i]) })
			if len(f.problems) > 0 {
				keep(f)
			}
		}
	})
	problems.Sort()
	return problems
}

// Article gives what the rules find in one article of a site, its twins among them; tips are left out. It reads the
// files of that article and of those that may be its twins.
func Article(s *site.Site, files fs.FS, a *content.Article) report.List {
	d := &Desk{site: s, files: files}
	own := readArticle(files, a)
	if own == nil {
		return nil
	}
	d.articles = []*article{own}
	var problems report.List
	for _, r := range All {
		f := d.finder(r, nil)
		switch {
		case f == nil || f.level == report.Tip:
		case r.article != nil:
			f.run(a.Path, func() { r.article(f, own) })
		case r.Name == twinRule:
			f.run(a.Path, func() {
				d.articles = d.read(likely(s.Articles, a))
				f.twins(a)
			})
		}
		if f != nil {
			problems = append(problems, f.problems...)
		}
	}
	problems.Sort()
	return problems
}
