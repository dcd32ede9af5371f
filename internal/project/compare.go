package project

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"slices"
	"strings"

	"drukpers/internal/content"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// Same reports whether two loads are of the same config, theme, articles and files, whatever their clocks.
func (l *Loaded) Same(other *Loaded) bool {
	return l.config.config == other.config.config && l.theme.theme == other.theme.theme &&
		slices.Equal(l.articles, other.articles) && slices.EqualFunc(l.files, other.files, content.File.Same)
}

// ChangedSince returns the articles that another load did not have, or had otherwise.
func (l *Loaded) ChangedSince(other *Loaded) []*content.Article {
	var changed []*content.Article
	old := other.articles // both in path order
	for _, a := range l.articles {
		for len(old) > 0 && old[0] != a && old[0].Path < a.Path {
			old = old[1:]
		}
		switch {
		case len(old) > 0 && old[0] == a:
			old = old[1:]
		default:
			changed = append(changed, a)
		}
	}
	return changed
}

// Article is the article of a file, published or not; nil when the file is none or has errors.
func (l *Loaded) Article(file string) *content.Article {
	i, found := slices.BinarySearchFunc(l.articles, file, func(a *content.Article, file string) int {
		return strings.Compare(a.Path, file)
	})
	if !found {
		return nil
	}
	return l.articles[i]
}

// Articles are those of all files without errors, published or not, by path.
func (l *Loaded) Articles() []*content.Article { return l.articles }

// revise makes the edition of the last load's, where that is still the same but for its clock, or a few articles in it
// have newer versions.
func (l *Loaded) revise(last *Loaded) bool {
	e := last.Edition
	if e == nil || l.config.config != last.config.config || l.theme.theme != last.theme.theme ||
		!l.options.same(last.options) ||
		!slices.EqualFunc(l.files, last.files, content.File.Same) {
		return false
	}
	if slices.Equal(l.articles, last.articles) && (e.Site.NextChange.IsZero() || l.options.Now.Before(e.Site.NextChange)) {
		l.Edition, l.layout = e, last.layout
		return true
	}
	changes, few := l.changes(last)
	if !few {
		return false
	}
	s := e.Site.Revise(changes, l.options.Now)
	if s == nil {
		return false
	}
	l.Edition, _ = render.NewEdition(s, l.theme.theme, l.theme.cards) // its problems are those of the last
	l.layout = last.layout
	return true
}

// fewChanges is how many articles a Site is revised for: to look for more of them takes as long as to lay it out.
const fewChanges = 8

// changes are the articles that have newer versions, when nothing else is new and these are few. Where something was
// wrong with them, what to say of that may be new too.
func (l *Loaded) changes(last *Loaded) ([]site.Change, bool) {
	if len(l.articles) != len(last.articles) || last.layout.HasErrors() {
		return nil, false
	}
	var changes []site.Change
	for i, a := range l.articles {
		old := last.articles[i]
		if old == a {
			continue
		}
		blamed := slices.ContainsFunc(last.layout, func(p report.Problem) bool { return p.File == old.Path })
		if len(changes) == fewChanges || blamed {
			return nil, false
		}
		changes = append(changes, site.Change{Old: old, New: a})
	}
	return changes, true
}

// InputHash is a hash of everything that the bytes of the edition's pages depend on, apart from the program itself:
// config, theme, the articles that are published, static files, and what the clock decides. It renders nothing.
func (l *Loaded) InputHash() ([32]byte, error) {
	s := l.Edition.Site
	h := sha256.New()
	config, err := json.Marshal(s.Config)
	if err != nil {
		return [32]byte{}, fmt.Errorf("hashing site.yaml: %w", err)
	}
	fmt.Fprintf(h, "%s %x\n", config, l.theme.theme.Hash)
	hashArticles(h, s.Articles)
	hashArticles(h, s.Standing)
	hashArticles(h, s.Indexes())
	for _, f := range l.files {
		fmt.Fprintf(h, "%q %s\n", f.URL, f.Stamp)
	}
	for _, a := range s.News {
		fmt.Fprintf(h, "%q\n", a.Path)
	}
	return [32]byte(h.Sum(nil)), nil
}

func hashArticles(h hash.Hash, list []*content.Article) {
	fmt.Fprintf(h, "%d\n", len(list))
	for _, a := range list {
		fmt.Fprintf(h, "%q %x %d\n", a.Path, a.Hash, len(a.Files))
	}
}
