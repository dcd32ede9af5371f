package host

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
)

// Handler answers as the host does: redirects first, then the page of a path with the headers that the site asks for,
// else the site's 404.
type Handler struct {
	Rules    Rules
	BasePath string                 // of the site on its host: "" or "/blog"
	Has      func(path string) bool // whether the site has a page, by its path below BasePath
	// Write writes a page; where there is none of the path, status is 404 and the page that of NotFound.
	Write func(w http.ResponseWriter, r *http.Request, path string, status int)
}

// NotFound is the page that is shown where there is none.
const NotFound = "/404.html"

func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	asked := r.URL.Path
	if rule, to := h.Rules.Redirects.Find(r.URL.EscapedPath()); rule != nil {
		target, err := url.Parse(to)
		switch {
		case err == nil && rule.Status != http.StatusOK:
			redirect(w, r, target, rule.Status)
			return
		case err == nil:
			asked = target.Path
		}
	}
	path, inside := strings.CutPrefix(asked, h.BasePath)
	if !inside || path != "" && path[0] != '/' {
		redirect(w, r, &url.URL{Path: h.BasePath + "/"}, http.StatusFound)
		return
	}
	if folder := h.folder(path); folder != "" {
		redirect(w, r, &url.URL{Path: h.BasePath + folder}, http.StatusPermanentRedirect)
		return
	}
	maps.Copy(w.Header(), h.Rules.Headers.For(r.URL.EscapedPath()))
	status := http.StatusOK
	if !h.Has(path) {
		status = http.StatusNotFound
	}
	h.Write(w, r, path, status)
}

// folder is the path of the folder that one means without its last slash, or with its index.html; or "".
func (h *Handler) folder(path string) string {
	if folder, is := strings.CutSuffix(path, "/index.html"); is && h.Has(folder+"/") {
		return folder + "/"
	}
	if !strings.HasSuffix(path, "/") && !h.Has(path) && h.Has(path+"/") {
		return path + "/"
	}
	return ""
}

// redirect keeps the query of the request where the target has none.
func redirect(w http.ResponseWriter, r *http.Request, target *url.URL, status int) {
	if target.RawQuery == "" {
		target.RawQuery = r.URL.RawQuery
	}
	w.Header().Set("Location", target.String())
	w.WriteHeader(status)
}
