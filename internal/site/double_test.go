package site

import (
	"strings"
	"testing"
)

// TestDoubles has categorieën with the path of a section: one whose articles the section has too gives way to it, page
// by page, and its title is the section's unless site.yaml names it.
func TestDoubles(t *testing.T) {
	t.Parallel()
	all := files{
		"site.yaml": "page_size: 1\ntaxonomies: {categorieen: {names: {groei: Groeien}}}\n" +
			"sections: {nieuws-tools: {title: Nieuws & Tools}}\n",
		"content/nieuws-tools/a.md": "title: A\ndate: 2026-02-01\ncategorieen: nieuws-tools\ntags: nieuws-tools",
		"content/nieuws-tools/b.md": "title: B\ndate: 2026-02-02\ncategorieen: nieuws-tools",
		"content/nieuws-tools/c.md": "title: C\ndate: 2026-02-03",
		"content/groei/a.md":        "title: A\ndate: 2026-02-04\ncategorieen: groei",
		"content/elders/a.md":       "title: A\ndate: 2026-02-05\ncategorieen: [groei, elders]",
		"content/elders/_index.md":  "title: Van elders",
		"content/los/a.md":          "title: A\ndate: 2026-02-06\ncategorieen: vast",
	}
	s := good(t, all)
	sitemap := ""
	for _, p := range s.Order {
		for _, e := range p.Entries {
			sitemap += e.URL + "\n"
		}
	}
	for url, want := range map[string]string{ // title, and the page that counts
		"/categorieen/nieuws-tools/":        "Nieuws & Tools /nieuws-tools/",
		"/categorieen/nieuws-tools/page/2/": "Nieuws & Tools /nieuws-tools/page/2/",
		"/categorieen/elders/":              "Van elders /elders/",
		"/categorieen/groei/":               "Groeien ", // has an article of another section
		"/categorieen/vast/":                "vast ",
		"/tags/nieuws-tools/":               "nieuws-tools ",
	} {
		p := s.Page(url)
		equal(t, url, p.Title+" "+p.DoubleOf, want)
		if p.DoubleOf != "" && s.Page(p.DoubleOf) == nil {
			t.Errorf("%s doubles %s, which is no page", url, p.DoubleOf)
		}
		listed := strings.Contains(sitemap, url+"\n")
		if p.First() && listed != (p.DoubleOf == "") {
			t.Errorf("%s in the sitemap: %v", url, listed)
		}
	}
}

// TestSectionOfText has a section that is only a text: it has a page, and no feed.
func TestSectionOfText(t *testing.T) {
	t.Parallel()
	s := good(t, files{
		"content/adverteren/_index.md": "title: Adverteren", "content/nieuws/a.md": "title: A\ndate: 2026-02-01",
	})
	for url, want := range map[string]bool{
		"/adverteren/": true, "/adverteren/index.xml": false, "/adverteren/feed.json": false,
		"/nieuws/index.xml": true, "/nieuws/feed.json": true,
	} {
		if got := s.Page(url) != nil; got != want {
			t.Errorf("%s: there %v, want %v", url, got, want)
		}
	}
	equal(t, "the feed that its page names", s.Page("/adverteren/").FeedURL, "")
}

func TestSearchPage(t *testing.T) {
	t.Parallel()
	with := good(t, files{"content/zoek.md": "title: Zoek hier\nlayout: search", "content/over.md": "title: Over"})
	if p := with.SearchPage(); p == nil || p.URL != "/zoek/" {
		t.Errorf("got %v", p)
	}
	without := good(t, files{"content/a/zoek.md": "title: Zoek\ndate: 2026-02-01\nlayout: search"})
	if p := without.SearchPage(); p != nil {
		t.Errorf("an article is the page to search on: %s", p.URL)
	}
}
