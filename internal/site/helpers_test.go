package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/report"
)

// now is after every article of these tests that is not meant to be of the future.
var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// files are those of a project: path → text. An article's text may be its front matter alone.
type files map[string]string

// load lays out the site of files, which may have a site.yaml.
func load(t *testing.T, files files, selection Selection) (*Site, report.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		if strings.HasPrefix(name, "content/") {
			text = "---\n" + text + "\n---\n"
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	config, problems := config.Parse([]byte(files[config.File]))
	if len(problems) > 0 {
		t.Fatalf("site.yaml: %v", problems)
	}
	static, problems, err := content.StaticFiles(fsys, "static/.varianten")
	if err != nil || len(problems) > 0 {
		t.Fatalf("static: %v %v", problems, err)
	}
	articles, problems, err := new(content.Library).Load(fsys, config, static)
	if err != nil || problems.HasErrors() {
		t.Fatalf("articles: %v %v", problems, err)
	}
	s, problems := New(config, articles, static, selection)
	problems.Sort()
	return s, problems
}

// good lays out a site that has no mistakes.
func good(t *testing.T, files files) *Site {
	t.Helper()
	s, problems := load(t, files, Selection{Now: now})
	if len(problems) > 0 {
		t.Fatalf("unexpected problems: %v", problems)
	}
	return s
}

// piece is an article made by hand, for what does not depend on how one is read.
func piece(name string, age int) *content.Article {
	return &content.Article{
		FrontMatter: content.FrontMatter{Title: name, Date: now.AddDate(0, 0, -age)},
		Path:        "content/nieuws/" + name + ".md", Section: "nieuws", URL: "/nieuws/" + name + "/", Heading: name,
	}
}

// pieces are n articles, newest first, called n to 1.
func pieces(n int) []*content.Article {
	list := make([]*content.Article, n)
	for i := range list {
		list[i] = piece(fmt.Sprint(n-i), i)
	}
	return list
}

func titles(list []*content.Article) string {
	names := make([]string, len(list))
	for i, a := range list {
		names[i] = a.Title
	}
	return strings.Join(names, " ")
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
		t.Errorf("%s is %s, want %s", what, g, w)
	}
}

// urlsOf are the pages of some kinds, in order.
func urlsOf(s *Site, kinds ...Kind) []string {
	var list []string
	for _, p := range s.Order {
		if slices.Contains(kinds, p.Kind) {
			list = append(list, p.URL)
		}
	}
	return list
}
