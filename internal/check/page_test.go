package check_test

import (
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/check"
	"drukpers/internal/project"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/themes"
)

// TestPage checks pages one by one: each has its own faults with their places, and they are among those of the site.
func TestPage(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"site.yaml":        "menus:\n  main:\n    - {name: Weg, url: /menu-weg/}\n",
		"static/nep.png":   "geen plaatje",
		"static/brief.pdf": "%PDF",
		"content/nieuws/een.md": "---\ntitle: Een\ndate: 2026-01-01\ncover: /img/weg.jpg\n---\n\n[weg](/weg/) " +
			"[kop](/nieuws/twee/#niet)\n[wel](/nieuws/twee/#wel) [blad](/brief.pdf#page=2)\n\n![nep](/nep.png) [hier](#hier)\n",
		"content/nieuws/twee.md": "---\ntitle: Twee\ndate: 2026-01-02\n---\n\n## Wel\n\n<p id=a>a</p><p id=a>b</p>\n",
		"content/over.md":        "---\ntitle: Over\n---\n\nOver ons. [terug](/nieuws/een/)\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	now := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	loaded, err := project.New(files, themes.Krant()).Load(project.Options{Selection: site.Selection{Now: now}})
	if err != nil || loaded.Problems.HasErrors() {
		t.Fatalf("%v, %v", loaded.Problems, err)
	}
	all, err := check.Pages(loaded.Edition, files)
	if err != nil {
		t.Fatal(err)
	}
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
		problems, err := check.Page(loaded.Edition, files, loaded.Edition.Site.Page(url))
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
