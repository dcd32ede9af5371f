package outlinks

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/project"
	"drukpers/internal/site"
	"drukpers/themes"
)

var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// server answers each path as it says, and counts what it was asked.
func server(t *testing.T) (*httptest.Server, func() []string) {
	t.Helper()
	var mu sync.Mutex
	var asked []string
	mux := http.NewServeMux()
	status := func(path string, code int) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
	}
	moved := func(path, to string, code int) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, code) })
	}
	status("/goed", http.StatusOK)
	status("/weg", http.StatusNotFound)
	status("/voorgoed-weg", http.StatusGone)
	status("/geweigerd", http.StatusForbidden)
	status("/druk", http.StatusTooManyRequests)
	status("/stuk", http.StatusBadGateway)
	moved("/verhuisd", "/goed", http.StatusMovedPermanently)
	moved("/twee-keer", "/verhuisd", http.StatusPermanentRedirect)
	moved("/even", "/goed", http.StatusFound)
	moved("/naar-niets", "/weg", http.StatusMovedPermanently)
	moved("/lus", "/lus", http.StatusMovedPermanently)
	moved("/elders", "ftp://a.nl/", http.StatusMovedPermanently)
	mux.HandleFunc("/geen-head", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusNotFound)
		}
	})
	mux.HandleFunc("/breekt-af", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.Method+" "+r.URL.Path)
		mu.Unlock()
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s, func() []string { mu.Lock(); defer mu.Unlock(); return slices.Clone(asked) }
}

// siteOf has an article with links to these paths of a server.
func siteOf(t *testing.T, base string, paths ...string) (*site.Site, fstest.MapFS) {
	t.Helper()
	var text strings.Builder
	fmt.Fprintf(&text, "---\ntitle: A\ndate: 2026-01-01\nbron: {name: B, url: \"%s/goed\"}\n---\n", base)
	for _, path := range paths {
		fmt.Fprintf(&text, "[x](%s%s)\n\n", base, path)
	}
	files := fstest.MapFS{"site.yaml": {}, "content/nieuws/a.md": {Data: []byte(text.String())}}
	loaded, err := project.New(files, themes.Krant()).Load(project.Options{Selection: site.Selection{Now: now}})
	if err != nil || loaded.Problems.HasErrors() {
		t.Fatal(err, loaded.Problems)
	}
	return loaded.Edition.Site, files
}

// told checks on a day, and gives what was told: place, rule and text, without the server's address.
func told(t *testing.T, s *site.Site, files fstest.MapFS, base, cache string, at time.Time) string {
	t.Helper()
	found, err := Check(t.Context(), s, files, Options{Client: &http.Client{Timeout: time.Second}, Now: at, Cache: cache})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range found.Problems {
		fmt.Fprintf(&b, "%s %s %s: %s %s\n", p.Place(), p.Level, p.Rule, p.Text, p.Hint)
	}
	return strings.ReplaceAll(b.String(), base, "")
}

func TestCheck(t *testing.T) {
	t.Parallel()
	web, _ := server(t)
	const (
		place  = "content/nieuws/a.md:6:5 "
		gone   = "waarschuwing link-weg: "
		search = "Zoek waar het nu staat, of haal de link weg."
		mend   = "Schrijf /goed, of laat drukpers check --links --fix dat doen."
	)
	for path, want := range map[string]string{
		"/goed": "", "/goed#kop": "", "/even": "", "/geen-head": "", "/geweigerd": "", "/druk": "", "/stuk": "",
		"/breekt-af": "", "/lus": "", "/elders": "",
		"/weg":          gone + "/weg is er niet meer (404) " + search,
		"/naar-niets":   gone + "/naar-niets is er niet meer (404) " + search,
		"/voorgoed-weg": gone + "/voorgoed-weg is er niet meer (410) " + search,
		"/verhuisd":     "tip link-verhuisd: /verhuisd is verhuisd " + mend,
		"/twee-keer":    "tip link-verhuisd: /twee-keer is verhuisd " + mend,
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			s, files := siteOf(t, web.URL, path)
			got := told(t, s, files, web.URL, "", now)
			if want != "" {
				want = place + want + "\n"
			}
			if got != want {
				t.Errorf("got %swant %s", got, want)
			}
		})
	}
}

// TestThreeDays tells of what refuses and what does not answer on the third day that it does, and asks once a day.
func TestThreeDays(t *testing.T) {
	t.Parallel()
	web, asked := server(t)
	s, files := siteOf(t, web.URL, "/geweigerd", "/breekt-af")
	cache := filepath.Join(t.TempDir(), ".drukpers", "links")
	for day, want := range []string{
		"", "",
		"content/nieuws/a.md:8:5 waarschuwing link-onbereikbaar: /breekt-af antwoordt al 3 dagen niet " +
			"Kijk in een browser of het er nog is.\ncontent/nieuws/a.md:6:5 tip link-onbereikbaar: /geweigerd is met een " +
			"programma niet te bekijken (403) Kijk in een browser of het er nog is.\n",
	} {
		at := now.AddDate(0, 0, day)
		if got := told(t, s, files, web.URL, cache, at); got != want {
			t.Errorf("day %d: %q, want %q", day, got, want)
		}
		before := len(asked())
		if told(t, s, files, web.URL, cache, at.Add(time.Hour)); len(asked()) != before {
			t.Errorf("day %d: asked again: %q", day, asked()[before:])
		}
	}
}

// TestKept asks for what is certain once a week, and after a cache that is damaged.
func TestKept(t *testing.T) {
	t.Parallel()
	web, asked := server(t)
	s, files := siteOf(t, web.URL, "/weg")
	cache := filepath.Join(t.TempDir(), "links")
	ask := func(days int) int {
		before := len(asked())
		if got := told(t, s, files, web.URL, cache, now.AddDate(0, 0, days)); !strings.Contains(got, "link-weg") {
			t.Errorf("after %d days: %q", days, got)
		}
		return len(asked()) - before
	}
	if first, later, week := ask(0), ask(6), ask(8); first != 3 || later != 0 || week != 3 {
		t.Errorf("asked %d, %d and %d times", first, later, week)
	}
	if err := os.WriteFile(cache, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if n := ask(8); n != 3 {
		t.Errorf("asked %d times after a damaged cache", n)
	}
}

// TestPause leaves time between two requests to a host, and stops at once.
func TestPause(t *testing.T) {
	t.Parallel()
	web, asked := server(t)
	s, files := siteOf(t, web.URL, "/even", "/weg")
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(300*time.Millisecond, cancel)
	_, err := Check(ctx, s, files, Options{Client: http.DefaultClient, Now: now, Pause: time.Hour})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if got := asked(); len(got) != 2 { // the first address, and where it leads
		t.Errorf("asked %q", got)
	}
}

func TestMend(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ written, address, moved, want string }{
		"https":                 {"http://a.nl/x", "http://a.nl/x", "https://a.nl/x", "https://a.nl/x"},
		"another path":          {"https://a.nl/x", "https://a.nl/x", "https://www.A.nl/y/", "https://www.A.nl/y/"},
		"anchor":                {"https://a.nl/x#k", "https://a.nl/x", "https://a.nl/y", "https://a.nl/y#k"},
		"as HTML":               {"https://a.nl/?a=1&amp;b", "https://a.nl/?a=1&b", "https://a.nl/y", "https://a.nl/y"},
		"letters":               {"https://a.nl/é", "https://a.nl/%C3%A9", "https://a.nl/e", "https://a.nl/e"},
		"what ends a link":      {"https://a.nl/x", "https://a.nl/x", "https://a.nl/(y)'", "https://a.nl/%28y%29%27"},
		"front page to another": {"https://a.nl", "https://a.nl", "https://www.a.nl/", "https://www.a.nl/"},
		"to the front page":     {"https://a.nl/x", "https://a.nl/x", "https://a.nl/", "https://a.nl/x"},
		"to log in":             {"https://a.nl/x", "https://a.nl/x", "https://a.nl/in?to=%2Fx", "https://a.nl/x"},
		"another site":          {"https://a.nl/x", "https://a.nl/x", "https://b.nl/x", "https://a.nl/x"},
		"back to http":          {"https://a.nl/x", "https://a.nl/x", "http://a.nl/y", "https://a.nl/x"},
		"not moved":             {"https://a.nl/x", "https://a.nl/x", "", "https://a.nl/x"},
		"no address":            {"%zz", "https://a.nl/x", "https://a.nl/y", "%zz"},
	} {
		found := Found{known: map[string]entry{test.address: {Moved: test.moved}}}
		if got := found.Mend(test.written); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}
