package site

import (
	"reflect"
	"slices"
	"time"

	"drukpers/internal/content"
)

// keepsShape reports whether a site has the same pages with the same articles on them, in the same order, when some
// articles are changed and it is later. What keepsShards knows comes on top.
func (s *Site) keepsShape(changes []Change, now time.Time) bool {
	switch {
	case now.Before(s.Now) || !s.NextChange.IsZero() && !now.Before(s.NextChange):
		return false
	case slices.ContainsFunc(s.News, func(a *content.Article) bool { return now.Sub(a.Published()) > newsPeriod }):
		return false
	default:
		return !slices.ContainsFunc(changes, func(c Change) bool { return !samePlace(c.Old, c.New) })
	}
}

// samePlace reports whether New makes the same of two versions of an article, but for what their headings are and how
// long. What an _index.md says is in sections and lists, so that is never the same.
func samePlace(a, b *content.Article) bool {
	return !a.IsIndex && a.Path == b.Path && a.URL == b.URL && reflect.DeepEqual(place(a), place(b))
}

// place is what front matter says, but for what is known to show only where the article does.
func place(a *content.Article) content.FrontMatter {
	f := a.FrontMatter
	f.Title, f.Subtitle, f.Summary, f.Description, f.Author, f.Lastmod = "", "", "", "", "", time.Time{}
	f.Cover, f.Bron, f.SourceName, f.SourceURL = content.Cover{}, content.Source{}, "", ""
	f.TOC, f.Sponsored, f.AI, f.Params = false, false, nil, nil
	return f
}

// keepsShards reports whether a site in which some articles are changed has the files of search data that it had
// before: a longer heading may need another.
func (s *Site) keepsShards(changes []Change) bool {
	resized := func(c Change) bool { return len(c.Old.Heading) != len(c.New.Heading) }
	return !slices.ContainsFunc(changes, resized) || slices.Equal(s.searchShards(), s.shards)
}
