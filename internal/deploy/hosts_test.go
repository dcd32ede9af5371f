package deploy

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"drukpers/internal/config"
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

// cloudflareFixture is Cloudflare as its documentation has it: direct upload of static assets, and deployments.
func cloudflareFixture(t testing.TB) *fixture {
	h := &hostServer{t: t, token: fakeToken, have: map[string][]byte{}}
	const account = "/client/v4/accounts/acc/workers"
	const worker = account + "/scripts/krant"
	mux := http.NewServeMux()
	handle := func(pattern string, token func() string, f func(w http.ResponseWriter, r *http.Request)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			h.mu.Lock()
			defer h.mu.Unlock()
			if h.allowed(w, r, token()) {
				f(w, r)
			}
		})
	}
	account1 := func() string { return h.token }
	result := func(w http.ResponseWriter, status int, value any) {
		answerJSON(w, status, map[string]any{"success": true, "errors": nil, "messages": nil, "result": value})
	}
	handle("GET "+worker+"/deployments", account1, func(w http.ResponseWriter, _ *http.Request) {
		list := []map[string]any{}
		for _, id := range slices.Backward(h.history) {
			list = append(list, map[string]any{
				"strategy": "percentage", "versions": []map[string]any{{"version_id": id, "percentage": 100}},
			})
		}
		if len(list) == 0 {
			answerJSON(w, http.StatusNotFound, map[string]any{"success": false, "errors": []string{"no such worker"}})
			return
		}
		result(w, http.StatusOK, map[string]any{"deployments": list})
	})
	handle("POST "+worker+"/assets-upload-session", account1, func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Manifest map[string]assetEntry `json:"manifest"`
		}
		if json.NewDecoder(r.Body).Decode(&body) != nil || len(body.Manifest) == 0 {
			h.wrong(w, "a session without a manifest")
			return
		}
		m := &made{id: fmt.Sprintf("v%d", len(h.made)+1), files: map[string]string{}, required: map[string]bool{}}
		for name, e := range body.Manifest {
			inside, slash := strings.CutPrefix(name, "/")
			if !slash || len(e.Hash) != 32 || strings.HasPrefix(inside, "_headers") {
				h.wrong(w, "manifest has %s with hash %s", name, e.Hash)
			}
			m.files[inside] = e.Hash
			if h.have[e.Hash] == nil {
				m.required[e.Hash] = true
			}
		}
		h.session = m
		buckets := slices.Collect(slices.Chunk(slices.Sorted(maps.Keys(m.required)), 5))
		jwt := "upload-" + m.id
		if len(buckets) == 0 {
			jwt = "completion-" + m.id
		}
		result(w, http.StatusOK, map[string]any{"jwt": jwt, "buckets": buckets})
	})
	handle("POST "+account+"/assets/upload", func() string { return "upload-" + h.session.id },
		func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("base64") != "true" {
				h.wrong(w, "an upload without base64=true")
			}
			eachPart(h, w, r, func(part *multipart.Part, text []byte) {
				data, err := base64.StdEncoding.DecodeString(string(text))
				if err != nil || part.Header.Get("Content-Type") == "" || !h.session.required[part.FormName()] &&
					h.have[part.FormName()] == nil {
					h.wrong(w, "part %s of type %q: %v", part.FormName(), part.Header.Get("Content-Type"), err)
				}
				h.have[part.FormName()] = data
				delete(h.session.required, part.FormName())
			})
			if len(h.session.required) > 0 {
				result(w, http.StatusAccepted, map[string]any{})
				return
			}
			result(w, http.StatusCreated, map[string]any{"jwt": "completion-" + h.session.id})
		})
	handle("PUT "+worker, account1, func(w http.ResponseWriter, r *http.Request) {
		var metadata struct {
			Main   string `json:"main_module"`
			Date   string `json:"compatibility_date"`
			Assets struct {
				JWT    string            `json:"jwt"`
				Config map[string]string `json:"config"`
			} `json:"assets"`
		}
		modules := map[string]bool{}
		eachPart(h, w, r, func(part *multipart.Part, text []byte) {
			if part.FormName() == "metadata" {
				if err := json.Unmarshal(text, &metadata); err != nil {
					h.wrong(w, "metadata: %v", err)
				}
				return
			}
			modules[part.FormName()] = part.Header.Get("Content-Type") == "application/javascript+module"
		})
		m := h.session
		if !modules[metadata.Main] || metadata.Date == "" || metadata.Assets.JWT != "completion-"+m.id {
			h.wrong(w, "metadata %+v with modules %v", metadata, modules)
			return
		}
		m.headers = metadata.Assets.Config["_headers"] + "\x00" + metadata.Assets.Config["_redirects"]
		h.made, h.history = append(h.made, m), append(h.history, m.id)
		result(w, http.StatusOK, map[string]any{"id": "krant"})
	})
	handle("POST "+worker+"/deployments", account1, func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Strategy string `json:"strategy"`
			Versions []struct {
				ID         string `json:"version_id"`
				Percentage int    `json:"percentage"`
			} `json:"versions"`
		}
		err := json.NewDecoder(r.Body).Decode(&body)
		if err != nil || body.Strategy != "percentage" || len(body.Versions) != 1 || body.Versions[0].Percentage != 100 ||
			h.find(body.Versions[0].ID) == nil {
			h.wrong(w, "deployment %+v", body)
			return
		}
		h.history = append(h.history, body.Versions[0].ID)
		result(w, http.StatusOK, map[string]any{"id": "x"})
	})
	mux.HandleFunc("GET /", h.serveSite)
	_, line, f := overHTTP(t, mux)
	f.target = config.Target{
		Name: "proef", Type: "cloudflare", Account: "acc", Worker: "krant", API: "http://" + line.address + "/client/v4",
		Address: "http://" + line.address + "/",
	}
	f.secrets = map[string]string{"CLOUDFLARE_API_TOKEN": fakeToken}
	h.fixture(f, assetHash)
	return f
}

func eachPart(h *hostServer, w http.ResponseWriter, r *http.Request, f func(part *multipart.Part, text []byte)) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		h.wrong(w, "type %q, want multipart/form-data", r.Header.Get("Content-Type"))
		return
	}
	form := multipart.NewReader(r.Body, params["boundary"])
	for {
		part, err := form.NextPart()
		if err != nil {
			return
		}
		text, err := io.ReadAll(part)
		if err != nil {
			return
		}
		f(part, text)
	}
}
