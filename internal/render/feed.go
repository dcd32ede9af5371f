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
		Title       string    `xml:"title"`
		Link        string    `xml:"link"`
		Self        rssSelf   `xml:"atom:link"`
		Description string    `xml:"description"`
		Language    string    `xml:"language"`
		Built       string    `xml:"lastBuildDate,omitempty"`
		Items       []rssItem `xml:"item"`
	}
	rssSelf struct {
		Href string `xml:"href,attr"`
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
	}
	rssItem struct {
		Title       string      `xml:"title"`
		Link        string      `xml:"link"`
		GUID        string      `xml:"guid"`
		Published   string      `xml:"pubDate,omitempty"`
		Categories  []string    `xml:"category"`
		Description string      `xml:"description,omitempty"`
		Content     *rssContent `xml:"content:encoded"`
	}
	rssContent struct {
		CDATA string `xml:",cdata"`
	}
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
	var newest time.Time
	if p.Taxonomy != nil && p.Kind == site.Feed && p.Of.Kind == site.TaxonomyIndex {
		channel.Items, newest = e.termItems(p)
	}
	for _, a := range p.List {
		channel.Items = append(channel.Items, e.item(a))
		if m := a.Modified(); m.After(newest) {
			newest = m
		}
	}
	channel.Built = e.rssTime(newest)
	return encodeXML(b, rss{Version: "2.0", Content: "http://purl.org/rss/1.0/modules/content/", Atom: "http://www.w3.org/2005/Atom", Channel: channel})
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
	if c.Feeds.FullText {
		body := e.absolute(a)
		if a.Bron.URL != "" && !a.KeepSource {
			body += `<p>` + e.Theme.language.must("source") + `: <a href="` + html.EscapeString(a.Bron.URL) + `">` + html.EscapeString(a.Bron.Name) + `</a></p>`
		}
		item.Content = &rssContent{xmlText(body)}
	}
	return item
}

// termItems lists the terms of a taxonomy, the one with the newest article first.
func (e *Edition) termItems(p *site.Page) ([]rssItem, time.Time) {
	terms := slices.Clone(p.Taxonomy.Terms)
	slices.SortStableFunc(terms, func(a, b *site.Term) int { return b.Articles[0].Date.Compare(a.Articles[0].Date) })
	terms = terms[:min(len(terms), e.Site.Config.Feeds.Limit)]
	var items []rssItem
	var newest time.Time
	for _, term := range terms {
		address := e.Site.Config.Absolute(term.URL)
		date := term.Articles[0].Date
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
	bad := func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
	}
	suspect := !utf8.ValidString(s) || strings.Contains(s, "\uFFFE") || strings.Contains(s, "\uFFFF")
	for i := 0; i < len(s) && !suspect; i++ {
		suspect = s[i] < ' ' && bad(rune(s[i]))
	}
	if !suspect {
		return s
	}
	return strings.Map(func(r rune) rune {
		if bad(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
