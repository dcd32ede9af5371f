// Package bench measures the stages of a build and the whole command; see `make bench`. It holds no tests, since a timed
// test fails on a busy machine.
//
// Every benchmark runs over a generated site and, when DRUKPERS_CORPUS names the folder of a real one, over that too.
package bench

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"drukpers/internal/build"
	"drukpers/internal/content"
	"drukpers/internal/render"
	"drukpers/internal/site"
	"drukpers/internal/testsite"
	"drukpers/themes"
)

const (
	generatedArticles = 2700
	seed              = 1
)

// now is after the last article of either site.
var now = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// sites returns the folders to measure, by name.
func sites(b *testing.B) map[string]string {
	b.Helper()
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("drukpers-bench-%d-%d", generatedArticles, seed))
	if _, err := os.Stat(filepath.Join(dir, "site.yaml")); err != nil {
		if err := testsite.Write(dir, seed, generatedArticles); err != nil {
			b.Fatal(err)
		}
	}
	found := map[string]string{"generated": dir}
	if corpus := os.Getenv("DRUKPERS_CORPUS"); corpus != "" {
		found["corpus"] = corpus
	}
	return found
}

// perSite runs a benchmark for every site.
func perSite(b *testing.B, measure func(b *testing.B, dir string)) {
	for name, dir := range sites(b) {
		b.Run(name, func(b *testing.B) { measure(b, dir) })
	}
}

func load(b *testing.B, fsys fs.FS) *render.Edition {
	b.Helper()
	project := render.Project{Files: fsys, BuiltinTheme: themes.Krant(), Library: &content.Library{}}
	edition, _, err := project.Load(render.LoadOptions{Selection: site.Selection{Now: now}, SkipBroken: true})
	if err != nil || edition == nil {
		b.Fatal("the site does not load: ", err)
	}
	return edition
}

func reportPages(b *testing.B, pages int) {
	b.ReportMetric(float64(pages)*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

func BenchmarkRead(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		var size int64
		for b.Loop() {
			size = 0
			err := fs.WalkDir(os.DirFS(dir), "content", func(name string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				data, err := os.ReadFile(filepath.Join(dir, name))
				size += int64(len(data))
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(size)
	})
}

// BenchmarkFrontMatter loads all articles, reading included.
func BenchmarkFrontMatter(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		fsys := os.DirFS(dir)
		config, _, err := content.ReadConfig(fsys)
		if err != nil {
			b.Fatal(err)
		}
		articles := 0
		for b.Loop() {
			list, _, err := new(content.Library).Load(fsys, config)
			if err != nil {
				b.Fatal(err)
			}
			articles = len(list)
		}
		reportPages(b, articles)
	})
}

func BenchmarkMarkdown(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		var size int64
		for b.Loop() {
			b.StopTimer()
			e := load(b, os.DirFS(dir))
			b.StartTimer()
			size = 0
			for _, a := range e.Site.Articles {
				size += int64(len(a.Body().HTML))
			}
		}
		b.SetBytes(size)
	})
}

func BenchmarkModel(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		e := load(b, os.DirFS(dir))
		for b.Loop() {
			site.New(e.Site.Config, e.Site.Articles, nil, site.Selection{Now: now})
		}
		reportPages(b, len(e.Site.Articles))
	})
}

// BenchmarkRelated finds what to read next for every article.
func BenchmarkRelated(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		e := load(b, os.DirFS(dir))
		for b.Loop() {
			s, _ := site.New(e.Site.Config, e.Site.Articles, nil, site.Selection{Now: now})
			for _, a := range s.Articles {
				s.Related(a, 4)
			}
		}
		reportPages(b, len(e.Site.Articles))
	})
}

// BenchmarkRender runs the templates, with bodies and cards already made, on one core.
func BenchmarkRender(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		e := load(b, os.DirFS(dir))
		markup(b, e)
		b.ResetTimer()
		var size int64
		for b.Loop() {
			size = 0
			for _, data := range markup(b, e) {
				size += int64(len(data))
			}
		}
		b.SetBytes(size)
		reportPages(b, len(e.Site.Order))
	})
}

func markup(b *testing.B, e *render.Edition) map[*site.Page][]byte {
	b.Helper()
	pages := make(map[*site.Page][]byte, len(e.Site.Order))
	for _, p := range e.Site.Order {
		data, err := e.Markup(p)
		if err != nil {
			b.Fatal(err)
		}
		pages[p] = data
	}
	return pages
}

// BenchmarkMinify makes all pages smaller, on one core.
func BenchmarkMinify(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		e := load(b, os.DirFS(dir))
		pages := markup(b, e)
		var size int64
		for b.Loop() {
			size = 0
			for p, data := range pages {
				if _, err := e.Minify(p, data); err != nil {
					b.Fatal(err)
				}
				size += int64(len(data))
			}
		}
		b.SetBytes(size)
		reportPages(b, len(pages))
	})
}

// BenchmarkWrite writes finished pages to a new folder, with the manifest and all.
func BenchmarkWrite(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		e := load(b, os.DirFS(dir))
		var times build.Times
		for b.Loop() {
			b.StopTimer()
			out := filepath.Join(b.TempDir(), "public")
			b.StartTimer()
			result, _, err := build.Run(e, out, build.Options{})
			if err != nil || result == nil {
				b.Fatal(err)
			}
			times.Write += result.Times.Write
			times.Publish += result.Times.Publish
		}
		b.ReportMetric(0, "ns/op") // the run renders too; only its writing counts here
		b.ReportMetric(times.Write.Seconds()*1000/float64(b.N), "stage-ms")
		b.ReportMetric(times.Publish.Seconds()*1000/float64(b.N), "publish-ms")
	})
}
