package reader

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
	"sync"

	"drukpers/internal/host"
	"drukpers/internal/render"
	"drukpers/internal/site"
)

// handler answers as the host does. A page is rendered and compressed once.
type handler struct {
	edition *render.Edition
	answers sync.Map // *site.Page → func() answer
}

type answer struct {
	plain, small []byte // small is compressed, or nil where that gains nothing
	err          error
}

func newHandler(e *render.Edition) http.Handler {
	h := &handler{edition: e}
	read := func(url string) []byte { return h.answer(e.Site.Page(url)).plain }
	return &host.Handler{
		Rules: host.Read(read("/_redirects"), read("/_headers")), BasePath: e.Site.Config.BasePath,
		Has: func(path string) bool { return e.Site.Page(path) != nil }, Write: h.write,
	}
}

func (h *handler) answer(p *site.Page) answer {
	once, _ := h.answers.LoadOrStore(p, sync.OnceValue(func() answer {
		data, err := h.edition.Renderer().Render(p)
		if err != nil {
			return answer{err: err}
		}
		small := Compressed(data)
		if len(small) >= len(data) {
			small = nil
		}
		return answer{plain: data, small: small}
	}))
	return once.(func() answer)()
}

// Compressed gives the bytes that travel: gzip, as small as it gets.
func Compressed(data []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is one of the package's own
	_, _ = w.Write(data)                                  // a buffer takes every byte
	_ = w.Close()
	return b.Bytes()
}

func (h *handler) write(w http.ResponseWriter, r *http.Request, path string, status int) {
	if status == http.StatusNotFound {
		path = host.NotFound
	}
	p := h.edition.Site.Page(path)
	a := h.answer(p)
	if a.err != nil {
		http.Error(w, a.err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", host.ContentType(render.MediaType(p)))
	w.Header().Set("Vary", "Accept-Encoding")
	body := a.plain
	if a.small != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		body = a.small
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // an error means that the browser has gone
}
