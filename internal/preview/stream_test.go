package preview

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

const patience = 10 * time.Second

// running is a preview that answers on the network.
type running struct {
	*Server
	address string // without a slash at the end
	stop    func() // ends it and waits
}

// run starts a preview of the folder on a port; 0 is any.
func (f folder) run(t testing.TB, options Options, port string) *running {
	t.Helper()
	s, err := New(f.project(t), string(f), options)
	if err != nil {
		t.Fatal(err)
	}
	var listener net.Listener
	within(t, patience, "the port is free", func() bool {
		listener, err = net.Listen("tcp", "127.0.0.1:"+port)
		return err == nil
	})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, listener) }()
	r := &running{Server: s, address: "http://" + listener.Addr().String()}
	r.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(r.stop)
	within(t, patience, "the site is loaded", func() bool { return s.state.Load().number > 0 })
	return r
}

func (r *running) get(t testing.TB, client *http.Client, path string) string {
	t.Helper()
	response, err := client.Get(r.address + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var hashPattern = regexp.MustCompile(`data-hash="([^"]+)"`)

// listen opens the stream of a page as the script does, showing the page as it is now.
func (r *running) listen(t testing.TB, client *http.Client, path string) *stream {
	t.Helper()
	hash := hashPattern.FindStringSubmatch(r.get(t, client, path))[1]
	return r.listenFrom(t, client, path, hash)
}

func (r *running) listenFrom(t testing.TB, client *http.Client, path, hash string) *stream {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet,
		r.address+eventsPath+"?url="+url.QueryEscape(path)+"&hash="+hash, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	s := &stream{events: make(chan event, 100), close: cancel}
	go s.read(response.Body)
	return s
}

// stream is one tab's events.
type stream struct {
	events chan event
	close  func()
}

func (s *stream) read(body io.ReadCloser) {
	defer close(s.events)
	defer func() { _ = body.Close() }()
	name := ""
	for lines := bufio.NewScanner(body); lines.Scan(); {
		if value, is := strings.CutPrefix(lines.Text(), "event: "); is {
			name = value
		} else if value, is := strings.CutPrefix(lines.Text(), "data: "); is {
			s.events <- event{name, value}
		}
	}
}

// until collects the events up to the first of a name.
func (s *stream) until(t testing.TB, name string) []event {
	t.Helper()
	var events []event
	timeout := time.After(patience)
	for {
		select {
		case e, open := <-s.events:
			if !open {
				t.Fatalf("the stream ended after %v", events)
			}
			if events = append(events, e); e.name == name {
				return events
			}
		case <-timeout:
			t.Fatalf("no %s came, only %v", name, events)
		}
	}
}

// page is the page event among the events up to the next status, if there is one.
func (s *stream) page(t testing.TB) (told pageEvent, is bool) {
	t.Helper()
	for _, e := range s.until(t, "status") {
		if e.name != "page" {
			continue
		}
		if err := json.Unmarshal([]byte(e.data.(string)), &told); err != nil {
			t.Fatal(err)
		}
		is = true
	}
	return told, is
}
