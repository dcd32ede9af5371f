package render

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"html"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"drukpers/internal/content"
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
	rssItem struct {
		XMLName     xml.Name `xml:"item"`
		Title       string   `xml:"title"`
		Link        string   `xml:"link"`
		GUID        string   `xml:"guid"`
		Published   string   `xml:"pubDate,omitempty"`
		Categories  []string `xml:"category"`
		Description string   `xml:"description,omitempty"`
	}
)

// What stands after the channel's items, and in an item after its text in full. Those texts are most of what a feed holds:
// they are written past the encoder, which would copy each of them several times.
const (
	rssEnd  = "</channel></rss>"
	itemEnd = "</item>"
)

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
		description = e.Theme.language.must("term_description", p.Title, c.Title)
	}
	channel := rssChannel{
		Title: e.feedTitle(p), Link: c.Absolute(p.Of.URL), Description: description, Language: c.Language,
		Self: rssSelf{c.Absolute(p.URL), "self", "application/rss+xml"},
	}
	newest := e.Site.Modified(p)
	var items []rssItem
	if p.Taxonomy != nil && p.Of.Kind == site.TaxonomyIndex {
		items, newest = e.termItems(p)
	}
	channel.Built = e.rssTime(newest)
	document := rss{Version: "2.0", Content: "http://purl.org/rss/1.0/modules/content/", Atom: "http://www.w3.org/2005/Atom", Channel: channel}
	if err := encodeXML(b, document); err != nil {
		return err
	}
	b.Truncate(b.Len() - len(rssEnd))
	encoder := xml.NewEncoder(b)
	for _, item := range items {
		if err := encoder.Encode(item); err != nil {
			return err
		}
	}
	for _, a := range p.List {
		if err := encoder.Encode(e.item(a)); err != nil {
			return err
		}
		if c.Feeds.FullText {
			b.Truncate(b.Len() - len(itemEnd))
			e.fullText(b, a)
			b.WriteString(itemEnd)
		}
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

func (e *Edition) item(a *content.Article) rssItem {
	c := e.Site.Config
	item := rssItem{
		Title: a.Heading, Link: c.Absolute(a.URL), GUID: c.Absolute(a.URL), Published: e.rssTime(a.Published()),
		Description: xmlText(a.Lead()),
	}
	for _, term := range e.Site.TermsOf(a, "tags") {
		item.Categories = append(item.Categories, term.Name)
	}
	return item
}

// fullText writes an article's body with its source below it.
func (e *Edition) fullText(b *bytes.Buffer, a *content.Article) {
	b.WriteString("<content:encoded><![CDATA[")
	start := b.Len()
	e.absolute(b, a)
	if a.Bron.URL != "" && !a.KeepSource {
		for _, s := range []string{
			`<p>`, e.Theme.language.must("source"), `: <a href="`, html.EscapeString(a.Bron.URL), `">`, html.EscapeString(a.Bron.Name), `</a></p>`,
		} {
			b.WriteString(s)
		}
	}
	if text := b.Bytes()[start:]; !plainXML(text) || bytes.Contains(text, []byte("]]>")) {
		text := strings.ReplaceAll(xmlText(string(text)), "]]>", "]]]]><![CDATA[>")
		b.Truncate(start)
		b.WriteString(text)
	}
	b.WriteString("]]></content:encoded>")
}

// termItems lists the terms of a taxonomy, the one with the newest article first.
func (e *Edition) termItems(p *site.Page) ([]rssItem, time.Time) {
	newestOf := func(t *site.Term) time.Time { return e.Site.Articles[t.Articles[0]].Date }
	terms := slices.Clone(p.Taxonomy.Terms)
	slices.SortStableFunc(terms, func(a, b *site.Term) int { return newestOf(b).Compare(newestOf(a)) })
	terms = terms[:min(len(terms), e.Site.Config.Feeds.Limit)]
	var items []rssItem
	var newest time.Time
	for _, term := range terms {
		address := e.Site.Config.Absolute(term.URL)
		date := newestOf(term)
		if date.After(newest) {
			newest = date
		}
		items = append(items, rssItem{Title: term.Name, Link: address, GUID: address, Published: e.rssTime(date)})
	}
	return items, newest
}

// encodeXML writes a document without white space between its elements: nothing is left to minify.
func encodeXML(b *bytes.Buffer, document any) error {
	b.WriteString(xml.Header)
	return xml.NewEncoder(b).Encode(document)
}

// xmlText drops what XML 1.0 does not allow at all (section 2.2).
func xmlText(s string) string {
	if plainXML([]byte(s)) {
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
func plainXML(text []byte) bool {
	for _, c := range text {
		if c < ' ' && notXML(rune(c)) {
			return false
		}
	}
	return utf8.Valid(text) && !bytes.Contains(text, []byte("\uFFFE")) && !bytes.Contains(text, []byte("\uFFFF"))
}
