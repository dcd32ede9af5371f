package content

import (
	"encoding/json"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/report"
)

var amsterdam = config.Default().Location

// longAgo is a time of change that a Library trusts.
var longAgo = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// project is a file system of files that were changed long ago.
func project(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(data), ModTime: longAgo}
	}
	return fsys
}

// load loads a project without errors.
func load(t *testing.T, l *Library, fsys fstest.MapFS, config *config.Config) []*Article {
	t.Helper()
	articles, problems, err := l.Load(fsys, config, staticFiles(t, fsys))
	if err != nil || problems.HasErrors() {
		t.Fatalf("%v\n%s", err, printed(problems, fsys))
	}
	return articles
}

// article loads the text of one file, under typography-free defaults.
func article(t *testing.T, text string) *Article {
	t.Helper()
	return load(t, new(Library), project(map[string]string{"content/nieuws/a.md": text}), plainConfig())[0]
}

// plainConfig is the default without Dutch typography, which has tests of its own.
func plainConfig() *config.Config {
	config := config.Default()
	config.Markdown.Typography = false
	return config
}

// decode reads a front matter.
func decode(text string) (FrontMatter, report.List) {
	h, problems := parseHead("content/nieuws/a.md", []byte(text), amsterdam)
	problems.Sort()
	return h.FrontMatter, problems
}

// printed is what an editor gets to see of problems.
func printed(problems report.List, fsys fstest.MapFS) string {
	problems.Sort()
	problems.FillSources(fsys)
	var b strings.Builder
	_ = report.Text(&b, problems, report.Style{})
	return b.String()
}

// places gives "line:col rule" of each problem.
func places(problems report.List) string {
	var all []string
	for _, p := range problems {
		all = append(all, strings.TrimPrefix(p.Place(), p.File+":")+" "+p.Rule)
	}
	return strings.Join(all, ", ")
}

// equal fails with the lines in which the values differ.
func equal(t *testing.T, got, want any) {
	t.Helper()
	if reflect.DeepEqual(got, want) {
		return
	}
	g, _ := json.MarshalIndent(got, "", "  ")
	w, _ := json.MarshalIndent(want, "", "  ")
	gs, ws := strings.Split(string(g), "\n"), strings.Split(string(w), "\n")
	for len(gs) > 1 && len(ws) > 1 && gs[0] == ws[0] {
		gs, ws = gs[1:], ws[1:]
	}
	for len(gs) > 1 && len(ws) > 1 && gs[len(gs)-1] == ws[len(ws)-1] {
		gs, ws = gs[:len(gs)-1], ws[:len(ws)-1]
	}
	t.Errorf("got\n%s\nwant\n%s", strings.Join(gs, "\n"), strings.Join(ws, "\n"))
}

// staticFiles are those of a project.
func staticFiles(t testing.TB, fsys fs.FS) []File {
	t.Helper()
	files, problems, err := StaticFiles(fsys, "static/.varianten")
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return files
}
