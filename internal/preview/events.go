package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// hub knows the open tabs.
type hub struct {
	mu   sync.Mutex
	tabs map[*tab]bool
}

// tab is one open page with its connection.
type tab struct {
	url       string // below the base path
	hash      string // of the page it shows
	published bool
	state     *state
	events    chan event
}

// event is one message to a tab.
type event struct {
	name string
	data any
}

// pageEvent tells a tab that its page has other bytes.
type pageEvent struct {
	How  string `json:"how"` // style, page or load
	Hash string `json:"hash"`
}

const (
	// eventBuffer is how many messages wait for a slow tab; one that lags further connects anew and compares.
	eventBuffer = 16
	heartbeat   = 20 * time.Second
	writeLimit  = 10 * time.Second
)

func (h *hub) add(t *tab) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.tabs == nil {
		h.tabs = map[*tab]bool{}
	}
	h.tabs[t] = true
}

func (h *hub) remove(t *tab) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.tabs, t)
}

func (h *hub) urls() map[string]bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	urls := make(map[string]bool, len(h.tabs))
	for t := range h.tabs {
		urls[t.url] = true
	}
	return urls
}

// tell compares what every tab shows with what it should show now.
func (h *hub) tell(s *Server, next *state) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for t := range h.tabs {
		h.compare(t, next)
		t.send(event{"status", struct{}{}})
		if next.edited != nil && next.edition != nil {
			t.send(event{"follow", next.edition.Site.Config.Href(next.edited.URL)})
		}
	}
}

// compare sends a page event when the tab's page differs. The lock is held.
func (h *hub) compare(t *tab, next *state) {
	after := next.answer(t.url, t.published)
	if after.hash == t.hash {
		t.state = next
		return
	}
	how := "page"
	if t.state != nil && t.state != next {
		if before := t.state.answer(t.url, t.published); before.hash == t.hash {
			how = difference(before, after, t.state.view(t.published), next.view(t.published))
		}
	}
	if t.send(event{"page", pageEvent{how, after.hash}}) {
		t.hash = after.hash
	}
	t.state = next
}

// send never waits: what does not fit is lost, and a page that was not told of is told of at the next change.
func (t *tab) send(e event) bool {
	select {
	case t.events <- e:
		return true
	default:
		return false
	}
}

// serveEvents is a stream of server-sent events (WHATWG HTML, 9.2) for the page ?url=, shown with ?hash=.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	st := s.state.Load()
	query := r.URL.Query()
	url := query.Get("url")
	if st.edition != nil {
		url, _ = sitePath(st.edition.Site.Config, url)
	}
	control := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	t := &tab{url: url, hash: query.Get("hash"), published: published(r), events: make(chan event, eventBuffer)}
	s.hub.add(t)
	defer s.hub.remove(t)
	s.hub.mu.Lock()
	s.hub.compare(t, s.state.Load())
	s.hub.mu.Unlock()
	t.send(event{"status", struct{}{}})

	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		_ = control.SetWriteDeadline(time.Now().Add(writeLimit))
		if err := control.Flush(); err != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
			_, _ = fmt.Fprint(w, ": \n\n")
		case e := <-t.events:
			data, err := json.Marshal(e.data)
			if err != nil {
				return
			}
			if _, err := fmt.Fprintf(w, "event: %s\ndata: %s\n\n", e.name, data); err != nil {
				return
			}
		}
	}
}
