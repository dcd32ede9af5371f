package build

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"drukpers/internal/dev/testsite"
)

// editor makes one change after another in the articles of a site, as people do. The same seed makes the same changes.
type editor struct {
	*rand.Rand
	t      *testing.T
	source string
	next   int // number of the next new article
	done   int
	bag    []string // kinds of edits still to come, before each comes again
}

func newEditor(t *testing.T, source string, seed uint64, articles int) *editor {
	return &editor{Rand: rand.New(rand.NewPCG(seed, 1)), t: t, source: source, next: articles}
}

// number is another one every time.
func (e *editor) number() int {
	e.done++
	return e.done
}

// articles are the names of all articles, sorted.
func (e *editor) articles() []string {
	list, err := filepath.Glob(filepath.Join(e.source, "content", "*", "*.md"))
	if err != nil {
		e.t.Fatal(err)
	}
	return slices.DeleteFunc(list, func(name string) bool { return filepath.Base(name) == "_index.md" })
}

func (e *editor) article() string {
	list := e.articles()
	return list[e.IntN(len(list))]
}

func (e *editor) must(err error) {
	if err != nil {
		e.t.Helper()
		e.t.Fatal(err)
	}
}

// change rewrites a file by a function.
func (e *editor) change(name string, how func(text string) string) {
	e.t.Helper()
	data, err := os.ReadFile(name)
	e.must(err)
	text := how(string(data))
	if text == string(data) {
		e.t.Fatalf("no change in %s", name)
	}
	e.must(os.WriteFile(name, []byte(text), 0o644))
}

// replace puts something else for the first match of a pattern.
func (e *editor) replace(name, pattern, with string) {
	e.t.Helper()
	re := regexp.MustCompile("(?m)" + pattern)
	e.change(name, func(text string) string {
		at := re.FindStringSubmatchIndex(text)
		if at == nil {
			e.t.Fatalf("no %s in %s", pattern, name)
		}
		return text[:at[0]] + string(re.ExpandString(nil, with, text, at)) + text[at[1]:]
	})
}

// edits is the table of changes.
var edits = map[string]func(*editor){
	"body": func(e *editor) {
		e.replace(e.article(), `\z`, fmt.Sprintf("\nToegevoegd met nummer %d, en een [link](/over/).\n", e.number()))
	},
	"one letter of a body": func(e *editor) { // of the same size, within the same second
		e.change(e.article(), func(text string) string {
			i := strings.LastIndexAny(text, "abcdefghijklmnopqrstuvwxy")
			return text[:i] + string(text[i]+1) + text[i+1:]
		})
	},
	"title": func(e *editor) {
		e.replace(e.article(), `^title: .*$`, fmt.Sprintf("title: Titel nummer %d", e.number()))
	},
	"summary": func(e *editor) {
		e.replace(e.article(), `^summary: .*$`, fmt.Sprintf("summary: Samenvatting %d", e.number()))
	},
	"tag added": func(e *editor) {
		e.replace(e.article(), `^tags: \[`, fmt.Sprintf(`tags: [Nieuw %d, "AI", `, e.IntN(4)))
	},
	"tags gone": func(e *editor) { e.replace(e.article(), `^tags: .*$`, fmt.Sprintf("tags: [enige%d]", e.number())) },
	"date": func(e *editor) {
		e.replace(e.article(), `^date: .*$`, fmt.Sprintf("date: 2026-06-%02dT%02d:%02d:00Z", 1+e.IntN(30), e.IntN(24),
			e.number()%60))
	},
	"future date": func(e *editor) {
		e.replace(e.article(), `^date: .*$`, fmt.Sprintf("date: 2026-08-%02d", 1+e.number()%28))
	},
	"draft": func(e *editor) {
		e.change(e.article(), func(text string) string {
			return strings.NewReplacer("\ndraft: true\n", "\ndraft: false\n", "\ndraft: false\n",
				"\ndraft: true\n").Replace(text)
		})
	},
	"slug": func(e *editor) {
		e.replace(e.article(), `^(?:slug: .*\n)?draft: `, fmt.Sprintf("slug: slug%d\ndraft: ", e.number()))
	},
	"delete": func(e *editor) { e.must(os.Remove(e.article())) },
	"rename": func(e *editor) {
		name := e.article()
		e.must(os.Rename(name, filepath.Join(filepath.Dir(name), fmt.Sprintf("hernoemd-%d.md", e.number()))))
	},
	"move": func(e *editor) {
		folder := filepath.Join(e.source, "content", []string{
			"creatief", "nieuws-tools", "heel-nieuw",
			"slimmer-werken/diep",
		}[e.IntN(4)])
		e.must(os.MkdirAll(folder, 0o755))
		e.must(os.Rename(e.article(), filepath.Join(folder, fmt.Sprintf("verhuisd-%d.md", e.number()))))
	},
	"new": func(e *editor) {
		file, data := testsite.Article(9, e.next)
		e.next++
		name := filepath.Join(e.source, filepath.FromSlash(file))
		e.must(os.MkdirAll(filepath.Dir(name), 0o755))
		e.must(os.WriteFile(name, data, 0o644))
	},
	"alias": func(e *editor) {
		e.replace(e.article(), `^(?:aliases: .*\n)?draft: `, fmt.Sprintf("aliases: [/oud/%d, /oud-%d.html]\ndraft: ",
			e.number(), e.number()))
	},
	"index of a section": func(e *editor) {
		e.replace(filepath.Join(e.source, "content", "creatief", "_index.md"), `^title: .*$`,
			fmt.Sprintf("title: Creatief %d", e.number()))
	},
	"name of the site": func(e *editor) {
		e.replace(filepath.Join(e.source, "site.yaml"), `^title: .*$`, fmt.Sprintf("title: Nieuws %d", e.number()))
	},
	"pages of lists": func(e *editor) {
		way := []string{"stable", "newest"}[e.IntN(2)]
		e.replace(filepath.Join(e.source, "site.yaml"), `^(?:pagination: .*\n)?page_size: .*$`,
			fmt.Sprintf("pagination: %s\npage_size: %d", way, 5+e.number()))
	},
	"static": func(e *editor) {
		e.must(os.WriteFile(filepath.Join(e.source, "static", fmt.Sprintf("bestand%d.txt", e.IntN(3))),
			fmt.Appendf(nil, "%d", e.number()), 0o644))
	},
	"bundle": func(e *editor) {
		dir := filepath.Join(e.source, "content", "creatief", "bundel")
		e.must(os.MkdirAll(filepath.Join(dir, "bij"), 0o755))
		text := fmt.Sprintf("---\ntitle: Bundel\ndate: 2026-05-01\nslug: bundel%d\ndraft: %t\n---\n![a](bij/a.txt)\n",
			e.IntN(2), e.IntN(4) == 0)
		e.must(os.WriteFile(filepath.Join(dir, "index.md"), []byte(text), 0o644))
		e.must(os.WriteFile(filepath.Join(dir, "bij", "a.txt"), fmt.Appendf(nil, "%d", e.number()), 0o644))
	},
	"bundle gone": func(e *editor) {
		e.must(os.RemoveAll(filepath.Join(e.source, "content", "creatief", "bundel")))
	},
	"links to files": func(e *editor) {
		name, to := e.article(), e.article()
		beside := fmt.Sprintf("naast%d.txt", e.IntN(2))
		e.must(os.WriteFile(filepath.Join(filepath.Dir(name), beside), fmt.Appendf(nil, "%d", e.number()), 0o644))
		to, err := filepath.Rel(filepath.Dir(name), to)
		e.must(err)
		e.replace(name, `\z`, fmt.Sprintf("\n[dat](%s) met [dit](%s), [bundel](../creatief/bundel/index.md)\n",
			filepath.ToSlash(to), beside))
	},
	"covers gone": func(e *editor) { e.must(os.RemoveAll(filepath.Join(e.source, "static", "images"))) },
	"theme": func(e *editor) {
		e.must(os.MkdirAll(filepath.Join(e.source, "themes", "krant"), 0o755))
		page := fmt.Sprintf("<!doctype html><title>Weg %d</title>", e.number())
		e.must(os.WriteFile(filepath.Join(e.source, "themes", "krant", "404.html"), []byte(page), 0o644))
	},
}

// one makes one change and says which.
func (e *editor) one() string {
	if len(e.bag) == 0 {
		e.bag = slices.Sorted(maps.Keys(edits))
		e.Shuffle(len(e.bag), func(i, j int) { e.bag[i], e.bag[j] = e.bag[j], e.bag[i] })
	}
	kind := e.bag[0]
	e.bag = e.bag[1:]
	edits[kind](e)
	return kind
}

// TestEdits makes edit after edit, each followed by a build with a project that keeps articles, into a folder that
// holds the site before the edit. Every time the folder is what a build from scratch makes.
func TestEdits(t *testing.T) {
	t.Parallel()
	count, articles := size(61, 9), size(24, 12)
	source := write(t, 5, articles)
	e := newEditor(t, source, 5, articles)
	files, dir := os.DirFS(source), filepath.Join(t.TempDir(), "public")
	kept := newProject(files)
	kinds := map[string]int{}
	for i := range count { // the first is the build before any edit
		if i > 0 {
			kinds[e.one()]++
		}
		if _, err := buildOnce(kept, dir); err != nil {
			t.Fatalf("after %d edits (%v): %v", i, kinds, err)
		}
		sameTree(t, read(t, dir), rendered(t, newProject(files)))
		noLeftovers(t, dir)
		if t.Failed() {
			t.Fatalf("after edit %d of %v", i, kinds)
		}
	}
	clean := filepath.Join(t.TempDir(), "public")
	mustBuild(t, files, clean)
	sameTree(t, read(t, dir), read(t, clean))
	t.Log(kinds)
}
