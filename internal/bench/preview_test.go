package bench

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/preview"
	"drukpers/internal/render"
	"drukpers/internal/testsite"
	"drukpers/themes"
)

const (
	previewArticles = 7500
	edits           = 40
	templateEdits   = 10
	// between is how long an editor takes from one save to the next, at the least.
	between = 150 * time.Millisecond
)

// previewSite is the folder of a large site, as if it was written yesterday. It is made anew, since it is edited.
func previewSite(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	if err := testsite.Write(dir, seed, previewArticles); err != nil {
		b.Fatal(err)
	}
	yesterday := time.Now().AddDate(0, 0, -1)
	err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chtimes(name, yesterday, yesterday)
	})
	if err != nil {
		b.Fatal(err)
	}
	return dir
}

func writeFile(b *testing.B, name, text string) {
	b.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
}

// edited is the article that is edited, the newest of the site, with a value in one place.
type edited struct{ title, tag, date, word string }

func (e edited) save(b *testing.B, dir string) {
	b.Helper()
	name, _ := testsite.Article(seed, 0)
	writeFile(b, filepath.Join(dir, name), fmt.Sprintf("---\ntitle: %s\ndate: %s\ntags: [ai, %s]\n---\n\nDit is %s.\n", e.title, e.date, e.tag, e.word))
}

func editedURL() string {
	name, _ := testsite.Article(seed, 0)
	return strings.TrimSuffix(strings.TrimPrefix(name, "content"), ".md") + "/"
}

// listURL is a list of that article alone, so that asking for it again and again is little work.
const listURL = "/tags/alleen-hier/"

// kinds of edits: what changes, where it shows and how. All but the first show on lists.
var kinds = []struct {
	name string
	edit func(n int) (e edited, url, shows string)
}{
	{"body", func(n int) (edited, string, string) {
		word := fmt.Sprintf("woord-%d-", n)
		return edited{"Titel", "alleen-hier", "2026-07-02", word}, editedURL(), word
	}},
	{"title", func(n int) (edited, string, string) {
		title := fmt.Sprintf("Titel %d.", n)
		return edited{title, "alleen-hier", "2026-07-02", "tekst"}, listURL, title
	}},
	{"tag", func(n int) (edited, string, string) {
		tag := fmt.Sprintf("nieuwe-tag-%d", n)
		return edited{"Getagd", tag, "2026-07-02", "tekst"}, "/tags/" + tag + "/", "Getagd"
	}},
	{"date", func(n int) (edited, string, string) {
		moment := time.Date(2026, 7, 2, 10, n%60, 0, 0, time.UTC).Format(time.RFC3339)
		return edited{"Gedateerd", "alleen-hier", moment, "tekst"}, listURL, fmt.Sprintf("T12:%02d:00+02:00", n%60)
	}},
}

// startPreview serves a folder in this process.
func startPreview(b *testing.B, dir string) (server *preview.Server, address string) {
	b.Helper()
	project := &render.Project{Files: os.DirFS(dir), BuiltinTheme: themes.Krant(), Library: &content.Library{}}
	server, err := preview.New(project, dir, preview.Options{})
	if err != nil {
		b.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- server.Run(ctx, listener) }()
	b.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			b.Error(err)
		}
	})
	return server, "http://" + listener.Addr().String()
}

func get(b *testing.B, address string) string {
	b.Helper()
	response, err := http.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		b.Fatal(err)
	}
	return string(data)
}

// until is how long it takes until an address shows a text.
func until(b *testing.B, address, text string) time.Duration {
	b.Helper()
	started := time.Now()
	for !strings.Contains(get(b, address), text) {
		if time.Since(started) > 10*time.Second {
			b.Fatalf("%s never shows %q", address, text)
		}
		time.Sleep(time.Millisecond)
	}
	return time.Since(started)
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func reportTimes(b *testing.B, name string, took []time.Duration) {
	b.Helper()
	slices.Sort(took)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(milliseconds(took[len(took)/2]), name+"median-ms")
	b.ReportMetric(milliseconds(took[len(took)*95/100]), name+"p95-ms")
}

// BenchmarkPreviewStart is the time from the start of the command until its first page is there.
func BenchmarkPreviewStart(b *testing.B) {
	program, dir := command(b), previewSite(b)
	var took []time.Duration
	for b.Loop() {
		cmd := exec.Command(program, "serve", "--source", dir, "--port", "0")
		out, err := cmd.StdoutPipe()
		if err != nil {
			b.Fatal(err)
		}
		started := time.Now()
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			b.Fatal(err)
		}
		get(b, strings.Fields(line)[4])
		took = append(took, time.Since(started))
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	}
	slices.Sort(took)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(milliseconds(took[len(took)/2]), "first-page-ms")
}

// BenchmarkPreviewEdit is the time from a save until a request shows it.
func BenchmarkPreviewEdit(b *testing.B) {
	dir := previewSite(b)
	_, address := startPreview(b, dir)
	get(b, address)
	for _, kind := range kinds {
		b.Run(kind.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				for n := range edits {
					e, url, shows := kind.edit(n)
					time.Sleep(between)
					e.save(b, dir)
					took = append(took, until(b, address+url, shows))
				}
			}
			reportTimes(b, "", took)
		})
	}
	b.Run("template", func(b *testing.B) {
		var took []time.Duration
		for b.Loop() {
			for n := range templateEdits {
				word := fmt.Sprintf("kaart-%d", n)
				time.Sleep(between)
				writeFile(b, filepath.Join(dir, "themes/krant/partials/card.html"), `<p class="`+word+`">{{.Title}}</p>`)
				took = append(took, until(b, address, word))
			}
		}
		reportTimes(b, "", took)
	})
}

// BenchmarkPreviewMemory compares the heap after a thousand edits with that after ten.
func BenchmarkPreviewMemory(b *testing.B) {
	const few, many = 10, 1000
	dir := previewSite(b)
	server, address := startPreview(b, dir)
	get(b, address)
	heap := func() float64 {
		runtime.GC()
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return float64(stats.HeapAlloc)
	}
	for b.Loop() {
		var after [many + 1]float64
		for n := 1; n <= many; n++ {
			e, url, _ := kinds[n%len(kinds)].edit(n)
			e.save(b, dir)
			server.Update()
			get(b, address+url)
			if n == few || n == many {
				after[n] = heap()
			}
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(after[few]/1e6, "heap-MB")
		b.ReportMetric(after[many]/after[few], "heap-ratio")
	}
}
