package content

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// urlAttributes are those a browser may follow or run.
var urlAttributes = map[string]bool{
	"href": true, "src": true, "action": true, "formaction": true, "data": true, "poster": true, "cite": true,
	"xlink:href": true, "background": true, "ping": true, "srcdoc": true, "from": true, "to": true, "values": true,
}

// cleanHTML makes a body that holds an editor's own HTML fit for a page: it is parsed and written anew, so that an open
// element can't swallow the rest of the page; links that lead to a script are dropped under every policy; and under
// RawSanitize only harmless elements and attributes stay. The body is one that this package rendered.
func cleanHTML(body, policy string) string {
	context := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(body), context)
	if err != nil {
		return html.EscapeString(body)
	}
	var b bytes.Buffer
	for _, n := range nodes {
		tame(n)
		if err := html.Render(&b, n); err != nil {
			return html.EscapeString(body)
		}
	}
	if policy == RawSanitize {
		return sanitizer().Sanitize(b.String())
	}
	return b.String()
}

// tame drops addresses that lead to a script, and makes of the one element that has no end one that has.
func tame(n *html.Node) {
	if n.DataAtom == atom.Plaintext {
		n.Data, n.DataAtom = "pre", atom.Pre
	}
	kept := n.Attr[:0]
	for _, a := range n.Attr {
		name := a.Key
		if a.Namespace != "" {
			name = a.Namespace + ":" + a.Key
		}
		if urlAttributes[name] && (name == "srcdoc" || SafeURL(a.Val) == "") && a.Val != "" {
			continue
		}
		kept = append(kept, a)
	}
	n.Attr = kept
	for child := range n.ChildNodes() {
		tame(child)
	}
}

// sanitizer allows what user content may hold, and the attributes that this package's own rendering uses.
var sanitizer = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.UGCPolicy()
	p.RequireNoFollowOnLinks(false)
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	name := regexp.MustCompile(`^[\pL\pN _:.+#-]+$`)
	p.AllowAttrs("class").Matching(name).Globally()
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^[\pL\pN_:.-]+$`)).Globally()
	p.AllowAttrs("title").Globally()
	p.AllowAttrs("alt").OnElements("img")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("rel").Matching(name).OnElements("a")
	p.AllowAttrs("role").Matching(name).OnElements("a", "div")
	p.AllowAttrs("loading", "decoding", "width", "height").Matching(regexp.MustCompile(`^[a-z0-9]+$`)).OnElements("img")
	p.AllowAttrs("type").Matching(regexp.MustCompile(`^checkbox$`)).OnElements("input")
	p.AllowAttrs("checked", "disabled").OnElements("input")
	p.AllowAttrs("tabindex").Matching(regexp.MustCompile(`^0$`)).OnElements("pre", "div")
	p.AllowAttrs("datetime").OnElements("time")
	p.AllowElements("mark", "kbd", "abbr", "figure", "figcaption", "details", "summary", "section", "time", "input")
	p.AllowNoAttrs().OnElements("label")
	return p
})
