package check_test

import (
	"slices"
	"testing"

	"drukpers/internal/check"
	"drukpers/internal/report"
)

// TestPage checks pages one by one: each has its own faults with their places, and they are among those of the site.
func TestPage(t *testing.T) {
	t.Parallel()
	files := folder(map[string]string{
		"site.yaml":        "menus:\n  main:\n    - {name: Weg, url: /menu-weg/}\n",
		"static/nep.png":   "geen plaatje",
		"static/brief.pdf": "%PDF",
		"content/nieuws/een.md": "---\ntitle: Een\ndate: 2026-01-01\ncover: /img/weg.jpg\n---\n\n[weg](/weg/) " +
			"[kop](/nieuws/twee/#niet)\n[wel](/nieuws/twee/#wel) [blad](/brief.pdf#page=2)\n\n![nep](/nep.png) [hier](#hier)\n",
		"content/nieuws/twee.md": "---\ntitle: Twee\ndate: 2026-01-02\n---\n\n## Wel\n\n<p id=a>a</p><p id=a>b</p>\n",
		"content/over.md":        "---\ntitle: Over\n---\n\nOver ons. [terug](/nieuws/een/)\n",
	})
	edition, all := checked(t, files)
	for url, want := range map[string][]string{
		"/nieuws/een/": {
			"content/nieuws/een.md:4:8 geen-cover", "content/nieuws/een.md:7:7 dode-link",
			"content/nieuws/een.md:7:20 dood-anker", "content/nieuws/een.md:10:25 dood-anker",
			"site.yaml:3:24 dode-link", "static/nep.png plaatje",
		},
		"/nieuws/twee/": {"content/nieuws/twee.md dubbele-id", "site.yaml:3:24 dode-link"},
		"/over/":        {"site.yaml:3:24 dode-link"},
		"/":             {"site.yaml:3:24 dode-link"},
		"/index.xml":    nil,
	} {
		problems, err := check.Page(edition, files, edition.Site.Page(url))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range problems {
			got = append(got, p.Place()+" "+p.Rule)
			if !slices.ContainsFunc(all, func(q report.Problem) bool { return q.Place() == p.Place() && q.Rule == p.Rule }) {
				t.Errorf("%s: %v is not of the site", url, p)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", url, got, want)
		}
	}
}
