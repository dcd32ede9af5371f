package content

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestStaticFiles(t *testing.T) {
	t.Parallel()
	fsys := fstest.MapFS{
		"static/a.txt":          {Data: []byte("a")},
		"static/b/c d.png":      {Data: []byte("b")},
		"static/.well-known/x":  {},
		"static/e\u0301.txt":    {},
		"static/.DS_Store":      {},
		"static/b/oud.txt~":     {},
		"content/nieuws/een.md": {},
	}
	list, problems, err := StaticFiles(fsys, "static/.varianten")
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	var got []string
	for _, f := range list {
		got = append(got, f.Path+" "+f.URL)
	}
	equal(t, strings.Join(got, "; "), "static/.well-known/x /.well-known/x; static/a.txt /a.txt; static/b/c d.png /b/c "+
		"d.png; static/e\u0301.txt /é.txt")
	if data, err := list[1].Read(); err != nil || string(data) != "a" {
		t.Errorf("reading %s gives %q, %v", list[1].Path, data, err)
	}
	if list, problems, err := StaticFiles(fstest.MapFS{}, ""); len(list) > 0 || len(problems) > 0 || err != nil {
		t.Errorf("without a folder static: %v %v %v", list, problems, err)
	}
}
