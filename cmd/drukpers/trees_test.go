package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// randomTree writes a project at random: folders, names, heads, texts, templates and a site.yaml of which nothing is
// sure.
type randomTree struct {
	random *rand.Rand
	dir    string
}

func (r randomTree) pick(all ...string) string { return all[r.random.IntN(len(all))] }

// some joins a few of the texts, or none.
func (r randomTree) some(most int, all ...string) string {
	var b strings.Builder
	for range r.random.IntN(most + 1) {
		b.WriteString(r.pick(all...))
	}
	return b.String()
}

// write takes no notice of errors: a file may stand where another needs a folder.
func (r randomTree) write(name, text string) {
	name = filepath.Join(r.dir, filepath.FromSlash(name))
	_ = os.MkdirAll(filepath.Dir(name), 0o755)
	_ = os.WriteFile(name, []byte(text), 0o644)
}

func (r randomTree) value() string {
	return r.pick("a", "Twee", "", "true", "-1", "1e999", "2026-03-01", "2026-13-41",
		"0000-00-00", "9999-12-31T23:59:59+14:00",
		"[a, b]", "[]", "{a: b}", "{}", "[[a], {b: c}]", "~", `"\x00"`, `"\e[2J"`, "&x", "*x", "!!binary x", "!a b",
		"/", "//", "/../x", "/nieuws/", "/nieuws/a/", "/:a/*", "/%zz", "https://b.nl/x",
		"https://[", "javascript:x", "data:,x",
		"/img/a.png", "img/weg.jpg", "é\u0301", "日本", "🚀", "\u202e", "<b>", "{{.}}",
		"&amp;", "'", `"`, "|\n  a\n  b", ">-\n  a",
		"- a\n- b", "[a](b)", "Naam (https://a.nl/)", "home", "article", "kaart",
		"../x", "999999999999999999999", "0x10", "ja")
}

func (r randomTree) head() string {
	keys := []string{
		"title", "title", "title", "date", "date", "date", "publishDate",
		"expiryDate", "lastmod", "draft", "summary", "slug",
		"url", "aliases", "tags", "categorieen", "cover", "bron", "author",
		"weight", "layout", "toc", "sponsored", "ai",
		"params", "published", "image", "Title", "<<", "?", "é", "a.b", "",
	}
	open := r.pick("---\n", "---\n", "---\n", "---\n", "+++\n", ";;;\n", "", "\ufeff---\n", "--- \n", "----\n")
	equals := r.pick(": ", ": ", ": ", " = ", ":")
	var b strings.Builder
	b.WriteString(open)
	for range r.random.IntN(7) {
		b.WriteString(r.pick(keys...) + equals + r.value() + r.pick("\n", "\n", "\n", "\r\n", "\n\n", " # a\n"))
	}
	return b.String() + r.pick(open, open, open, open, "---", "")
}

func (r randomTree) text() string {
	return r.some(12, "# a\n", "## b {#a .c}\n", "tekst ", "\n\n", "- a\n",
		"  - [x] b\n", "> ", "> [!NOTE]\n> a\n", "1. a\n",
		"|a|b|\n|-|:-:|\n|1|2|\n", "[^1]", "[^1]: noot\n", "[a](b)", "[a](/nieuws/a/)",
		"![a](/img/a.png)", "![](<x y.png>)",
		"[a][b]", "[b]: /c\n", "`a`", "```go\nx\n", "```\n", "~~~jsonata\n\"\n",
		"<b>", "</div>", "<!-- ", "-->", "<!--more-->",
		"<iframe src=https://www.youtube.com/embed/x>", "https://youtu.be/abcdefghijk\n",
		"www.a.nl", "a@b.nl", "**a", "*", "_a_",
		"{{< x >}}", "Bron: [a](https://a.nl)\n", "<<<<<<< HEAD\n", "=======\n", "\x00",
		"\xff", "\x1b[2J", "\u2028", "é", "term\n: uitleg\n",
		"$$x$$", "'", `"`, "...", " -- ", "&amp;", "&#0;", "\\", "\t", "***\n",
		"a\n=\n", "<script>", "<svg><a>", "<math><mi>")
}

func (r randomTree) template() string {
	return r.some(8, "{{.Title}}", "{{.Head}}", "{{.Site.Title}}", "{{range .Cards}}",
		"{{range .Site.MainMenu}}", "{{with .Article}}",
		"{{if .Pager}}", "{{else}}", "{{end}}", "{{end}}", "{{template \"pager.html\" .}}",
		"{{template \"weg.html\" .}}", "{{.Weg}}",
		"{{index .Cards 99}}", "{{block \"a\" .}}", "{{define \"main\"}}", "<html>",
		"<body>", "<p>", "</p>", "<a href=\"", "\">", "<script>",
		"</script>", "{{", "{{/* a */}}", "{{.Article.Body}}", "{{.Article.Params.a.b}}",
		"{{printf \"%d\" .Title}}", "<!--", "é", "\x00",
		"{{t \"weg\"}}", "{{slice .Title 5}}", "{{len .Kind}}", "{{nil}}", "{{break}}")
}

func (r randomTree) config() string {
	var b strings.Builder
	for range max(0, r.random.IntN(8)-4) {
		key := r.pick("title", "base_url", "description", "language", "timezone", "theme",
			"author", "menus", "taxonomies", "pagination",
			"feeds", "markdown", "build", "sections", "headers", "ai_label", "weg", "social", "news")
		value := r.value()
		if r.random.IntN(2) == 0 {
			value = r.pick("{main: [{name: a, url: /}]}", "{tags: {min_articles: 0}}",
				"{raw_html: allow}", "{raw_html: escape}", "https://a.nl/blog/",
				"krant", "{output: public, minify: false}", "{a: {title: A}}", "{size: 1}",
				"{csp: {x: y}}", "Europe/Amsterdam", "nl")
		}
		b.WriteString(key + ": " + value + "\n")
	}
	return b.String()
}

// plant writes the project.
func (r randomTree) plant() {
	r.write("site.yaml", r.config())
	folders := []string{
		"", "nieuws/", "nieuws/", "nieuws/", "a/b/c/", "tags/", "page/",
		"é/", "nieuws/een.md/", "_weg/", ".git/", "x y/",
	}
	names := []string{
		"a.md", "b.md", "A.md", "_index.md", "index.md", "2026-03-01-x.md",
		"2026-13-41-x.md", "_index.html", "404.md", "-.md",
		".md", "feed.xml.md", "c.txt", "x\x1by.md", "e\u0301.md", "é.md",
		"%2e%2e.md", "con.md", "a b.md", "page.md", "d.md~",
	}
	for range 1 + r.random.IntN(12) {
		r.write("content/"+r.pick(folders...)+r.pick(names...), r.head()+"\n"+r.text())
	}
	for range r.random.IntN(3) {
		r.write("static/"+r.pick("img/a.png", "a.txt", "_redirects", "_headers",
			"index.html", "nieuws/index.html", "x\x1b.txt", "img"),
			r.some(4, "/a /b 301\n", "/* /:splat\n", "/nieuws/*\n", "  X-A: b\n",
				"\x89PNG\r\n\x1a\n", "\x00\x01", "<p>", "# a\n"))
	}
	for range max(0, r.random.IntN(6)-3) {
		r.write("themes/krant/"+r.pick("article.html", "home.html", "partials/head.html",
			"partials/card.html", "list.html", "x.html",
			"partials/pager.html"), r.template())
	}
	for range max(0, r.random.IntN(6)-4) {
		r.write("themes/krant/"+r.pick("nl.yaml", "assets/a.css", "assets/a.js", "theme.yaml"),
			r.some(6, "a: b\n", "and: x\n", "related: \"%s %s %d\"\n", "a{b:c}",
				"@import \"x\";", "url(", "}", "/*", "`${", "'", "\x00"))
	}
}

// Whatever a project holds, it is built, or its mistakes are told: the program has no trouble with it.
func TestRandomTrees(t *testing.T) {
	t.Parallel()
	trees := 200
	if testing.Short() {
		trees = 40
	}
	ends := map[int]int{}
	for seed := range trees {
		r := randomTree{rand.New(rand.NewPCG(uint64(seed), 1)), t.TempDir()}
		r.plant()
		for _, args := range [][]string{{"check"}, {"build"}, {"build", "--skip-broken", "--drafts", "--future"}} {
			var out bytes.Buffer
			code := run(append(args, "--source", r.dir), &out, &out)
			ends[code]++
			if code != exitGood && code != exitProblems {
				t.Errorf("tree %d: %v ended with code %d:\n%s", seed, args, code, &out)
			}
		}
	}
	if t.Log(fmt.Sprint(ends)); ends[exitGood] == 0 || ends[exitProblems] == 0 {
		t.Errorf("the trees are too much alike: %v", ends)
	}
}
