package deploy

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// made is a release of a fake host.
type made struct {
	id       string
	files    map[string]string // name → digest
	headers  string            // _headers and _redirects, of a host that keeps them apart
	required map[string]bool
	state    string
	at       time.Time
}

// hostServer is what the fake hosts share. What a call of theirs gets wrong fails the test, so that they hold the
// program to what the vendor's documentation says.
type hostServer struct {
	t       testing.TB
	mu      sync.Mutex
	token   string
	have    map[string][]byte // by digest
	made    []*made           // in order
	history []string          // ids that were online, the newest last
	session *made
}

func (h *hostServer) wrong(w http.ResponseWriter, format string, args ...any) {
	h.t.Errorf(format, args...)
	w.WriteHeader(http.StatusBadRequest)
}

func (h *hostServer) find(id string) *made {
	for _, m := range h.made {
		if m.id == id {
			return m
		}
	}
	return nil
}

func (h *hostServer) published() *made {
	if len(h.history) == 0 {
		return nil
	}
	return h.find(h.history[len(h.history)-1])
}

// site is what readers get.
func (h *hostServer) site() map[string][]byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := map[string][]byte{}
	if m := h.published(); m != nil {
		for name, digest := range m.files {
			all[name] = h.have[digest]
		}
		if m.headers != "" {
			headers, redirects, _ := strings.Cut(m.headers, "\x00")
			all["_headers"], all["_redirects"] = []byte(headers), []byte(redirects)
		}
	}
	return all
}

func (h *hostServer) serveSite(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "" {
		h.wrong(w, "the token goes to the site itself")
		return
	}
	data, is := h.site()[strings.TrimPrefix(r.URL.Path, "/")]
	if !is {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	_, _ = w.Write(data)
}

// allowed checks the token.
func (h *hostServer) allowed(w http.ResponseWriter, r *http.Request, token string) bool {
	if r.Header.Get("Authorization") == "Bearer "+token {
		return true
	}
	w.WriteHeader(http.StatusUnauthorized)
	return false
}

func answerJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value)
}

// change edits the files of the release that is online, as another program would.
func (h *hostServer) change(f func(m *made)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	m := h.published()
	if m == nil {
		m = &made{id: "van-een-ander", files: map[string]string{}, state: "ready"}
		h.made, h.history = append(h.made, m), append(h.history, m.id)
	}
	f(m)
}

func (h *hostServer) fixture(f *fixture, digest func(name string, data []byte) string) {
	f.online, f.whole = h.site, true
	f.place = func(_ *testing.T, name, data string) {
		h.change(func(m *made) {
			m.files[name] = digest(name, []byte(data))
			h.have[m.files[name]] = []byte(data)
		})
	}
	f.forget = func(_ *testing.T, data []byte) {
		h.change(func(m *made) {
			delete(m.files, manifestFile)
			if data != nil {
				m.files[manifestFile] = digest(manifestFile, data)
				h.have[m.files[manifestFile]] = data
			}
		})
	}
	f.deny = func(*testing.T) func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		token := h.token
		h.token = "een-nieuwe-token"
		return func() { h.token = token }
	}
}

const fakeToken = "GEHEIM-van-de-host"
