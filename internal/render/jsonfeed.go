package render

import (
	"bytes"
	"encoding/json"
	"path"
	"strings"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/site"
)

const (
	jsonFeedType = "application/feed+json"
	jsonFeedFile = "feed.json"
)

// The shape of JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
type (
	jsonFeed struct {
		Version     string       `json:"version"`
		Title       string       `json:"title"`
		HomePage    string       `json:"home_page_url"`
		Feed        string       `json:"feed_url"`
		Description string       `json:"description,omitempty"`
		Language    string       `json:"language"`
		Authors     []jsonAuthor `json:"authors"`
		Hubs        []jsonHub    `json:"hubs,omitempty"`
		Items       []jsonItem   `json:"items"`
	}
	jsonAuthor struct {
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
	}
	jsonHub struct {
		Type string `json:"type"`
		URL  string `json:"url"`
	}
	jsonItem struct {
		ID          string       `json:"id"`
		URL         string       `json:"url"`
		Title       string       `json:"title"`
		ContentHTML string       `json:"content_html,omitempty"`
		ContentText string       `json:"content_text,omitempty"` // one of the two is required
		Summary     string       `json:"summary,omitempty"`
		Image       string       `json:"image,omitempty"`
		Published   string       `json:"date_published,omitempty"` // RFC 3339
		Modified    string       `json:"date_modified,omitempty"`
		Authors     []jsonAuthor `json:"authors,omitempty"`
		Language    string       `json:"language,omitempty"` // where it is not the feed's
		Tags        []string     `json:"tags,omitempty"`
	}
)

func (e *Edition) jsonFeed(p *site.Page, b *bytes.Buffer) error {
	c := e.Site.Config
	feed := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: e.feedTitle(p), HomePage: c.Absolute(p.Of.URL),
		Feed: c.Absolute(p.URL), Description: e.feedDescription(p), Language: c.Language,
		Authors: []jsonAuthor{{c.Author, c.Absolute("/")}}, Items: make([]jsonItem, len(p.List)),
	}
	if c.Feeds.Hub != "" {
		feed.Hubs = []jsonHub{{"WebSub", c.Feeds.Hub}}
	}
	for i, a := range p.List {
		feed.Items[i] = e.jsonItem(a)
	}
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(feed)
	b.Truncate(len(bytes.TrimSpace(b.Bytes())))
	return err
}

func (e *Edition) jsonItem(a *content.Article) jsonItem {
	c := e.Site.Config
	item := jsonItem{
		ID: c.Absolute(a.URL), URL: c.Absolute(a.URL), Title: a.Heading, Summary: a.Lead(),
		Language:  a.Lang,
		Published: e.jsonTime(a.Published()), Modified: e.jsonTime(a.Modified()),
	}
	cover := e.cover(a)
	if c.Feeds.FullText {
		var text bytes.Buffer
		e.fullText(&text, a, cover)
		item.ContentHTML = text.String()
	}
	if item.ContentHTML == "" {
		item.ContentText, item.Summary = item.Summary, ""
	}
	if cover != nil {
		item.Image = cover.Absolute
	}
	for _, name := range a.Authors {
		item.Authors = append(item.Authors, jsonAuthor{Name: name})
	}
	for _, term := range e.Site.TermsOf(a, "tags") {
		item.Tags = append(item.Tags, term.Name)
	}
	return item
}

func (e *Edition) jsonTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return e.isoTime(t)
}

// jsonFeedOf is the JSON feed beside an RSS feed, or nil.
func (e *Edition) jsonFeedOf(feedURL string) *site.Page {
	return e.Site.Page(strings.TrimSuffix(feedURL, path.Base(feedURL)) + jsonFeedFile)
}
