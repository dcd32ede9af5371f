package preview

import (
	"bufio"
	"bytes"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

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
		"macbook-van-an.local:1313": true, "local": false, "kwaad.local.example": false,
		"notlocalhost": false, "": false, "[": false, "localhost@kwaad.example": false, "[fe80::1%25eth0]:1": true,
	} {
		for _, path := range []string{"/", statusPath, "/brief.txt"} {
			_, port, _ := net.SplitHostPort(host)
			r := ask(s, "GET", path, "Host", host, "Cookie", "drukpers-"+port+"="+s.token)
			if r.StatusCode == http.StatusOK != allowed {
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

// TestOtherSites has pages of other sites ask for what the preview has: only a link to it is followed.
func TestOtherSites(t *testing.T) {
	t.Parallel()
	s := newFolder(t, smallSite()).server(t, Options{})
	for _, from := range []string{"cross-site", "same-site"} { // the last is another port
		for _, c := range []struct {
			mode, dest string
			allowed    bool
		}{
			{"navigate", "document", true},
			{"navigate", "iframe", false},
			{"no-cors", "image", false},
			{"no-cors", "script", false},
			{"cors", "empty", false},
			{"", "", false},
		} {
			for _, path := range []string{"/", "/uitleg/klad/", "/brief.txt", "/nergens.png"} {
				r := ask(s, "GET", path, "Sec-Fetch-Site", from, "Sec-Fetch-Mode", c.mode, "Sec-Fetch-Dest", c.dest)
				if r.StatusCode == http.StatusForbidden == c.allowed ||
					r.Header.Get("Cross-Origin-Resource-Policy") != "same-origin" {
					t.Errorf("%s from %s, %s of %s: %d", path, from, c.mode, c.dest, r.StatusCode)
				}
			}
			r := ask(s, "GET", statusPath, "Sec-Fetch-Site", from, "Sec-Fetch-Mode", c.mode, "Sec-Fetch-Dest", c.dest)
			if r.StatusCode != http.StatusForbidden {
				t.Errorf("the status from %s: %d", from, r.StatusCode)
			}
		}
	}
	if r := ask(s, "GET", "/brief.txt", "Origin", "http://127.0.0.1:8080"); r.StatusCode != http.StatusForbidden {
		t.Errorf("a file for another origin: %d", r.StatusCode)
	}
}

// TestToken asks from other machines, and from this one by names that are not always its own.
func TestToken(t *testing.T) {
	t.Parallel()
	s := newFolder(t, smallSite()).server(t, Options{})
	const phone, here = "192.168.1.7:50000", "127.0.0.1:50000"
	address, err := url.Parse(s.Address("192.168.1.20:1313"))
	must(t, err)
	token := address.Query().Get(tokenQuery)
	if len(token) < 20 || address.Host != "192.168.1.20:1313" {
		t.Errorf("the address is %s", address)
	}
	for _, c := range []struct {
		from, host, path, cookie string
		status                   int
		to                       string
	}{
		{here, "127.0.0.1:1313", "/", "", 200, ""},
		{here, "localhost:1313", "/", "", 200, ""},
		{"[::1]:50000", "[::1]:1313", "/", "", 200, ""},
		{"[::ffff:127.0.0.1]:50000", "127.0.0.1:1313", "/", "", 200, ""},
		{here, "kwaad.local:1313", "/", "", 403, ""},
		{here, "192.168.1.20:1313", "/", "", 403, ""},
		{"", "localhost:1313", "/", "", 403, ""},
		{phone, "localhost:1313", "/", "", 403, ""},
		{phone, "192.168.1.20:1313", "/", "", 403, ""},
		{phone, "192.168.1.20:1313", "/brief.txt", "", 403, ""},
		{phone, "192.168.1.20:1313", statusPath, "", 403, ""},
		{phone, "192.168.1.20:1313", eventsPath, "drukpers-1313=raad", 403, ""},
		{phone, "192.168.1.20:1313", "/", "drukpers-1314=" + token, 403, ""},
		{phone, "192.168.1.20:1313", "/?token=", "", 403, ""},
		{phone, "192.168.1.20:1313", "/?token=raad", "", 403, ""},
		{phone, "192.168.1.20:1313", "/nieuws/een/?token=" + token, "", 303, "/nieuws/een/"},
		{phone, "192.168.1.20:1313", "//kwaad.example/?token=" + token, "", 303, "/kwaad.example/"},
		{phone, "mac.local:1313", "/?token=" + token, "", 303, "/"},
		{phone, "192.168.1.20:1313", "/", "drukpers-1313=" + token, 200, ""},
		{phone, "mac.local:1313", statusPath, "drukpers-1313=" + token, 200, ""},
		{phone, "kwaad.example", "/?token=" + token, "", 403, ""},
	} {
		r := ask(s, "GET", c.path, "From", c.from, "Host", c.host, "Cookie", c.cookie)
		if r.StatusCode != c.status || r.Header.Get("Location") != c.to || (len(r.Cookies()) == 1) != (c.status == 303) {
			t.Errorf("%s at %s%s: %d to %q, %v", c.from, c.host, c.path, r.StatusCode, r.Header.Get("Location"), r.Cookies())
		}
	}
	if other := newFolder(t, smallSite()).server(t, Options{}); other.token == s.token {
		t.Error("two previews have one token")
	}
}

// TestSlowReader asks for a large file: the server holds no copy of it, and sets a deadline for each part. It does not
// run beside others, since it measures memory.
func TestSlowReader(t *testing.T) {
	f := newFolder(t, smallSite())
	const size = 64 << 20
	f.write(t, "static/film.mp4", "")
	must(t, os.Truncate(f.path("static/film.mp4"), size))
	s := f.server(t, Options{})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	w := &countingWriter{header: http.Header{}}
	r := httptest.NewRequest("GET", "http://127.0.0.1/film.mp4", nil)
	r.RemoteAddr = "127.0.0.1:1"
	s.ServeHTTP(w, r)
	runtime.ReadMemStats(&after)
	if w.bytes != size || w.deadlines < size/(1<<20) || w.header.Get("Content-Type") != "video/mp4" {
		t.Errorf("%d bytes in %d parts, %v", w.bytes, w.deadlines, w.header)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > size/2 {
		t.Errorf("it took %d bytes of memory", used)
	}
}

// countingWriter counts what it is given, and the deadlines that are set.
type countingWriter struct {
	header           http.Header
	bytes, deadlines int
}

func (w *countingWriter) Header() http.Header                { return w.header }
func (w *countingWriter) WriteHeader(int)                    {}
func (w *countingWriter) Write(part []byte) (int, error)     { w.bytes += len(part); return len(part), nil }
func (w *countingWriter) SetWriteDeadline(_ time.Time) error { w.deadlines++; return nil }

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
			r.RemoteAddr = "127.0.0.1:40000"
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
