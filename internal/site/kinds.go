package site

import (
	"time"

	"drukpers/internal/content"
)

// Kind says what a page is.
type Kind uint8

// The kinds. Each has a row in kinds, and one in the table of package render.
const (
	Home Kind = iota
	SectionList
	Article
	Standing
	TaxonomyIndex
	TermList
	Archive
	MonthList
	NotFound
	Feed
	JSONFeed
	Sitemap
	SitemapIndex
	NewsSitemap
	SearchData
	SearchDirectory
	Robots
	Redirects
	Headers
	Alias
	Static
	numKinds
)

// Phase is when a page is written: those of an earlier phase first, so that who reads a half-written site meets no dead
// link.
type Phase uint8

// The phases, in order.
const (
	PhaseFiles    Phase = iota // what pages need
	PhaseArticles              // what lists lead to
	PhaseLists
	PhaseHome
	PhaseFeeds
	PhaseIndexes // of all pages
	PhaseHost    // what the host and crawlers begin with
)

// kinds is the table of kinds.
var kinds = [numKinds]struct {
	name   string // in templates, and for people
	listed bool   // the sitemap has its pages
	phase  Phase
	file   string // of a feed: its name in the folder of its list
}{
	Home:            {name: "home", listed: true, phase: PhaseHome},
	SectionList:     {name: "section", listed: true, phase: PhaseLists},
	Article:         {name: "article", listed: true, phase: PhaseArticles},
	Standing:        {name: "standing", listed: true, phase: PhaseArticles},
	TaxonomyIndex:   {name: "taxonomy", listed: true, phase: PhaseLists},
	TermList:        {name: "term", listed: true, phase: PhaseLists},
	Archive:         {name: "archive", listed: true, phase: PhaseLists},
	MonthList:       {name: "month", listed: true, phase: PhaseLists},
	NotFound:        {name: "404", phase: PhaseLists},
	Feed:            {name: "feed", phase: PhaseFeeds, file: "index.xml"},
	JSONFeed:        {name: "json feed", phase: PhaseFeeds, file: "feed.json"},
	Sitemap:         {name: "sitemap", phase: PhaseIndexes},
	SitemapIndex:    {name: "sitemap index", phase: PhaseHost},
	NewsSitemap:     {name: "news sitemap", phase: PhaseIndexes},
	SearchData:      {name: "search data", phase: PhaseFeeds},
	SearchDirectory: {name: "search index", phase: PhaseIndexes},
	Robots:          {name: "robots", phase: PhaseHost},
	Redirects:       {name: "redirects", phase: PhaseHost},
	Headers:         {name: "headers", phase: PhaseHost},
	Alias:           {name: "alias", phase: PhaseLists},
	Static:          {name: "static", phase: PhaseFiles},
}

// Kinds are all kinds.
func Kinds() []Kind {
	all := make([]Kind, numKinds)
	for i := range all {
		all[i] = Kind(i)
	}
	return all
}

func (k Kind) String() string { return kinds[k].name }

// Phase is when pages of the kind are written.
func (k Kind) Phase() Phase { return kinds[k].phase }

// inSitemap reports whether a page belongs in the sitemap: no second pages of lists, and no list that doubles another.
func inSitemap(p *Page) bool { return kinds[p.Kind].listed && p.First() && p.DoubleOf == "" }

// First reports whether a page is the first of its list, or of no list.
func (p *Page) First() bool { return p.Pager == nil || p.Pager.Newer == "" }

// Modified is the date of the latest change of what a page shows; zero when it has none.
func (s *Site) Modified(p *Page) time.Time {
	switch {
	case p.Entries != nil:
		return latest(p.Entries, s.Modified)
	case p.Kind == TaxonomyIndex:
		return latest(p.Taxonomy.Terms, func(t *Term) time.Time { return latest(t.Articles, s.modifiedAt) })
	case p.Kind == Archive:
		return latest(p.Month.Articles, s.modifiedAt)
	case p.List == nil && p.Article != nil:
		return p.Article.Modified()
	default:
		return latest(p.List, (*content.Article).Modified)
	}
}

func (s *Site) modifiedAt(i int32) time.Time { return s.Articles[i].Modified() }

func latest[T any](list []T, at func(T) time.Time) time.Time {
	var newest time.Time
	for _, item := range list {
		if t := at(item); t.After(newest) {
			newest = t
		}
	}
	return newest
}
