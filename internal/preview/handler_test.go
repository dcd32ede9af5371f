package preview

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"drukpers/internal/build"
	"drukpers/internal/dev/testsite"
	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/site"
)

var injected = regexp.MustCompile(
	`<script src="/\.drukpers/client\.js" data-hash="[0-9a-f]{16}" data-files="[^"]*" defer></script>`,
)

// TestSameAsBuild holds every URL of two whole sites against the files that build writes.
func TestSameAsBuild(t *testing.T) {
	t.Parallel()
	generated := folder(t.TempDir())
	if err := testsite.Write(string(generated), 3, 60); err != nil {
		t.Fatal(err)
	}
	for name, f := range map[string]folder{"generated": generated, "own": folder(filepath.Join("..", ".."))} {
		for _, asPublished := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				sameAsBuild(t, f, asPublished)
			})
		}
	}
}

func sameAsBuild(t *testing.T, f folder, asPublished bool) {
	t.Helper()
	s := f.server(t, Options{AsPublished: asPublished})
	all := !asPublished
	loaded, err := f.project(t).Load(project.Options{Selection: site.Selection{
		Now: s.state.Load().edition.Site.Now, Drafts: all, Future: all, Expired: all,
	}})
	if err != nil || loaded.Problems.HasErrors() {
		t.Fatalf("%+v, %v", loaded, err)
	}
	e := loaded.Edition
	dir := filepath.Join(t.TempDir(), "public")
	if _, problems, err := build.Run(loaded, dir, build.Options{}); err != nil || problems.HasErrors() {
		t.Fatalf("%v, %v", problems, err)
	}
	pages := 0
	err = fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		want := readAll(t, os.DirFS(dir), name)
		link := e.Site.Config.Href("/" + strings.TrimSuffix(name, "index.html"))
		pages++
		r := ask(s, http.MethodGet, link)
		got := body(t, r)
		if p := e.Site.Page(strings.TrimSuffix("/"+name, "index.html")); p != nil && p.Kind == site.Alias {
			if to := r.Header.Get("Location"); r.StatusCode != http.StatusMovedPermanently ||
				to != e.Site.Config.Href(p.RedirectTo) {
				t.Errorf("%s: %d to %q", link, r.StatusCode, to)
			}
			return nil
		}
		if scripts := len(injected.FindAll(got, -1)); scripts > 1 ||
			scripts == 1 != (d.Type().IsRegular() && render.IsHTML(e.Site.Page("/"+strings.TrimSuffix(name, "index.html")))) {
			t.Errorf("%s has %d scripts", link, scripts)
		}
		if got = injected.ReplaceAll(got, nil); !bytes.Equal(got, want) || r.StatusCode != http.StatusOK {
			t.Errorf("%s: %d, %s", link, r.StatusCode, firstDifference(got, want))
		}
		return nil
	})
	if err != nil || pages < 50 {
		t.Errorf("%d pages, %v", pages, err)
	}
	if n := len(s.state.Load().edition.Site.Order); n != pages {
		t.Errorf("the preview has %d URLs, build wrote %d files", n, pages)
	}
}

func TestStatus(t *testing.T) {
	t.Parallel()
	files := smallSite()
	files["content/uitleg/café.md"] = article("Café", "2026-03-05", "Koffie.", "tags: [efficiëntie]",
		"aliases: [/koffie/]")
	s := newFolder(t, files).server(t, Options{})
	const html = "text/html; charset=utf-8"
	for _, c := range []struct {
		method, path string
		status       int
		media, to    string
	}{
		{"GET", "/", 200, html, ""},
		{"HEAD", "/", 200, html, ""},
		{"GET", "/nieuws/een/", 200, html, ""},
		{"GET", "/nieuws/een", 308, "", "/nieuws/een/"},
		{"GET", "/nieuws/een?x=1&y", 308, "", "/nieuws/een/?x=1&y"},
		{"GET", "/nieuws/een/index.html", 308, "", "/nieuws/een/"},
		{"GET", "/index.html", 308, "", "/"},
		{"GET", "/uitleg/caf%C3%A9/", 200, html, ""},
		{"GET", "/uitleg/caf%C3%A9", 308, "", "/uitleg/caf%C3%A9/"},
		{"GET", "/tags/effici%C3%ABntie/", 200, html, ""},
		{"GET", "/koffie/", 301, "", "/uitleg/caf%C3%A9/"},
		{"GET", "/nieuws/page/1/", 301, "", "/nieuws/"},
		{"GET", "/tags/ai/page/1/", 301, "", "/tags/ai/"},
		{"GET", "/uitleg/klad/", 200, html, ""},
		{"GET", "/bestaat/niet/", 404, html, ""},
		{"HEAD", "/bestaat/niet/", 404, html, ""},
		{"GET", "/nieuws/een/bestaat-niet", 404, html, ""},
		{"GET", "/brief.txt", 200, "text/plain; charset=utf-8", ""},
		{"GET", "/brief.txt/", 404, html, ""},
		{"GET", "/oud/document.pdf", 200, "application/pdf", ""},
		{"GET", "/index.xml", 200, "application/rss+xml; charset=utf-8", ""},
		{"GET", "/sitemap.xml", 200, "text/xml; charset=utf-8", ""},
		{"GET", "/robots.txt", 200, "text/plain; charset=utf-8", ""},
		{"GET", "/.drukpers/client.js", 200, "text/javascript; charset=utf-8", ""},
		{"GET", "/.drukpers/status?url=/", 200, "application/json", ""},
		{"GET", "/.drukpers/iets-anders", 404, "text/plain; charset=utf-8", ""},
		{"POST", "/", 405, "text/plain; charset=utf-8", ""},
		{"PUT", "/nieuws/een/", 405, "text/plain; charset=utf-8", ""},
		{"OPTIONS", "/", 405, "text/plain; charset=utf-8", ""},
	} {
		r := ask(s, c.method, c.path)
		if r.StatusCode != c.status || r.Header.Get("Content-Type") != c.media || r.Header.Get("Location") != c.to {
			t.Errorf("%s %s: %d, %q, to %q", c.method, c.path, r.StatusCode, r.Header.Get("Content-Type"),
				r.Header.Get("Location"))
		}
		if cache := r.Header["Cache-Control"]; !slices.Equal(cache, []string{"no-store"}) {
			t.Errorf("%s %s: Cache-Control %q", c.method, c.path, cache)
		}
		if text := body(t, r); c.method == "HEAD" && len(text) > 0 ||
			c.status == 404 && c.media == html && c.method == "GET" && !injected.Match(text) {
			t.Errorf("%s %s: %d bytes", c.method, c.path, len(text))
		}
	}
	css := s.state.Load().edition.Theme.Assets()["krant.css"]
	if r := ask(s, "GET", css); r.StatusCode != 200 || r.Header.Get("Content-Type") != "text/css; charset=utf-8" ||
		r.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%s: %d %v", css, r.StatusCode, r.Header)
	}
}

func TestRanges(t *testing.T) {
	t.Parallel()
	s := newFolder(t, smallSite()).server(t, Options{})
	for _, c := range []struct {
		asked, given, text string
		status             int
	}{
		{"bytes=0-4", "bytes 0-4/12", "Beste", 206},
		{"bytes=-6", "bytes 6-11/12", "lezer\n", 206},
		{"bytes=6-", "bytes 6-11/12", "lezer\n", 206},
		{"bytes=99-", "bytes */12", "", 416},
	} {
		r := ask(s, "GET", "/brief.txt", "Range", c.asked)
		if text := body(t, r); r.StatusCode != c.status || r.Header.Get("Content-Range") != c.given ||
			c.status == 206 && string(text) != c.text {
			t.Errorf("%s: %d %q %q", c.asked, r.StatusCode, r.Header.Get("Content-Range"), text)
		}
	}
}

func TestBasePath(t *testing.T) {
	t.Parallel()
	files := smallSite()
	files["site.yaml"] = "title: Proef\nbase_url: https://proef.example/krant/\n"
	s := newFolder(t, files).server(t, Options{})
	for path, want := range map[string]string{
		"/":                       "302 /krant/",
		"/nieuws/een/":            "302 /krant/",
		"/krant":                  "308 /krant/",
		"/krant/":                 "200 ",
		"/krant/nieuws/een":       "308 /krant/nieuws/een/",
		"/krant/nieuws/een/":      "200 ",
		"/krant/nieuws/page/1/":   "301 /krant/nieuws/",
		"/krant/brief.txt":        "200 ",
		"/krant/weg/":             "404 ",
		"/krantenkop/nieuws/een/": "302 /krant/",
	} {
		r := ask(s, "GET", path)
		if got := r.Status[:3] + " " + r.Header.Get("Location"); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	st := s.state.Load()
	r := httptest.NewRequest("GET", "/.drukpers/status?url="+url.QueryEscape("/krant/uitleg/klad/"), nil)
	if status := s.status(st, s.askedURL(r), editors); status.State != "concept" ||
		status.Unpublished["/krant/uitleg/klad/"] != "Concept" {
		t.Errorf("%+v", status)
	}
}

// TestNotesOfAPage has an article's own problems one by one, also those that check tells once for all articles.
func TestNotesOfAPage(t *testing.T) {
	files := smallSite()
	for _, name := range []string{"een", "twee"} {
		files["content/nieuws/"+name+".md"] = article(name, "2026-03-01", "Tekst.", "image: /a.png", "trefwoorden: [a]")
	}
	s := newFolder(t, files).server(t, Options{})
	for _, name := range []string{"een", "twee"} {
		var got []string
		for _, p := range s.status(s.state.Load(), "/nieuws/"+name+"/", editors).Notes {
			got = append(got, p.Place+" "+p.Text)
		}
		file := "content/nieuws/" + name + ".md"
		want := []string{
			file + ":4:1 de sleutel “image” ken ik niet", file + ":5:1 de sleutel “trefwoorden” ken ik niet",
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestBrokenTheme has mistakes come into templates and go again: each is told at its place, and until then the pages
// stay.
func TestBrokenTheme(t *testing.T) {
	t.Parallel()
	f := newFolder(t, smallSite())
	s := f.server(t, Options{})
	want := string(body(t, ask(s, http.MethodGet, "/nieuws/een/")))
	for _, c := range []struct{ file, source, place string }{
		{
			"partials/article-head.html", "<h1>{{.Title}}</h1><a href=\"{{.URL}}>{{.Title}}</a>",
			"partials/article-head.html:1:1",
		},
		{"partials/article-head.html", "\n{{template \"weg.html\" .}}", "partials/article-head.html:2:12"},
		{"partials/head.html", "<!DOCTYPE html>\n<html lang=\"", "partials/head.html:2:1"},
		{"partials/card.html", "<a href=\"", "partials/card.html:1:1"},
		{"article.html", "", "article.html"},
		{"home.html", "{{if .Intro}}x{{end}}", "home.html"},
		{"article.html", "{{.Article.Nergens}}", "article.html:1:11"},
	} {
		f.write(t, "themes/krant/"+c.file, c.source)
		s.Update()
		problems := s.state.Load().problems
		if len(problems) != 1 || problems[0].Place() != "themes/krant/"+c.place {
			t.Errorf("%s: %v", c.file, problems)
		}
		if got := string(body(t, ask(s, http.MethodGet, "/nieuws/een/"))); got != want {
			t.Errorf("%s: the page is another", c.file)
		}
		f.remove(t, "themes")
		s.Update()
		if problems := s.state.Load().problems; len(problems) > 0 {
			t.Errorf("%s, mended: %v", c.file, problems)
		}
	}
}
