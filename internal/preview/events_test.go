package preview

import (
	"context"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"drukpers/themes"
)

// eventSite has pages that do not speak of each other.
func eventSite() map[string]string {
	files := smallSite()
	files["content/los/een.md"] = article("Los een", "2026-02-01", "Tekst een.", "summary: Kort.")
	files["themes/krant/page.html"] = `<!doctype html><html lang="nl"><head><title>{{.Title}}</title>` +
		`<script src="{{asset "proef.js"}}" defer></script></head><body><main>{{.Article.Body}}</main></body></html>`
	files["themes/krant/assets/proef.js"] = "console.log(1)\n"
	return files
}

// TestTabs changes one thing after another. Only tabs whose page changed are told, how, and after the new page is
// served.
func TestTabs(t *testing.T) {
	t.Parallel()
	f := newFolder(t, eventSite())
	r := f.run(t, Options{}, "0")
	client := &http.Client{}
	paths := []string{"/los/een/", "/nieuws/twee/", "/over/", "/nergens/"}
	tabs := map[string]*stream{}
	for _, path := range paths {
		tabs[path] = r.listen(t, client, path)
		if told, is := tabs[path].page(t); is {
			t.Errorf("%s is up to date, and is told %v", path, told)
		}
	}
	css := string(readAll(t, themes.Krant(), "assets/krant.css"))
	for _, c := range []struct {
		what, file, text string
		how              string // "path how" of every tab that is told
	}{
		{"body", "content/los/een.md", article("Los een", "2026-02-01", "Andere tekst.", "summary: Kort."), "/los/een/ page"},
		{
			"style", "themes/krant/assets/krant.css", css + "main { color: red }",
			"/los/een/ style /nieuws/twee/ style /nergens/ style",
		},
		{"script", "themes/krant/assets/proef.js", "console.log(2)", "/over/ load"},
		{"page", "content/over.md", "---\ntitle: Over\n---\n\nOver hen.\n", "/over/ page"},
		{"new page", "content/nergens.md", "---\ntitle: Toch\n---\n\nIets.\n", "/nergens/ page"},
		{"static", "static/brief.txt", "Beste kijker\n", ""},
	} {
		f.write(t, c.file, c.text)
		var told []string
		for _, path := range paths {
			if e, is := tabs[path].page(t); is {
				told = append(told, path, e.How)
				if !strings.Contains(r.get(t, client, path), e.Hash) {
					t.Errorf("%s: %s was told before it was served", c.what, path)
				}
			}
		}
		if got := strings.Join(told, " "); got != c.how {
			t.Errorf("%s: told %q, want %q", c.what, got, c.how)
		}
	}
}

// TestOldHash connects tabs that show what the site no longer says, or can't be known to.
func TestOldHash(t *testing.T) {
	t.Parallel()
	r := newFolder(t, map[string]string{
		"content/nieuws/café.md": article("Café", "2026-03-01", "Koffie."),
		"site.yaml":              "base_url: https://proef.example/krant/\n",
	}).run(t, Options{}, "0")
	client := &http.Client{}
	const path = "/krant/nieuws/caf%C3%A9/"
	if told, is := r.listenFrom(t, client, path, "0123456789abcdef").page(t); !is || told.How != byPage ||
		!strings.Contains(r.get(t, client, path), told.Hash) {
		t.Errorf("an old page is told %v", told)
	}
	if told, is := r.listen(t, client, path).page(t); is {
		t.Errorf("a page that is up to date is told %v", told)
	}
}

func TestFollow(t *testing.T) {
	t.Parallel()
	f := newFolder(t, eventSite())
	r := f.run(t, Options{}, "0")
	tab := r.listen(t, &http.Client{}, "/nieuws/twee/")
	tab.until(t, "status")
	f.write(t, "content/los/een.md", article("Los een", "2026-02-01", "Meer tekst.", "summary: Kort."))
	if events := tab.until(t, "follow"); events[len(events)-1].data != `"/los/een/"` {
		t.Errorf("%v", events)
	}
}

func TestManyTabs(t *testing.T) {
	t.Parallel()
	const clients = 500
	f := newFolder(t, eventSite())
	r := f.run(t, Options{}, "0")
	client := &http.Client{Transport: &http.Transport{MaxIdleConns: 1}}
	hash := hashPattern.FindStringSubmatch(r.get(t, client, "/los/een/"))[1]
	tabs := make([]*stream, clients)
	for i := range tabs {
		tabs[i] = r.listenFrom(t, client, "/los/een/", hash)
		tabs[i].until(t, "status")
	}
	started := time.Now()
	f.write(t, "content/los/een.md", article("Los een", "2026-02-01", "Voor allen.", "summary: Kort."))
	for i, tab := range tabs {
		if told, is := tab.page(t); !is || told.Hash == hash {
			t.Fatalf("tab %d is told %v", i, told)
		}
	}
	t.Logf("%d tabs knew of an edit in %v", clients, time.Since(started).Round(time.Millisecond))
}

// stuck is a tab that accepts nothing until it is let go.
type stuck struct {
	http.ResponseWriter
	let     chan struct{}
	written chan string
}

func (s *stuck) Write(data []byte) (int, error) {
	<-s.let
	s.written <- string(data)
	return len(data), nil
}
func (s *stuck) Flush() {}

// TestSlowTab has a tab that is stuck while the site changes: nobody waits for it, and it hears of the last state only.
func TestSlowTab(t *testing.T) {
	t.Parallel()
	f := newFolder(t, eventSite())
	s := f.server(t, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	slow := &stuck{let: make(chan struct{}), written: make(chan string, 100)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		r, _ := http.NewRequestWithContext(ctx, http.MethodGet, eventsPath+"?url=/los/een/&hash=oud", nil)
		slow.ResponseWriter = noHeader{http.Header{}}
		s.serveEvents(slow, r)
	}()
	within(t, patience, "the tab is there", func() bool { return s.hub.urls()["/los/een/"] })
	for n := range 20 {
		f.write(t, "content/los/een.md", article("Los een", "2026-02-01", fmt.Sprint("Tekst ", n), "summary: Kort."))
		if !s.Update() {
			t.Fatal("an edit is not seen")
		}
	}
	last := s.state.Load().answer("/los/een/", editors).hash
	close(slow.let)
	pages := 0
	within(t, patience, "the tab knows the last page", func() bool {
		text := <-slow.written
		if strings.HasPrefix(text, "event: page") {
			pages++
		}
		return strings.Contains(text, last)
	})
	if pages > 2 {
		t.Errorf("%d pages were sent", pages)
	}
	cancel()
	<-done
	if len(s.hub.urls()) > 0 {
		t.Error("the hub still knows the tab")
	}
}

type noHeader struct{ header http.Header }

func (n noHeader) Header() http.Header            { return n.header }
func (n noHeader) Write(data []byte) (int, error) { return len(data), nil }
func (n noHeader) WriteHeader(int)                {}

// TestShutdown ends a preview with open streams. It does not run beside others, since it counts goroutines.
func TestShutdown(t *testing.T) {
	before := runtime.NumGoroutine()
	for _, poll := range []bool{false, true} {
		f := newFolder(t, eventSite())
		r := f.run(t, Options{Poll: poll}, "0")
		client := &http.Client{Transport: &http.Transport{}}
		tabs := make([]*stream, 20)
		for i := range tabs {
			tabs[i] = r.listen(t, client, "/los/een/")
			tabs[i].until(t, "status")
		}
		started := time.Now()
		r.stop()
		if took := time.Since(started); took > time.Second {
			t.Errorf("ending took %v", took)
		}
		for _, tab := range tabs {
			for range tab.events {
			}
		}
		client.CloseIdleConnections()
	}
	defer func() {
		if t.Failed() {
			stacks := make([]byte, 1<<20)
			t.Logf("%s", stacks[:runtime.Stack(stacks, true)])
		}
	}()
	within(t, patience, "all goroutines are gone", func() bool { return runtime.NumGoroutine() <= before })
}
