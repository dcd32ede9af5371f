package preview

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strings"
	"sync"

	"drukpers/internal/host"
	"drukpers/internal/render"
	"drukpers/internal/site"
)

// answer is what a URL shows in one state.
type answer struct {
	page   *site.Page
	status int
	raw    []byte // as build writes it
	body   []byte // with the script, when it is a page of the site
	hash   string // of raw and the files that it shows
}

// answer gives what a URL (below the base path) shows; every URL that is not a page shows the site's 404. A page is
// rendered once in each state, for requests and for telling whether it changed; a static file is read anew every time.
func (st *state) answer(url string, to audience) *answer {
	e := st.view(to)
	if e == nil {
		return noEdition()
	}
	p, status := e.Site.Page(url), http.StatusOK
	if p == nil {
		p, status = e.Site.Page(host.NotFound), http.StatusNotFound
	}
	switch {
	case p == nil:
		return message(status, "Deze pagina bestaat niet.", "")
	case p.Kind == site.Static:
		return newAnswer(e, p, status)
	}
	type key struct {
		page   *site.Page
		status int
	}
	once, _ := st.answers.LoadOrStore(key{p, status}, sync.OnceValue(func() *answer { return newAnswer(e, p, status) }))
	return once.(func() *answer)()
}

func newAnswer(e *render.Edition, p *site.Page, status int) *answer {
	data, err := e.Renderer().Render(p)
	if err != nil {
		return message(http.StatusInternalServerError, "Deze pagina kan nu niet worden gemaakt.", err.Error())
	}
	a := &answer{page: p, status: status, raw: data, body: data}
	if render.IsHTML(p) {
		files, err := json.Marshal(shownFiles(e, p, data))
		if err != nil {
			return message(http.StatusInternalServerError, "Deze pagina kan nu niet worden gemaakt.", err.Error())
		}
		a.hash = hashOf(data, files)
		a.body = inject(data, a.hash, string(files))
	}
	return a
}

// noEdition is for a site that has not loaded even once: the script shows why.
func noEdition() *answer {
	return message(http.StatusInternalServerError, "De site kan nog niet worden getoond.", "")
}

// message is a page of the preview's own, for when the site has none to show.
func message(status int, title, text string) *answer {
	raw := fmt.Appendf(nil,
		`<!doctype html><html lang="nl"><head><meta charset="utf-8">`+
			`<meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title></head>`+
			`<body><h1>%s</h1><p>%s</p></body></html>`,
		html.EscapeString(title), html.EscapeString(title), html.EscapeString(text))
	hash := hashOf(raw)
	return &answer{status: status, raw: raw, body: inject(raw, hash, "{}"), hash: hash}
}

func hashOf(parts ...[]byte) string {
	sum := sha256.Sum256(bytes.Join(parts, nil))
	return hex.EncodeToString(sum[:8])
}

// inject adds the script to the end of the document, before </body> where there is one. The script gets to know which
// files the page shows, as JSON.
func inject(page []byte, hash, files string) []byte {
	tag := `<script src="` + scriptPath + `" data-hash="` + hash + `" data-files="` + html.EscapeString(files) +
		`" defer></script>`
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(tag))
	out = append(out, page[:at]...)
	out = append(out, tag...)
	return append(out, page[at:]...)
}

// Ways for a tab to come from one page to another.
const (
	byStyle = "style" // only its stylesheets have other addresses
	byPage  = "page"  // in place
	byLoad  = "load"  // anew, since its scripts changed
)

// difference says how a tab comes from one page to another that differs.
func difference(before, after *answer, old, next *render.Edition) string {
	if old == nil || next == nil || old.Theme == next.Theme {
		return byPage
	}
	was := before.raw
	for name, url := range old.Theme.Assets() {
		newURL := next.Theme.Assets()[name]
		switch {
		case newURL == url || !bytes.Contains(was, []byte(url)):
		case strings.HasSuffix(name, ".js"):
			return byLoad
		case newURL != "":
			was = bytes.ReplaceAll(was, []byte(url), []byte(newURL))
		}
	}
	if bytes.Equal(was, after.raw) {
		return byStyle
	}
	return byPage
}
