package site

import (
	"strings"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/urls"
)

// Page is one URL of the site. Which fields are set follows from its kind.
type Page struct {
	URL         string // path, not percent-encoded; a folder ends in a slash
	Kind        Kind
	Title       string
	Description string

	Article      *content.Article   // of an article, or a file beside it; of a list: its _index.md, if there is one
	Newer, Older *content.Article   // of an article: its neighbours in the section
	List         []*content.Article // cards of a list page, entries of a feed or a month
	Section      *Section
	Taxonomy     *Taxonomy
	Term         *Term
	Month        *Month // of a month; of the archive: its newest
	Pager        *Pager
	DoubleOf     string        // of a list: the URL of the page that lists the same and counts for search engines
	FeedURL      string        // of a list: its RSS feed; of a feed: itself
	Of           *Page         // of a feed: the list it belongs to
	Entries      []*Page       // of a sitemap
	File         *content.File //  of a static file; of redirects and headers: the site's own rules, if any
	RedirectTo   string        // of an alias

	origin origin
}

// OutputFile is where the page stands below the output folder.
func (p *Page) OutputFile() string { return urls.OutputFile(p.URL) }

// Section is a first-level folder of content/, or one below that with an _index.md.
type Section struct {
	Name, Title, Description string // the name is its path below content/
	URL                      string
	Index                    *content.Article // its _index.md, or nil
	Parent                   *Section         // that it is in; nil of a first-level folder
	Articles                 []int32          // indexes of Site.Articles, in order
}

// Top is the first-level folder that a section is in, or is.
func (s *Section) Top() *Section {
	for s.Parent != nil {
		s = s.Parent
	}
	return s
}

// Month is one month of the archive, in the site's time zone.
type Month struct {
	Year     int
	Month    time.Month
	URL      string
	Articles []int32 // indexes of Site.Articles, in order
}

// Redirect leads an old URL to a new one.
type Redirect struct {
	From, To string
	RuleOnly bool // no page leads on where the host has no rule for it
}

// LeftOut counts what the selection did not publish.
type LeftOut struct {
	Drafts, Future, Expired int
	NextDue                 time.Time // when the next future article appears; zero when there is none
}

func compareURL(a, b *Page) int { return strings.Compare(a.URL, b.URL) }
