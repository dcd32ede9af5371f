package content

import (
	"io/fs"
	"slices"
	"strings"

	"drukpers/internal/config"
	"drukpers/internal/report"
)

// Reload is Load for when only some files of the project may have changed since the last Load; nil stands for any. It
// looks at those alone where they are articles that were there and still are: of many thousands of files, to look at
// each takes longer than all else of an edit.
func (l *Library) Reload(
	fsys fs.FS, config *config.Config, static []File, changed []string,
) ([]*Article, report.List, error) {
	if changed != nil {
		l.prepare(fsys, config, static)
		if len(l.articles) > 0 && l.reread(fsys, changed) {
			return l.articles, l.problems, nil
		}
	}
	return l.Load(fsys, config, static)
}

// reread reports whether the articles are those of the last Load, some of them newer.
func (l *Library) reread(fsys fs.FS, changed []string) bool {
	articles := slices.Clone(l.articles)
	var fresh []string
	read := map[string]*entry{}
	for _, name := range slices.Concat(changed, l.fresh) {
		if name == staticDir || strings.HasPrefix(name, staticDir+"/") {
			return false
		}
		if name != contentDir && !strings.HasPrefix(name, contentDir+"/") || read[name] != nil {
			continue
		}
		old := l.entries[name]
		if old == nil {
			return false
		}
		e, err := l.read(fsys, name)
		if err != nil { // it may be gone
			return false
		}
		was := l.shown(old)
		if l.shown(e) != nil {
			l.settle(e)
		}
		is := l.shown(e)
		if (was == nil) != (is == nil) || was != nil && !was.standsAs(is) {
			return false
		}
		if was != is {
			at, _ := slices.BinarySearchFunc(articles, name, func(a *Article, name string) int {
				return strings.Compare(a.Path, name)
			})
			articles[at] = is
		}
		if e.fresh {
			fresh = append(fresh, name)
		}
		read[name] = e
	}
	problems := slices.DeleteFunc(slices.Clone(l.problems), func(p report.Problem) bool { return read[p.File] != nil })
	for name, e := range read {
		l.entries[name] = e
		problems = append(problems, e.told()...)
	}
	l.articles, l.problems, l.fresh = articles, problems, fresh
	return true
}

// standsAs reports whether another version of an article means the same to other files: it has the same URL and the
// same files are its own.
func (a *Article) standsAs(other *Article) bool {
	return a.URL == other.URL && slices.EqualFunc(a.Files, other.Files, File.Same)
}
