package preview

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/site"
	"drukpers/themes"
)

// folder is a project on disk.
type folder string

func newFolder(t testing.TB, files map[string]string) folder {
	t.Helper()
	f := folder(t.TempDir())
	for name, text := range files {
		f.write(t, name, text)
	}
	return f
}

func (f folder) path(name string) string { return filepath.Join(string(f), filepath.FromSlash(name)) }

// write saves a file whole, so that a test sees one change on a busy machine too.
func (f folder) write(t testing.TB, name, text string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(f.path(name)), 0o755))
	whole := filepath.Join(filepath.Dir(f.path(name)), ".heel.tmp")
	must(t, os.WriteFile(whole, []byte(text), 0o644))
	must(t, os.Rename(whole, f.path(name)))
}

func (f folder) read(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(f.path(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func (f folder) remove(t testing.TB, name string) {
	t.Helper()
	if err := os.RemoveAll(f.path(name)); err != nil {
		t.Fatal(err)
	}
}

func (f folder) rename(t testing.TB, from, to string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(f.path(to)), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(f.path(from), f.path(to)); err != nil {
		t.Fatal(err)
	}
}

// project opens the folder as the command does, and knows nothing of it yet.
func (f folder) project(t testing.TB) *project.Project {
	t.Helper()
	p, err := project.Open(string(f), themes.Krant())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// edition is the site of the folder, made from nothing.
func (f folder) edition(t testing.TB, now time.Time) *render.Edition {
	t.Helper()
	l, err := f.project(t).Load(project.Options{
		Selection: site.Selection{Now: now, Drafts: true, Future: true, Expired: true}, SkipBroken: true,
	})
	if err != nil || l.Edition == nil {
		t.Fatalf("the site does not load: %+v, %v", l, err)
	}
	return l.Edition
}

// server is a preview of the folder that has loaded it and does not watch.
func (f folder) server(t testing.TB, options Options) *Server {
	t.Helper()
	s, err := New(f.project(t), string(f), options)
	if err != nil {
		t.Fatal(err)
	}
	s.Update()
	return s
}

// article is the source of an article; more are lines of its head.
func article(title, date, body string, more ...string) string {
	var head bytes.Buffer
	fmt.Fprintf(&head, "---\ntitle: %q\ndate: %s\n", title, date)
	for _, line := range more {
		fmt.Fprintln(&head, line)
	}
	return head.String() + "---\n\n" + body + "\n"
}

// smallSite has an article in each of two sections, a draft, and a static file.
func smallSite() map[string]string {
	return map[string]string{
		"site.yaml":               "title: Proef\nbase_url: https://proef.example/\n",
		"content/nieuws/een.md":   article("Een", "2026-03-01", "Eerste tekst.", "tags: [ai]"),
		"content/nieuws/twee.md":  article("Twee", "2026-03-02", "Tweede tekst.", "tags: [ai, robots]"),
		"content/uitleg/drie.md":  article("Drie", "2026-03-03", "Derde tekst."),
		"content/uitleg/klad.md":  article("Klad", "2026-03-04", "Nog niet af.", "draft: true"),
		"content/over.md":         "---\ntitle: Over\n---\n\nOver ons.\n",
		"static/brief.txt":        "Beste lezer\n",
		"static/oud/document.pdf": "%PDF-1.4 geen echte\n",
	}
}

// ask makes one request of this machine without a network.
func ask(h http.Handler, method, target string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, "http://127.0.0.1:1313/", nil)
	r.RemoteAddr = "127.0.0.1:40000"
	r.URL.Path, r.URL.RawPath = target, ""
	if u, err := url.ParseRequestURI(target); err == nil {
		r.URL = u
	}
	for i := 0; i < len(headers); i += 2 {
		switch r.Header.Set(headers[i], headers[i+1]); headers[i] {
		case "Host":
			r.Host = headers[i+1]
		case "From":
			r.RemoteAddr = headers[i+1]
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t testing.TB, r *http.Response) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := b.ReadFrom(r.Body); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// within waits for a condition.
func within(t testing.TB, limit time.Duration, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !holds(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("after %s still not: %s", limit, what)
		}
	}
}

// journal keeps what a server logs.
type journal struct {
	mu    sync.Mutex
	lines []string
}

func (j *journal) log(format string, args ...any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.lines = append(j.lines, fmt.Sprintf(format, args...))
}

func (j *journal) all() []string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.lines)
}

// tree lists the files of a folder.
func (f folder) tree(t testing.TB) []string {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir(string(f), func(name string, d fs.DirEntry, err error) error {
		if err == nil && name != string(f) {
			found[name[len(f)+1:]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(found))
}

func readAll(t testing.TB, fsys fs.FS, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
