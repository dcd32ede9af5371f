package content

import (
	"bytes"
	"regexp"
	"strconv"
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
// element can't swallow the rest of the page; links that lead to a script are dropped under every policy; links and
// pictures get what those of markdown have; and under RawSanitize only harmless elements and attributes stay. The body is
// one that this package rendered.
func (r *references) cleanHTML(body, policy, rel string) string {
	context := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragmentWithOptions(strings.NewReader(body), context, html.ParseOptionEnableScripting(false))
	if err != nil {
		return html.EscapeString(body)
	}
	root := &html.Node{Type: html.DocumentNode}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	r.tame(root, rel)
	var b bytes.Buffer
	for n := range root.ChildNodes() {
		if err := html.Render(&b, n); err != nil {
			return html.EscapeString(body)
		}
	}
	if policy == RawSanitize {
		return sanitizer().Sanitize(b.String())
	}
	return b.String()
}

// tame drops what leads to a script, makes of the one element that has no end one that has, and completes links and
// pictures.
func (r *references) tame(parent *html.Node, rel string) {
	for n := parent.FirstChild; n != nil; {
		next := n.NextSibling
		if leadsAway(n) {
			parent.RemoveChild(n)
			n = next
			continue
		}
		if n.DataAtom == atom.Plaintext {
			n.Data, n.DataAtom = "pre", atom.Pre
		}
		dropUnsafe(n)
		switch n.DataAtom {
		case atom.A:
			r.completeLink(n, rel)
		case atom.Img:
			r.completeImage(n)
		}
		r.tame(n, rel)
		n = next
	}
}

// leadsAway reports whether an element can take the reader to a script, or hold one where no parser looks.
func leadsAway(n *html.Node) bool {
	switch strings.ToLower(n.Data) {
	case "noembed", "noframes", "base":
		return n.Type == html.ElementNode
	case "meta":
		return attribute(n, "http-equiv") != ""
	case "animate", "set", "animatetransform", "animatemotion":
		return strings.HasSuffix(strings.ToLower(attribute(n, "attributename")+attribute(n, "attributeName")), "href")
	}
	return false
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func dropUnsafe(n *html.Node) {
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
}

// setMissing gives an element an attribute that it does not have.
func setMissing(n *html.Node, key, value string) {
	if attribute(n, key) == "" {
		n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
	}
}

func (r *references) completeLink(n *html.Node, rel string) {
	r.addBasePath(n, "href")
	if r.config.external(attribute(n, "href")) {
		setMissing(n, "rel", rel)
	}
}

func (r *references) completeImage(n *html.Node) {
	size := r.images.Size(attribute(n, "src"))
	r.addBasePath(n, "src")
	setMissing(n, "loading", "lazy")
	setMissing(n, "decoding", "async")
	if size != (Size{}) && attribute(n, "width") == "" && attribute(n, "height") == "" {
		setMissing(n, "width", strconv.Itoa(size.Width))
		setMissing(n, "height", strconv.Itoa(size.Height))
	}
}

// addBasePath completes a path of the site, unless it has the base path already, as those of markdown do.
func (r *references) addBasePath(n *html.Node, key string) {
	for i, a := range n.Attr {
		if a.Key == key && !strings.HasPrefix(a.Val, r.config.BasePath+"/") {
			n.Attr[i].Val = r.config.Link(a.Val)
		}
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
