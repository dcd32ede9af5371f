package site

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"drukpers/internal/content"
	"drukpers/internal/report"
)

// Taxonomy is one way of grouping: the tags, or the categorieën.
type Taxonomy struct {
	Key    string // "tags"; also its first path part
	Title  string
	URL    string
	Config content.Taxonomy
	Terms  []*Term // that have a page, by path

	bySpelling map[string]*Term
}

// Term is a tag or a categorie with the articles that have it.
type Term struct {
	Taxonomy *Taxonomy
	Name     string // as shown
	Path     string // its identity: spellings with one path are one term
	URL      string
	Articles []*content.Article // in order
	HasPage  bool               // it has at least min_articles

	spellings map[string]int
}

// taxonomyKinds is the table of taxonomies: its key, its settings, and the terms of an article.
var taxonomyKinds = []struct {
	key    string
	config func(*content.Config) content.Taxonomy
	terms  func(*content.Article) []string
}{
	{"tags", func(c *content.Config) content.Taxonomy { return c.Taxonomies.Tags }, func(a *content.Article) []string { return a.Tags }},
	{"categorieen", func(c *content.Config) content.Taxonomy { return c.Taxonomies.Categorieen }, func(a *content.Article) []string { return a.Categorieen }},
}

// TermsOf returns an article's terms in a taxonomy, each once, in the order of its front matter.
func (s *Site) TermsOf(a *content.Article, taxonomy string) []*Term {
	for i, t := range s.Taxonomies {
		if t.Key == taxonomy {
			return t.termsOf(taxonomyKinds[i].terms(a))
		}
	}
	return nil
}

func (t *Taxonomy) termsOf(spellings []string) []*Term {
	terms := make([]*Term, 0, len(spellings))
	for _, spelling := range spellings {
		if term := t.bySpelling[spelling]; term != nil && !slices.Contains(terms, term) {
			terms = append(terms, term)
		}
	}
	return terms
}

// taxonomies groups the articles by term.
func (b *builder) taxonomies() {
	for _, kind := range taxonomyKinds {
		config := kind.config(b.site.Config)
		t := &Taxonomy{Key: kind.key, Title: config.Title, URL: "/" + kind.key + "/", Config: config, bySpelling: map[string]*Term{}}
		synonyms := b.synonyms(t)
		byPath := map[string]*Term{}
		for _, a := range b.site.Articles {
			for _, spelling := range kind.terms(a) {
				term := t.bySpelling[spelling]
				if term == nil {
					term = t.term(byPath, synonyms, spelling)
				}
				if n := len(term.Articles); n == 0 || term.Articles[n-1] != a {
					term.Articles = append(term.Articles, a)
				}
				term.spellings[spelling]++
			}
		}
		t.name(b.site.Config, synonyms)
		for _, path := range slices.Sorted(maps.Keys(byPath)) {
			term := byPath[path]
			if term.HasPage = len(term.Articles) >= config.MinArticles; term.HasPage {
				t.Terms = append(t.Terms, term)
			}
		}
		b.redirectSynonyms(t, synonyms, byPath)
		b.site.Taxonomies = append(b.site.Taxonomies, t)
	}
}

func (t *Taxonomy) term(byPath map[string]*Term, synonyms map[string]string, spelling string) *Term {
	path := content.URLPath(spelling)
	if to, ok := synonyms[path]; ok {
		path = to
	}
	term := byPath[path]
	if term == nil {
		term = &Term{Taxonomy: t, Path: path, URL: t.URL + path + "/", spellings: map[string]int{}}
		byPath[path] = term
	}
	t.bySpelling[spelling] = term
	return term
}

// name gives each term its shown name: site.yaml's, else its most used spelling, ties by byte order. A spelling that is
// only a synonym does not name the term it is counted as, unless there is no other.
func (t *Taxonomy) name(config *content.Config, synonyms map[string]string) {
	given := map[string]string{}
	for _, spelling := range slices.Sorted(maps.Keys(t.Config.Names)) {
		given[content.URLPath(spelling)] = t.Config.Names[spelling]
	}
	for _, term := range t.bySpelling {
		if term.Name == "" {
			term.Name = config.Typographic(cmp.Or(given[term.Path], term.usual(synonyms)))
		}
	}
}

// usual is the most used spelling of a term.
func (t *Term) usual(synonyms map[string]string) string {
	return slices.MaxFunc(slices.Collect(maps.Keys(t.spellings)), func(a, b string) int {
		_, aFolded := synonyms[content.URLPath(a)]
		_, bFolded := synonyms[content.URLPath(b)]
		switch {
		case aFolded != bFolded && aFolded:
			return -1
		case aFolded != bFolded:
			return 1
		}
		return cmp.Or(t.spellings[a]-t.spellings[b], strings.Compare(b, a))
	})
}

// synonyms resolves site.yaml's synonyms to paths, chains included.
func (b *builder) synonyms(t *Taxonomy) map[string]string {
	direct := map[string]string{}
	for _, from := range slices.Sorted(maps.Keys(t.Config.Synonyms)) {
		if path, to := content.URLPath(from), content.URLPath(t.Config.Synonyms[from]); path != to {
			direct[path] = to
		}
	}
	resolved := map[string]string{}
	for from, to := range direct {
		seen := map[string]bool{from: true}
		for direct[to] != "" && !seen[to] {
			seen[to] = true
			to = direct[to]
		}
		if seen[to] {
			b.problems.Add(report.Problem{
				Level: report.Error, Rule: "synoniem", File: content.ConfigFile,
				Text: fmt.Sprintf("het synoniem “%s” van %s leidt in een kring", from, t.Key), Hint: "Laat elk synoniem naar een term leiden die zelf geen synoniem is.",
			})
			continue
		}
		resolved[from] = to
	}
	return resolved
}

// redirectSynonyms leads the page and the feed of a synonym to those of its term.
func (b *builder) redirectSynonyms(t *Taxonomy, synonyms map[string]string, byPath map[string]*Term) {
	for _, from := range slices.Sorted(maps.Keys(synonyms)) {
		term := byPath[synonyms[from]]
		if term == nil || !term.HasPage || strings.Trim(from, "/.") == "" {
			continue
		}
		b.alias(t.URL+from+"/", term.URL, origin{file: content.ConfigFile, what: fmt.Sprintf("het synoniem “%s”", from)})
		if t.Config.Feed {
			b.site.Redirects = append(b.site.Redirects, Redirect{t.URL + from + "/index.xml", term.URL + "index.xml"})
		}
	}
}
