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
	url      string // below the base path
	audience audience
	hash     string // of the page it shows
	state    *state // that it was last told of
	awake    chan struct{}
}

// pageEvent tells a tab that its page has other bytes.
type pageEvent struct {
	How  string `json:"how"`
	Hash string `json:"hash"`
}

// event is one message to a tab.
type event struct {
	name string
	data any
}

const heartbeat = 20 * time.Second

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

// wake makes every tab look at the server's state. It waits for none: a tab that is busy finds the newest state when it
// is done.
func (h *hub) wake() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for t := range h.tabs {
		select {
		case t.awake <- struct{}{}:
		default:
		}
	}
}

// news is what a tab must be told to come from the state it knows to the next.
func (t *tab) news(next *state) []event {
	old := t.state
	t.state = next
	var events []event
	if after := next.answer(t.url, t.audience); after.hash != t.hash {
		events = append(events, event{"page", pageEvent{t.way(old, next, after), after.hash}})
		t.hash = after.hash
	}
	events = append(events, event{"status", struct{}{}})
	if old != nil && next.edited != nil && next.edition != nil {
		events = append(events, event{"follow", next.edition.Site.Config.Href(next.edited.URL)})
	}
	return events
}

func (t *tab) way(old, next *state, after *answer) string {
	if old == nil {
		return byPage
	}
	before := old.answer(t.url, t.audience)
	if before.hash != t.hash {
		return byPage
	}
	return difference(before, after, old.view(t.audience), next.view(t.audience))
}

// serveEvents is a stream of server-sent events (WHATWG HTML, 9.2) for the page ?url=, shown with ?hash=.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	t := &tab{url: s.askedURL(r), hash: r.URL.Query().Get("hash"), audience: audienceOf(r), awake: make(chan struct{}, 1)}
	s.hub.add(t)
	defer s.hub.remove(t)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	w.Header().Set("Content-Type", "text/event-stream")
	stream := http.NewResponseController(w)
	for {
		if next := s.state.Load(); next != t.state {
			if err := send(w, t.news(next)); err != nil {
				return
			}
		}
		if err := stream.Flush(); err != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
			_, _ = fmt.Fprint(w, ": \n\n")
		case <-t.awake:
		}
	}
}

func send(w http.ResponseWriter, events []event) error {
	for _, e := range events {
		data, err := json.Marshal(e.data)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "event: %s\ndata: %s\n\n", e.name, data); err != nil {
			return err
		}
	}
	return nil
}
