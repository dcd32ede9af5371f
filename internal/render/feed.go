package render

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/markdown"
	"drukpers/internal/site"
)

// The shape of RSS 2.0 (https://www.rssboard.org/rss-specification) with the modules content, atom, media
// (https://www.rssboard.org/media-rss) and Dublin Core: the author of RSS itself is an address for mail.
type (
	rss struct {
		XMLName xml.Name   `xml:"rss"`
		Version string     `xml:"version,attr"`
		Content string     `xml:"xmlns:content,attr"`
		Atom    string     `xml:"xmlns:atom,attr"`
		DC      string     `xml:"xmlns:dc,attr"`
		Media   string     `xml:"xmlns:media,attr"`
		Channel rssChannel `xml:"channel"`
	}
	rssChannel struct {
		Title       string    `xml:"title"`
		Link        string    `xml:"link"`
		Links       []rssLink `xml:"atom:link"`
		Description string    `xml:"description"`
		Language    string    `xml:"language"`
		Built       string    `xml:"lastBuildDate,omitempty"`
	}
	rssLink struct {
		Href string `xml:"href,attr"`
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
	}
	rssItem struct {
		XMLName     xml.Name  `xml:"item"`
		Title       string    `xml:"title"`
		Link        string    `xml:"link"`
		GUID        string    `xml:"guid"`
		Published   string    `xml:"pubDate,omitempty"`
		Creators    []string  `xml:"dc:creator"`
		Language    string    `xml:"dc:language,omitempty"` // where it is not the channel's
		Categories  []string  `xml:"category"`
		Description string    `xml:"description,omitempty"` // HTML
		Content     *rssText  `xml:"content:encoded"`
		Media       *rssMedia `xml:"media:content"`
	}
	rssMedia struct {
		URL    string `xml:"url,attr"`
		Medium string `xml:"medium,attr"`
		Width  int    `xml:"width,attr,omitempty"`
		Height int    `xml:"height,attr,omitempty"`
	}
	rssText struct {
		HTML []byte `xml:",cdata"`
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

func (e *Edition) feedDescription(p *site.Page) string {
	c := e.Site.Config
	if p.Term != nil && p.Description == "" {
		return e.Theme.Language.Text("term_description", p.Title, c.Title)
	}
	return cmp.Or(p.Description, c.Description, c.Title)
}

func (e *Edition) feed(p *site.Page, b *bytes.Buffer) error {
	c := e.Site.Config
	channel := rssChannel{
		Title: markdown.XMLText(e.feedTitle(p)), Link: c.Absolute(p.Of.URL),
		Description: markdown.XMLText(e.feedDescription(p)), Language: c.Language,
		Links: []rssLink{{c.Absolute(p.URL), "self", rssType}}, Built: e.rssTime(e.Site.Modified(p)),
	}
	if c.Feeds.Hub != "" {
		channel.Links = append(channel.Links, rssLink{Href: c.Feeds.Hub, Rel: "hub"})
	}
	var terms []*site.Term
	if p.Of.Kind == site.TaxonomyIndex {
		if terms = e.newestTerms(p.Taxonomy); len(terms) > 0 {
			channel.Built = e.rssTime(e.newestOf(terms[0]))
		}
	}
	err := encodeXML(b, rss{
		Version: "2.0", Content: "http://purl.org/rss/1.0/modules/content/", Atom: "http://www.w3.org/2005/Atom",
		DC: "http://purl.org/dc/elements/1.1/", Media: "http://search.yahoo.com/mrss/",
		Channel: channel,
	})
	b.Truncate(b.Len() - len(rssEnd))
	items := xml.NewEncoder(b)
	for _, term := range terms {
		err = errors.Join(err, items.Encode(e.termItem(term)))
	}
	var text bytes.Buffer
	for _, a := range p.List {
		text.Reset()
		err = errors.Join(err, items.Encode(e.item(a, &text)))
	}
	b.WriteString(rssEnd)
	return err
}

func (e *Edition) rssTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(e.Site.Config.Location).Format(rssDate)
}

// asHTML writes a plain text as HTML, which is what a description is.
var asHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// item is that of an article; its text is written to a buffer.
func (e *Edition) item(a *content.Article, text *bytes.Buffer) rssItem {
	address := e.Site.Config.Absolute(a.URL)
	item := rssItem{
		Title: markdown.XMLText(a.Heading), Link: address, GUID: address, Published: e.rssTime(a.Published()),
		Description: asHTML.Replace(markdown.XMLText(a.Lead())), Language: a.Lang,
	}
	for _, name := range a.Authors {
		item.Creators = append(item.Creators, markdown.XMLText(name))
	}
	if len(item.Creators) == 0 {
		item.Creators = e.newsroomOnly
	}
	cover := e.cover(a)
	if cover != nil {
		item.Media = &rssMedia{cover.Absolute, "image", cover.Width, cover.Height}
	}
	for _, term := range e.Site.TermsOf(a, "tags") {
		item.Categories = append(item.Categories, markdown.XMLText(term.Name))
	}
	if e.Site.Config.Feeds.FullText {
		e.fullText(text, a, cover)
		item.Content = &rssText{text.Bytes()}
	}
	return item
}

func (e *Edition) termItem(t *site.Term) rssItem {
	address := e.Site.Config.Absolute(t.URL)
	return rssItem{Title: markdown.XMLText(t.Name), Link: address, GUID: address, Published: e.rssTime(e.newestOf(t))}
}

// fullText writes an article's body as a feed has it: with whole addresses, its cover, if any, above and its source
// below it.
func (e *Edition) fullText(b *bytes.Buffer, a *content.Article, cover *ImageView) {
	if cover != nil {
		feedFigure(b, cover)
	}
	body := e.body(a)
	if body.Relative {
		resolve := func(address string) string { return e.Site.Config.Resolve(a.URL, address) }
		body.HTML = markdown.Absolute(body.HTML, resolve)
	}
	b.WriteString(body.HTML)
	if a.Bron.URL != "" && !a.KeepSource {
		fmt.Fprintf(b, `<p>%s: <a href="%s">%s</a></p>`, e.Theme.Language.Text("source"), html.EscapeString(a.Bron.URL),
			html.EscapeString(markdown.XMLText(a.Bron.Name)))
	}
}

func feedFigure(b *bytes.Buffer, cover *ImageView) {
	escaped := func(text string) string { return html.EscapeString(markdown.XMLText(text)) }
	fmt.Fprintf(b, `<figure><img src="%s" alt="%s"`, escaped(cover.Absolute), escaped(cover.Alt))
	if cover.Width > 0 {
		fmt.Fprintf(b, ` width="%d" height="%d"`, cover.Width, cover.Height)
	}
	b.WriteByte('>')
	if cover.Caption != "" {
		fmt.Fprintf(b, "<figcaption>%s</figcaption>", escaped(cover.Caption))
	}
	b.WriteString("</figure>")
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
