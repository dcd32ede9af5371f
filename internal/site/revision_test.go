package site

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/content"
)

// drafting is a site that is edited: its files, and the articles of them.
type drafting struct {
	*rand.Rand
	files    fstest.MapFS
	heads    map[string]map[string]string // of each article: key → value
	library  content.Library
	config   *config.Config
	articles []*content.Article
	saves    int
}

func newDrafting(t *testing.T, seed uint64) *drafting {
	t.Helper()
	d := &drafting{Rand: rand.New(rand.NewPCG(seed, 1)), files: fstest.MapFS{}, heads: map[string]map[string]string{}}
	var problems any
	d.config, problems = config.Parse([]byte("page_size: 6\nfeeds: {limit: 4}\ntaxonomies: {tags: {feed: true, " +
		"synonyms: {chatbots: ai}}}\n"))
	if fmt.Sprint(problems) != "[]" {
		t.Fatal(problems)
	}
	d.add("content/_index.md", "title", "Voorpagina")
	d.add("content/nieuws/_index.md", "title", "Het nieuws")
	d.add("content/tips/_index.md", "title", "Onze tips")
	d.add("content/over.md", "title", "Over", "aliases", "[/wie/]")
	d.add("content/contact.md", "title", "Contact", "weight", "2", "layout", "smal")
	for i := range 40 {
		d.add(fmt.Sprintf("content/%s/stuk-%d.md", []string{"nieuws", "uitleg", "tips"}[d.IntN(3)], i), "title", d.title(),
			"date", d.date(), "tags", d.tags())
	}
	d.add("content/tips/oud.md", "title", "Oud", "date", "2024-01-01", "aliases", "[/ouder/, /oudst/]", "layout", "breed")
	d.add("content/tips/kaal.md", "title", "Zonder datum of tag")
	d.load(t)
	return d
}

func (d *drafting) add(name string, head ...string) {
	d.heads[name] = map[string]string{}
	for pair := range slices.Chunk(head, 2) {
		d.heads[name][pair[0]] = pair[1]
	}
	d.save(name, "Tekst.")
}

func (d *drafting) save(name, body string) {
	d.saves++
	var b strings.Builder
	b.WriteString("---\n")
	for _, key := range []string{
		"title", "date", "tags", "aliases", "layout", "weight", "draft", "summary", "bron",
		"lastmod",
	} {
		if value := d.heads[name][key]; value != "" {
			fmt.Fprintf(&b, "%s: %s\n", key, value)
		}
	}
	fmt.Fprintf(&b, "---\n%s\n", body)
	d.files[name] = &fstest.MapFile{
		Data: []byte(b.String()), Mode: 0o644,
		ModTime: now.Add(time.Duration(d.saves) * time.Second),
	}
}

func (d *drafting) load(t *testing.T) {
	t.Helper()
	articles, problems, err := d.library.Load(d.files, d.config, nil)
	if err != nil || problems.HasErrors() {
		t.Fatal(problems, err)
	}
	d.articles = articles
}

// title is so long that a file of search data holds few.
func (d *drafting) title() string {
	return strings.Repeat("lang", 1+d.IntN(7000)) + fmt.Sprint(d.saves)
}

// date is news one time of four.
func (d *drafting) date() string {
	return fmt.Sprintf("2026-02-%02d", []int{28, 1 + d.IntN(28), 1 + d.IntN(28), 1 + d.IntN(28)}[d.IntN(4)])
}

func (d *drafting) tags() string {
	return "[" + strings.Join([]string{"ai", "AI", "chatbots", "werk", "recht"}[d.IntN(5):], ", ") + "]"
}

// draftings is the table of edits, and whether a site is revised for them; of title it depends on the search data.
var draftings = []struct {
	key     string
	value   func(d *drafting, old string) string
	revised bool
}{
	{"", nil, true}, // the text alone
	{"title", func(d *drafting, _ string) string { return d.title() }, true},
	{"summary", func(d *drafting, _ string) string { return fmt.Sprint("Kort ", d.saves) }, true},
	{"bron", func(d *drafting, _ string) string {
		return fmt.Sprintf("{name: Krant, url: 'https://krant.example/%d'}", d.IntN(3))
	}, true},
	{"lastmod", func(d *drafting, _ string) string { return fmt.Sprintf("2026-02-28T10:%02d:00Z", d.saves%60) }, true},
	{"tags", func(d *drafting, _ string) string { return fmt.Sprintf("[ai, nieuw-%d]", d.saves) }, false},
	{"date", func(d *drafting, _ string) string {
		return fmt.Sprintf("2026-02-20T10:%02d:%02dZ", d.saves/60%60, d.saves%60)
	}, false},
	{"draft", func(_ *drafting, old string) string { return map[string]string{"": "true"}[old] }, false},
	{"aliases", func(d *drafting, _ string) string { return fmt.Sprintf("[/alias-%d/]", d.saves) }, false},
	{"layout", func(d *drafting, _ string) string { return fmt.Sprint("vorm-", d.saves) }, false},
	{"weight", func(d *drafting, _ string) string { return fmt.Sprint(d.saves) }, false},
}

// TestRevise makes hundreds of edits. Whenever a site is revised for them, it is the one that New gives.
func TestRevise(t *testing.T) {
	t.Parallel()
	d := newDrafting(t, 20260401)
	moment := now
	selection := func() Selection { return Selection{Now: moment} }
	s, _ := New(d.config, d.articles, nil, selection())
	done := map[string]int{}
	edits := 300
	if testing.Short() {
		edits = 60
	}
	for range edits {
		moment = moment.Add(time.Second)
		before := d.articles
		what, revised := "", true
		for _, i := range d.Perm(len(d.articles))[:1+d.IntN(2)] {
			a, edit := d.articles[i], draftings[d.IntN(len(draftings))]
			if edit.key != "" {
				d.heads[a.Path][edit.key] = edit.value(d, d.heads[a.Path][edit.key])
			}
			d.save(a.Path, fmt.Sprint("Tekst ", d.saves))
			what += fmt.Sprintf("%s of %s, ", edit.key, a.Path)
			revised = revised && edit.revised && !a.IsIndex
		}
		d.load(t)
		want, _ := New(d.config, d.articles, nil, selection())
		got := s.Revise(changesOf(before, d.articles), moment)
		if (got != nil) != revised {
			t.Fatalf("%s: revised: %v, want %v", what, got != nil, revised)
		}
		done[fmt.Sprint(revised)]++
		if got == nil {
			got = want
		}
		sameSite(t, what, got, want)
		if t.Failed() {
			return
		}
		s = got
	}
	t.Logf("revised or not: %v", done)
	if len(done) < 2 {
		t.Error("too little was tried")
	}
}

func changesOf(before, after []*content.Article) []Change {
	var changes []Change
	for i, a := range after {
		if before[i] != a {
			changes = append(changes, Change{before[i], a})
		}
	}
	return changes
}

// sameSite compares all that two sites hold, and that all in the first leads to pages of its own.
func sameSite(t *testing.T, what string, got, want *Site) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: the sites differ", what)
	}
	for _, p := range got.Order {
		for _, other := range append(slices.Clone(p.Entries), p, p.Of) {
			if other != nil && got.Page(other.URL) != other {
				t.Errorf("%s: %s leads to another %s", what, p.URL, other.URL)
			}
		}
		hasTerm := func(t *Taxonomy) bool { return slices.Contains(t.Terms, p.Term) }
		if p.Section != nil && !slices.Contains(got.Sections, p.Section) ||
			p.Month != nil && !slices.Contains(got.Months, p.Month) ||
			p.Taxonomy != nil && !slices.Contains(got.Taxonomies, p.Taxonomy) ||
			p.Term != nil && !slices.ContainsFunc(got.Taxonomies, hasTerm) {
			t.Errorf("%s: %s leads to another list than the site's", what, p.URL)
		}
	}
}

// TestReviseLater has time go by: what appears, expires or is no news any more takes a new layout.
func TestReviseLater(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what    string
		head    string
		later   time.Duration
		revised bool
	}{
		{"nothing happens", "date: 2026-01-01", time.Hour, true},
		{"the clock goes back", "date: 2026-01-01", -time.Second, false},
		{"not yet", "date: 2026-03-01T13:00:00Z", time.Hour - time.Second, true},
		{"it appears", "date: 2026-03-01T13:00:00Z", time.Hour, false},
		{"it expires", "date: 2026-01-01\nexpiryDate: 2026-03-01T13:00:00Z", time.Hour, false},
		{"still news", "date: 2026-02-27T13:00:00Z", time.Hour, true},
		{"no news", "date: 2026-02-27T13:00:00Z", time.Hour + time.Second, false},
	} {
		s := good(t, files{"content/nieuws/a.md": "title: A\ndate: 2026-01-01", "content/nieuws/b.md": "title: B\n" + c.head})
		old := s.Page("/nieuws/a/").Article
		newer := &content.Article{
			FrontMatter: old.FrontMatter, Path: old.Path, Section: old.Section, URL: old.URL,
			Heading: old.Heading,
		}
		got := s.Revise([]Change{{old, newer}}, now.Add(c.later))
		if (got != nil) != c.revised {
			t.Errorf("%s: revised: %v", c.what, got != nil)
		}
	}
}
