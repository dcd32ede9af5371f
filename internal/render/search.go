package render

import (
	"bytes"
	"encoding/json"
	"time"

	"drukpers/internal/site"
)

// searchEntry is an article in the search data; the names are short since there are many.
type searchEntry struct {
	Title   string   `json:"t"`
	URL     string   `json:"u"`
	Date    string   `json:"d,omitempty"` // 2006-01-02
	Summary string   `json:"s,omitempty"`
	Terms   []string `json:"k,omitempty"`
}

// search writes a shard: a list of articles, oldest first.
func (e *Edition) search(p *site.Page, b *bytes.Buffer) error {
	c := e.Site.Config
	entries := make([]searchEntry, len(p.List))
	for i, a := range p.List {
		entry := searchEntry{Title: a.Heading, URL: c.Href(a.URL), Summary: shorten(a.Lead(), site.SearchSummary)}
		if !a.Date.IsZero() {
			entry.Date = a.Date.In(c.Location).Format(time.DateOnly)
		}
		for _, t := range e.Site.Taxonomies {
			for _, term := range e.Site.TermsOf(a, t.Key) {
				entry.Terms = append(entry.Terms, term.Name)
			}
		}
		entries[i] = entry
	}
	return encodeJSON(b, entries)
}

// searchIndex names the shards, newest articles last.
func (e *Edition) searchIndex(_ *site.Page, b *bytes.Buffer) error {
	index := struct {
		Shards []string `json:"shards"`
		Count  int      `json:"count"`
	}{Shards: []string{}, Count: len(e.Site.Articles)}
	for n := 1; ; n++ {
		p := e.Site.Page(site.SearchShardURL(n))
		if p == nil {
			return encodeJSON(b, index)
		}
		index.Shards = append(index.Shards, e.Site.Config.Href(p.URL))
	}
}

func encodeJSON(b *bytes.Buffer, v any) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	b.Truncate(len(bytes.TrimSpace(b.Bytes())))
	return err
}
