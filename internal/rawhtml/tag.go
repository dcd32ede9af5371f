package rawhtml

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"drukpers/internal/report"

	"golang.org/x/net/html"
)

// unseen are attributes that change nothing on a page that a reader would miss.
var unseen = set(`target rel loading decoding srcset sizes itemprop itemscope itemtype itemid xmlns crossorigin
	referrerpolicy fetchpriority frameborder tabindex`)

// IsTag reports whether what looks like a tag, or a comment, is one. In <svg> and <math>, which are foreign, all names
// are.
func (r *Rules) IsTag(written []byte, foreign bool) bool {
	return r.isTag(parseTag(written), written, foreign)
}

func (r *Rules) isTag(tag html.Token, written []byte, foreign bool) bool {
	switch tag.Type {
	case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		word := func(a html.Attribute) bool { return !flags[a.Key] }
		return (foreign || r.Knows(tag.Data)) &&
			(bytes.ContainsRune(written, '=') || !slices.ContainsFunc(tag.Attr, word))
	case html.CommentToken:
		return bytes.HasPrefix(written, []byte("<!--"))
	}
	return false
}

// parseTag reads the one tag or comment that a text begins with.
func parseTag(tag []byte) html.Token {
	z := html.NewTokenizer(bytes.NewReader(tag))
	z.Next()
	return z.Token()
}

// tag tells what of a start tag sanitize takes out.
func (f *flow) tag(p *piece) {
	name := p.token.Data
	switch {
	case f.All && !LeadsAway(&html.Node{Type: html.ElementNode, Data: name, Attr: p.token.Attr}):
		f.refusedAddresses(p)
	case f.All || !f.allowed(*p):
		p.out = nil
		what := "is weggelaten; de tekst erin blijft staan"
		if void[name] {
			what = "is weggelaten"
		}
		f.problem(p.at, "html", removedHint(name),
			"<%s> kan hier niet, en %s", name, what)
	default:
		if lost := f.lostAttributes(p); len(lost) > 0 {
			f.problem(p.at, "html", lostHint(lost),
				"van <%s> is weggelaten: %s", name, strings.Join(lost, ", "))
		}
	}
}

// refusedAddresses tells of the addresses in a tag that a page may not lead to.
func (f *flow) refusedAddresses(p *piece) {
	for _, a := range p.token.Attr {
		if Refused(a.Key, a.Val) {
			f.problems = append(f.problems, Problem{p.at, RefusedAddress(a.Key == "src", a.Val)})
		}
	}
}

// RefusedAddress is the problem of a link, or a picture, with an address that a page may not lead to.
func RefusedAddress(picture bool, address string) report.Problem {
	p := report.Problem{Level: report.Warning, Rule: "adres-geweigerd"}
	if picture {
		p.Text = fmt.Sprintf("een plaatje kan niet van “%s” komen; alleen de beschrijving staat er", shorten(address))
		p.Hint = "Zet het plaatje als bestand in static/img/, en schrijf ![beschrijving](/img/naam.png)."
	} else {
		p.Text = fmt.Sprintf("een link kan niet naar “%s” leiden; de tekst staat er zonder link", shorten(address))
		p.Hint = "Gebruik een adres dat begint met /, #, https://, mailto: of tel:, of haal de link weg."
	}
	return p
}

// allowed reports whether an element may be on the page, as written.
func (f *flow) allowed(p piece) bool {
	name := p.token.Data
	if f.All {
		return true
	}
	if name == "input" {
		return slices.Contains(p.token.Attr, html.Attribute{Key: "type", Val: "checkbox"})
	}
	if (name == "video" || name == "audio") && slices.Contains(f.lostAttributes(&p), "src") {
		return false
	}
	if void[name] && name != "img" && name != "source" && name != "track" {
		return f.survives("<" + name + ">")
	}
	return f.survives("<" + name + ` id="x" src="/x">`)
}

// survives reports whether sanitize leaves a tag.
func (f *flow) survives(tag string) bool {
	return strings.HasPrefix(f.sanitizer().Sanitize(tag), "<"+strings.Trim(strings.Fields(tag)[0], "<>"))
}

// lostAttributes are those of a start tag that sanitize takes off and a reader could miss.
func (f *flow) lostAttributes(p *piece) []string {
	name := p.token.Data
	left := parseTag(f.sanitizer().SanitizeBytes(p.written))
	var lost []string
	for _, a := range p.token.Attr {
		kept := func(b html.Attribute) bool { return b.Key == a.Key && left.Data == name }
		missed := (a.Val != "" || flags[a.Key]) && !unseen[a.Key] && !strings.HasPrefix(a.Key, "data-") &&
			(name != "a" || a.Key != "name")
		if missed && !slices.ContainsFunc(left.Attr, kept) && !slices.Contains(lost, a.Key) {
			lost = append(lost, a.Key)
		}
	}
	return lost
}

func lostHint(lost []string) string {
	switch name := lost[0]; {
	case slices.Contains(addressedBy, name):
		return "Gebruik een adres dat begint met /, # of https://."
	case strings.HasPrefix(name, "on"):
		return "Een script in de tekst kan hier niet."
	case name == "style":
		return "De opmaak komt van het thema; gebruik daar een class voor."
	default:
		return "Haal het weg."
	}
}

var addressedBy = strings.Fields("href src poster cite")

func removedHint(name string) string {
	switch name {
	case "video", "audio":
		return "Gebruik een bestand van de eigen site of van een adres dat met https:// begint."
	case "form", "input", "select", "button", "label":
		return "Zet een link naar het formulier in de tekst."
	case "object", "embed", "applet", "svg", "math", "canvas", "map":
		return "Zet het als bestand in static/, en verwijs ernaar met een plaatje of een link."
	default:
		return "Gebruik markdown, of haal het weg."
	}
}

func rawTextHint(tag html.Token) string {
	if tag.Data == "iframe" {
		for _, a := range tag.Attr {
			if a.Key == "src" {
				return "Zet de host van “" + a.Val + "” in site.yaml onder markdown: embeds, of maak er een link van."
			}
		}
		return "Geef het een src, en sluit het af met </iframe>."
	}
	return "Is het tekst? Zet het dan tussen `…`. Haal het anders weg."
}

// shorten cuts an address, which can be a whole picture.
func shorten(address string) string {
	const longest = 60 // characters
	if runes := []rune(address); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return address
}
