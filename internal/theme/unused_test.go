package theme

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"drukpers/internal/config"
	"drukpers/themes"
)

// unused are the files that are told of in a project with these files of its own.
func unused(t *testing.T, own map[string]string, layouts ...string) string {
	t.Helper()
	project := fstest.MapFS{}
	for name, text := range own {
		project["themes/krant/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	files, err := ReadFiles(project, themes.Krant(), "krant")
	if err != nil {
		t.Fatal(err)
	}
	loaded, problems := New(files, config.Default(), true)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	mine := func(file string) bool { return len(own) == 0 || project[file] != nil }
	var told []string
	for _, p := range loaded.Unused(mine, layouts) {
		told = append(told, strings.TrimPrefix(p.File, "themes/krant/"))
	}
	slices.Sort(told)
	return strings.Join(told, " ")
}

func TestUnused(t *testing.T) {
	t.Parallel()
	const page = `<p>{{.Title}}</p>`
	for name, test := range map[string]struct {
		own  map[string]string
		want string
	}{
		"the built-in theme": {nil, ""},
		"files that take the place of others": {map[string]string{
			"partials/card.html": page, "partials/extend-head.html": "<!-- -->", "assets/colours.css": "p {}",
			"assets/icon.svg": "<svg/>",
		}, ""},
		"what is called no longer": {map[string]string{
			"partials/share.html": page, "article.html": page, "assets/search.js": "", "search.html": page,
		}, "assets/search.js partials/share.html"},
		"a partial that only an unused one calls": {map[string]string{
			"partials/a.html": `{{template "partials/b.html" .}}`, "partials/b.html": page,
		}, "partials/a.html partials/b.html"},
		"layouts": {map[string]string{
			"lang.html": `{{template "partials/c.html" .}}`, "kort.html": page, "partials/c.html": page,
		}, "kort.html"},
		"templates in a file": {map[string]string{
			"partials/extend-foot.html": "{{template \"vlag\" .}}", "partials/vlaggen.html": `{{define "vlag"}}{{end}}`,
		}, ""},
		"assets": {map[string]string{
			"partials/extend-head.html": `<link href="{{asset "a.css"}}"><script src="{{asset "js/a.js"}}"></script>`,
			"assets/a.css":              `@import "b.css";`, "assets/b.css": "p { background: url(c.png) }", "assets/c.png": "x",
			"assets/js/a.js": "", "assets/d.png": "x", "assets/d.txt": "x",
		}, "assets/d.png"},
		"computed names": {map[string]string{
			"partials/extend-head.html": `{{asset (printf "%s.png" "e")}}`, "assets/e.png": "x", "partials/f.html": page,
		}, "partials/f.html"},
		"other files": {map[string]string{"README.md": "", "archetypes/default.md": "", "nl.yaml": ""}, ""},
	} {
		if got := unused(t, test.own, "lang"); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
