package content

import (
	"io/fs"
	"path"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/text/unicode/norm"

	"drukpers/internal/config"
	"drukpers/internal/markdown"
	"drukpers/internal/report"
)

// The folders of the project that the package reads.
const (
	contentDir = "content"
	staticDir  = "static"
)

// freshFor is how long after its last change a file is read again whatever its size and time say: a second change may
// fall in the same tick of the file system's clock.
const freshFor = 3 * time.Second

// Library keeps the articles of a folder between loads: a file that did not change gives the same *Article, with its
// rendered body. The zero Library is ready; one Load at a time.
type Library struct {
	// KeepLastGood gives, for a file that has errors now, the article that it last was without. Its problems are returned
	// all the same.
	KeepLastGood bool
	// NoVariants are the digests of pictures that are shown as they are, without variants.
	NoVariants map[string]bool
	// ShareCards gives articles without a cover a picture for other sites, where the config wants that.
	ShareCards bool

	config    *config.Config
	images    *images
	converter *markdown.Converter
	spill     *spillFile // nil where texts stay in memory
	entries   map[string]*entry
	names     func() *names // of the last Load, indexed when first asked for
	articles  []*Article    // of the last Load; nil when that failed
	problems  report.List   // likewise
	fresh     []string      // the files that had only just changed then
}

// entry is a file as it was last read.
type entry struct {
	size     int64
	modified time.Time
	fresh    bool // it had only just changed when it was read
	hash     [32]byte
	article  *Article // nil when the file has errors
	lastGood *Article // article, or what it was before the errors
	problems report.List
}

// Load reads content/ below fsys; static are the site's files that articles may show. It returns all articles without
// errors in path order, and the problems of all files; that one can't be read is its problem. The error is the
// machine's.
func (l *Library) Load(fsys fs.FS, config *config.Config, static []File) ([]*Article, report.List, error) {
	l.prepare(fsys, config, static)
	l.articles, l.fresh = nil, nil
	files, others, problems, err := walk(fsys, config.Language)
	if err != nil {
		return nil, nil, err
	}
	if len(files) > spillFrom && l.spill == nil {
		l.spill = newSpillFile()
	}
	entries, err := l.readAll(fsys, files)
	if err != nil {
		return nil, nil, err
	}
	l.names = sync.OnceValue(func() *names { return newNames(config, l.images, l.named(files, entries), others, static) })
	l.settleAll(entries)
	l.entries = make(map[string]*entry, len(files))
	articles := make([]*Article, 0, len(files))
	for i, e := range entries {
		l.entries[files[i]] = e
		if e.fresh {
			l.fresh = append(l.fresh, files[i])
		}
		problems = append(problems, e.told()...)
		if a := l.shown(e); a != nil {
			articles = append(articles, a)
		}
	}
	problems = slices.Concat(problems, l.unnamed(articles, others), l.images.problems)
	l.articles, l.problems = articles, problems
	return articles, problems, nil
}

// named are the files of articles with what they stand for.
func (l *Library) named(files []string, entries []*entry) []named {
	list := make([]named, len(files))
	for i, e := range entries {
		list[i] = named{files[i], l.shown(e)}
	}
	return list
}

// settleAll settles the articles that depend on other files.
func (l *Library) settleAll(entries []*entry) {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, e := range entries {
		if a := l.shown(e); a != nil && a.relative != nil {
			l.names() // needs the articles as they are now
			group.Go(func() error { l.settle(e); return nil })
		}
	}
	_ = group.Wait()
}

// settle settles the article that a file stands for. A text that can't be converted is told of by who renders it.
func (l *Library) settle(e *entry) {
	var crash error
	defer report.Recover("", &crash)
	a := l.settled(l.shown(e))
	if e.article != nil {
		e.article = a
	}
	e.lastGood = a
}

// unnamed tells of the files that are no articles' and so not on the site.
func (l *Library) unnamed(articles []*Article, others []File) (problems report.List) {
	if len(others) == 0 {
		return nil
	}
	owned := map[string]bool{}
	for _, a := range articles {
		for _, f := range a.Files {
			owned[f.Path] = true
		}
	}
	n := l.names()
	for _, f := range others {
		if dir, _ := n.bundleOf(norm.NFC.String(f.Path)); dir == "" && !owned[f.Path] {
			problems.Add(report.Problem{
				Level: report.Warning, Rule: "geen-artikel", Group: "bestand", File: f.Path,
				Text: "geen artikel noemt dit bestand, dus het komt niet op de site",
				Hint: "Noem het in een artikel ernaast, bijvoorbeeld met ![beschrijving](" + path.Base(f.Path) +
					"), of zet het in static/.",
			})
		}
	}
	return problems
}

// told are the problems of a file as it stands among the others.
func (e *entry) told() report.List {
	if e.article == nil {
		return e.problems
	}
	problems := slices.Concat(e.problems, checkPlace(e.article))
	if r := e.article.relative; r != nil && !e.article.coverHere {
		problems = append(problems, r.coverProblems...)
	}
	return problems
}

// shown is the article that a file stands for, or nil.
func (l *Library) shown(e *entry) *Article {
	if e.article == nil && l.KeepLastGood {
		return e.lastGood
	}
	return e.article
}

// readAtOnce is how many files one goroutine reads before it takes others: most are known already.
const readAtOnce = 64

// prepare forgets all articles when something changed that every one of them depends on.
func (l *Library) prepare(fsys fs.FS, config *config.Config, static []File) {
	images := l.newImages(fsys, config, static)
	if l.converter != nil && config.Same(l.config) && images.same(l.images) {
		return
	}
	l.config, l.images, l.spill, l.articles = config, images, nil, nil
	l.converter = markdown.NewConverter(markdown.Options{
		BaseURL: config.BaseURL, RawHTML: config.Markdown.RawHTML, Typography: config.Markdown.Typography,
		Embeds: config.Markdown.Embeds, Language: config.Language,
		Picture: func(address string) markdown.Target {
			return images.of(address).target("")
		},
	})
	for name, e := range l.entries {
		l.entries[name] = &entry{fresh: true, lastGood: e.lastGood}
	}
}
