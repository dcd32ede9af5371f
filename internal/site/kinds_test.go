package site

import "testing"

// TestKinds holds that every kind has a row, and a name of its own.
func TestKinds(t *testing.T) {
	t.Parallel()
	seen := map[string]Kind{}
	for _, k := range Kinds() {
		name := k.String()
		if other, taken := seen[name]; taken || name == "" {
			t.Errorf("kind %d is called %q, as kind %d", k, name, other)
		}
		seen[name] = k
	}
}

// TestPhases holds the order in which a reader of a half-written site meets no dead link: what pages need before them,
// articles before the lists that lead to them, lists before the home page, and what leads to all pages last.
func TestPhases(t *testing.T) {
	t.Parallel()
	order := [][]Kind{
		{Static},
		{Article, Standing},
		{SectionList, TermList, TaxonomyIndex, Archive, MonthList, NotFound, Alias},
		{Home},
		{Feed, JSONFeed, SearchData},
		{Sitemap, NewsSitemap, SearchDirectory},
		{SitemapIndex, Robots, Redirects, Headers},
	}
	place := map[Kind]int{}
	for i, group := range order {
		for _, k := range group {
			place[k] = i
		}
	}
	for _, a := range Kinds() {
		if _, ok := place[a]; !ok {
			t.Errorf("the test does not say when %s comes", a)
		}
		for _, b := range Kinds() {
			if place[a] < place[b] && a.Phase() >= b.Phase() {
				t.Errorf("%s does not come before %s", a, b)
			}
		}
	}
}
