package check_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
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
	_, problems := checked(t, files)
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
