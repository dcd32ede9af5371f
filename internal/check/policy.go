package check

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"

	"drukpers/internal/csp"
)

// blocked is what the Content-Security-Policy of the pages stops on one of them.
type blocked struct {
	written string // the address, or what a file holds where it begins: "<script", "style="
	inline  bool
	text    string
	hint    string
}

// loads are the attributes by which an element has a browser load something, with the directive that is about it.
var loads = map[string]map[string]string{
	"script": {"src": "script-src"},
	"img":    {"src": "img-src"},
	"input":  {"src": "img-src"},
	"image":  {"href": "img-src"},
	"video":  {"src": "media-src", "poster": "img-src"},
	"audio":  {"src": "media-src"},
	"source": {"src": "media-src"},
	"track":  {"src": "media-src"},
	"iframe": {"src": "frame-src"},
	"frame":  {"src": "frame-src"},
	"embed":  {"src": "object-src"},
	"object": {"data": "object-src"},
	"form":   {"action": "form-action"},
	"button": {"formaction": "form-action"},
}

// linked are the directives of <link> by its rel.
var linked = map[string]string{"stylesheet": "style-src", "icon": "img-src", "manifest": "manifest-src"}

// inspect gives what the policy stops of an element.
func inspect(e element, policy csp.Policy, page *url.URL) []blocked {
	var found []blocked
	inline := func(directive, written, what, text string, attribute bool) {
		if !policy.AllowsInline(directive, text, attribute) {
			found = append(found, inlineBlocked(directive, written, what, text, attribute))
		}
	}
	for _, a := range e.attributes {
		directive := loads[e.name][strings.TrimPrefix(a.Key, "xlink:")]
		switch {
		case e.name == "link" && a.Key == "href":
			directive = linked[strings.ToLower(e.attribute("rel"))]
		case a.Key == "style":
			inline("style-src", "style=", "de opmaak in style=…", a.Val, true)
		case strings.HasPrefix(a.Key, "on"):
			inline("script-src", a.Key+"=", "het script in "+a.Key+"=…", a.Val, true)
		}
		if directive == "" || a.Val == "" {
			continue
		}
		address, err := page.Parse(a.Val)
		if err != nil || policy.Allows(directive, address, page) {
			continue
		}
		hint := fmt.Sprintf("Sta het toe in site.yaml, met headers: {csp: {%s: [%s]}}, of haal het weg.", directive,
			sourceOf(address))
		if address.Scheme == "http" {
			hint = "Gebruik een adres dat met https:// begint, of zet het bestand in static/."
		}
		found = append(found, blocked{
			written: a.Val, hint: hint,
			text: fmt.Sprintf("de browser laadt %s niet: het beveiligingsbeleid van de site staat dat niet toe", a.Val),
		})
	}
	switch {
	case e.name == "style":
		inline("style-src", "<style", "de opmaak in <style>", e.text, false)
	case e.name == "script" && e.attribute("src") == "" && isScript(e.attribute("type")):
		inline("script-src", "<script", "het script in <script>", e.text, false)
	}
	return found
}

func (e element) attribute(key string) string {
	for _, a := range e.attributes {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// isScript reports whether a browser runs a script of this type: others hold data.
func isScript(mediaType string) bool {
	mediaType = strings.ToLower(strings.TrimSpace(mediaType))
	switch mediaType {
	case "", "module", "importmap", "speculationrules":
		return true
	}
	return strings.HasSuffix(mediaType, "javascript") || strings.HasSuffix(mediaType, "ecmascript")
}

// sourceOf is what a policy needs to allow an address.
func sourceOf(address *url.URL) string {
	if address.Host == "" {
		return cmp.Or(address.Scheme, "self") + ":"
	}
	return address.Scheme + "://" + address.Host
}

func inlineBlocked(directive, written, what, text string, attribute bool) blocked {
	b := blocked{
		written: written, inline: true,
		text: fmt.Sprintf("de browser slaat %s over: het beveiligingsbeleid van de site staat dat niet toe", what),
	}
	switch {
	case attribute && directive == "style-src":
		b.hint = "Gebruik een class van het thema, of haal het weg."
	case attribute:
		b.hint = "Zet het script in een bestand in static/, of haal het weg."
	default:
		sum := sha256.Sum256([]byte(text))
		b.hint = fmt.Sprintf("Zet het in een bestand in static/, of sta precies deze tekst toe in site.yaml, met "+
			"headers: {csp: {%s: [sha256-%s]}}.", directive, base64.StdEncoding.EncodeToString(sum[:]))
	}
	return b
}
