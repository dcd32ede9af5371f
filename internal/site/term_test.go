package site

import (
	"fmt"
	"strings"
	"testing"
)

// tagged are articles with these lists of tags, the first the newest.
func tagged(config string, tags ...string) files {
	fs := files{"site.yaml": config}
	for i, list := range tags {
		name := string(rune('a' + i))
		fs["content/nieuws/"+name+".md"] = fmt.Sprintf("title: %s\ndate: 2026-02-%02d\ntags: [%s]", name, 28-i, list)
	}
	return fs
}

func TestTerms(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		config string // of taxonomies.tags
		tags   []string
		want   string // path "name" articles; …
	}{
		{name: "none", tags: []string{""}, want: ""},
		{name: "in order of path", tags: []string{"b, a", "c"}, want: `a "a" a; b "b" a; c "c" b`},
		{name: "case and spaces", tags: []string{"AI tools", "ai-tools", "ai tools"}, want: `ai-tools "AI tools" a b c`},
		{name: "dropped characters", tags: []string{"R&D", "rd"}, want: `rd "R&D" a b`},
		{
			name: "apostrophes", tags: []string{`"ai-risico's"`, "ai-risico’s", "ai-risico’s"},
			want: `ai-risicos "ai-risico’s" a b c`,
		},
		{name: "composed and not", tags: []string{"e\u0301e\u0301n", "één"}, want: `één "één" a b`},
		{name: "scalars", tags: []string{"2025, true"}, want: `2025 "2025" a; true "true" a`},
		{name: "a folder", tags: []string{"a/b testing"}, want: `a/b-testing "a/b testing" a`},
		{name: "signs", tags: []string{`"C++", "C#", gpt-5.4`}, want: `c# "C#" a; c++ "C++" a; gpt-5.4 "gpt-5.4" a`},
		{name: "most used spelling", tags: []string{"ai", "AI", "AI", "Ai"}, want: `ai "AI" a b c d`},
		{name: "ties by byte order", tags: []string{"ai", "Ai", "AI"}, want: `ai "AI" a b c`},
		{name: "twice in an article", tags: []string{"AI, ai", "ai"}, want: `ai "ai" a b`},
		{name: "a given name", config: "names: {ai: Kunstmatig}", tags: []string{"AI", "ai"}, want: `ai "Kunstmatig" a b`},
		{
			name: "a given name by another spelling", config: "names: {AI Tools: Gereedschap}", tags: []string{"ai-tools"},
			want: `ai-tools "Gereedschap" a`,
		},
		{name: "a name for nothing", config: "names: {weg: Weg}", tags: []string{"ai"}, want: `ai "ai" a`},
		{
			name: "synonym", config: "synonyms: {kunstmatige intelligentie: ai}",
			tags: []string{"Kunstmatige intelligentie", "AI"}, want: `ai "AI" a b`,
		},
		{
			name: "a synonym does not name", config: "synonyms: {ml: ai}",
			tags: []string{"ML", "ML", "ML", "ai"}, want: `ai "ai" a b c d`,
		},
		{
			name: "unless there is no other", config: "synonyms: {ml: ai}", tags: []string{"ml", "ML", "ML"},
			want: `ai "ML" a b c`,
		},
		{
			name: "a given name before all", config: "names: {ai: AI}\n    synonyms: {ml: ai}", tags: []string{"ml", "ai"},
			want: `ai "AI" a b`,
		},
		{name: "a chain", config: "synonyms: {c: b, b: a}", tags: []string{"c", "b", "a"}, want: `a "a" a b c`},
		{
			name: "a chain in another order", config: "synonyms: {a: b, b: c, c: d}", tags: []string{"a", "c"},
			want: `d "a" a b`,
		},
		{
			name: "a synonym of another spelling", config: "synonyms: {Machine Learning: Kunstmatige Intelligentie}",
			tags: []string{"machine-learning"}, want: `kunstmatige-intelligentie "machine-learning" a`,
		},
		{name: "both in an article", config: "synonyms: {ml: ai}", tags: []string{"ml, ai"}, want: `ai "ai" a`},
		{name: "too few", config: "min_articles: 2", tags: []string{"ai, kunst", "ai"}, want: `ai "ai" a b`},
		{
			name: "synonyms count", config: "min_articles: 2\n    synonyms: {ml: ai}", tags: []string{"ai", "ml"},
			want: `ai "ai" a b`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			config := ""
			if test.config != "" {
				config = "taxonomies:\n  tags:\n    " + test.config
			}
			for range 10 { // the order of a map must not show
				s := good(t, tagged(config, test.tags...))
				var got []string
				for _, term := range s.Taxonomies[0].Terms {
					got = append(got, fmt.Sprintf("%s %q %s", term.Path, term.Name, titles(s.At(term.Articles))))
					if !term.HasPage || s.Page(term.URL) == nil || s.Page(term.URL+"index.xml") == nil {
						t.Errorf("%s has no page or no feed", term.URL)
					}
				}
				equal(t, "the list", strings.Join(got, "; "), test.want)
			}
		})
	}
}

func TestTermsOf(t *testing.T) {
	t.Parallel()
	s := good(t, tagged("taxonomies: {tags: {min_articles: 2, synonyms: {ml: ai}}}", "Zeldzaam, ml, AI, b", "ai, b, b"))
	var got []string
	for _, term := range s.TermsOf(s.Articles[0], "tags") {
		got = append(got, fmt.Sprint(term.Name, term.HasPage))
	}
	equal(t, "the terms", got, "[Zeldzaamfalse AItrue btrue]")
	equal(t, "another taxonomy", s.TermsOf(s.Articles[0], "categorieen"), "[]")
	equal(t, "no taxonomy", s.TermsOf(s.Articles[0], "onzin"), "[]")
	if s.Page("/tags/zeldzaam/") != nil {
		t.Error("a term with too few articles has a page")
	}
}

func TestTermsOfUnpublished(t *testing.T) {
	t.Parallel()
	s := good(t, files{
		"content/nieuws/a.md": "title: A\ntags: [concept]\ndraft: true",
		"content/nieuws/b.md": "title: B\ntags: [straks]\ndate: 2027-01-01",
		"content/over.md":     "title: Over\ntags: [pagina]",
	})
	equal(t, "the list of terms", len(s.Taxonomies[0].Terms), 0)
	equal(t, "the list of pages", urlsOf(s, TermList), "[]")
}

func TestSynonymCircles(t *testing.T) {
	t.Parallel()
	tests := []struct{ synonyms, want string }{
		{"{a: b, b: a}", "a b"},
		{"{a: a}", ""},
		{"{a: b, b: c, c: b}", "a b c"},
		{"{a: b, b: c, x: y}", ""},
		{"{AI: ai}", ""},
	}
	for _, test := range tests {
		t.Run(test.synonyms, func(t *testing.T) {
			t.Parallel()
			_, problems := load(t, tagged("taxonomies: {tags: {synonyms: "+test.synonyms+"}}", "a, b, c, x"),
				Selection{Now: now})
			var got []string
			for _, p := range problems {
				_, rest, _ := strings.Cut(p.Text, "“")
				name, _, _ := strings.Cut(rest, "”")
				got = append(got, name)
				equal(t, "the rule", p.Rule, "synoniem")
			}
			equal(t, "the list", strings.Join(got, " "), test.want)
		})
	}
}

func TestSynonymRedirects(t *testing.T) {
	t.Parallel()
	config := "taxonomies:\n  tags:\n    min_articles: 2\n    synonyms: {ml: ai, oud: ml, zelden: b, niets: weg}\n    " +
		"feed: "
	for feed, want := range map[string]string{
		"true": "[{/tags/ml/ /tags/ai/ false} {/tags/ml/index.xml /tags/ai/index.xml true} {/tags/oud/ /tags/ai/ false} " +
			"{/tags/oud/index.xml /tags/ai/index.xml true}]",
		"false": "[{/tags/ml/ /tags/ai/ false} {/tags/oud/ /tags/ai/ false}]",
	} {
		s := good(t, tagged(config+feed, "ml, zelden", "ai"))
		equal(t, "with feed "+feed+" the list", s.Redirects, want)
		equal(t, "the alias", s.Page("/tags/oud/").RedirectTo, "/tags/ai/")
	}
}
