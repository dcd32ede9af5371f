package render_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"

	"drukpers/internal/dev/golden"
	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/site"
	"drukpers/themes"
)

// edition is the site of testdata/site.txtar at noon of its last day.
func edition(t *testing.T, minify project.Minify) *render.Edition {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, f := range archive.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	loaded, err := project.New(files, themes.Krant()).Load(project.Options{
		Selection: site.Selection{Now: now},
		Minify:    minify,
	})
	if err != nil || len(loaded.Problems) > 0 {
		t.Fatal(err, loaded)
	}
	return loaded.Edition
}

// TestGolden holds what machines read, and one page of each kind as people get it, to files that are reviewed.
func TestGolden(t *testing.T) {
	e := edition(t, project.MinifyNever)
	for _, url := range []string{
		"/", "/page/2/", "/nieuws/", "/nieuws/eerste/", "/nieuws/tweede/", "/over/", "/tags/", "/tags/ai/", "/archief/",
		"/archief/2026/03/",
		"/404.html", "/oud/", "/index.xml", "/tags/index.xml", "/feed.json", "/nieuws/feed.json", "/sitemap.xml",
		"/sitemap-news.xml", "/robots.txt", "/_redirects", "/_headers",
		"/search-index/directory.txt", "/search-index/articles/000.txt",
	} {
		p := e.Site.Page(url)
		if p == nil {
			t.Errorf("no page %s", url)
			continue
		}
		got, err := e.Renderer().Render(p)
		if err != nil {
			t.Fatal(err)
		}
		got = append(bytes.TrimSpace(withoutFingerprints(e, got)), '\n')
		name := filepath.Join("testdata", "golden", strings.ReplaceAll(p.OutputFile(), "/", "__"))
		golden.Equal(t, name, string(got))
	}
}

// withoutFingerprints keeps a change of the stylesheet out of every golden page.
func withoutFingerprints(e *render.Edition, data []byte) []byte {
	for name, link := range e.Theme.Assets() {
		data = bytes.ReplaceAll(data, []byte(link), []byte("ASSET:"+name))
	}
	return data
}

// TestMinifiedPagesSayTheSame compares the documents that a browser makes of both forms of a page.
func TestMinifiedPagesSayTheSame(t *testing.T) {
	small, large := edition(t, project.MinifyAlways), edition(t, project.MinifyNever)
	for _, p := range large.Site.Order {
		url := p.URL
		if filepath.Ext(p.OutputFile()) != ".html" || p.Kind == site.Static {
			continue
		}
		a, err := small.Renderer().Render(small.Site.Page(url))
		if err != nil {
			t.Fatal(err)
		}
		b, err := large.Renderer().Render(p)
		if err != nil {
			t.Fatal(err)
		}
		if len(a) >= len(b) && p.Kind != site.Alias {
			t.Errorf("%s: %d bytes minified, %d before", url, len(a), len(b))
		}
		if diff := cmp.Diff(outline(t, withoutFingerprints(large, b)),
			outline(t, withoutFingerprints(small, a))); diff != "" {
			t.Errorf("%s (-as written +minified):\n%s", url, diff)
		}
	}
}

// outline lists the elements of a document with their links, and its texts, white space folded.
func outline(t *testing.T, data []byte) []string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for n := range root.Descendants() {
		switch {
		case n.Type == html.ElementNode:
			entry := n.Data
			for _, a := range n.Attr {
				if a.Key == "href" || a.Key == "src" || a.Key == "id" {
					entry += " " + a.Key + "=" + a.Val
				}
			}
			list = append(list, entry)
		case n.Type == html.TextNode && n.Parent.Data != "script":
			if words := strings.Join(strings.Fields(n.Data), " "); words != "" {
				list = append(list, words)
			}
		}
	}
	return list
}

// TestAsMade holds that feeds, sitemaps and search data need no minifier.
func TestAsMade(t *testing.T) {
	e := edition(t, project.MinifyAlways)
	for _, p := range e.Site.Order {
		switch p.Kind {
		case site.Feed, site.Sitemap, site.NewsSitemap, site.SearchData, site.SearchDirectory:
			data, err := e.Renderer().Render(p)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(data, []byte("> <")) || bytes.Contains(data, []byte(">\n<")) && p.Kind != site.Feed {
				lines := bytes.Count(data, []byte(">\n<"))
				if lines > 1 { // the XML declaration's own
					t.Errorf("%s has white space between its elements", p.URL)
				}
			}
			if filepath.Ext(p.URL) == ".json" {
				var compact bytes.Buffer
				if err := json.Compact(&compact, data); err != nil || compact.Len() != len(data) {
					t.Errorf("%s is not compact JSON: %v", p.URL, err)
				}
			}
		}
	}
}

// TestStructuredData reads the JSON-LD of each kind of page as a search engine would.
func TestStructuredData(t *testing.T) {
	e := edition(t, project.MinifyAlways)
	tests := []struct {
		url   string
		types []string
		check func(graph map[string]map[string]any) bool
	}{
		{
			"/",
			[]string{"WebSite", "Organization"},
			func(g map[string]map[string]any) bool {
				return g["WebSite"]["url"] == "https://voorbeeld.nl/blog/" && g["Organization"]["name"] == "Krantje"
			},
		},
		{"/nieuws/", []string{"BreadcrumbList"}, nil},
		{"/nieuws/eerste/", []string{"BreadcrumbList", "NewsArticle"}, func(g map[string]map[string]any) bool {
			a := g["NewsArticle"]
			author := a["author"].([]any)[0].(map[string]any)
			return author["@type"] == "Organization" && a["datePublished"] == "2026-03-01T00:30:00+01:00" &&
				a["dateModified"] == "2026-03-01T12:00:00+01:00" && a["isBasedOn"] == "https://elders.nl/?a=1" &&
				a["headline"] == "De eerste foto’s van ‘morgen’"
		}},
		{"/nieuws/tweede/", []string{"BreadcrumbList", "NewsArticle"}, func(g map[string]map[string]any) bool {
			author := g["NewsArticle"]["author"].([]any)[0].(map[string]any)
			return author["@type"] == "Person" && author["name"] == "A. Naam"
		}},
	}
	for _, test := range tests {
		t.Run(test.url, func(t *testing.T) {
			data, err := e.Renderer().Render(e.Site.Page(test.url))
			if err != nil {
				t.Fatal(err)
			}
			_, rest, _ := bytes.Cut(data, []byte(`application/ld+json`))
			_, rest, _ = bytes.Cut(rest, []byte(">"))
			script, _, _ := bytes.Cut(rest, []byte("</script>"))
			var ld struct {
				Graph []map[string]any `json:"@graph"`
			}
			if err := json.Unmarshal(script, &ld); err != nil {
				t.Fatalf("%v in %s", err, script)
			}
			graph := map[string]map[string]any{}
			var types []string
			for _, thing := range ld.Graph {
				name := thing["@type"].(string)
				graph[name] = thing
				types = append(types, name)
			}
			if diff := cmp.Diff(test.types, types); diff != "" {
				t.Error(diff)
			}
			if test.check != nil && !test.check(graph) {
				t.Errorf("wrong values: %s", script)
			}
		})
	}
}
