package check_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/check"
	"drukpers/internal/project"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/themes"
)

// mistakes are lines of heads and texts that are wrong, each of another kind; %d makes them differ from file to file.
var mistakes = struct{ head, text []string }{
	head: []string{
		"date: 3%d maart", "date: 1850-01-0%d", "published: false", "image: /img/%d.jpg", "cover: /img/weg-%d.jpg",
		"eigen%d: x", "layout: vreemd%d", "expiryDate: 2001-01-01", "tags: een, twee %d", "tags: ['!!!']",
		"url: /zonder/%d.json", "url: /nieuws/%d/../..", "aliases: [/oud/, /nieuws/]", "slug: zelfde", "weight: %d",
		"title: Nog een %d", "lijst: [1, %d", "bron: {url: 'javascript:%d'}", "draft: misschien%d", "toc: [%d]",
		"categorieen: {a: %d}", "lastmod: 1999-01-01", "slug: con", "url: /Nieuws/Een%d/",
	},
	text: []string{
		"[weg](/weg/%d/)", "[weg](weg-%d.md)", "![weg](/img/weg%d.png)", "[anker](#niet%d)", "{{< figuur%d >}}",
		"{%% include %d %%}",
		"<script>alert(%d)</script>", "<<<<<<< HEAD", "```go\nzonder einde %d", "<!-- zonder einde %d", "<b>open %d", "[^%d]",
		"![](/img/%d foto.png", "** niet vet%d**", "[leeg]()", "<iframe src=\"https://elders%d.example/\"></iframe>",
		"# Kop {#een}\n\n# Kop {#een}", "[raar](javascript:%d)", "<onderdeel%d prop={x}/>", "http://voor beeld%d",
	},
}

// strangeSite has n articles with a few mistakes each.
func strangeSite(n int) fstest.MapFS {
	r := rand.New(rand.NewPCG(3, 5))
	line := func(of []string, i int) string {
		text := of[r.IntN(len(of))]
		if strings.Contains(text, "%d") {
			return fmt.Sprintf(text, i)
		}
		return strings.ReplaceAll(text, "%%", "%")
	}
	files := fstest.MapFS{"site.yaml": {Data: []byte("title: Vreemd\n")}}
	for i := range n {
		head, text := "", "Tekst.\n"
		if r.IntN(20) > 0 {
			head = fmt.Sprintf("title: Artikel %d\n", i)
		}
		for range r.IntN(3) {
			head += line(mistakes.head, i) + "\n"
		}
		for range r.IntN(4) {
			text += "\n" + line(mistakes.text, i) + "\n"
		}
		name := fmt.Sprintf("content/sectie%d/artikel-%d.md", i%7, i)
		files[name] = &fstest.MapFile{Data: []byte("---\n" + head + "---\n" + text), Mode: 0o644}
	}
	return files
}

// A report of a site with mistakes of all kinds in its thousands of articles fits on five screens of forty lines, and
// names every rule.
func TestReportOfStrangeSite(t *testing.T) {
	t.Parallel()
	articles := 3500
	if testing.Short() {
		articles = 350
	}
	files := strangeSite(articles)
	loaded, err := project.New(files, themes.Krant()).Load(project.Options{
		Selection: site.Selection{Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)}, SkipBroken: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	problems, err := check.Pages(loaded.Edition, files)
	if err != nil {
		t.Fatal(err)
	}
	problems = append(problems, loaded.Problems...)
	problems.Sort()
	problems.FillSources(files)
	rules := map[string]bool{}
	for _, p := range problems {
		rules[p.Rule] = true
	}
	if len(problems) < articles || len(rules) < 20 {
		t.Errorf("the site has only %d problems of %d rules", len(problems), len(rules))
	}
	var b strings.Builder
	if err := report.Text(&b, problems, report.Style{}); err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(b.String(), "\n"); lines > 200 {
		t.Errorf("%d problems take %d lines", len(problems), lines)
	}
	for rule := range rules {
		if !strings.Contains(b.String(), "["+rule+"]") {
			t.Errorf("the report leaves out %s", rule)
		}
	}
	t.Logf("%d problems of %d rules:\n%s", len(problems), len(rules), b.String())
}
