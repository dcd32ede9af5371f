package related

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/site"
)

var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// piece is an article of some days ago; its title is its file's name.
func piece(name string, age int) *content.Article {
	return &content.Article{
		FrontMatter: content.FrontMatter{Title: name, Date: now.AddDate(0, 0, -age)},
		Path:        "content/nieuws/" + name + ".md", Section: "nieuws", URL: "/nieuws/" + name + "/", Heading: name,
	}
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
		t.Errorf("%s is %s, want %s", what, g, w)
	}
}

// story is an article with what related looks at; and what it is about.
func story(name string, age int, source string, tags ...string) *content.Article {
	a := piece(name, age)
	a.Tags = tags
	if source != "" {
		a.Bron = content.Source{Name: "Bron", URL: "https://bron.nl/" + source}
	}
	return a
}

// names are the files' names without folder and extension.
func names(list []*content.Article) string {
	out := make([]string, len(list))
	for i, a := range list {
		out[i] = strings.TrimSuffix(path.Base(a.Path), ".md")
	}
	return strings.Join(out, " ")
}

func TestOlder(t *testing.T) {
	t.Parallel()
	called := func(title string, a *content.Article) *content.Article {
		a.Title = title
		return a
	}
	tests := []struct {
		name   string
		self   *content.Article
		others []*content.Article
		want   string // file names, best first
		atMost int    // 4 where it does not say
	}{
		{name: "alone", self: story("zelf", 0, "", "ai")},
		{
			name: "no shared terms", self: story("zelf", 0, "", "ai"),
			others: []*content.Article{story("a", 1, "", "kunst"), story("b", 2, "")},
		},
		{
			name: "without terms", self: story("zelf", 0, ""),
			others: []*content.Article{story("a", 1, "", "kunst"), story("b", 2, "")},
		},
		{
			name: "more shared terms first", self: story("zelf", 0, "", "x", "y", "z"),
			others: []*content.Article{story("a", 1, "", "x"), story("b", 1, "", "x", "y", "z"), story("c", 1, "", "x", "y")},
			want:   "b c a",
		},
		{
			name: "rare terms weigh more", self: story("zelf", 0, "", "vaak", "zelden"),
			others: []*content.Article{
				story("a", 1, "", "vaak"), story("b", 1, "", "vaak"), story("c", 1, "", "vaak"), story("d", 1, "", "zelden"),
			},
			want: "d a b c",
		},
		{
			name: "newer is better", self: story("zelf", 0, "", "ai"),
			others: []*content.Article{story("a", 400, "", "ai"), story("b", 10, "", "ai"), story("c", 200, "", "ai")},
			want:   "b c a",
		},
		{
			name: "never of its own moment or later", self: story("zelf", 100, "", "ai"),
			others: []*content.Article{story("a", 99, "", "ai"), story("b", 100, "", "ai"), story("c", 101, "", "ai")},
			want:   "c",
		},
		{
			name: "rare on its day, common by now", self: story("zelf", 100, "", "vaak", "zelden"),
			others: []*content.Article{
				story("a", 101, "", "vaak"), story("b", 102, "", "vaak"), story("c", 103, "", "zelden"),
				story("d", 1, "", "zelden"), story("e", 2, "", "zelden"), story("f", 3, "", "zelden"),
			},
			want: "c a b",
		},
		{
			name: "age counts for less than a rare term", self: story("zelf", 0, "", "vaak", "zelden"),
			others: []*content.Article{story("a", 1, "", "vaak"), story("b", 1, "", "vaak"), story("c", 90, "", "zelden")},
			want:   "c a b",
		},
		{
			name: "never the same source", self: story("zelf", 0, "1", "ai"),
			others: []*content.Article{story("a", 1, "1", "ai"), story("b", 2, "2", "ai"), story("c", 3, "1", "ai")},
			want:   "b",
		},
		{
			name: "one per story, the best", self: story("zelf", 0, "1", "ai", "x"),
			others: []*content.Article{
				story("a", 1, "2", "ai"), story("b", 2, "2", "ai", "x"), story("c", 3, "2", "ai"),
				story("d", 4, "3", "ai"),
			},
			want: "b d",
		},
		{
			name: "without a source is no story", self: story("zelf", 0, "", "ai"),
			others: []*content.Article{story("a", 1, "", "ai"), story("b", 2, "", "ai")},
			want:   "a b",
		},
		{
			name: "never nearly the same title", self: called("OpenAI lanceert nieuw model voor bedrijven",
				story("zelf", 0, "", "ai")),
			others: []*content.Article{
				called("OpenAI lanceert nieuw model: dit betekent", story("a", 1, "", "ai")),
				called("Nieuw model voor bedrijven: OpenAI lanceert", story("b", 2, "", "ai")),
				called("Google lanceert chip", story("c", 3, "", "ai")),
			},
			want: "c",
		},
		{
			name: "of titles alike one", self: called("Heel iets anders", story("zelf", 0, "", "ai")),
			others: []*content.Article{
				called("Meta koopt startup in Parijs", story("a", 1, "", "ai")),
				called("Meta koopt startup", story("b", 2, "", "ai")),
				called("META koopt een startup in Parijs!", story("c", 3, "", "ai")),
				called("Python leren in een week", story("d", 4, "", "ai")),
			},
			want: "a d",
		},
		{
			name: "titles alike share half of their words", self: called("een twee drie vier", story("zelf", 0, "", "ai")),
			others: []*content.Article{
				called("een twee vijf zes", story("a", 1, "", "ai")),  // two of six
				called("een twee drie vijf", story("b", 2, "", "ai")), // three of five
				called("een twee", story("c", 3, "", "ai")),           // two of four
			},
			want: "a",
		},
		{
			name: "at most", self: story("zelf", 0, "", "ai"), atMost: 2,
			others: []*content.Article{story("a", 1, "", "ai"), story("b", 2, "", "ai"), story("c", 3, "", "ai")},
			want:   "a b",
		},
		{
			name: "ties by the order of articles", self: story("zelf", 0, "", "ai"),
			others: []*content.Article{story("c", 1, "", "ai"), story("a", 1, "", "ai"), story("b", 1, "", "ai")},
			want:   "a b c",
		},
		{
			name: "spellings of one term", self: story("zelf", 0, "", "AI tools"),
			others: []*content.Article{story("a", 1, "", "ai-tools")},
			want:   "a",
		},
		{
			name: "a term in both taxonomies is two", self: story("zelf", 0, "", "ai"),
			others: []*content.Article{func() *content.Article {
				a := story("a", 1, "")
				a.Categorieen = []string{"ai"}
				return a
			}()},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, problems := site.New(config.Default(), append([]*content.Article{test.self}, test.others...), nil,
				site.Selection{Now: now})
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			index := New(s)
			for range 3 { // the memory of one look-up must not reach the next
				equal(t, "related", names(index.Older(test.self, cmp.Or(test.atMost, 4))), test.want)
				for _, other := range test.others {
					index.Older(other, 4)
				}
			}
		})
	}
}

// TestOlderIsPure asks from many goroutines, of two sites that differ in their clock only: all get the same answers.
func TestOlderIsPure(t *testing.T) {
	t.Parallel()
	var list []*content.Article
	for i := range 300 {
		list = append(list, story(fmt.Sprintf("artikel%d", i), i/7, fmt.Sprint(i%50), fmt.Sprint("a", i%3),
			fmt.Sprint("b", i%17), fmt.Sprint("c", i%29)))
	}
	answers := func(index *Index) string {
		var b strings.Builder
		for _, a := range list {
			related := index.Older(a, 4)
			if len(related) != 4 && a.Date.After(list[250].Date) {
				t.Errorf("%s has %d related articles", a.Path, len(related))
			}
			b.WriteString(names(related) + "\n")
		}
		return b.String()
	}
	s, _ := site.New(config.Default(), list, nil, site.Selection{Now: now})
	one := New(s)
	want := answers(one)
	var group sync.WaitGroup
	for _, later := range []int{0, 0, 400, 400} {
		s, _ := site.New(config.Default(), list, nil, site.Selection{Now: now.AddDate(0, 0, later)})
		index := New(s)
		for range 2 {
			group.Go(func() {
				if got := answers(index); got != want {
					t.Error("other answers for the same articles")
				}
			})
		}
	}
	group.Wait()
	equal(t, "related of an article of another site", one.Older(piece("vreemd", 1), 4), []string{})
}

// TestCommonTerm bounds the work: of a term that very many have, the newest of the older only are looked at.
func TestCommonTerm(t *testing.T) {
	t.Parallel()
	var all []*content.Article
	for i := range postingLimit + 50 {
		all = append(all, story(fmt.Sprintf("%03d", i), i, "", "druk"))
	}
	s, _ := site.New(config.Default(), all, nil, site.Selection{Now: now})
	index := New(s)
	looked := scores{value: make([]float64, len(all))}
	index.addScores(&looked, 10, s.TermsOf(all[0], "tags")[0])
	if got := looked.candidates; len(got) != 200 || got[0] != 10 || got[199] != 209 {
		t.Errorf("%d articles, from %d to %d", len(got), got[0], got[len(got)-1])
	}
	equal(t, "related to the newest", names(index.Older(all[0], 2)), "001 002")
	equal(t, "related to the oldest", names(index.Older(all[len(all)-1], 2)), "")
}

// TestOlderStays adds newer articles, day after day: what was related to the older ones stays.
func TestOlderStays(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		var all []*content.Article
		for i := range 200 {
			all = append(all, story(fmt.Sprintf("artikel%d", i), random.IntN(30), fmt.Sprint(random.IntN(60)),
				fmt.Sprint("a", random.IntN(3)), fmt.Sprint("b", random.IntN(20)), fmt.Sprint("c", random.IntN(60))))
		}
		slices.SortStableFunc(all, func(a, b *content.Article) int { return a.Date.Compare(b.Date) })
		known := map[*content.Article]string{}
		for day := 30; day >= 0; day-- {
			online := slices.DeleteFunc(slices.Clone(all), func(a *content.Article) bool {
				return a.Date.After(now.AddDate(0, 0, -day))
			})
			s, _ := site.New(config.Default(), online, nil, site.Selection{Now: now})
			index := New(s)
			for _, a := range online {
				related := names(index.Older(a, 4))
				if before, ok := known[a]; ok && before != related {
					t.Fatalf("seed %d, %s: %q became %q", seed, a.Path, before, related)
				}
				known[a] = related
			}
		}
	}
}

func TestLater(t *testing.T) {
	t.Parallel()
	called := func(title string, a *content.Article) *content.Article {
		a.Title = title
		return a
	}
	const title = "OpenAI stopt met Sora: wat nu"
	self := func() *content.Article {
		return called("Disney maakt video met Sora van OpenAI", story("zelf", 10, "1", "sora", "disney", "ai"))
	}
	var common []*content.Article // that make the term ai a common one
	for i := range 10 {
		common = append(common, story(fmt.Sprintf("oud%d", i), 20+i, "", "ai"))
	}
	tests := []struct {
		name   string
		others []*content.Article
		want   string
	}{
		{"none", nil, ""},
		{"a follow-up", []*content.Article{called(title, story("a", 8, "2", "sora", "disney"))}, "a"},
		{"on the last day of the week", []*content.Article{called(title, story("a", 4, "2", "sora", "disney"))}, "a"},
		{"after the week", []*content.Article{called(title, story("a", 3, "2", "sora", "disney"))}, ""},
		{"of the same moment", []*content.Article{called(title, story("a", 10, "2", "sora", "disney"))}, ""},
		{"older", []*content.Article{called(title, story("a", 11, "2", "sora", "disney"))}, ""},
		{"from the same source", []*content.Article{called(title, story("a", 8, "1", "sora", "disney"))}, ""},
		{"the same story", []*content.Article{
			called("Disney maakt video met Sora", story("a", 8, "2", "sora", "disney")),
		}, ""},
		{"about other things", []*content.Article{
			called("Chips worden duurder", story("a", 8, "2", "sora", "disney")),
		}, ""},
		{"one rare term", []*content.Article{called(title, story("a", 8, "2", "sora"))}, ""},
		{"one rare term and a common one", []*content.Article{called(title, story("a", 8, "2", "sora", "ai"))}, ""},
		{"the first of two", []*content.Article{
			called(title, story("a", 6, "2", "sora", "disney")), called(title, story("b", 7, "3", "sora", "disney")),
		}, "b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a := self()
			s, _ := site.New(config.Default(), slices.Concat([]*content.Article{a}, test.others, common), nil,
				site.Selection{Now: now})
			got := ""
			if later := New(s).Later(a); later != nil {
				got = names([]*content.Article{later})
			}
			equal(t, "what comes later", got, test.want)
		})
	}
}

// Why says of each article that Older returns what it shares, with the score by which it was chosen.
func TestWhy(t *testing.T) {
	t.Parallel()
	articles := []*content.Article{
		story("oud", 800, "", "zeldzaam"), story("vroeg", 10, "", "vaak"), story("twee", 6, "", "vaak", "zeldzaam"),
		story("een", 5, "", "vaak"), story("dit", 1, "", "vaak", "zeldzaam"),
	}
	slices.SortFunc(articles, func(a, b *content.Article) int { return strings.Compare(a.Path, b.Path) })
	s, problems := site.New(config.Default(), articles, nil, site.Selection{Now: now})
	equal(t, "problems", len(problems), 0)
	ix := New(s)
	dit := s.Articles[0]
	var chosen []*content.Article
	score := 100.0
	for _, r := range ix.Why(dit, 4) {
		chosen = append(chosen, r.Article)
		if r.Score > score || r.Score <= 0 || len(r.Terms) != len(r.Weights) || len(r.Terms) != len(r.Article.Tags) {
			t.Errorf("%s: %+v after %f", r.Article.Path, r, score)
		}
		score = r.Score
	}
	equal(t, "what is explained", names(chosen), names(ix.Older(dit, 4)))
	equal(t, "the best", names(chosen[:1]), "twee")
}

func TestTitlesAlike(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"Zo werkt AI", "Zo werkt AI", true},
		{"Zo werkt AI!", "ai: zo werkt het", true},
		{"Zo werkt AI", "Iets anders", false},
		{"", "", false},
	} {
		if share, same := TitlesAlike(tt.a, tt.b); same != tt.same || share < 0 || share > 1 {
			t.Errorf("%q and %q: %f, %t", tt.a, tt.b, share, same)
		}
	}
}
