package main

import (
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"drukpers/themes"
)

// finished is a small site as either program leaves it, with its files changed by edits: "" removes one.
func finished(t *testing.T, edits map[string]string) *outline {
	t.Helper()
	files := map[string]string{
		"index.html": `<title>Krant</title><h1>Krant</h1><a href=/nieuws/2026-01-01-a/>A</a>` +
			`<a href=/tags/caf%C3%A9/>café</a>`,
		"page/2/index.html": `<title>Krant – pagina 2</title><h1>Krant</h1>` +
			`<a href="/nieuws/2026-01-02-b/">B</a>`,
		"tags/café/index.html":           `<title>café</title><h1>café</h1><a href="/nieuws/2026-01-01-a/">A</a>`,
		"nieuws/2026-01-01-a/index.html": `<title>A ‘x’</title><h1>A ‘x’</h1><a href="/nieuws/2026-01-02-b/">B</a>`,
		"nieuws/2026-01-02-b/index.html": `<title>B</title><h1>B</h1><a href="/nieuws/2026-01-01-a/">A</a>`,
		"index.xml": `<rss><channel><item>` +
			`<content:encoded><![CDATA[<p>A</p>]]></content:encoded></item></channel></rss>`,
		"search-data/1.json": `[{"t":"A"},{"t":"B"}]`,
	}
	maps.Copy(files, edits)
	site := fstest.MapFS{}
	for name, text := range files {
		if text != "" {
			site[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	o, err := readOutline(site)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestCompare(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		hugo map[string]string
		want string // in the only difference; empty for none
	}{
		"the same": {nil, ""},
		"other quotes, and the spelling of a tag": {map[string]string{
			"nieuws/2026-01-01-a/index.html": `<title>A 'x'</title><h1>a &#39;x&#39;</h1><a href="/nieuws/2026-01-02-b/">B</a>`,
		}, ""},
		"search data in several files": {map[string]string{
			"search-data/1.json": `[{"t":"A"}]`, "search-data/2.json": `[{"t":"B"}]`, "search-data/index.json": `{"count":2}`,
		}, ""},
		"no second page": {map[string]string{"page/2/index.html": ""}, "page only of drukpers: /page/2/"},
		"a page more":    {map[string]string{"over/index.html": "<title>Over</title>"}, "page only of Hugo: /over/"},
		"another title": {map[string]string{
			"nieuws/2026-01-02-b/index.html": `<title>C</title><h1>B</h1><a href="/nieuws/2026-01-01-a/">A</a>`,
		}, `/nieuws/2026-01-02-b/: drukpers has title "B"`},
		"another list": {map[string]string{
			"tags/café/index.html": `<title>café</title><h1>café</h1><a href="/nieuws/2026-01-02-b/">B</a>`,
		}, "/tags/café/: drukpers links to 1 articles"},
		"no feed": {map[string]string{"index.xml": ""}, "feed or sitemap only of drukpers: /index.xml"},
		"a feed of titles": {
			map[string]string{"index.xml": "<rss><item></item></rss>"},
			"/index.xml: drukpers has 1 entries, 1 in full, Hugo 1 and 0",
		},
		"nothing related": {map[string]string{
			"nieuws/2026-01-02-b/index.html": `<title>B</title><h1>B</h1>`,
		}, "article pages: drukpers has 2 links to other articles, Hugo 1"},
		"an article not found": {
			map[string]string{"search-data/1.json": `[{"t":"A"}]`},
			"search data: drukpers has 2 articles, Hugo 1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			differ := strings.Join(compare(finished(t, nil), finished(t, test.hugo)), "\n")
			if !strings.Contains(differ, test.want) || test.want == "" && differ != "" {
				t.Errorf("differences:\n%s\nwant: %s", differ, test.want)
			}
		})
	}
}

func TestWithoutNeighbours(t *testing.T) {
	t.Parallel()
	const template = `{{with .Article}}<h1>{{.Title}}</h1>` +
		`{{if or .Newer .Older}}<nav>{{.Newer.URL}}</nav>{{end}}{{with .Related}}{{range .}}{{.}}{{end}}{{end}}{{end}}`
	got, err := withoutNeighbours(template)
	if want := `{{with .Article}}<h1>{{.Title}}</h1>{{end}}`; err != nil || got != want {
		t.Errorf("%s, %v; want %s", got, err, want)
	}
	krant, err := fs.ReadFile(themes.Krant(), "article.html")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := withoutNeighbours(string(krant)); err != nil {
		t.Error(err)
	}
	if _, err := withoutNeighbours(`{{template "related.html" .}}`); err == nil {
		t.Error("a theme that has it elsewhere is no error")
	}
}
