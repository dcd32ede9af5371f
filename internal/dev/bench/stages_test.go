package bench

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"drukpers/internal/build"
	"drukpers/internal/check"
	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/project"
	"drukpers/internal/related"
	"drukpers/internal/render"
	"drukpers/internal/rules"
	"drukpers/internal/site"
	"drukpers/themes"
)

const generatedArticles = 2700

// now is after the last article of either site.
var now = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// sites returns the folders to measure, by name.
func sites(b *testing.B) map[string]string {
	b.Helper()
	dir, err := Site(generatedArticles)
	if err != nil {
		b.Fatal(err)
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

func load(b *testing.B, fsys fs.FS) *project.Loaded {
	b.Helper()
	loaded, err := project.New(fsys, themes.Krant()).Load(project.Options{
		Selection:  site.Selection{Now: now},
		SkipBroken: true,
	})
	if err != nil || loaded.Edition == nil {
		b.Fatal("the site does not load: ", err)
	}
	return loaded
}

var loads = map[string]*project.Loaded{}

// edition is the site of a folder, loaded once for all stages.
func edition(b *testing.B, dir string) *render.Edition { return loaded(b, dir).Edition }

func loaded(b *testing.B, dir string) *project.Loaded {
	b.Helper()
	if loads[dir] == nil {
		loads[dir] = load(b, os.DirFS(dir))
	}
	return loads[dir]
}

// report gives the speed of a stage: of pages or articles, and where it has a size, of bytes.
func report(b *testing.B, pages int, size int64) {
	b.SetBytes(size)
	b.ReportMetric(float64(pages)*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// reportOf does so for a stage that is a part of what runs: took is its share of all rounds.
func reportOf(b *testing.B, took time.Duration, pages int, size int64) {
	took /= time.Duration(b.N)
	b.ReportMetric(float64(took), "ns/op")
	b.ReportMetric(float64(size)/1e6/took.Seconds(), "MB/s")
	b.ReportMetric(float64(pages)/took.Seconds(), "pages/s")
}

func BenchmarkRead(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		var files int
		var size int64
		for b.Loop() {
			files, size = readContent(b, dir)
		}
		report(b, files, size)
	})
}

// readContent reads all articles, one after the other.
func readContent(b *testing.B, dir string) (files int, size int64) {
	b.Helper()
	err := fs.WalkDir(os.DirFS(dir), "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		files++
		size += int64(len(data))
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return files, size
}

// BenchmarkFrontMatter loads all articles, reading included.
func BenchmarkFrontMatter(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		fsys := os.DirFS(dir)
		data, err := fs.ReadFile(fsys, config.File)
		if err != nil {
			b.Fatal(err)
		}
		config, _ := config.Parse(data)
		_, size := readContent(b, dir)
		articles := 0
		for b.Loop() {
			list, _, err := new(content.Library).Load(fsys, config, nil)
			if err != nil {
				b.Fatal(err)
			}
			articles = len(list)
		}
		report(b, articles, size)
	})
}

// BenchmarkMarkdown makes HTML of all articles, on one core; its bytes are those of the HTML.
func BenchmarkMarkdown(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		var articles int
		var size int64
		for b.Loop() {
			b.StopTimer()
			e := load(b, os.DirFS(dir)).Edition
			b.StartTimer()
			size = 0
			for _, a := range e.Site.Articles {
				size += int64(len(a.Body().HTML))
			}
			articles = len(e.Site.Articles)
		}
		report(b, articles, size)
	})
}

func BenchmarkModel(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		e := edition(b, dir)
		for b.Loop() {
			site.New(e.Site.Config, e.Site.Articles, nil, site.Selection{Now: now})
		}
		report(b, len(e.Site.Articles), 0)
	})
}

// BenchmarkCheck renders every page and follows its links.
func BenchmarkCheck(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		e := edition(b, dir)
		for b.Loop() {
			if _, err := check.Pages(e, os.DirFS(dir)); err != nil {
				b.Fatal(err)
			}
		}
		report(b, len(e.Site.Articles), 0)
	})
}

// BenchmarkRules looks at every article by all rules.
func BenchmarkRules(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		e := edition(b, dir)
		for b.Loop() {
			rules.New(e.Site, os.DirFS(dir)).Look()
		}
		report(b, len(e.Site.Articles), 0)
	})
}

// BenchmarkRelated finds what to read next for every article.
func BenchmarkRelated(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		e := edition(b, dir)
		for b.Loop() {
			s, _ := site.New(e.Site.Config, e.Site.Articles, nil, site.Selection{Now: now})
			index := related.New(s)
			for _, a := range s.Articles {
				index.Older(a, 4)
			}
		}
		report(b, len(e.Site.Articles), 0)
	})
}

// BenchmarkRender runs the templates, with bodies and cards already made, on one core.
func BenchmarkRender(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		e := edition(b, dir)
		r := e.Renderer()
		size := renderAll(b, r, e)
		for b.Loop() {
			renderAll(b, r, e)
		}
		report(b, len(e.Site.Order), size)
	})
}

func renderAll(b *testing.B, r *render.Renderer, e *render.Edition) (size int64) {
	b.Helper()
	for _, p := range e.Site.Order {
		data, err := r.Render(p)
		if err != nil {
			b.Fatal(err)
		}
		size += int64(len(data))
	}
	return size
}

// BenchmarkWrite writes finished pages to a new folder, with the manifest and all. The run renders too; only its
// writing counts, added up over the cores.
func BenchmarkWrite(b *testing.B) {
	perSite(b, func(b *testing.B, dir string) {
		e := edition(b, dir)
		var took time.Duration
		var out string
		for b.Loop() {
			b.StopTimer()
			out = filepath.Join(newOutput(b), "public")
			Settle()
			b.StartTimer()
			result, _, err := build.Run(loaded(b, dir), out, build.Options{})
			if err != nil || result == nil {
				b.Fatal(err)
			}
			took += result.Times.Write + result.Times.Publish
		}
		reportOf(b, took, len(e.Site.Order), folderSize(b, out))
	})
}

func folderSize(b *testing.B, dir string) (size int64) {
	b.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return size
}
