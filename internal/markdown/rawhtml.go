package markdown

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

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
// pictures get what those of markdown have; and under RawSanitize only harmless elements and attributes stay. The body
// is one that this package rendered.
func (c *Converter) cleanHTML(body string, found *addresses) string {
	root := parseBody(body)
	if root == nil {
		return html.EscapeString(body)
	}
	c.links.clean(root, found)
	body = renderBody(root)
	if c.options.RawHTML == RawSanitize {
		return c.sanitizer().Sanitize(body)
	}
	return body
}

// clean drops what leads to a script, makes of the one element that has no end one that has, and completes links and
// pictures.
func (l *linkTransformer) clean(parent *html.Node, found *addresses) {
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
		if broken := dropUnsafe(n); broken && n.DataAtom == atom.Img {
			parent.InsertBefore(&html.Node{Type: html.TextNode, Data: attribute(n, "alt")}, n)
			parent.RemoveChild(n)
			n = next
			continue
		}
		var picture Target
		if n.DataAtom == atom.Img {
			picture = found.target(attribute(n, "src"))
		}
		if found.resolve != nil {
			replaceAddresses(n, Relative, func(address string) string { return found.target(address).Address })
		}
		switch n.DataAtom {
		case atom.A:
			if l.external(attribute(n, "href")) {
				setMissing(n, "rel", found.rel)
			}
		case atom.Img:
			l.completeImage(n, picture)
		}
		l.addBasePath(n)
		found.relative = found.relative || hasRelative(n)
		l.clean(n, found)
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

// dropUnsafe takes off the addresses that a page may not have; broken reports whether src was one of them.
func dropUnsafe(n *html.Node) (broken bool) {
	kept := n.Attr[:0]
	for _, a := range n.Attr {
		name := attributeName(a)
		safe := SafeURL
		if name == "src" {
			safe = safePicture
		}
		if urlAttributes[name] && (name == "srcdoc" || safe(a.Val) == "") && a.Val != "" {
			broken = broken || name == "src"
			continue
		}
		kept = append(kept, a)
	}
	n.Attr = kept
	return broken
}

// setMissing gives an element an attribute that it does not have.
func setMissing(n *html.Node, key, value string) {
	if attribute(n, key) == "" {
		n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
	}
}

func (l *linkTransformer) completeImage(n *html.Node, target Target) {
	width, height := l.sizeOf(target)
	setMissing(n, "loading", "lazy")
	setMissing(n, "decoding", "async")
	if width > 0 && attribute(n, "width") == "" && attribute(n, "height") == "" {
		setMissing(n, "width", strconv.Itoa(width))
		setMissing(n, "height", strconv.Itoa(height))
	}
}

// addBasePath completes the addresses of an element that are paths of the site.
func (l *linkTransformer) addBasePath(n *html.Node) {
	rooted := func(address string) bool { return strings.HasPrefix(address, "/") }
	replaceAddresses(n, rooted, func(address string) string { return WithBasePath(l.basePath, address) })
}

// newSanitizer allows what user content may hold, and the attributes that this package's own rendering uses.
func (c *Converter) newSanitizer() *bluemonday.Policy {
	p := bluemonday.UGCPolicy()
	p.RequireNoFollowOnLinks(false)
	p.AllowURLSchemes(
		slices.DeleteFunc(slices.Collect(maps.Keys(safeSchemes)), func(s string) bool { return s == "" })...)
	name := regexp.MustCompile(`^[\pL\pN _:.+#-]+$`)
	p.AllowAttrs("class").Matching(name).Globally()
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^[\pL\pN_:.-]+$`)).Globally()
	p.AllowAttrs("name").Matching(regexp.MustCompile(`^[\pL\pN_:.-]+$`)).OnElements("a")
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
	p.AllowNoAttrs().OnElements("label", "video", "audio", "picture")
	p.AllowElements("u", "wbr", "small", "ins", "del", "dfn", "picture")
	p.AllowAttrs("lang", "dir").Globally()
	media := regexp.MustCompile(`^(?i:https://|/|[^:]*$)`)
	p.AllowAttrs("src", "poster").Matching(media).OnElements("video", "audio", "source", "track")
	p.AllowAttrs("controls", "loop", "muted", "playsinline", "preload", "width", "height").OnElements("video", "audio")
	p.AllowAttrs("type", "media", "kind", "srclang", "label", "default").OnElements("source", "track")
	p.AllowAttrs("data-embed").Matching(regexp.MustCompile(`^https://[\w./-]+$`)).OnElements("a")
	p.AllowElementsContent("iframe")
	p.AllowAttrs("src").Matching(c.options.framePattern()).OnElements("iframe")
	p.AllowAttrs("loading", "allowfullscreen").OnElements("iframe")
	return p
}
