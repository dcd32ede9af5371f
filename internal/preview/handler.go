package preview

import (
	"bytes"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/host"
	"drukpers/internal/render"
)

const (
	ownPrefix  = "/.drukpers/"
	scriptPath = ownPrefix + "client.js"
	eventsPath = ownPrefix + "events"
	statusPath = ownPrefix + "status"
	// maxPath is longer than any URL of a site: file systems take names of 255 bytes.
	maxPath = 4096
	// publishedCookie marks a browser that looks at the site as published.
	publishedCookie = "drukpers-published"
)

// ServeHTTP answers as the host will. No request reaches the file system by its path: pages are looked up by URL.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case !hostAllowed(r.Host):
		http.Error(w, "Deze naam hoort niet bij de preview. Gebruik localhost of het IP-adres.", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Alleen lezen.", http.StatusMethodNotAllowed)
	case len(r.URL.Path) > maxPath || strings.ContainsRune(r.URL.Path, 0):
		http.Error(w, "Dit adres is te lang of ongeldig.", http.StatusBadRequest)
	case strings.HasPrefix(r.URL.Path, ownPrefix):
		s.serveOwn(w, r)
	default:
		s.servePage(w, r)
	}
}

// serveOwn answers what the script asks for.
func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request) {
	if !sameOrigin(r) {
		http.Error(w, "Alleen voor de preview zelf.", http.StatusForbidden)
		return
	}
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
func sitePath(c *content.Config, path string) (string, bool) {
	below, inside := strings.CutPrefix(path, c.BasePath)
	return below, inside && (below == "" || below[0] == '/')
}

func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	st := s.state.Load()
	e := st.view(published(r))
	if e == nil {
		write(w, r, noEdition())
		return
	}
	asked := r.URL.Path
	to, status, found := st.rules().Redirect(asked)
	target, err := url.Parse(to)
	switch {
	case found && err == nil && status != http.StatusOK:
		redirect(w, r, target, status)
		return
	case found && err == nil:
		asked = target.Path
	}
	path, inside := sitePath(e.Site.Config, asked)
	if !inside {
		redirect(w, r, &url.URL{Path: e.Site.Config.BasePath + "/"}, http.StatusFound)
		return
	}
	if folder := folderOf(e, path); folder != "" {
		redirect(w, r, &url.URL{Path: e.Site.Config.BasePath + folder}, http.StatusPermanentRedirect)
		return
	}
	headers := st.rules().Headers(r.URL.Path)
	headers.Del("Cache-Control")
	maps.Copy(w.Header(), headers)
	write(w, r, st.answer(path, published(r)))
}

// redirect keeps the query of the request where the target has none.
func redirect(w http.ResponseWriter, r *http.Request, target *url.URL, status int) {
	if target.RawQuery == "" {
		target.RawQuery = r.URL.RawQuery
	}
	w.Header().Set("Location", target.String())
	w.WriteHeader(status)
}

// folderOf is the URL of the folder that a path means without its last slash, or with its index.html; or "".
func folderOf(e *render.Edition, path string) string {
	if folder, is := strings.CutSuffix(path, "/index.html"); is && e.Site.Page(folder+"/") != nil {
		return folder + "/"
	}
	if !strings.HasSuffix(path, "/") && e.Site.Page(path) == nil && e.Site.Page(path+"/") != nil {
		return path + "/"
	}
	return ""
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

func (a *answer) contentType() string {
	media := "text/html"
	if a.page != nil {
		media = render.MediaType(a.page)
	}
	return host.ContentType(media)
}

// published reports whether the browser asked to see the site as it is published.
func published(r *http.Request) bool {
	c, err := r.Cookie(publishedCookie)
	return err == nil && c.Value == "1"
}
