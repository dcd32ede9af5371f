package variants_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"drukpers/internal/project"
	"drukpers/internal/site"
	"drukpers/internal/variants"
	"drukpers/themes"
)

// photo is a picture of some width.
func photo(t testing.TB, width int, shade uint8) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, width, width/2))
	for i := range m.Pix {
		m.Pix[i] = shade + uint8(i%width)
	}
	m.SetGray(0, 0, color.Gray{shade})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// write makes a project in a new folder.
func write(t testing.TB, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// example has a cover, a picture of a text, one in a bundle, an article without any, and a picture that nobody shows.
func example(t testing.TB) map[string][]byte {
	text := func(cover, body string) []byte {
		return []byte("---\ntitle: Een titel\ndate: 2026-03-01\n" + cover + "---\n" + body + "\n")
	}
	return map[string][]byte{
		"site.yaml":                        []byte("sections: {nieuws: {title: Nieuws}}\n"),
		"static/img/cover.png":             photo(t, 900, 10),
		"static/img/tekst.png":             photo(t, 1300, 20),
		"static/img/ongebruikt.png":        photo(t, 900, 30),
		"content/nieuws/cover.md":          text("cover: /img/cover.png\n", "![t](/img/tekst.png)"),
		"content/nieuws/bundel/index.md":   text("cover: foto.png\n", "Tekst"),
		"content/nieuws/bundel/foto.png":   photo(t, 600, 40),
		"content/nieuws/zonder.md":         text("", "Tekst"),
		"content/nieuws/ook-die-cover.md":  text("cover: /img/cover.png\n", "Tekst"),
		"content/nieuws/andermans-foto.md": text("cover: https://elders.nl/x.jpg\n", "Tekst"),
	}
}

func load(t testing.TB, dir string, change ...func(*project.Project)) *site.Site {
	t.Helper()
	p, err := project.Open(dir, themes.Krant())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	p.Library.ShareCards = true
	for _, do := range change {
		do(p)
	}
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	loaded, err := p.Load(project.Options{Selection: site.Selection{Now: now}})
	if err != nil || loaded.Edition == nil {
		t.Fatal(err, loaded.Problems)
	}
	return loaded.Edition.Site
}

// forLongRuns keeps a test out of short runs, such as that for races: TestTogether and TestStopped do the same there.
func forLongRuns(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("TestTogether makes the same")
	}
}

func open(t testing.TB, dir string) *variants.Folder {
	t.Helper()
	folder, err := variants.Open(dir, "static/.varianten")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = folder.Close() })
	return folder
}

func missing(t testing.TB, folder *variants.Folder, s *site.Site) []*variants.Source {
	t.Helper()
	sources, err := folder.Missing(s)
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

func makeAll(t testing.TB, folder *variants.Folder, s *site.Site) *variants.Made {
	t.Helper()
	made, err := folder.Make(context.Background(), missing(t, folder, s), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// TestOnce makes what a site shows, and nothing when it is there: not on another machine either.
func TestOnce(t *testing.T) {
	t.Parallel()
	forLongRuns(t)
	dir := write(t, example(t))
	folder := open(t, dir)
	made := makeAll(t, folder, load(t, dir))
	// The cover has 480, 800 and 900, the picture of the text 480, 800 and 1200, that of the bundle 480 and 600.
	if made.Files != 8 || made.Cards != 1 || len(made.Problems) > 0 {
		t.Fatalf("made %d variants and %d cards, %v", made.Files, made.Cards, made.Problems)
	}
	if left := missing(t, folder, load(t, dir)); len(left) > 0 {
		t.Errorf("%d pictures are made again", len(left))
	}
	other := write(t, example(t))
	const kept = "static/.varianten"
	if err := os.CopyFS(filepath.Join(other, kept), os.DirFS(filepath.Join(dir, kept))); err != nil {
		t.Fatal(err)
	}
	if left := missing(t, open(t, other), load(t, other)); len(left) > 0 {
		t.Errorf("%d pictures are made again on another machine", len(left))
	}
	if unused, err := folder.Unused(load(t, dir)); err != nil || len(unused) > 0 {
		t.Errorf("unused: %v %v", unused, err)
	}
}

// TestPages holds that every variant that a page names is on the site, whatever its article says of it.
func TestPages(t *testing.T) {
	t.Parallel()
	files := example(t)
	files["static/img/met spatie.png"] = photo(t, 700, 50)
	files["static/img/a_b.png"] = photo(t, 700, 60)
	files["content/nieuws/vreemd.md"] = []byte("---\ntitle: Vreemd\ndate: 2026-03-02\n---\n" +
		"![a](</img/met spatie.png>) ![b](/img/met%20spatie.png) ![c](/img/a\\_b.png) ![d](/img/a&#95;b.png)\n\n" +
		"<img src='/img/a_b.png' alt=''> ![e][ref] ![f](../../static/img/tekst.png)\n\n[ref]: /img/cover.png\n")
	dir := write(t, files)
	p, err := project.Open(dir, themes.Krant())
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	loaded, err := p.Load(project.Options{Selection: site.Selection{Now: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}})
	if err != nil {
		t.Fatal(err)
	}
	e := loaded.Edition
	named := 0
	for _, page := range e.Site.Order {
		if page.Article == nil || page.File != nil {
			continue
		}
		data, err := e.Renderer().Render(page)
		if err != nil {
			t.Fatal(err)
		}
		for rest := string(data); ; {
			at := strings.Index(rest, "/varianten/")
			if at < 0 {
				break
			}
			rest = rest[at:]
			url := rest[:strings.IndexAny(rest, " \"&")]
			rest = rest[len(url):]
			if named++; e.Site.Page(url) == nil {
				t.Errorf("%s names %s, which is not on the site", page.URL, url)
			}
		}
	}
	if named < 15 {
		t.Errorf("%d variants are named", named)
	}
}

// TestBroken has a picture that can't be read among others: it is told, and the others are made.
func TestBroken(t *testing.T) {
	t.Parallel()
	forLongRuns(t)
	files := example(t)
	files["static/img/tekst.png"] = files["static/img/tekst.png"][:900]
	dir := write(t, files)
	folder := open(t, dir)
	made := makeAll(t, folder, load(t, dir))
	if made.Files != 5 || len(made.Problems) != 1 || made.Problems[0].File != "static/img/tekst.png" {
		t.Errorf("made %d, %v", made.Files, made.Problems)
	}
	s := load(t, dir, func(p *project.Project) { p.Library.NoVariants = made.Failed })
	if left := missing(t, folder, s); len(left) > 0 {
		t.Error("the page of the broken picture still names variants")
	}
}

// TestUnused finds what nothing shows, and no file of another kind.
func TestUnused(t *testing.T) {
	t.Parallel()
	forLongRuns(t)
	dir := write(t, example(t))
	folder := open(t, dir)
	makeAll(t, folder, load(t, dir))
	own := filepath.Join(dir, "static/.varianten")
	for _, name := range []string{"bronnen.json", "LEESMIJ.txt", "0123456789abcdef0123-480.webp.99.tmp"} {
		if err := os.WriteFile(filepath.Join(own, name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(dir, "content/nieuws/zonder.md")); err != nil {
		t.Fatal(err)
	}
	s := load(t, dir)
	unused, err := folder.Unused(s)
	if err != nil || len(unused) != 2 {
		t.Fatalf("unused %v, %v", unused, err)
	}
	if err := folder.Remove(append(unused, unused[0])); err != nil {
		t.Fatal(err)
	}
	if err := folder.Remove([]string{"site.yaml"}); err == nil {
		t.Error("a file of another folder was removed")
	}
	left, _ := os.ReadDir(own)
	if len(left) != 10 { // eight variants and the two files of others
		t.Errorf("%d files are left", len(left))
	}
}

// TestTogether has several programs make the same variants at once: each file is whole.
func TestTogether(t *testing.T) {
	t.Parallel()
	dir := write(t, example(t))
	s := load(t, dir)
	var wait sync.WaitGroup
	for range 3 {
		folder := open(t, dir)
		sources := missing(t, folder, s)
		wait.Go(func() {
			if _, err := folder.Make(context.Background(), sources, func(int) {}); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	entries, err := os.ReadDir(filepath.Join(dir, "static/.varianten"))
	if err != nil || len(entries) != 9 || slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		return strings.HasSuffix(e.Name(), ".tmp")
	}) {
		t.Errorf("%v %v", entries, err)
	}
}

// TestStopped ends half-way: what is there is whole, and the rest is made the next time.
func TestStopped(t *testing.T) {
	t.Parallel()
	dir := write(t, example(t))
	s := load(t, dir)
	folder := open(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	_, err := folder.Make(ctx, missing(t, folder, s), func(int) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	makeAll(t, folder, s)
	if left := missing(t, folder, s); len(left) > 0 {
		t.Errorf("%d pictures are not made", len(left))
	}
}
