package markdown

import (
	"slices"
	"strings"

	"drukpers/internal/urls"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// addressAttributes are those that hold one address which a reader's program fetches or follows.
var addressAttributes = map[string]bool{
	"href": true, "src": true, "poster": true, "cite": true, "action": true, "formaction": true, "data": true,
	"background": true,
	"xlink:href": true,
}

// attributeName is the name of an attribute as HTML writes it.
func attributeName(a html.Attribute) string {
	if a.Namespace != "" {
		return a.Namespace + ":" + a.Key
	}
	return a.Key
}

// hasRelative reports whether an element has an address that is not whole.
func hasRelative(n *html.Node) bool {
	for _, a := range n.Attr {
		if addressAttributes[attributeName(a)] && !urls.IsWhole(a.Val) || a.Key == "srcset" {
			return true
		}
	}
	return false
}

// Absolute writes HTML with addresses that work elsewhere, such as in a feed reader: resolve makes each of them whole.
func Absolute(body string, resolve func(address string) string) string {
	root := parseBody(body)
	if root == nil {
		return body
	}
	for n := range root.Descendants() {
		replaceAddresses(n, func(address string) bool { return !urls.IsWhole(address) }, resolve)
	}
	return renderBody(root)
}

// replaceAddresses gives an element other addresses in place of those chosen.
func replaceAddresses(n *html.Node, chosen func(address string) bool, other func(address string) string) {
	for i, a := range n.Attr {
		switch {
		case addressAttributes[attributeName(a)] && chosen(a.Val):
			n.Attr[i].Val = other(a.Val)
		case a.Key == "srcset":
			n.Attr[i].Val = replaceSrcset(a.Val, chosen, other)
		}
	}
}

// replaceSrcset is replaceAddresses for the candidates of a srcset.
func replaceSrcset(set string, chosen func(string) bool, other func(string) string) string {
	var written []string
	for _, c := range urls.Srcset(set) {
		if chosen(c.Address) {
			c.Address = other(c.Address)
		}
		written = append(written, strings.TrimSpace(c.Address+" "+c.Descriptor))
	}
	return strings.Join(written, ", ")
}

// parseBody parses HTML as the content of a page's element.
func parseBody(body string) *html.Node {
	context := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragmentWithOptions(strings.NewReader(body), context, html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil
	}
	root := &html.Node{Type: html.DocumentNode}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return root
}

func renderBody(root *html.Node) string {
	var b strings.Builder
	for n := range root.ChildNodes() {
		if err := html.Render(&b, n); err != nil {
			panic("markdown: writing HTML to memory: " + err.Error())
		}
	}
	return b.String()
}

// Unlink takes the links off a text whose address is one of dead; what they say stays. An <a> without an address is
// what HTML has for a link that leads nowhere now (WHATWG HTML, 4.5.1).
func Unlink(body string, dead func(address string) bool) string {
	root := parseBody(body)
	if root == nil {
		return body
	}
	for n := range root.Descendants() {
		if n.DataAtom == atom.A && dead(attribute(n, "href")) {
			n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" })
		}
	}
	return renderBody(root)
}
