package site_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/project"
	"drukpers/internal/site"
	"drukpers/themes"
)

// TestSearchBytes renders the search index of articles that take as much room as they can: no file is over 256 KiB.
func TestSearchBytes(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, config, head string }{
		{"plain", "", "tags: [ai]\nsummary: Kort."},
		{"line separators", "", `tags: ["\u2028\u2029\ta"]` + "\n" + `summary: "` + strings.Repeat(`\u2028`, 300) + `"`},
		{"accents", "", "tags: [" + strings.Repeat("é", 60) + "]\nsummary: " + strings.Repeat("日", 300) +
			"\nslug: " + strings.Repeat("日", 80) + "-%d"},
		{"a long base path", "base_url: https://voorbeeld.nl/" + strings.Repeat("pad/", 1000), "tags: [ai]"},
		{"a long name of a term", "taxonomies: {tags: {names: {ai: " + strings.Repeat("lang ", 2000) + "}}}", "tags: [ai]"},
		{"a long spelling of a term", "", "tags: [ai" + strings.Repeat("!", 2000) + "]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			fsys := fstest.MapFS{}
			for i := range 600 {
				head := test.head
				if strings.Contains(head, "%d") {
					head = fmt.Sprintf(head, i)
				}
				fsys[fmt.Sprintf("content/nieuws/%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
					"---\ntitle: \"%s\"\ndate: 2026-02-01\n%s\n---\n", strings.Repeat(`\"'&<\u2028`, 20), head)}
			}
			fsys["site.yaml"] = &fstest.MapFile{Data: []byte(test.config)}
			selection := site.Selection{Now: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
			loaded, err := project.New(fsys, themes.Krant()).Load(project.Options{Selection: selection})
			if err != nil || loaded.Problems.HasErrors() {
				t.Fatal(loaded, err)
			}
			e, n := loaded.Edition, 0
			for _, p := range e.Site.Order {
				if p.Kind != site.SearchData && p.Kind != site.SearchDirectory {
					continue
				}
				n++
				data, err := e.Renderer().Render(p)
				if err != nil {
					t.Fatal(err)
				}
				if len(data) > 256<<10 {
					t.Errorf("%s has %d bytes", p.URL, len(data))
				}
			}
			if n < 600/32 {
				t.Errorf("%d files", n)
			}
		})
	}
}
