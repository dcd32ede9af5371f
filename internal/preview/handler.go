package preview

import (
	"bytes"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

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

// allowedHosts are the names that a browser may call the server by. A page of another site that makes its own name lead
// to this machine (DNS rebinding) is not served.
func allowedHosts(addr net.Addr) map[string]bool {
	hosts := map[string]bool{"localhost": true}
	if host, _, err := net.SplitHostPort(addr.String()); err == nil {
		hosts[host] = true
	}
	return hosts
}

func (s *Server) hostAllowed(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(strings.ToLower(host), "[]")
	if _, err := netip.ParseAddr(host); err == nil {
		return true // a number can't be rebound
	}
	return s.hosts[host] || strings.HasSuffix(host, ".localhost")
}

// sameOrigin reports whether a request comes from a page of this server, as far as the browser says.
func sameOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == r.Host
}

// ServeHTTP answers as the host will. No request reaches the file system by its path: pages are looked up by URL.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case !s.hostAllowed(r.Host):
		http.Error(w, "Deze naam hoort niet bij de preview.", http.StatusForbidden)
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

func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	st := s.state.Load()
	e := st.view(published(r))
	if e == nil {
		write(w, r, st.noEdition(), "text/html")
		return
	}
	rules := st.rules()
	if to, status, found := rules.redirect(r.URL.Path); found {
		w.Header().Set("Location", to)
		w.WriteHeader(status)
		return
	}
	path, inside := sitePath(e.Site.Config, r.URL.Path)
	if !inside {
		http.Redirect(w, r, e.Site.Config.Href("/"), http.StatusFound)
		return
	}
	if to := folderOf(e, path); to != "" {
		target := url.URL{Path: e.Site.Config.BasePath + to, RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, target.String(), http.StatusPermanentRedirect)
		return
	}
	a := st.answer(path, published(r))
	header := http.Header{}
	rules.apply(header, r.URL.Path)
	header.Del("Cache-Control")
	for name, values := range header {
		w.Header()[name] = values
	}
	media := "text/html"
	if a.page != nil && a.status == http.StatusOK {
		media = render.MediaType(a.page)
	}
	write(w, r, a, media)
}

// folderOf is the URL of the folder that a path means without its last slash, or with its index.html; or "".
func folderOf(e *render.Edition, path string) string {
	if folder, is := strings.CutSuffix(path, "/index.html"); is && e.Site.Pages[folder+"/"] != nil {
		return folder + "/"
	}
	if !strings.HasSuffix(path, "/") && e.Site.Pages[path] == nil && e.Site.Pages[path+"/"] != nil {
		return path + "/"
	}
	return ""
}

func write(w http.ResponseWriter, r *http.Request, a *answer, media string) {
	if strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "xml") || strings.HasSuffix(media, "json") || strings.HasSuffix(media, "javascript") {
		media += "; charset=utf-8"
	}
	w.Header().Set("Content-Type", media)
	if a.status != http.StatusOK {
		w.WriteHeader(a.status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(a.body)
		}
		return
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.body))
}

// published reports whether the browser asked to see the site as it is published.
func published(r *http.Request) bool {
	c, err := r.Cookie(publishedCookie)
	return err == nil && c.Value == "1"
}
