package markdown

import (
	"slices"
	"strconv"
	"strings"

	"drukpers/internal/rawhtml"
	"drukpers/internal/urls"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

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
	return c.rules.Sanitize(renderBody(root))
}

// clean drops what leads to a script, makes of the one element that has no end one that has, and completes links and
// pictures.
func (l *linkTransformer) clean(parent *html.Node, found *addresses) {
	for n := parent.FirstChild; n != nil; {
		next := n.NextSibling
		if rawhtml.LeadsAway(n) {
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
			src := attribute(n, "src")
			picture = l.known(found.target(src))
			if l.external(src) && picture.Address != src { // what else it names is elsewhere, too
				n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "srcset" || a.Key == "sizes" })
			}
			isSrc := func(address string) bool { return address == src }
			replaceAddresses(n, isSrc, func(string) string { return picture.Address })
		}
		if found.resolve != nil {
			replaceAddresses(n, urls.Relative, func(address string) string { return found.target(address).Address })
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
		if name := attributeName(a); rawhtml.Refused(name, a.Val) {
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
	setMissing(n, "loading", "lazy")
	setMissing(n, "decoding", "async")
	if target.Width > 0 && attribute(n, "width") == "" && attribute(n, "height") == "" {
		setMissing(n, "width", strconv.Itoa(target.Width))
		setMissing(n, "height", strconv.Itoa(target.Height))
	}
	if target.Srcset != "" && attribute(n, "srcset") == "" {
		setMissing(n, "srcset", target.Srcset)
		setMissing(n, "sizes", bodySizes)
	}
}

// addBasePath completes the addresses of an element that are paths of the site.
func (l *linkTransformer) addBasePath(n *html.Node) { replaceAddresses(n, isRooted, l.withBasePath) }

func isRooted(address string) bool { return strings.HasPrefix(address, "/") }

func (l *linkTransformer) withBasePath(address string) string {
	return urls.WithBasePath(l.basePath, address)
}
