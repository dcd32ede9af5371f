package site

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/search"
)

// TestSitemapSplit makes sites with just as many pages as one sitemap takes, and one more.
func TestSitemapSplit(t *testing.T) {
	t.Parallel()
	config := config.Default()
	config.Search.Enabled = false
	config.PageSize = 10_000
	all := make([]*content.Article, MaxSitemapURLs)
	day := now.AddDate(0, 0, -1)
	for i := range all {
		name := fmt.Sprintf("%06d", i)
		all[i] = &content.Article{
			FrontMatter: content.FrontMatter{Title: name, Date: day}, Path: "content/n/" + name + ".md", Section: "n",
			URL: "/n/" + name + "/",
		}
	}
	all[len(all)-1].Lastmod = now
	make := func(n int) *Site {
		s, problems := New(config, all[len(all)-n:], nil, Selection{Now: now})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return s
	}
	lists := len(make(1).Page("/sitemap.xml").Entries) - 1

	one := make(MaxSitemapURLs - lists).Page("/sitemap.xml")
	equal(t, "the sitemap of just enough", fmt.Sprint(one.Kind, len(one.Entries)), fmt.Sprint(Sitemap, MaxSitemapURLs))

	s := make(MaxSitemapURLs - lists + 1)
	index := s.Page("/sitemap.xml")
	equal(t, "the sitemap of one more", fmt.Sprint(index.Kind, len(index.Entries)), fmt.Sprint(SitemapIndex, 2))
	seen := map[string]bool{}
	for i, part := range index.Entries {
		equal(t, "part", part.URL, fmt.Sprintf("/sitemap-%d.xml", i+1))
		if s.Page(part.URL) != part || part.Kind != Sitemap || len(part.Entries) > MaxSitemapURLs {
			t.Errorf("%s is no good sitemap", part.URL)
		}
		var latest time.Time
		for _, p := range part.Entries {
			seen[p.URL] = true
			if s.Modified(p).After(latest) {
				latest = s.Modified(p)
			}
		}
		if !s.Modified(part).Equal(latest) {
			t.Errorf("%s is of %s, its latest page of %s", part.URL, s.Modified(part), latest)
		}
	}
	equal(t, "the number of pages", len(seen), MaxSitemapURLs+1)
}

func TestSitemap(t *testing.T) {
	t.Parallel()
	s := good(t, files{
		"site.yaml":           "page_size: 1",
		"content/nieuws/a.md": "title: A\ndate: 2026-02-01\ntags: [ai]\naliases: [/oud/]",
		"content/nieuws/b.md": "title: B\ndate: 2026-01-01\nlastmod: 2026-02-28\ntags: [ai]",
		"content/nieuws/c.md": "title: C\ndraft: true",
		"content/over.md":     "title: Over",
		"static/x.html":       "x",
	})
	var got []string
	for _, p := range s.Page("/sitemap.xml").Entries {
		day := "-"
		if !s.Modified(p).IsZero() {
			day = s.Modified(p).In(s.Config.Location).Format("01-02")
		}
		got = append(got, p.URL+" "+day)
	}
	equal(t, "the list", strings.Join(got, "; "),
		"/ 02-01; /archief/ 02-01; /archief/2026/01/ 02-28; /archief/2026/02/ 02-01; /categorieen/ -; "+
			"/nieuws/ 02-01; /nieuws/a/ 02-01; /nieuws/b/ 02-28; /over/ -; /tags/ 02-28; /tags/ai/ 02-01")
}

func TestNewsSitemap(t *testing.T) {
	t.Parallel()
	at := func(d time.Duration) string { return now.Add(d).Format(time.RFC3339) }
	s, _ := load(t, files{
		"content/nieuws/a.md": "title: A\ndate: " + at(0),
		"content/nieuws/b.md": "title: B\ndate: " + at(-48*time.Hour),
		"content/nieuws/c.md": "title: C\ndate: " + at(-48*time.Hour-time.Second),
		"content/nieuws/d.md": "title: D\ndate: " + at(time.Hour),
		"content/nieuws/e.md": "title: E\ndate: 2020-01-01\npublishDate: " + at(-time.Hour),
		"content/nieuws/f.md": "title: F",
		"content/over.md":     "title: Over\ndate: " + at(-time.Hour),
	}, Selection{Now: now, Future: true})
	equal(t, "the list", titles(s.Page("/sitemap-news.xml").List), "A B E")

	many, _ := New(config.Default(), sameDay(newsLimit+50), nil, Selection{Now: now})
	equal(t, "the number of articles", len(many.Page("/sitemap-news.xml").List), newsLimit)
}

func sameDay(n int) []*content.Article {
	list := pieces(n)
	for _, a := range list {
		a.Date = now
	}
	return list
}

// TestSearchFiles: which files the search index has follows from the number of articles.
func TestSearchFiles(t *testing.T) {
	t.Parallel()
	list := pieces(3000)
	for _, n := range []int{0, 1, 40, 2999, 3000} {
		s, problems := New(config.Default(), list[3000-n:], nil, Selection{Now: now})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		want := search.LayoutOf(n).Files()
		for _, name := range want {
			if s.Page(SearchURL+name) == nil {
				t.Errorf("%d articles: no %s", n, name)
			}
		}
		if got := len(urlsOf(s, SearchData, SearchDirectory)); got != len(want) {
			t.Errorf("%d articles: %d files, want %d", n, got, len(want))
		}
	}
	config := config.Default()
	config.Search.Enabled = false
	s, _ := New(config, list, nil, Selection{Now: now})
	equal(t, "the search data when it is off", len(urlsOf(s, SearchData, SearchDirectory)), 0)
}
