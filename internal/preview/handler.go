package preview

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/host"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

const (
	ownPrefix  = "/.drukpers/"
	scriptPath = ownPrefix + "client.js"
	eventsPath = ownPrefix + "events"
	statusPath = ownPrefix + "status"
	// maxPath is longer than any URL of a site: file systems take names of 255 bytes.
	maxPath = 4096
	// publishedQuery is what the script of a tab asks with that shows the site as published.
	publishedQuery = "drukpers-published"
)

// ServeHTTP answers as the host will. No request reaches the file system by its path: pages are looked up by URL.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := report.Guard(config.File, func() error { s.serve(w, r); return nil })(); err != nil {
		write(w, r, message(http.StatusInternalServerError, "Deze pagina kan nu niet worden gemaakt.", err.Error()))
	}
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	w = &patientWriter{w, http.NewResponseController(w)}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
	own := strings.HasPrefix(r.URL.Path, ownPrefix)
	switch {
	case !hostAllowed(r.Host):
		http.Error(w, "Deze naam hoort niet bij de preview. Gebruik localhost of het IP-adres.", http.StatusForbidden)
	case !sameOrigin(r) && (own || !navigates(r)):
		http.Error(w, "Alleen voor de preview zelf.", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Alleen lezen.", http.StatusMethodNotAllowed)
	case len(r.URL.Path) > maxPath || strings.ContainsRune(r.URL.Path, 0):
		http.Error(w, "Dit adres is te lang of ongeldig.", http.StatusBadRequest)
	case !s.admit(w, r):
	case own:
		s.serveOwn(w, r)
	default:
		s.servePage(w, r)
	}
}

// serveOwn answers what the script asks for.
func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case scriptPath:
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(clientScript))
	case eventsPath:
		s.serveEvents(w, r)
	case statusPath:
		s.serveStatus(w, r)
	default:
		http.NotFound(w, r)
	}
}

// askedURL is the page (below the base path) that the script asks about, from the path as the browser spells it.
func (s *Server) askedURL(r *http.Request) string {
	path := r.URL.Query().Get("url")
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	if e := s.state.Load().edition; e != nil {
		path, _ = sitePath(e.Site.Config, path)
	}
	return path
}

// sitePath takes the base path off a request's path.
func sitePath(c *config.Config, path string) (string, bool) {
	below, inside := strings.CutPrefix(path, c.BasePath)
	return below, inside && (below == "" || below[0] == '/')
}

func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	st := s.state.Load()
	to := audienceOf(r)
	e := st.view(to)
	if e == nil {
		write(w, r, noEdition())
		return
	}
	h := host.Handler{
		Rules: st.rules(), BasePath: e.Site.Config.BasePath,
		Has: func(path string) bool { return e.Site.Page(path) != nil },
		Write: func(w http.ResponseWriter, r *http.Request, path string, _ int) {
			w.Header().Set("Cache-Control", "no-store")
			if p := e.Site.Page(path); p != nil && p.Kind == site.Static && !render.IsHTML(p) {
				writeFile(w, r, p)
				return
			}
			write(w, r, st.answer(path, to))
		},
	}
	h.ServeHTTP(w, r)
}

func write(w http.ResponseWriter, r *http.Request, a *answer) {
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", a.contentType())
	}
	if a.status == http.StatusOK {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.body))
		return
	}
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(a.body)
	}
}

// writeFile writes a static file as it is read.
func writeFile(w http.ResponseWriter, r *http.Request, p *site.Page) {
	file, err := p.File.Open()
	if err != nil {
		write(w, r, message(http.StatusInternalServerError, "Dit bestand is nu niet te lezen.", err.Error()))
		return
	}
	defer file.Close()
	if w.Header().Get("Content-Type") == "" && (p.File.Made == nil || p.File.Made()) {
		w.Header().Set("Content-Type", host.ContentType(render.MediaType(p)))
	}
	if seeker, is := file.(io.ReadSeeker); is {
		http.ServeContent(w, r, "", time.Time{}, seeker)
		return
	}
	_, _ = io.Copy(w, file)
}

// patientWriter gives a reader writeLimit for each part of an answer, however many there are.
type patientWriter struct {
	http.ResponseWriter
	connection *http.ResponseController
}

// writeLimit is how long a browser may take to accept a part of an answer.
const writeLimit = 10 * time.Second

func (w *patientWriter) Write(part []byte) (int, error) {
	_ = w.connection.SetWriteDeadline(time.Now().Add(writeLimit))
	return w.ResponseWriter.Write(part)
}

// Unwrap is for http.ResponseController.
func (w *patientWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (a *answer) contentType() string {
	media := "text/html"
	if a.page != nil {
		media = render.MediaType(a.page)
	}
	return host.ContentType(media)
}

// audienceOf is the one that a tab shows the site as.
func audienceOf(r *http.Request) audience {
	if r.URL.Query().Has(publishedQuery) {
		return readers
	}
	return editors
}
