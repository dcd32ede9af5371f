package render

import (
	"html/template"

	"drukpers/internal/artwork"
	"drukpers/internal/markdown"
	"drukpers/internal/theme"
)

// View is all that a page template sees. docs/theme.md lists its fields and is tested against it; a template can't ask
// the site for more.
type View struct {
	Site        SiteView
	Assets      template.HTML // what the partial assets.html made of the site
	Masthead    template.HTML // the same of masthead.html
	Colophon    template.HTML // the same of colophon.html
	Taxonomy    string        // of its index: tags or categorieen
	Kind        string        // home, section, article, standing, taxonomy, term, archive, month, 404
	Title       string
	Description string
	Head        Head
	Breadcrumbs []Link // from the home page to this one
	Article     *ArticleView
	Intro       template.HTML   // text of the list's _index.md
	Lead        *Card           // of the first page of the home page or a section: its newest article
	Latest      []template.HTML // cards that come after it on the home page
	Cards       []template.HTML // the other cards of a list page
	Sections    []SectionView   // of the home page: the newest of each section
	Pager       *PagerView
	Count       int        // articles in the whole list
	Terms       []TermView // of a taxonomy's index
	Years       []YearView // of the archive
	Days        []DayView  // of a month
}

// SiteView is what every page knows of the site.
type SiteView struct {
	Title, Description, Author, Language string
	Home, Feed                           string // links to the home page and its RSS feed
	AtHome                               bool   // the page is the home page, or a further page of its list
	MainMenu, FooterMenu                 []Link
	Sections, Taxonomies                 []Link
	Archive                              string // link, or empty
	Search                               *Link  // the standing page with the layout search, or nil
	SearchIndex                          string // link to the index of the search data, or empty
	Icons                                []IconView
	PaperLight, PaperDark                string // colours behind the text, or empty
	Params                               map[string]any
}

// Link is a name and where it leads. URL is empty for what has no page; Current marks the page or section one is in.
type Link struct {
	Name    string
	URL     string
	Current bool
}

// Head is for the <head> of a page.
type Head struct {
	Title string        // of the window
	Feed  string        // link to the RSS feed
	Tags  template.HTML // for search engines and other sites
}

// ArticleView is an article or a standing page. Related and Later are methods: a theme may do without.
type ArticleView struct {
	Title, Subtitle   string
	Summary           string
	URL, Permalink    string // link, and whole address
	Body              template.HTML
	TOC               []*markdown.Heading // empty unless asked for
	Date, Modified    *theme.Moment       // Modified only when it differs from Date
	Words, Minutes    int
	Author            string   // the names of Authors in a sentence, or the newsroom; empty on a standing page without
	Authors           []string // empty unless people are named
	Cover             *ImageView
	Source            *Link // nil when the text names it itself
	AILabel           *Link // what the article says of the part that AI had in it, or nil
	Section           *Link
	Tags, Categorieen []Link
	Newer, Older      *Link
	Draft, Sponsored  bool
	Lang              string // empty unless the article is in another language than the site
	SiteLang          string // where it is: the language of what the theme says itself
	Params            map[string]any

	related func() ([]template.HTML, error)
	later   func() *Link
}

// ImageView is a picture; Width and Height are 0 when unknown. Eager is the first of a page, which should not wait. Its
// place is "article", "lead" or "card", for how wide it is there.
type ImageView struct {
	URL           string // link
	Absolute      string // whole address
	Alt, Caption  string
	Width, Height int
	Srcset        template.Srcset // the same picture in other widths; may be empty
	Place         string
	Eager         bool
	Letter        string // shown in ink number Ink where the picture does not come
	Ink           int
}

// IconView is a link to what stands for the site in a browser: a <link> with these attributes.
type IconView struct {
	Rel, URL, Type string // Type may be empty
}

// SectionView is a section on the home page.
type SectionView struct {
	Title, Description, URL string
	Cards                   []template.HTML
}

// TermView is a term of an index.
type TermView struct {
	Name, URL string
	Initial   string // the letter it stands under, or #
	Count     int
}

// YearView is a year of the archive.
type YearView struct {
	Year   int
	Months []MonthView
}

// MonthView is a month of the archive.
type MonthView struct {
	Name, URL string
	Count     int
}

// DayView is a day of a month with its articles.
type DayView struct {
	Day   string
	Links []Link
}

// PagerView leads to the pages beside this one.
type PagerView struct {
	Number, Total int // 0 when the pages are numbered from the oldest
	Newer, Older  string
	From, Until   *theme.Moment // of the oldest and the newest article on the page; nil when those have no date
	First         string        // link to the first page; page 2 is page/2/ below it
	Pages         []Link        // newest first: both ends, and some around this one; one without a name is a gap
}

// Card is all that the card template sees: one article, and never the site, so that it can be kept.
type Card struct {
	Title, Summary, URL string
	Date                *theme.Moment
	Minutes             int
	Section             *Link
	Cover               *ImageView
	Draft               bool
	Lang                string // empty unless the article is in another language than the site
}

// Artwork is a picture for a story that has none.
func (c Card) Artwork() template.HTML { return artwork.SVG(nameOf(c.Section), c.Title) }

func nameOf(l *Link) string {
	if l == nil {
		return ""
	}
	return l.Name
}
