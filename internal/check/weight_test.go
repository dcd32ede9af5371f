package check_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/check"
	"drukpers/internal/project"
	"drukpers/internal/site"
	"drukpers/themes"
)

// TestWeight has a page over the site's limit, and one that asks something of another host.
func TestWeight(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"site.yaml": {Data: []byte("check: {grens: {zware-pagina: 30}}\n")},
		"content/nieuws/groot.md": {
			Data: []byte("---\ntitle: Groot\ndate: 2026-02-01\n---\n" + strings.Repeat("Een zin. ", 5000)),
		},
		"content/nieuws/klein.md": {
			Data: []byte("---\ntitle: Klein\ndate: 2026-02-02\n---\n![a](https://a.nl/a.png)\n\n[b](https://b.nl/)\n"),
		},
	}
	loaded, err := project.New(files, themes.Krant()).Load(project.Options{
		Selection: site.Selection{Now: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)},
	})
	if err != nil || len(loaded.Problems) > 0 {
		t.Fatal(err, loaded.Problems)
	}
	problems, err := check.Pages(loaded.Edition, files)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.Place()+" "+p.Rule)
	}
	want := []string{
		"content/nieuws/groot.md zware-pagina",
		"content/nieuws/klein.md:5:14 andere-host",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
