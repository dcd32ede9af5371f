package deploy

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"drukpers/internal/config"
)

// netlifyFixture is Netlify as its documentation has it: the file digest method, restore, and the list of files.
func netlifyFixture(t testing.TB) *fixture {
	h := &hostServer{t: t, token: fakeToken, have: map[string][]byte{}}
	mux := http.NewServeMux()
	var base string
	guard := func(pattern string, f func(w http.ResponseWriter, r *http.Request)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			h.mu.Lock()
			defer h.mu.Unlock()
			if h.allowed(w, r, h.token) {
				f(w, r)
			}
		})
	}
	describe := func(m *made) map[string]any {
		return map[string]any{
			"id": m.id, "state": m.state, "created_at": m.at, "required": slices.Sorted(maps.Keys(m.required)),
			"deploy_ssl_url": base, "context": "production",
		}
	}
	publish := func(m *made) {
		if m.state != "ready" {
			m.state = "ready"
			h.history = append(h.history, m.id)
		}
	}
	guard("GET /api/v1/sites/krant", func(w http.ResponseWriter, _ *http.Request) {
		site := map[string]any{"url": base, "published_deploy": nil}
		if m := h.published(); m != nil {
			site["published_deploy"] = describe(m)
		}
		answerJSON(w, http.StatusOK, site)
	})
	guard("GET /api/v1/sites/krant/files", func(w http.ResponseWriter, _ *http.Request) {
		list := []map[string]any{}
		for name, digest := range h.published().files {
			list = append(list, map[string]any{"path": "/" + name, "sha": digest, "size": len(h.have[digest])})
		}
		answerJSON(w, http.StatusOK, list)
	})
	guard("GET /api/v1/sites/krant/deploys", func(w http.ResponseWriter, _ *http.Request) {
		list := []map[string]any{}
		for _, m := range h.made {
			list = append(list, describe(m))
		}
		answerJSON(w, http.StatusOK, list)
	})
	guard("POST /api/v1/sites/krant/deploys", func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Files map[string]string `json:"files"`
			Async bool              `json:"async"`
		}
		if r.Header.Get("Content-Type") != "application/json" || json.NewDecoder(r.Body).Decode(&body) != nil ||
			len(body.Files) == 0 {
			h.wrong(w, "a deploy without files: %v", r.Header)
			return
		}
		m := &made{
			id: fmt.Sprintf("d%d", len(h.made)+1), files: body.Files, required: map[string]bool{}, state: "preparing",
			at: time.Now(),
		}
		for name, digest := range body.Files {
			if strings.HasPrefix(name, "/") || len(digest) != 40 {
				h.wrong(w, "%s has digest %s, want a SHA-1", name, digest)
			}
			if h.have[digest] == nil {
				m.required[digest] = true
			}
		}
		h.made = append(h.made, m)
		answerJSON(w, http.StatusOK, map[string]any{"id": m.id, "state": m.state})
	})
	guard("GET /api/v1/sites/krant/deploys/{id}", func(w http.ResponseWriter, r *http.Request) {
		m := h.find(r.PathValue("id"))
		switch {
		case m.state == "preparing":
			m.state = "prepared"
		case m.state != "ready" && len(m.required) == 0:
			publish(m)
		}
		answerJSON(w, http.StatusOK, describe(m))
	})
	guard("PUT /api/v1/deploys/{id}/files/{name...}", func(w http.ResponseWriter, r *http.Request) {
		m := h.find(r.PathValue("id"))
		data, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		digest := m.files[r.PathValue("name")]
		switch {
		case m.state == "preparing":
			h.wrong(w, "a file comes before the deploy is prepared")
		case r.Header.Get("Content-Type") != "application/octet-stream":
			h.wrong(w, "a file has type %q", r.Header.Get("Content-Type"))
		case sha1Of(data) != digest:
			h.wrong(w, "%s has other bytes than its digest", r.PathValue("name"))
		default:
			h.have[digest] = data
			delete(m.required, digest)
			answerJSON(w, http.StatusOK, map[string]string{"path": r.PathValue("name")})
		}
	})
	guard("POST /api/v1/sites/krant/deploys/{id}/restore", func(w http.ResponseWriter, r *http.Request) {
		m := h.find(r.PathValue("id"))
		if m == nil || m.state != "ready" {
			h.wrong(w, "a deploy is restored that is not ready")
			return
		}
		h.history = append(h.history, m.id)
		answerJSON(w, http.StatusOK, describe(m))
	})
	mux.HandleFunc("GET /", h.serveSite)
	_, line, f := overHTTP(t, mux)
	base = "http://" + line.address
	f.target = config.Target{Name: "proef", Type: "netlify", Site: "krant", API: base + "/api/v1"}
	f.secrets = map[string]string{"NETLIFY_AUTH_TOKEN": fakeToken}
	f.listing = true
	h.fixture(f, func(_ string, data []byte) string { return sha1Of(data) })
	return f
}
