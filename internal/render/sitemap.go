package render

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"strings"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/markdown"
	"drukpers/internal/site"
)

// The shapes of https://www.sitemaps.org/protocol.html and of Google's news sitemap.
type (
	urlSet struct {
		XMLName xml.Name     `xml:"urlset"`
		Xmlns   string       `xml:"xmlns,attr"`
		News    string       `xml:"xmlns:news,attr,omitempty"`
		URLs    []sitemapURL `xml:"url"`
	}
	sitemapURL struct {
		Loc     string    `xml:"loc"`
		Lastmod string    `xml:"lastmod,omitempty"`
		News    *newsItem `xml:"news:news"`
	}
	newsItem struct {
		Publication newsPublication `xml:"news:publication"`
		Date        string          `xml:"news:publication_date"`
		Title       string          `xml:"news:title"`
	}
	newsPublication struct {
		Name     string `xml:"news:name"`
		Language string `xml:"news:language"`
	}
	sitemapIndex struct {
		XMLName  xml.Name     `xml:"sitemapindex"`
		Xmlns    string       `xml:"xmlns,attr"`
		Sitemaps []sitemapURL `xml:"sitemap"`
	}
)

const sitemapNamespace = "http://www.sitemaps.org/schemas/sitemap/0.9"

func (e *Edition) sitemap(p *site.Page, b *bytes.Buffer) error {
	return encodeXML(b, urlSet{Xmlns: sitemapNamespace, URLs: e.sitemapURLs(p.Entries)})
}

func (e *Edition) sitemapIndex(p *site.Page, b *bytes.Buffer) error {
	return encodeXML(b, sitemapIndex{Xmlns: sitemapNamespace, Sitemaps: e.sitemapURLs(p.Entries)})
}

func (e *Edition) sitemapURLs(pages []*site.Page) []sitemapURL {
	urls := make([]sitemapURL, len(pages))
	for i, p := range pages {
		urls[i] = sitemapURL{Loc: e.Site.Config.Absolute(p.URL)}
		if modified := e.Site.Modified(p); !modified.IsZero() {
			urls[i].Lastmod = e.isoTime(modified)
		}
	}
	return urls
}

func (e *Edition) newsSitemap(p *site.Page, b *bytes.Buffer) error {
	c := e.Site.Config
	set := urlSet{Xmlns: sitemapNamespace, News: "http://www.google.com/schemas/sitemap-news/0.9"}
	for _, a := range p.List {
		set.URLs = append(set.URLs, sitemapURL{Loc: c.Absolute(a.URL), News: &newsItem{
			newsPublication{c.Title, newsLanguage(cmp.Or(a.Lang, c.Language))},
			e.isoTime(a.Published()),
			markdown.XMLText(a.Heading),
		}})
	}
	return encodeXML(b, set)
}

// newsLanguage is a language as Google's news sitemap has it: ISO 639, but for Chinese.
func newsLanguage(tag string) string {
	if base := config.BaseLanguage(tag); base != "zh" {
		return base
	}
	if strings.Contains(tag, "Hant") || strings.Contains(tag, "TW") || strings.Contains(tag, "HK") {
		return "zh-tw"
	}
	return "zh-cn"
}

func (e *Edition) isoTime(t time.Time) string {
	return t.In(e.Site.Config.Location).Format(time.RFC3339)
}
