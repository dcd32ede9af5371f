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
	"testing"

	"drukpers/internal/config"
)

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
