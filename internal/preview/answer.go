package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"strings"
	"sync"

	"drukpers/internal/content"
	"drukpers/internal/render"
	"drukpers/internal/site"
)

// answer is what a URL shows in one state: rendered at most once, for the request and for telling whether it changed.
type answer struct {
	page   *site.Page
	status int
	body   []byte // with the script, when it is a page of the site
	hash   string // of the page
	raw    []byte // as build writes it
}

// view chooses between what the server shows by default and the site as it is published.
func (st *state) view(published bool) *render.Edition {
	if published && st.edition != nil {
		return st.published()
	}
	return st.edition
}

// answer gives what a URL (below the base path) shows; every URL that is not a page shows the site's 404.
func (st *state) answer(url string, published bool) *answer {
	e := st.view(published)
	if e == nil {
		return st.noEdition()
	}
	p, status := e.Site.Pages[url], 200
	if p == nil {
		p, status = e.Site.Pages["/404.html"], 404
	}
	if p == nil {
		return &answer{status: 404, body: []byte("404")}
	}
	type key struct {
		page   *site.Page
		status int
	}
	once, _ := st.answers.LoadOrStore(key{p, status}, sync.OnceValue(func() *answer { return st.render(e, p, status) }))
	return once.(func() *answer)()
}

func (st *state) render(e *render.Edition, p *site.Page, status int) *answer {
	a := &answer{page: p, status: status}
	data, err := e.Render(p)
	if err != nil {
		a.status = 500
		a.raw = shell("Deze pagina kan nu niet worden gemaakt.", err.Error())
	} else {
		a.raw = data
	}
	sum := sha256.Sum256(a.raw)
	a.hash = hex.EncodeToString(sum[:8])
	a.body = a.raw
	if err != nil || isPage(p) {
		a.body = inject(a.raw, a.hash)
	}
	return a
}

// noEdition is for a site that has not loaded even once: the script shows why.
func (st *state) noEdition() *answer {
	raw := shell("De site kan nog niet worden getoond.", "")
	return &answer{status: 500, raw: raw, body: inject(raw, "-"), hash: "-"}
}

func shell(title, text string) []byte {
	return fmt.Appendf(nil, `<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title></head><body><h1>%s</h1><p>%s</p></body></html>`,
		html.EscapeString(title), html.EscapeString(title), html.EscapeString(text))
}

// isPage reports whether a page is HTML of the site's own, which gets the script.
func isPage(p *site.Page) bool { return p.Kind != site.Static && render.MediaType(p) == "text/html" }

// inject adds the script to the end of the document, before </body> where there is one.
func inject(page []byte, hash string) []byte {
	tag := `<script src="` + scriptPath + `" data-hash="` + hash + `" defer></script>`
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(tag))
	out = append(out, page[:at]...)
	out = append(out, tag...)
	return append(out, page[at:]...)
}

// difference says how a tab can come from one page to another: not at all, by its stylesheets alone, in place, or by
// loading anew since its scripts changed.
func difference(before, after *answer, old, next *render.Edition) string {
	switch {
	case before.hash == after.hash:
		return ""
	case old == nil || next == nil || old.Theme == next.Theme:
		return "page"
	}
	was, is := before.raw, after.raw
	for name, url := range old.Theme.Assets() {
		if newURL := next.Theme.Assets()[name]; newURL != url && strings.HasSuffix(name, ".js") && bytes.Contains(was, []byte(url)) {
			return "load"
		} else if newURL != "" {
			was = bytes.ReplaceAll(was, []byte(url), []byte(newURL))
		}
	}
	if bytes.Equal(was, is) {
		return "style"
	}
	return "page"
}

// sitePath takes the base path off a request's path.
func sitePath(c *content.Config, path string) (string, bool) {
	return strings.CutPrefix(path, c.BasePath)
}
