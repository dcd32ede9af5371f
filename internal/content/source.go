package content

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"

	"drukpers/internal/frontmatter"
	"drukpers/internal/report"
)

// Source is where an article's news came from: a name, an address, or both.
type Source struct {
	Name string `key:"name,naam"`
	URL  string `key:"url"` // http or https, without tracking parameters; or empty
}

// IsZero reports whether nothing is known of the source.
func (s Source) IsZero() bool { return s == Source{} }

// UnmarshalNode takes a text, an address, a markdown link, or {name, url}.
func (s *Source) UnmarshalNode(d *frontmatter.Decoder, n *frontmatter.Node) {
	switch {
	case n.Kind == frontmatter.NullNode:
		return
	case n.Kind == frontmatter.MapNode:
		type plain Source
		var p plain
		d.Into(n, &p)
		*s = newSource(p.Name, p.URL)
		checkSourceURL(d, n, p.URL, s.URL)
	default:
		text := d.Text(n)
		*s = parseSource(text)
		if m := markdownLink.FindStringSubmatch(text); m != nil {
			checkSourceURL(d, n, m[2], s.URL)
		}
	}
}

func checkSourceURL(d *frontmatter.Decoder, n *frontmatter.Node, written, cleaned string) {
	if written != "" && cleaned == "" {
		d.Problem(report.Warning, "bron", n.Pos, fmt.Sprintf("“%s” is geen adres van een bron", written),
			"Gebruik een adres dat met https:// begint.")
	}
}

var (
	markdownLink = regexp.MustCompile(`^\[([^\]]*)\]\(\s*<?((?:[^()<>\s]|\([^()<>\s]*\))*)>?[^)]*\)$`)
	nameAndURL   = regexp.MustCompile(`^(.*?)\]?\s*[(<]\s*(https?://[^\s)>]+)\s*[)>]$`)
	plainURL     = regexp.MustCompile(`^<?((?:https?://|www\.)[^\s>]+)>?$`)
)

// parseSource reads a source written as text: "Naam", "https://…", "[Naam](https://…)" or "Naam (https://…)".
func parseSource(text string) Source {
	text = withoutStop(strings.TrimSpace(text))
	if m := markdownLink.FindStringSubmatch(text); m != nil {
		return newSource(m[1], m[2])
	}
	if m := plainURL.FindStringSubmatch(text); m != nil {
		return newSource("", m[1])
	}
	if m := nameAndURL.FindStringSubmatch(text); m != nil {
		return newSource(m[1], m[2])
	}
	return newSource(text, "")
}

// withoutStop takes the full stop or the like off a text that ends in an address; a link keeps what is in it.
func withoutStop(text string) string {
	last := text[strings.LastIndexByte(text, ' ')+1:]
	stopless := strings.TrimRight(text, ".,;")
	if strings.Contains(last, "://") || strings.HasPrefix(last, "www.") || strings.HasSuffix(stopless, ")") {
		return stopless
	}
	return text
}

// newSource cleans both parts; a source without a name is called by its host.
func newSource(name, address string) Source {
	s := Source{Name: strings.Join(strings.Fields(html.UnescapeString(name)), " "), URL: cleanSourceURL(address)}
	if s.Name == "" && s.URL != "" {
		if u, err := url.Parse(s.URL); err == nil {
			s.Name = strings.TrimPrefix(u.Hostname(), "www.")
		}
	}
	return s
}

// cleanSourceURL resolves leftover HTML entities (&#038;), drops the utm_* parameters and refuses all but http(s).
func cleanSourceURL(address string) string {
	address = html.UnescapeString(strings.TrimSpace(address))
	if strings.HasPrefix(address, "www.") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	var kept []string
	for parameter := range strings.SplitSeq(u.RawQuery, "&") {
		if parameter != "" && !strings.HasPrefix(strings.ToLower(parameter), "utm_") {
			kept = append(kept, parameter)
		}
	}
	u.RawQuery = strings.Join(kept, "&")
	u.ForceQuery = false
	return u.String()
}

// sourceLine is a body's own closing "Bron: …", with or without emphasis.
var sourceLine = regexp.MustCompile(`^[*_]{0,3}Bron(?:nen)?[*_]{0,3}\s*:[*_]{0,3}\s*(.+)$`)

// referenceLink is a link of which the address stands elsewhere in the text: [naam][verwijzing] or [naam][].
var referenceLink = regexp.MustCompile(`^\[([^\]\[]+)\]\[([^\]\[]*)\][.,;]?$`)

// definedAs finds the address of a reference in the text, or "".
func definedAs(body []byte, reference string) string {
	for _, m := range definition.FindAllSubmatch(body, -1) {
		if strings.EqualFold(string(m[1]), reference) {
			return string(m[2])
		}
	}
	return ""
}

var definition = regexp.MustCompile(`(?m)^ {0,3}\[([^\]\n]+)\]:\s*<?([^\s>]+)>?`)

// splitSource takes a closing "Bron: …" line off a body, so that the source is shown once; known is what the front
// matter says. A line that says more than one name or link is left where it is, and told by kept: the page then shows
// no source of its own. A line that names another source than the front matter stays too, beside that.
func splitSource(body []byte, known Source) (rest []byte, source Source, kept bool) {
	trimmed := bytes.TrimRight(body, " \t\r\n")
	start := bytes.LastIndexByte(trimmed, '\n') + 1
	m := sourceLine.FindSubmatch(trimmed[start:])
	if m == nil {
		return body, known, false
	}
	text := strings.Trim(string(m[1]), "*_ ")
	if r := referenceLink.FindStringSubmatch(text); r != nil {
		text = fmt.Sprintf("[%s](%s)", r[1], definedAs(body, cmp.Or(r[2], r[1])))
	}
	if len(text) > 300 || strings.Count(text, "](") > 1 || strings.Count(text, "://") > 1 {
		return body, known, true
	}
	source = parseSource(text)
	source.Name = strings.Trim(source.Name, "*_")
	if source.URL == "" && (strings.Contains(text, "](") || len(strings.Fields(text)) > 8) {
		return body, known, true
	}
	rest = bytes.TrimRight(trimmed[:start], " \t\r\n")
	switch {
	case known.Name == "":
		return rest, source, false
	case !known.same(source):
		return body, known, false
	case known.URL == "":
		return rest, source, false
	default:
		return rest, known, false
	}
}

// same reports whether two descriptions are of one source: one address, or one name as far as both say it.
func (s Source) same(other Source) bool {
	if s.URL != "" && other.URL != "" {
		return strings.TrimSuffix(s.URL, "/") == strings.TrimSuffix(other.URL, "/")
	}
	a, b := strings.ToLower(s.Name), strings.ToLower(other.Name)
	return strings.Contains(a, b) || strings.Contains(b, a)
}
