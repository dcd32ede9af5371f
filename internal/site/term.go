package site

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// Taxonomy is one way of grouping: the tags, or the categorieën.
type Taxonomy struct {
	Key    string // "tags"; also its first path part
	Title  string
	URL    string
	Config config.Taxonomy
	Index  *content.Article // the _index.md of its folder, or nil
	Terms  []*Term          // that have a page, by path

	synonyms   map[string]string // path → path
	byPath     map[string]*Term
	named      map[string]bool // paths that site.yaml names
	bySpelling map[string]*spelling
	mentions   mentions
}

// Term is a tag or a categorie with the articles that have it.
type Term struct {
	Taxonomy *Taxonomy
	Name     string // as shown
	Path     string // its identity: spellings with one path are one term
	URL      string
	Articles []int32          // indexes of Site.Articles, in order
	HasPage  bool             // it has at least min_articles
	Index    *content.Article // the _index.md of its folder, or nil

	spellings []*spelling
}

// spelling is a term as front matter writes it.
type spelling struct {
	text string
	term *Term
	used int
}

// mentions are the terms of each of site.Articles, as often as its front matter names them.
type mentions struct {
	terms []*Term
	ends  []int32 // of each article in terms
}

func (m *mentions) of(article int) []*Term {
	start := int32(0)
	if article > 0 {
		start = m.ends[article-1]
	}
	return m.terms[start:m.ends[article]]
}

// taxonomyKind is a taxonomy's key, its settings, and the terms of an article.
type taxonomyKind struct {
	key    string
	config func(*config.Config) config.Taxonomy
	terms  func(*content.Article) []string
}

// taxonomyKinds is the table of taxonomies.
var taxonomyKinds = []taxonomyKind{
	{
		"tags", func(c *config.Config) config.Taxonomy { return c.Taxonomies.Tags },
		func(a *content.Article) []string { return a.Tags },
	},
	{
		"categorieen", func(c *config.Config) config.Taxonomy { return c.Taxonomies.Categorieen },
		func(a *content.Article) []string { return a.Categorieen },
	},
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
	for _, text := range spellings {
		if s := t.bySpelling[text]; s != nil && !slices.Contains(terms, s.term) {
			terms = append(terms, s.term)
		}
	}
	return terms
}

// termAt is the term of a taxonomy with a path, if that has a page.
func (b *builder) termAt(taxonomy, path string) *Term {
	for _, t := range b.site.Taxonomies {
		if term := t.byPath[path]; t.Key == taxonomy && term != nil && term.HasPage {
			return term
		}
	}
	return nil
}

// taxonomies groups the articles by term.
func (b *builder) taxonomies() {
	var wait errgroup.Group
	b.site.Taxonomies = make([]*Taxonomy, len(taxonomyKinds))
	for i, kind := range taxonomyKinds {
		settings := kind.config(b.site.Config)
		t := &Taxonomy{
			Key: kind.key, Title: settings.Title, URL: "/" + kind.key + "/", Config: settings,
			synonyms: b.synonyms(kind.key, settings.Synonyms),
			byPath:   map[string]*Term{}, bySpelling: map[string]*spelling{},
		}
		b.site.Taxonomies[i] = t
		wait.Go(report.Guard(config.File, func() error { t.group(b.site, kind.terms); return nil }))
	}
	report.Must(wait.Wait())
}

// group collects the terms of all articles.
func (t *Taxonomy) group(site *Site, spellings func(*content.Article) []string) {
	t.mentions.ends = make([]int32, len(site.Articles))
	for i, a := range site.Articles {
		for _, text := range spellings(a) {
			s := t.bySpelling[text]
			if s == nil {
				s = t.add(text)
			}
			s.used++
			t.mentions.terms = append(t.mentions.terms, s.term)
		}
		t.mentions.ends[i] = int32(len(t.mentions.terms))
	}
	t.list(len(site.Articles))
	t.name(site.Config)
	for _, path := range slices.Sorted(maps.Keys(t.byPath)) {
		term := t.byPath[path]
		if term.HasPage = len(term.Articles) >= t.Config.MinArticles; term.HasPage {
			t.Terms = append(t.Terms, term)
		}
	}
}

// list gives each term its articles, in order.
func (t *Taxonomy) list(articles int) {
	room := make([]int32, len(t.mentions.terms))
	for _, term := range t.byPath {
		n := 0
		for _, s := range term.spellings {
			n += s.used
		}
		term.Articles, room = room[:0:n], room[n:]
	}
	for i := range articles {
		for _, term := range t.mentions.of(i) {
			if n := len(term.Articles); n == 0 || term.Articles[n-1] != int32(i) {
				term.Articles = append(term.Articles, int32(i))
			}
		}
	}
}

// add makes room for a new spelling, and for its term if that is new too.
func (t *Taxonomy) add(text string) *spelling {
	path := urls.Path(text)
	if to, ok := t.synonyms[path]; ok {
		path = to
	}
	term := t.byPath[path]
	if term == nil {
		term = &Term{Taxonomy: t, Path: path, URL: t.URL + path + "/"}
		t.byPath[path] = term
	}
	s := &spelling{text: text, term: term}
	term.spellings = append(term.spellings, s)
	t.bySpelling[text] = s
	return s
}

// name gives each term its shown name: site.yaml's, else its most used spelling, ties by byte order. A spelling that is
// only a synonym does not name the term it is counted as, unless there is no other.
func (t *Taxonomy) name(config *config.Config) {
	given := map[string]string{}
	t.named = map[string]bool{}
	for _, text := range slices.Sorted(maps.Keys(t.Config.Names)) {
		given[urls.Path(text)], t.named[urls.Path(text)] = t.Config.Names[text], true
	}
	for _, term := range t.byPath {
		term.Name = config.Typographic(cmp.Or(given[term.Path], term.usual().text), "")
	}
}

// usual is the most used spelling of a term.
func (t *Term) usual() *spelling {
	if len(t.spellings) == 1 {
		return t.spellings[0]
	}
	return slices.MaxFunc(t.spellings, func(a, b *spelling) int {
		_, aFolded := t.Taxonomy.synonyms[urls.Path(a.text)]
		_, bFolded := t.Taxonomy.synonyms[urls.Path(b.text)]
		switch {
		case aFolded != bFolded && aFolded:
			return -1
		case aFolded != bFolded:
			return 1
		}
		return cmp.Or(a.used-b.used, strings.Compare(b.text, a.text))
	})
}

// synonyms resolves site.yaml's synonyms to paths, chains included.
func (b *builder) synonyms(key string, written map[string]string) map[string]string {
	direct := map[string]string{}
	for _, from := range slices.Sorted(maps.Keys(written)) {
		if path, to := urls.Path(from), urls.Path(written[from]); path != to {
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
				Level: report.Error, Rule: "synoniem", File: config.File,
				Text: fmt.Sprintf("het synoniem “%s” van %s leidt in een kring", from, key),
				Hint: "Laat elk synoniem naar een term leiden die zelf geen synoniem is.",
			})
			continue
		}
		resolved[from] = to
	}
	return resolved
}

// redirectSynonyms leads the page and the feed of a synonym to those of its term.
func (b *builder) redirectSynonyms(t *Taxonomy) {
	for _, from := range slices.Sorted(maps.Keys(t.synonyms)) {
		term := t.byPath[t.synonyms[from]]
		if term == nil || !term.HasPage || strings.Trim(from, "/.") == "" {
			continue
		}
		b.alias(t.URL+from+"/", term.URL, origin{file: config.File, what: fmt.Sprintf("het synoniem “%s”", from)})
		if t.Config.Feed {
			b.site.Redirects = append(b.site.Redirects, Redirect{
				From: t.URL + from + "/index.xml", To: term.URL + "index.xml", RuleOnly: true,
			})
		}
	}
}
