package render_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/themes"
)

// load makes the edition of a project that is a literal.
func load(t *testing.T, files map[string]string) (*render.Edition, report.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	selection := site.Selection{Now: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
	loaded, err := project.New(fsys, themes.Krant()).Load(project.Options{Selection: selection})
	if err != nil {
		t.Fatal(err)
	}
	return loaded.Edition, loaded.Problems
}

func rendered(t *testing.T, e *render.Edition, url string) string {
	t.Helper()
	p := e.Site.Page(url)
	if p == nil {
		t.Fatalf("no page %s", url)
	}
	data, err := e.Renderer().Render(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestStylesheets overrides the file of colours alone: it is in the one stylesheet, and is no file of its own.
func TestStylesheets(t *testing.T) {
	t.Parallel()
	e, problems := load(t, map[string]string{
		"site.yaml":                       "build: {minify: false}\n",
		"themes/krant/assets/colours.css": ":root { --paper: papayawhip }\n",
		"themes/krant/assets/los.css":     `p { background: url("icon.svg") url(data:image/png;base64,AA) url("#x") }`,
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	assets := e.Theme.Assets()
	if assets["colours.css"] != "" || assets["lists.css"] != "" {
		t.Errorf("an imported stylesheet is an asset: %v", assets)
	}
	css := rendered(t, e, assets["krant.css"])
	if !strings.Contains(css, "papayawhip") || strings.Contains(css, "@import") ||
		!strings.Contains(css, `url("`+assets["newsreader.woff2"]+`")`) {
		t.Errorf("the stylesheet is not one, or names no font:\n%.600s", css)
	}
	if got, want := rendered(t, e, assets["los.css"]),
		`p { background: url("`+assets["icon.svg"]+`") url(data:image/png;base64,AA) url("#x") }`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

var articleLink = regexp.MustCompile(`(?:card|lead)-title"><a href="(/[^"]+/)"`)

// TestFrontPage has every article of its list once, the newest in the lead.
func TestFrontPage(t *testing.T) {
	t.Parallel()
	files := map[string]string{"site.yaml": "build: {minify: false}\npage_size: 30\nsections: {a: {title: A}, b: " +
		"{title: B}}\n"}
	for i := range 40 {
		files[fmt.Sprintf("content/%c/stuk-%02d.md", 'a'+i%2,
			i)] = fmt.Sprintf("---\ntitle: Stuk %d\ndate: 2026-03-%02d\ncover: /p/%d.jpg\n---\nTekst.\n", i, 1+i%28, i)
		files[fmt.Sprintf("static/p/%d.jpg", i)] = "x"
	}
	e, problems := load(t, files)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, url := range []string{"/", "/page/2/", "/a/", "/tags/"} {
		page := rendered(t, e, url)
		if n := strings.Count(page, `fetchpriority="high"`); n != 1 && url != "/tags/" {
			t.Errorf("%s: %d pictures do not wait", url, n)
		}
		if first := strings.Index(page, "<img"); first >= 0 &&
			!strings.Contains(page[first:first+strings.IndexByte(page[first:], '>')], "fetchpriority") {
			t.Errorf("%s: the first picture waits", url)
		}
		seen := map[string]bool{}
		for i, m := range articleLink.FindAllStringSubmatch(page, -1) {
			if seen[m[1]] {
				t.Errorf("%s has %s twice", url, m[1])
			}
			if seen[m[1]] = true; i == 0 && url != "/page/2/" && !strings.Contains(page[:strings.Index(page, m[0])],
				"lead-picture") {
				t.Errorf("%s does not begin with its lead", url)
			}
		}
		if p := e.Site.Page(url); url == "/" {
			for _, a := range p.List {
				if !seen[a.URL] {
					t.Errorf("%s lacks %s", url, a.URL)
				}
			}
		}
	}
	// What comes after must not be changed by what was made for another page.
	if page := rendered(t, e, "/"); strings.Count(page, `fetchpriority="high"`) != 1 {
		t.Error("a card was changed for all pages")
	}
}

func TestAILabel(t *testing.T) {
	t.Parallel()
	articles := map[string]string{
		"content/a/zwijgt.md": "---\ntitle: Zwijgt\n---\nx\n", "content/a/ja.md": "---\ntitle: Ja\nai: true\n---\nx\n",
		"content/a/nee.md": "---\ntitle: Nee\nai: false\n---\nx\n", "content/los.md": "---\ntitle: Los\n---\nx\n",
	}
	for config, want := range map[string]map[string]string{
		"": {"/a/zwijgt/": "", "/a/ja/": "geschreven met AI", "/a/nee/": ""},
		"ai_label: {text: Met hulp van AI., page: /los/}": {
			"/a/zwijgt/": `<a href="/los/">Met hulp van AI.</a>`,
			"/a/ja/":     "Met hulp van AI.", "/a/nee/": "", "/los/": "",
		},
	} {
		articles["site.yaml"] = config + "\nbuild: {minify: false}\n"
		e, problems := load(t, articles)
		if problems.HasErrors() {
			t.Fatal(problems)
		}
		for url, label := range want {
			page := rendered(t, e, url)
			if has := strings.Contains(page, "ai-label"); has != (label != "") || !strings.Contains(page, label) {
				t.Errorf("%s with %q: the label is there: %v", url, config, has)
			}
		}
	}
}

// TestShare has links that say the address, and to a mail program the title too, whatever is in them.
func TestShare(t *testing.T) {
	t.Parallel()
	e, _ := load(t, map[string]string{
		"site.yaml":        "base_url: https://krant.example/\nbuild: {minify: false}\n",
		"content/a/één.md": "---\ntitle: \"50% & meer: 'zo'\"\n---\nx\n",
	})
	page := rendered(t, e, "/a/één/")
	for _, want := range []string{
		"mailto:?subject=50%25%20%26%20meer%3a%20%e2%80%98zo%e2%80%99&amp;body=https%3a%2f%2fkrant.example%2fa%2f" +
			"%25C3%25A9%25C3%25A9n%2f",
		"https://wa.me/?text=https%3a%2f%2fkrant.example%2fa%2f%25C3%25A9%25C3%25A9n%2f",
		"https://www.linkedin.com/sharing/share-offsite/?url=https%3a%2f%2fkrant.example%2fa%2f%25C3%25A9%25C3%25A9n%2f",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	if t.Failed() {
		t.Log(page[strings.Index(page, `class="share"`):][:900])
	}
}

// TestMissingCover has covers that are there, and some of the site's own that are not: one that is not there is as
// none, on every page.
func TestMissingCover(t *testing.T) {
	t.Parallel()
	files := map[string]string{"site.yaml": "base_url: https://krant.nl/blog/\nbuild: {minify: false}\n"}
	covers := map[string]string{
		"er": "/p/er.jpg", "niet": "/p/niet.jpg", "heel": "https://krant.nl/blog/p/niet.jpg",
		"elders": "https://elders.nl/a.jpg", "ander": "//krant.nl.elders.nl/a.jpg", "vorm": "/p/zo%CC%81.svg?v=1",
	}
	for name, cover := range covers {
		files["content/a/"+name+".md"] = "---\ntitle: " + name + "\ndate: 2026-03-01\ncover: " + cover + "\n---\nTekst.\n"
	}
	files["static/p/er.jpg"], files["static/p/zó.svg"] = "x", "<svg/>"
	e, _ := load(t, files)
	for name := range covers {
		want := name != "niet" && name != "heel"
		for url, what := range map[string]string{"/a/" + name + "/": "og:image", "/a/": `alt="" `} {
			page := rendered(t, e, url)
			if url == "/a/" {
				before, after, _ := strings.Cut(page, `href="/blog/a/`+name+`/"`)
				card, _, _ := strings.Cut(after, "</article>")
				page = before[strings.LastIndex(before, "<article"):] + card
			}
			if got := strings.Contains(page, what); got != want {
				t.Errorf("%s on %s: has a cover %v, want %v", name, url, got, want)
			}
		}
	}
}

// TestExtend has a theme folder with nothing but two partials of its own: they are on every page, at the end of head
// and body, and see the page.
func TestExtend(t *testing.T) {
	t.Parallel()
	for _, minify := range []string{"true", "false"} {
		e, problems := load(t, map[string]string{
			"site.yaml": "build: {minify: " + minify + "}\n" +
				"headers: {csp: {script-src: ['https://tel.nl'], connect-src: ['https://tel.nl']}}\n",
			"themes/krant/partials/extend-head.html": `<script src="https://tel.nl/count.js" data-kind="{{.Kind}}"></script>`,
			"themes/krant/partials/extend-foot.html": `<p id="Slot">{{.Site.Title}}</p>`,
			"content/a/b.md":                         "---\ntitle: B\ndate: 2026-01-01\ntags: [x]\n---\nx\n",
			"content/over.md":                        "---\ntitle: Over\n---\nx\n",
		})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		pages := 0
		for _, p := range e.Site.Order {
			if !render.IsHTML(p) || p.Kind == site.Alias {
				continue
			}
			pages++
			head, body, _ := strings.Cut(rendered(t, e, p.URL), "<body")
			script := `count.js" data-kind="` + p.Kind.String() + `"></script>`
			if minify == "true" {
				script = `data-kind="` + p.Kind.String() + `"></script>`
			}
			if strings.Count(head, script) != 1 || strings.Count(body, "Nieuws</p>") != 1 ||
				strings.Index(body, "Nieuws</p>") < strings.Index(body, "</footer>") {
				t.Errorf("%s lacks what the theme adds", p.URL)
			}
		}
		headers := rendered(t, e, "/_headers")
		if pages < 8 || !strings.Contains(headers, "script-src 'self' https://tel.nl") {
			t.Errorf("%d pages, and the policy is %s", pages, headers)
		}
	}
}
