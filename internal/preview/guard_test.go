package preview

import (
	"bufio"
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"drukpers/internal/report"
)

func TestGuard(t *testing.T) {
	t.Parallel()
	s := newFolder(t, smallSite()).server(t, Options{})
	for host, allowed := range map[string]bool{
		"127.0.0.1:1313": true, "127.0.0.1": true, "localhost:1313": true, "LOCALHOST": true, "[::1]:1313": true,
		"[::1]":             true,
		"192.168.1.20:1313": true, "krant.localhost:1313": true,
		"kwaad.example": false, "kwaad.example:1313": false, "localhost.kwaad.example": false, "127.0.0.1.nip.io": false,
		"notlocalhost": false, "": false, "[": false, "localhost@kwaad.example": false, "[fe80::1%25eth0]:1": true,
	} {
		for _, path := range []string{"/", statusPath, "/brief.txt"} {
			if r := ask(s, "GET", path, "Host", host); r.StatusCode == http.StatusOK != allowed {
				t.Errorf("%s at %q: %d", path, host, r.StatusCode)
			}
		}
	}
	for _, c := range []struct {
		header, value string
		allowed       bool
	}{
		{"Origin", "http://127.0.0.1:1313", true},
		{"Origin", "http://127.0.0.1:8080", false},
		{"Origin", "https://kwaad.example", false},
		{"Origin", "null", false},
		{"Origin", "://", false},
		{"Sec-Fetch-Site", "same-origin", true},
		{"Sec-Fetch-Site", "none", true},
		{"Sec-Fetch-Site", "same-site", false},
		{"Sec-Fetch-Site", "cross-site", false},
	} {
		for _, path := range []string{statusPath, scriptPath} {
			r := ask(s, "GET", path, c.header, c.value)
			if r.StatusCode == http.StatusOK != c.allowed || r.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s with %s: %s: %d", path, c.header, c.value, r.StatusCode)
			}
		}
	}
}

// TestOutside asks for what no page is. The answer is the site's 404, whatever lies at the path on disk.
func TestOutside(t *testing.T) {
	t.Parallel()
	const secret = "geheim woord"
	f := newFolder(t, smallSite())
	outside := newFolder(t, map[string]string{"geheim.txt": secret})
	f.write(t, "ook-geheim.txt", secret)
	for link, target := range map[string]string{
		"static/lek.txt": outside.path("geheim.txt"), "static/omhoog.txt": "../ook-geheim.txt", "static/map": string(outside),
	} {
		if err := os.Symlink(target, f.path(link)); err != nil {
			t.Fatal(err)
		}
	}
	s := f.server(t, Options{})
	paths := []string{
		"/../ook-geheim.txt", "/..%2fook-geheim.txt", "/%2e%2e/ook-geheim.txt", "/static/../ook-geheim.txt",
		"/nieuws/../../ook-geheim.txt",
		`/..\ook-geheim.txt`, "/..%5cook-geheim.txt", "//ook-geheim.txt", "/./ook-geheim.txt", "/site.yaml",
		"/content/nieuws/een.md", "/static/brief.txt",
		"/lek.txt", "/map/geheim.txt", "/map", "/brief.txt%00", "/%00", "/brief.txt%00.html", "/themes/krant/nl.yaml",
		"/C:/windows/win.ini",
		"/" + strings.Repeat("a", 5000), "/" + strings.Repeat("../", 1000) + "etc/passwd", "//kwaad.example/",
		"/nieuws/een//",
		outside.path("geheim.txt"), "/.drukpers/../site.yaml",
	}
	for _, path := range paths {
		r := ask(s, "GET", path)
		if text := body(t, r); r.StatusCode < 400 || r.StatusCode >= 500 || bytes.Contains(text, []byte(secret)) {
			t.Errorf("%.80s: %d %q", path, r.StatusCode, r.Header.Get("Location"))
		}
	}
	// The link that stays inside the project is followed by the root, which is what build does.
	want := f.edition(t, s.state.Load().edition.Site.Now).Site.Page("/omhoog.txt")
	if r := ask(s, "GET", "/omhoog.txt"); (r.StatusCode == 200) != (want != nil) {
		t.Errorf("a link inside the project: %d, page %v", r.StatusCode, want)
	}
	if n := s.state.Load().problems.Count(report.Error); n != 2 {
		t.Errorf("%d problems tell of the links", n)
	}
}

// FuzzHandler sends any path and host. What is answered with 200 is a page of the site or of the preview itself.
func FuzzHandler(f *testing.F) {
	const secret = "geheim woord"
	dir := newFolder(f, smallSite())
	dir.write(f, "geheim.txt", secret)
	s := dir.server(f, Options{})
	pages := map[string]bool{string(clientScript): true}
	for _, p := range s.state.Load().edition.Site.Order {
		pages[string(s.state.Load().answer(p.URL, editors).body)] = true
		f.Add(p.URL, "localhost:1313")
	}
	for _, path := range []string{
		"/../geheim.txt", "/%2e%2e/geheim.txt", `/..\geheim.txt`, "/\x00", scriptPath,
		eventsPath + "?url=/", statusPath + "?url=/", "*", "http://x/y",
	} {
		f.Add(path, "127.0.0.1")
		f.Add(path, "kwaad.example")
	}
	ended, cancel := context.WithCancel(f.Context())
	cancel()
	f.Fuzz(func(t *testing.T, path, host string) {
		requests := []*http.Request{{Method: http.MethodGet, URL: &url.URL{Path: path}, Host: host, Header: http.Header{}}}
		if r, err := http.ReadRequest(bufio.NewReader(strings.NewReader("GET " + path + " HTTP/1.1\r\nHost: " + host +
			"\r\n\r\n"))); err == nil {
			requests = append(requests, r)
		}
		for _, r := range requests {
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r.WithContext(ended))
			text := w.Body.String()
			own := strings.HasPrefix(r.URL.Path, ownPrefix)
			if strings.Contains(text, secret) || w.Code == http.StatusOK && !own && !pages[text] {
				t.Errorf("%q at %q: %d %.200q", path, host, w.Code, text)
			}
			if w.Code == http.StatusOK && !hostAllowed(host) && r.Host == host {
				t.Errorf("%q is served as host %q", path, host)
			}
		}
	})
}
