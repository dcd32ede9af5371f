// Package rawhtml makes the HTML that editors write between their markdown fit for a page, and tells what is lost.
//
// Rules are a site's. Settle takes the pieces of HTML of one paragraph, or the HTML blocks of one container, and gives
// them back so that every element that begins in them ends: names that HTML does not know are text, and so are raw-text
// elements that are not whole. What is taken out of a page is a Problem of the piece. Sanitize is the last word on a
// whole text.
package rawhtml

import (
	"regexp"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"

	"drukpers/internal/urls"
)

// Options are a site's.
type Options struct {
	All    bool     // everything but what leads to a script, instead of harmless elements alone
	Embeds []string // hosts whose frames may be on a page
}

// Rules say which HTML a page may hold. They are safe for use by many goroutines.
type Rules struct {
	Options
	sanitizer func() *bluemonday.Policy
}

// New returns the rules of a site.
func New(o Options) *Rules {
	r := &Rules{Options: o}
	r.sanitizer = sync.OnceValue(r.newSanitizer)
	return r
}

// Knows reports whether a name, in lower case, is that of an element. Where all is allowed those that a page's script
// may define are too (HTML 4.13.2).
func (r *Rules) Knows(name string) bool {
	return elements[name] || r.All && strings.Contains(name, "-")
}

// Swallows reports whether an element takes the text that follows, up to its end tag.
func Swallows(name string) bool { return rawText[name] || name == "pre" }

// Sanitize leaves the harmless elements and attributes of HTML, and those that the site's own rendering uses.
func (r *Rules) Sanitize(text string) string {
	if r.All {
		return text
	}
	return r.sanitizer().Sanitize(text)
}

func (r *Rules) newSanitizer() *bluemonday.Policy {
	p := bluemonday.UGCPolicy()
	p.RequireNoFollowOnLinks(false)
	p.AllowURLSchemes(
		urls.Schemes()...)
	name := regexp.MustCompile(`^[\pL\pN _:.+#-]+$`)
	p.AllowAttrs("class").Matching(name).Globally()
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^[\pL\pN_:.-]+$`)).Globally()
	p.AllowAttrs("name").Matching(regexp.MustCompile(`^[\pL\pN_:.-]+$`)).OnElements("a")
	p.AllowAttrs("title").Globally()
	p.AllowAttrs("alt").OnElements("img")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("rel").Matching(name).OnElements("a")
	p.AllowAttrs("role").Matching(name).OnElements("a", "div")
	p.AllowAttrs("aria-label").OnElements("div")
	p.AllowAttrs("loading", "decoding", "width", "height").Matching(regexp.MustCompile(`^[a-z0-9]+$`)).OnElements("img")
	candidates := regexp.MustCompile(`^(?:/[^/\s,][^\s,]* [0-9]+w(?:, |$))+$`)
	p.AllowAttrs("srcset").Matching(candidates).OnElements("img")
	p.AllowAttrs("sizes").Matching(regexp.MustCompile(`^[a-z0-9 .,:()-]+$`)).OnElements("img")
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
	p.AllowAttrs("src").Matching(r.framePattern()).OnElements("iframe")
	p.AllowAttrs("loading", "allowfullscreen").OnElements("iframe")
	return p
}

// LeadsAway reports whether an element can take the reader to a script, or hold one where no parser looks.
func LeadsAway(n *html.Node) bool {
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

// Refused reports whether an attribute holds an address that a page may not lead to.
func Refused(name, value string) bool {
	switch {
	case !urlAttributes[name] || value == "":
		return false
	case name == "srcdoc":
		return true
	case name == "src":
		return urls.SafePicture(value) == ""
	default:
		return urls.Safe(value) == ""
	}
}

// urlAttributes are those a browser may follow or run.
var urlAttributes = set(`href src action formaction data poster cite xlink:href background ping srcdoc from to values`)
