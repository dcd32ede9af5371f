package render

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	stdhtml "html"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"drukpers/internal/content"
	"drukpers/internal/markdown"
	"drukpers/internal/site"
)

// The shape of RSS 2.0 with the content and atom modules (https://www.rssboard.org/rss-specification).
type (
	rss struct {
		XMLName xml.Name   `xml:"rss"`
		Version string     `xml:"version,attr"`
		Content string     `xml:"xmlns:content,attr"`
		Atom    string     `xml:"xmlns:atom,attr"`
		Channel rssChannel `xml:"channel"`
	}
	rssChannel struct {
		Title       string  `xml:"title"`
		Link        string  `xml:"link"`
		Self        rssSelf `xml:"atom:link"`
		Description string  `xml:"description"`
		Language    string  `xml:"language"`
		Built       string  `xml:"lastBuildDate,omitempty"`
	}
	rssSelf struct {
		Href string `xml:"href,attr"`
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
	}
)

const rssType = "application/rss+xml"

// rssEnd is what stands after the channel's items.
const rssEnd = "</channel></rss>"

// rssDate is RFC 822 with a year of four digits, as RSS asks for.
const rssDate = "Mon, 02 Jan 2006 15:04:05 -0700"

func (e *Edition) feedTitle(p *site.Page) string {
	if p == nil || p.Of == nil || p.Of.Kind == site.Home {
		return e.Site.Config.Title
	}
	return p.Title + " – " + e.Site.Config.Title
}

func (e *Edition) feed(p *site.Page, b *bytes.Buffer) error {
	c := e.Site.Config
	description := cmp.Or(p.Description, c.Description, c.Title)
	if p.Term != nil {
		description = e.Theme.Language.Text("term_description", p.Title, c.Title)
	}
	channel := rssChannel{
		Title: e.feedTitle(p), Link: c.Absolute(p.Of.URL), Description: description, Language: c.Language,
		Self: rssSelf{c.Absolute(p.URL), "self", rssType},
	}
	newest := e.Site.Modified(p)
	var terms []*site.Term
	if p.Taxonomy != nil && p.Of.Kind == site.TaxonomyIndex {
		terms = e.newestTerms(p.Taxonomy)
	}
	if len(terms) > 0 {
		newest = e.newestOf(terms[0])
	}
	channel.Built = e.rssTime(newest)
	document := rss{Version: "2.0", Content: "http://purl.org/rss/1.0/modules/content/", Atom: "http://www.w3.org/2005/Atom", Channel: channel}
	if err := encodeXML(b, document); err != nil {
		return err
	}
	b.Truncate(b.Len() - len(rssEnd))
	for _, term := range terms {
		e.termItem(b, term)
	}
	for _, a := range p.List {
		e.item(b, a)
	}
	b.WriteString(rssEnd)
	return nil
}

func (e *Edition) rssTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(e.Site.Config.Location).Format(rssDate)
}

// item writes that of an article. Items are most of what a feed holds: they pass the XML encoder by.
func (e *Edition) item(b *bytes.Buffer, a *content.Article) {
	e.startItem(b, a.Heading, a.URL, a.Published())
	for _, term := range e.Site.TermsOf(a, "tags") {
		element(b, "category", term.Name)
	}
	element(b, "description", a.Lead())
	if e.Site.Config.Feeds.FullText {
		e.fullText(b, a)
	}
	b.WriteString("</item>")
}

func (e *Edition) termItem(b *bytes.Buffer, t *site.Term) {
	e.startItem(b, t.Name, t.URL, e.newestOf(t))
	b.WriteString("</item>")
}

func (e *Edition) startItem(b *bytes.Buffer, title, url string, published time.Time) {
	address := e.Site.Config.Absolute(url)
	b.WriteString("<item>")
	element(b, "title", title)
	element(b, "link", address)
	element(b, "guid", address)
	element(b, "pubDate", e.rssTime(published))
}

// element writes a text in an element, unless it is empty.
func element(b *bytes.Buffer, name, text string) {
	if text == "" {
		return
	}
	for _, part := range []string{"<", name, ">"} {
		b.WriteString(part)
	}
	if strings.ContainsAny(text, "&<>\"'\t\n\r") || !plainXML(text) {
		_ = xml.EscapeText(b, []byte(xmlText(text))) // memory takes all
	} else {
		b.WriteString(text)
	}
	for _, part := range []string{"</", name, ">"} {
		b.WriteString(part)
	}
}

// fullText writes an article's body with its source below it.
func (e *Edition) fullText(b *bytes.Buffer, a *content.Article) {
	body := a.Body()
	html := body.HTML
	if body.Relative {
		html = markdown.Absolute(html, func(address string) string { return e.Site.Config.Resolve(a.URL, address) })
	}
	b.WriteString("<content:encoded><![CDATA[")
	cdata(b, html)
	if a.Bron.URL != "" && !a.KeepSource {
		cdata(b, fmt.Sprintf(`<p>%s: <a href="%s">%s</a></p>`, e.Theme.Language.Text("source"),
			stdhtml.EscapeString(a.Bron.URL), stdhtml.EscapeString(xmlText(a.Bron.Name))))
	}
	b.WriteString("]]></content:encoded>")
}

// cdata writes text that is in a CDATA section, so that it does not end it.
func cdata(b *bytes.Buffer, text string) {
	b.WriteString(strings.ReplaceAll(text, "]]>", "]]]]><![CDATA[>"))
}

// newestTerms are those of a feed of terms: the one with the newest article first.
func (e *Edition) newestTerms(taxonomy *site.Taxonomy) []*site.Term {
	terms := slices.Clone(taxonomy.Terms)
	slices.SortStableFunc(terms, func(a, b *site.Term) int { return e.newestOf(b).Compare(e.newestOf(a)) })
	return terms[:min(len(terms), e.Site.Config.Feeds.Limit)]
}

func (e *Edition) newestOf(t *site.Term) time.Time { return e.Site.Articles[t.Articles[0]].Date }

// encodeXML writes a document without white space between its elements: nothing is left to minify.
func encodeXML(b *bytes.Buffer, document any) error {
	b.WriteString(xml.Header)
	return xml.NewEncoder(b).Encode(document)
}

// xmlText drops what XML 1.0 does not allow at all (section 2.2).
func xmlText(s string) string {
	if plainXML(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if notXML(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func notXML(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

// plainXML reports whether XML allows all of a text.
func plainXML[T string | []byte](text T) bool {
	ascii := true
	for i := range len(text) {
		c := text[i]
		if c < ' ' && notXML(rune(c)) {
			return false
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	if ascii {
		return true
	}
	data := []byte(text)
	return utf8.Valid(data) && !bytes.Contains(data, []byte("\uFFFE")) && !bytes.Contains(data, []byte("\uFFFF"))
}
