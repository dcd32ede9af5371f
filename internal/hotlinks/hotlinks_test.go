package hotlinks

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"drukpers/internal/copies"
	"drukpers/internal/project"
	"drukpers/internal/site"
	"drukpers/themes"
)

var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func encoded(t *testing.T, encode func(io.Writer, image.Image) error, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodeJPEG(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) }

// web is a server of pictures, and of what is none.
type web struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
	sent  int64 // bytes of what has no end
}

func (w *web) all() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.asked)
}

func (w *web) count(path string) int {
	n := 0
	for _, p := range w.all() {
		if p == path {
			n++
		}
	}
	return n
}

// startWeb redirects to elsewhere where it does.
func startWeb(t *testing.T, elsewhere string) *web {
	t.Helper()
	small, large := encoded(t, encodeJPEG, 600, 30), encoded(t, png.Encode, 900, 30)
	w := &web{}
	mux := http.NewServeMux()
	bytesAt := func(path, kind string, data []byte) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write(data)
		})
	}
	bytesAt("/goed.jpg", "image/jpeg", small)
	bytesAt("/doel.jpg", "image/jpeg", small)
	bytesAt("/liegt-over-soort.jpg", "text/html", large)
	bytesAt("/is-een-pagina.jpg", "image/jpeg", []byte("<!doctype html><title>Niet hier</title>"))
	bytesAt("/leeg.jpg", "image/jpeg", nil)
	bytesAt("/afgekapt.jpg", "image/jpeg", small[:len(small)/2])
	bytesAt("/script.svg", "image/png", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`))
	bytesAt("/bom.png", "image/png", bomb(large))
	status := func(path string, code int) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
	}
	status("/weg.jpg", http.StatusNotFound)
	status("/doel-weg.jpg", http.StatusNotFound)
	status("/voorgoed-weg.jpg", http.StatusGone)
	status("/verboden.jpg", http.StatusForbidden)
	status("/stuk.jpg", http.StatusBadGateway)
	for path, to := range map[string]string{
		"/door.jpg": "/doel.jpg", "/naar-schijf.jpg": "file:///etc/passwd", "/naar-weg.jpg": "/doel-weg.jpg",
		"/kring.jpg":       "/kring.jpg",
		"/naar-binnen.jpg": elsewhere + "/geheim.jpg", "/naar-10.jpg": "http://10.0.0.1/geheim.jpg",
		"/naar-v6.jpg": "http://[::ffff:127.0.0.1]:9/geheim.jpg",
	} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
	}
	mux.HandleFunc("/even-druk.jpg", func(rw http.ResponseWriter, _ *http.Request) {
		if w.count("/even-druk.jpg") < 3 {
			rw.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_, _ = rw.Write(small)
	})
	mux.HandleFunc("/liegt-over-lengte.jpg", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(small)+1000))
		_, _ = w.Write(small)
	})
	mux.HandleFunc("/breekt-af.jpg", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	mux.HandleFunc("/zegt-5-gb.jpg", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(int64(5)<<30))
		_, _ = w.Write(small)
	})
	mux.HandleFunc("/5-gb.jpg", func(rw http.ResponseWriter, _ *http.Request) {
		block := make([]byte, 1<<20)
		copy(block, small)
		for range 5 << 10 {
			n, err := rw.Write(block)
			w.mu.Lock()
			w.sent += int64(n)
			w.mu.Unlock()
			if err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/traag.jpg", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(small)))
		_, _ = w.Write(small[:1])
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	w.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.asked = append(w.asked, r.URL.Path)
		w.mu.Unlock()
		mux.ServeHTTP(rw, r)
	}))
	t.Cleanup(w.Close)
	return w
}

// bomb is a PNG that says it is very large.
func bomb(data []byte) []byte {
	b := bytes.Clone(data[:33])
	copy(b[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0})
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return append(b, data[33:]...)
}

// port allows one server alone.
func port(t *testing.T, address string) func(netip.AddrPort) bool {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	only := netip.MustParseAddrPort(u.Host)
	return func(to netip.AddrPort) bool { return to == only }
}

// folder is a project whose article shows these pictures.
func folder(t *testing.T, base string, paths ...string) string {
	t.Helper()
	var text strings.Builder
	fmt.Fprintf(&text, "---\ntitle: A\ndate: 2026-01-01\ncover: {image: %q, caption: 'Foto: B  via C'}\n---\n",
		base+paths[0])
	for _, path := range paths[1:] {
		fmt.Fprintf(&text, "![x](%s%s \"Foto: D\")\n\n", base, path)
	}
	dir := t.TempDir()
	if err := errors.Join(
		os.MkdirAll(filepath.Join(dir, "content/nieuws"), 0o755),
		os.WriteFile(filepath.Join(dir, "content/nieuws/a.md"), []byte(text.String()), 0o644),
		os.WriteFile(filepath.Join(dir, "site.yaml"), nil, 0o644),
	); err != nil {
		t.Fatal(err)
	}
	return dir
}

func load(t *testing.T, dir string) *site.Site {
	t.Helper()
	loaded, err := project.New(os.DirFS(dir), themes.Krant()).Load(project.Options{Selection: site.Selection{Now: now}})
	if err != nil || loaded.Edition == nil {
		t.Fatal(err, loaded)
	}
	return loaded.Edition.Site
}

func fetchAll(t *testing.T, ctx context.Context, dir string, o Options) (*Result, error) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	o.Now, o.pause, o.wait = now, time.Nanosecond, time.Millisecond
	if o.timeout == 0 {
		o.timeout = 20 * time.Second
	}
	return All(ctx, root, load(t, dir), o)
}

func indexOf(t *testing.T, dir string) copies.Index {
	t.Helper()
	index, err := copies.Read(os.DirFS(dir), "static/.varianten")
	if err != nil {
		t.Fatal(err)
	}
	return index
}

func TestAll(t *testing.T) {
	t.Parallel()
	secret := startWeb(t, "")
	w := startWeb(t, secret.URL)
	tests := map[string]struct {
		format string // of the copy
		status int    // when it is gone
		text   string // of the problem
		asked  int    // times
	}{
		"/goed.jpg":              {format: ".jpg", asked: 1},
		"/liegt-over-soort.jpg":  {format: ".png", asked: 1},
		"/door.jpg":              {format: ".jpg", asked: 1},
		"/even-druk.jpg":         {format: ".jpg", asked: 3},
		"/weg.jpg":               {status: 404, asked: 1},
		"/voorgoed-weg.jpg":      {status: 410, asked: 1},
		"/naar-weg.jpg":          {status: 404, asked: 1},
		"/verboden.jpg":          {text: "de site geeft het plaatje niet (403)", asked: 1},
		"/stuk.jpg":              {text: "de site geeft het plaatje niet (502)", asked: 3},
		"/is-een-pagina.jpg":     {text: "hier staat geen plaatje dat te gebruiken is (een webpagina)", asked: 1},
		"/leeg.jpg":              {text: "hier staat geen plaatje dat te gebruiken is (een leeg bestand)", asked: 1},
		"/afgekapt.jpg":          {text: "het plaatje is beschadigd", asked: 3},
		"/liegt-over-lengte.jpg": {text: "de verbinding werd verbroken", asked: 3},
		"/breekt-af.jpg":         {text: "de site antwoordt niet", asked: 3},
		"/script.svg":            {text: "een SVG kan een script bevatten en wordt niet opgehaald", asked: 1},
		"/bom.png":               {text: "het plaatje van 65.536 bij 65.536 pixels is te groot", asked: 1},
		"/zegt-5-gb.jpg":         {text: "het bestand is groter dan 25 MB", asked: 1},
		"/5-gb.jpg":              {text: "het bestand is groter dan 25 MB", asked: 1},
		"/traag.jpg":             {text: "de site is te traag", asked: 3},
		"/naar-schijf.jpg":       {text: "het adres leidt door naar een adres dat met file: begint", asked: 1},
		"/kring.jpg":             {text: "het adres leidt steeds door naar een ander adres", asked: 6},
		"/naar-binnen.jpg":       {text: "het adres leidt naar 127.0.0.1, een computer die niet op internet staat", asked: 1},
		"/naar-10.jpg":           {text: "het adres leidt naar 10.0.0.1, een computer die niet op internet staat", asked: 1},
		"/naar-v6.jpg":           {text: "het adres leidt naar 127.0.0.1, een computer die niet op internet staat", asked: 1},
	}
	for path, test := range tests {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			dir := folder(t, w.URL, path)
			o := Options{allowed: port(t, w.URL)}
			if path == "/traag.jpg" {
				o.timeout = 100 * time.Millisecond
			}
			result, err := fetchAll(t, t.Context(), dir, o)
			if err != nil {
				t.Fatal(err)
			}
			entry := indexOf(t, dir)[w.URL+path]
			if filepath.Ext(entry.File) != test.format || entry.Status != test.status {
				t.Errorf("noted %+v", entry)
			}
			if test.format != "" && (entry.Credit != "Foto: B via C" || entry.Date != "2026-03-01") {
				t.Errorf("noted %+v", entry)
			}
			switch {
			case test.text == "" && len(result.Problems) > 0 || test.text != "" && len(result.Problems) != 1:
				t.Errorf("problems %v", result.Problems)
			case test.text != "":
				p := result.Problems[0]
				if !strings.HasSuffix(p.Text, ": "+test.text) || p.File != "content/nieuws/a.md" || p.Line != 4 || p.Hint == "" {
					t.Errorf("%s %s → %s", p.Place(), p.Text, p.Hint)
				}
			}
			if n := w.count(path); n != test.asked {
				t.Errorf("asked %d times", n)
			}
		})
	}
	t.Cleanup(func() {
		if asked := secret.all(); len(asked) > 0 {
			t.Errorf("the private server was asked for %q", asked)
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.sent > 60<<20 {
			t.Errorf("took %d MB of what has no end", w.sent>>20)
		}
	})
}

// TestPrivate asks a private host only when it is told to.
func TestPrivate(t *testing.T) {
	t.Parallel()
	w := startWeb(t, "")
	dir := folder(t, w.URL, "/goed.jpg")
	result, err := fetchAll(t, t.Context(), dir, Options{})
	if err != nil || len(result.Problems) != 1 || len(w.all()) != 0 {
		t.Errorf("%v, %v, asked %q", result, err, w.all())
	}
	result, err = fetchAll(t, t.Context(), dir, Options{AllowPrivate: true})
	if err != nil || result.Fetched != 1 {
		t.Errorf("%v, %v", result, err)
	}
}

// TestAgain asks for nothing twice, writes the same bytes, and shows what was fetched.
func TestAgain(t *testing.T) {
	t.Parallel()
	w := startWeb(t, "")
	dir := folder(t, w.URL, "/goed.jpg", "/liegt-over-soort.jpg", "/weg.jpg", "/goed.jpg")
	o := Options{AllowPrivate: true}
	result, err := fetchAll(t, t.Context(), dir, o)
	if err != nil || result.Fetched != 2 || result.Gone != 1 {
		t.Fatal(result, err)
	}
	file := filepath.Join(dir, "static/.varianten", copies.FileName)
	first, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	s := load(t, dir)
	a := s.Articles[0]
	if cover := s.Cover(a); !strings.HasPrefix(cover, "/varianten/") || s.Page(cover) == nil {
		t.Errorf("cover %q", cover)
	}
	if text := a.Body().HTML; strings.Count(text, w.URL) != 1 || !slices.Equal(a.Gone, []string{w.URL + "/weg.jpg"}) {
		t.Errorf("gone %q, %s", a.Gone, text)
	}
	before := w.count("/goed.jpg") + w.count("/liegt-over-soort.jpg")
	result, err = fetchAll(t, t.Context(), dir, o)
	if err != nil || result.Fetched != 0 || result.Gone != 1 {
		t.Error(result, err)
	}
	if after := w.count("/goed.jpg") + w.count("/liegt-over-soort.jpg"); after != before || w.count("/weg.jpg") != 2 {
		t.Errorf("asked %q", w.all())
	}
	second, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("%v\n%s\n%s", err, first, second)
	}
	if again, err := os.Stat(file); err != nil || !again.ModTime().Equal(info.ModTime()) {
		t.Error("written again", err)
	}
}

// TestStopped goes on where a run was stopped.
func TestStopped(t *testing.T) {
	t.Parallel()
	w := startWeb(t, "")
	dir := folder(t, w.URL, "/even-druk.jpg", "/goed.jpg", "/liegt-over-soort.jpg", "/traag.jpg", "/weg.jpg")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := fetchAll(t, ctx, dir, Options{AllowPrivate: true, Progress: func(done, total int) {
		if done == 2 && total == 5 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if got := len(indexOf(t, dir)); got != 2 {
		t.Errorf("%d are noted", got)
	}
	result, err := fetchAll(t, t.Context(), dir, Options{AllowPrivate: true, timeout: 200 * time.Millisecond})
	if err != nil || result.Fetched != 1 || result.Gone != 1 || len(result.Problems) != 1 || w.count("/goed.jpg") != 1 {
		t.Errorf("%+v, %v, asked %q", result, err, w.all())
	}
}

// TestSilent asks a host that does not answer for three pictures, and tells of it once.
func TestSilent(t *testing.T) {
	t.Parallel()
	w := startWeb(t, "")
	w.Close()
	var paths []string
	for i := range 10 {
		paths = append(paths, fmt.Sprintf("/%d.jpg", i))
	}
	result, err := fetchAll(t, t.Context(), folder(t, w.URL, paths...), Options{AllowPrivate: true})
	if err != nil || len(result.Problems) != 10 || len(result.Problems.Told()) != 1 {
		t.Errorf("%v, %v", result.Problems.Told(), err)
	}
}

// TestWidth asks the hosts that have photos in several widths for one that is wide enough.
func TestWidth(t *testing.T) {
	t.Parallel()
	dir := folder(t, "https://images.pexels.com", "/photos/1/a.jpeg?fit=crop&h=627&w=1200")
	w := wantedBy(load(t, dir))
	if len(w) != 1 {
		t.Fatal(w)
	}
	asked := make(chan string, 1)
	f := &fetcher{site: load(t, dir), index: copies.Index{}, silent: map[string]int{}, files: os.DirFS(dir)}
	f.options.timeout = time.Second
	f.client = &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		asked <- r.URL.String()
		return &http.Response{StatusCode: http.StatusNotFound, Body: http.NoBody}, nil
	})}
	for _, picture := range w {
		f.one(t.Context(), picture, 1)
	}
	if got := <-asked; got != "https://images.pexels.com/photos/1/a.jpeg?fit=crop&h=836&w=1600" {
		t.Error(got)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestPrune forgets what no article shows, and keeps what one does and what others made.
func TestPrune(t *testing.T) {
	t.Parallel()
	w := startWeb(t, "")
	dir := folder(t, w.URL, "/goed.jpg", "/liegt-over-soort.jpg", "/weg.jpg", "/voorgoed-weg.jpg")
	if _, err := fetchAll(t, t.Context(), dir, Options{AllowPrivate: true}); err != nil {
		t.Fatal(err)
	}
	own := filepath.Join(dir, "static/.varianten/0123456789abcdef0123.jpg")
	article := filepath.Join(dir, "content/nieuws/a.md")
	text := "---\ntitle: A\ndate: 2026-01-01\ncover: " + w.URL + "/goed.jpg\n---\n![x](" + w.URL + "/weg.jpg)\n"
	if err := errors.Join(os.WriteFile(own, nil, 0o644), os.WriteFile(article, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	before := indexOf(t, dir)
	for i, want := range []int{1, 0} {
		removed, err := Prune(root, load(t, dir))
		if err != nil || len(removed) != want {
			t.Errorf("run %d removed %q, %v", i, removed, err)
		}
	}
	index := indexOf(t, dir)
	if len(index) != 2 || index[w.URL+"/goed.jpg"].File == "" || !index[w.URL+"/weg.jpg"].Gone() {
		t.Errorf("index %v", index)
	}
	for file, want := range map[string]bool{
		own: true, filepath.Join(dir, "static/.varianten", index[w.URL+"/goed.jpg"].File): true,
		filepath.Join(dir, "static/.varianten", before[w.URL+"/liegt-over-soort.jpg"].File): false,
	} {
		if _, err := os.Stat(file); (err == nil) != want {
			t.Errorf("%s: %v", file, err)
		}
	}
}
