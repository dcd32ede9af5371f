package bench

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"drukpers/internal/preview"
	"drukpers/internal/project"
	"drukpers/themes"
)

const (
	previewArticles = 7500
	starts          = 3
	edits           = 20
	templateEdits   = 8
)

var editKinds = []Edit{Body, Title, Tag, Date}

// previewSite is the folder of a large site.
func previewSite(b *testing.B) string {
	b.Helper()
	dir, err := Site(previewArticles)
	if err != nil {
		b.Fatal(err)
	}
	return dir
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkPreview measures the preview as a process of its own: the time from its start until its first page, the
// times from saves until a request shows them, and the memory it took for all that.
func BenchmarkPreview(b *testing.B) {
	t, dir := tools(b), previewSite(b)
	var server *Server
	stop := func() (usage Usage) {
		if server != nil {
			var err error
			if usage, err = server.Stop(); err != nil {
				b.Fatal(err)
			}
			server = nil
		}
		return usage
	}
	running := func() *Server {
		if server == nil {
			var err error
			if server, err = t.Serve(dir); err != nil {
				b.Fatal(err)
			}
		}
		return server
	}
	b.Cleanup(func() { stop() })
	b.Run("first-page", func(b *testing.B) {
		for b.Loop() {
			var took []time.Duration
			for range starts {
				stop()
				took = append(took, running().FirstPage)
			}
			reportTimes(b, took, nil)
		}
	})
	for _, kind := range editKinds {
		b.Run(kind.Name, func(b *testing.B) {
			for b.Loop() {
				took, err := kind.Time(running().Preview, dir, edits)
				reportTimes(b, took, err)
			}
		})
	}
	b.Run("template", func(b *testing.B) { benchmarkTemplate(b, running().Preview, dir) })
	b.Run("memory", func(b *testing.B) {
		for b.Loop() {
			running()
			b.ReportMetric(float64(stop().Peak)/1e6, "peak-MB")
		}
		b.ReportMetric(0, "ns/op")
	})
}

// benchmarkTemplate edits the template of cards, which changes every list.
func benchmarkTemplate(b *testing.B, p Preview, dir string) {
	for b.Loop() {
		took, err := p.TimeSaves(filepath.Join(dir, "themes/krant/partials/card.html"), templateEdits,
			func(n int) (text, url, shows string) {
				word := fmt.Sprintf("kaart-%d.", n)
				return `<p class="` + word + `">{{.Title}}</p>`, "/", word
			})
		reportTimes(b, took, err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "themes")); err != nil {
		b.Fatal(err)
	}
}

func reportTimes(b *testing.B, took []time.Duration, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(milliseconds(Median(took)), "median-ms")
	b.ReportMetric(milliseconds(Percentile(took, 95)), "p95-ms")
	b.ReportMetric(milliseconds(slices.Max(took)), "max-ms")
}

// BenchmarkMemory compares the heap of a preview in this process after a thousand edits with that after ten.
func BenchmarkMemory(b *testing.B) {
	const few, many = 10, 1000
	dir := previewSite(b)
	project := project.New(os.DirFS(dir), themes.Krant())
	server, err := preview.New(project, dir, preview.Options{})
	if err != nil {
		b.Fatal(err)
	}
	file, _ := Newest()
	file = filepath.Join(dir, file)
	source, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var after [many + 1]float64
		for n := 1; n <= many; n++ {
			edited, url, _ := editKinds[n%len(editKinds)].Change(string(source), n)
			if err := WriteFile(file, []byte(edited)); err != nil {
				b.Fatal(err)
			}
			server.Update()
			server.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+url, nil))
			if n == few || n == many {
				after[n] = heap()
			}
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(after[few]/1e6, "heap-MB")
		b.ReportMetric(after[many]/after[few], "heap-ratio")
	}
	if err := os.WriteFile(file, source, 0o644); err != nil {
		b.Fatal(err)
	}
}

// heap is the memory in use, in bytes.
func heap() float64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return float64(stats.HeapAlloc)
}
