package deploy

import (
	"bytes"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

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
