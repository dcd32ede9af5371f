package deploy

import (
	"bytes"
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"drukpers/internal/config"
)

// fixture is a target with a real server behind it, and what tests ask of it.
type fixture struct {
	target  config.Target
	secrets map[string]string                      // environment
	online  func() map[string][]byte               // all that readers can get, by name
	place   func(t *testing.T, name, data string)  // put something there past drukpers
	forget  func(t *testing.T, data []byte)        // replace the manifest; nil data removes it
	writes  func() int                             // requests that changed something so far; nil where nobody counts
	answer  func(status int, header string, n int) // the next n requests are answered so; nil without HTTP
	budget  func(bytes int64)                      // the line is cut after so many bytes; < 0 never. nil without a line
	deny    func(t *testing.T) (restore func())    // credentials are wrong from now on
	whole   bool                                   // releases replace each other whole
	listing bool                                   // knows what is there without a manifest
}

func (f *fixture) read(name string) ([]byte, bool) {
	data, is := f.online()[name]
	return data, is
}

// setenv is t.Setenv for all tests at once: none may run in parallel with one that changes it.
func (f *fixture) setenv(t testing.TB) {
	t.Helper()
	for name, value := range f.secrets {
		t.Setenv(name, value)
	}
}

// fixtures make every type of target.
var fixtures = map[string]func(t testing.TB) *fixture{
	"folder":     folderFixture,
	"atomic":     atomicFixture,
	"sftp":       sftpFixture,
	"s3":         s3Fixture,
	"netlify":    netlifyFixture,
	"cloudflare": cloudflareFixture,
}

// eachTarget runs a test for every type.
func eachTarget(t *testing.T, test func(t *testing.T, f *fixture)) {
	for name, make := range fixtures {
		t.Run(name, func(t *testing.T) {
			f := make(t)
			f.setenv(t)
			test(t, f)
		})
	}
}

// quick is little patience.
var quick = patience{
	tries: 4, first: time.Millisecond, longest: 4 * time.Millisecond, timeout: 5 * time.Second,
	lock: 50 * time.Millisecond, expiry: 2 * time.Second, flush: 5 * time.Millisecond,
}

func deployed(t *testing.T, f *fixture, site small, o Options) *Result {
	t.Helper()
	result, err := tried(f, site, o)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func tried(f *fixture, site small, o Options) (*Result, error) {
	if o.patience == nil {
		o.patience = &quick
	}
	return Run(context.Background(), f.target, site.files(), o)
}

// readTree reads all files below a folder.
func readTree(dir string) map[string][]byte {
	all := map[string][]byte{}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return all
	}
	_ = filepath.WalkDir(real, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasSuffix(name, temporary) {
			inside, _ := filepath.Rel(real, name)
			if data, err := os.ReadFile(name); err == nil {
				all[filepath.ToSlash(inside)] = data
			}
		}
		return nil
	})
	return all
}

func put(t testing.TB, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

func replace(t testing.TB, name string, data []byte) {
	t.Helper()
	if data == nil {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		return
	}
	put(t, name, string(data))
}

func folderFixture(t testing.TB) *fixture {
	dir := filepath.Join(t.TempDir(), "www", "site")
	return &fixture{
		target:  config.Target{Name: "proef", Type: "folder", Path: dir},
		online:  func() map[string][]byte { return readTree(dir) },
		place:   func(t *testing.T, name, data string) { t.Helper(); put(t, filepath.Join(dir, name), data) },
		listing: true,
		forget: func(t *testing.T, data []byte) {
			t.Helper()
			replace(t, filepath.Join(dir, "../.drukpers/site/manifest.json.gz"), data)
		},
	}
}

func atomicFixture(t testing.TB) *fixture {
	f := folderFixture(t)
	f.target.Atomic, f.whole = true, true
	f.forget = func(t *testing.T, data []byte) {
		t.Helper()
		to, err := os.Readlink(f.target.Path)
		if err != nil {
			t.Fatal(err)
		}
		replace(t, filepath.Join(filepath.Dir(f.target.Path), to)+".json.gz", data)
	}
	return f
}

// proxy is a line between a client and a server that can be cut.
type proxy struct {
	address string
	left    atomic.Int64
	mu      sync.Mutex
	open    map[net.Conn]bool
}

func newProxy(t testing.TB, server string) *proxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{address: listener.Addr().String(), open: map[net.Conn]bool{}}
	p.left.Store(-1)
	t.Cleanup(func() { _ = listener.Close(); p.cut() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			line, err := net.Dial("tcp", server)
			if err != nil || p.left.Load() == 0 {
				_ = client.Close()
				continue
			}
			p.mu.Lock()
			p.open[client], p.open[line] = true, true
			p.mu.Unlock()
			go p.pass(client, line)
			go p.pass(line, client)
		}
	}()
	return p
}

func (p *proxy) budget(bytes int64) {
	p.cut()
	p.left.Store(bytes)
}

func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for conn := range p.open {
		_ = conn.Close()
	}
	clear(p.open)
}

// pass copies from one side to the other until the budget is used up.
func (p *proxy) pass(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	block := make([]byte, 512)
	for {
		n, err := from.Read(block)
		if left := p.left.Load(); left >= 0 {
			n = int(min(int64(n), left))
			if p.left.Add(int64(-n)) <= 0 {
				p.left.Store(0)
				_, _ = to.Write(block[:n])
				p.cut()
				return
			}
		}
		if _, failed := to.Write(block[:n]); err != nil || failed != nil {
			return
		}
	}
}

// front stands before a server over HTTP: it counts, and answers in its place when a test wants that.
type front struct {
	next    http.Handler
	mu      sync.Mutex
	changes int
	status  int
	header  string
	left    int
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		f.changes++
	}
	answers := f.left > 0
	if answers {
		f.left--
	}
	status, header := f.status, f.header
	f.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	if err != nil { // a request that was cut off
		panic(http.ErrAbortHandler)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if !answers {
		f.next.ServeHTTP(w, r)
		return
	}
	if status == 0 { // a server that does not answer
		time.Sleep(50 * time.Millisecond)
		panic(http.ErrAbortHandler)
	}
	if header != "" {
		w.Header().Set("Retry-After", header)
	}
	w.WriteHeader(status)
}

func (f *front) answer(status int, header string, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.status, f.header, f.left = status, header, n
}

func (f *front) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.changes
}

// overHTTP starts a server with a front and a line before it.
func overHTTP(t testing.TB, handler http.Handler) (*front, *proxy, *fixture) {
	t.Helper()
	before := &front{next: handler}
	server := httptest.NewUnstartedServer(before)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	t.Cleanup(server.Close)
	line := newProxy(t, server.Listener.Addr().String())
	return before, line, &fixture{answer: before.answer, budget: line.budget, writes: before.count}
}

func s3Fixture(t testing.TB) *fixture {
	backend := s3mem.New()
	if err := backend.CreateBucket("krant"); err != nil {
		t.Fatal(err)
	}
	fake := gofakes3.New(backend, gofakes3.WithLogger(gofakes3.DiscardLog())).Server()
	// The library checks no signatures, so that wrong credentials are told here by the name of the key.
	guarded := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Authorization"), "Credential=sleutel-van-proef/") {
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, "<Error><Code>SignatureDoesNotMatch</Code><Message>no</Message></Error>")
			return
		}
		fake.ServeHTTP(w, r)
	})
	_, line, f := overHTTP(t, guarded)
	f.target = config.Target{
		Name: "proef", Type: "s3", Bucket: "krant", Endpoint: "http://" + line.address, Prefix: "site",
	}
	f.secrets = map[string]string{
		"AWS_ACCESS_KEY_ID": "sleutel-van-proef", "AWS_SECRET_ACCESS_KEY": "GEHEIM-van-s3", "AWS_SESSION_TOKEN": "",
	}
	f.listing = true
	f.online = func() map[string][]byte {
		all := map[string][]byte{}
		prefix := gofakes3.NewPrefix(new(string), nil)
		list, err := backend.ListBucket("krant", &prefix, gofakes3.ListBucketPage{})
		if err != nil {
			return all
		}
		for _, o := range list.Contents {
			name, is := strings.CutPrefix(o.Key, "site/")
			if !is || strings.HasPrefix(name, stateDir) {
				continue
			}
			if object, err := backend.GetObject("krant", o.Key, nil); err == nil {
				all[name], _ = io.ReadAll(object.Contents)
			}
		}
		return all
	}
	set := func(t *testing.T, key, data string) {
		t.Helper()
		_, err := backend.PutObject("krant", key, map[string]string{}, strings.NewReader(data), int64(len(data)), nil)
		if err != nil {
			t.Fatal(err)
		}
	}
	f.place = func(t *testing.T, name, data string) { t.Helper(); set(t, "site/"+name, data) }
	f.forget = func(t *testing.T, data []byte) {
		t.Helper()
		if data != nil {
			set(t, "site/"+manifestName, string(data))
		} else if _, err := backend.DeleteObject("krant", "site/"+manifestName); err != nil {
			t.Fatal(err)
		}
	}
	f.deny = func(t *testing.T) func() {
		t.Helper()
		t.Setenv("AWS_ACCESS_KEY_ID", "een-andere")
		return func() { t.Setenv("AWS_ACCESS_KEY_ID", "sleutel-van-proef") }
	}
	return f
}
