package config

import (
	"cmp"
	"reflect"
	"slices"
	"time"

	"drukpers/internal/csp"
	"drukpers/internal/frontmatter"
	"drukpers/internal/host"
	"drukpers/internal/markdown"
	"drukpers/internal/rawhtml"
	"drukpers/internal/report"
	"drukpers/internal/typography"
)

// Config is site.yaml. Every key has a default, so an empty file is a site.
type Config struct {
	Title       string         `key:"title"`
	BaseURL     string         `key:"base_url"` // absolute, ends in a slash
	Language    string         `key:"language"` // BCP 47; names the theme's <language>.yaml
	Timezone    string         `key:"timezone"` // IANA name
	Description string         `key:"description"`
	Author      string         `key:"author"` // the newsroom: who wrote what names nobody
	Image       string         `key:"image"`  // what a shared page shows that has no picture; see picture
	Logo        string         `key:"logo"`   // of the publisher, for search engines; see picture
	Social      []string       `key:"social"` // addresses of the publisher elsewhere
	Theme       string         `key:"theme"`
	Sections    Sections       `key:"sections"`
	Taxonomies  Taxonomies     `key:"taxonomies"`
	Menus       Menus          `key:"menus"`
	PageSize    int            `key:"page_size"`  // cards on a list page
	Pagination  string         `key:"pagination"` // PaginationNewest or PaginationStable
	Feeds       Feeds          `key:"feeds"`
	Host        string         `key:"host"` // one of host.Hosts
	Markdown    Markdown       `key:"markdown"`
	Build       BuildConfig    `key:"build"`
	Search      SearchConfig   `key:"search"`
	Images      Images         `key:"images"`
	AILabel     AILabel        `key:"ai_label"`
	Headers     HeadersConfig  `key:"headers"`
	Deploy      Targets        `key:"deploy"`
	IndexNow    IndexNow       `key:"indexnow"`
	Check       Check          `key:"check"`
	Params      map[string]any `key:"params"`

	Location *time.Location // of Timezone
	BasePath string         // path of BaseURL without its last slash: "" or "/blog"

	positions frontmatter.Positions
}

// Sections are the site's first-level folders in the order in which site.yaml lists them.
type Sections []SectionConfig

// SectionConfig describes a section; the section's _index.md goes before it.
type SectionConfig struct {
	Name        string // of the folder
	Title       string `key:"title"`
	Description string `key:"description"`
}

// Taxonomies are the two ways of grouping that articles have.
type Taxonomies struct {
	Tags        Taxonomy `key:"tags"`
	Categorieen Taxonomy `key:"categorieen,categorieën,categories"`
}

// Taxonomy says how the terms of one taxonomy are shown.
type Taxonomy struct {
	Title       string            `key:"title"`
	Feed        bool              `key:"feed"`         // an RSS feed per term
	MinArticles int               `key:"min_articles"` // a term with fewer has no page
	Names       map[string]string `key:"names"`        // term → the name it is shown by
	Synonyms    map[string]string `key:"synonyms"`     // term → the term it is counted as
}

// Menus are the links of header and footer.
type Menus struct {
	Main   []MenuItem `key:"main"`
	Footer []MenuItem `key:"footer"`
}

// MenuItem is one link of a menu; its URL is a path of the site or absolute.
type MenuItem struct {
	Name string `key:"name"`
	URL  string `key:"url"`
}

// Feeds says what RSS feeds hold.
type Feeds struct {
	Limit     int    `key:"limit"`      // newest articles in those of the front page and of sections
	TermLimit int    `key:"term_limit"` // and in those of terms
	FullText  bool   `key:"full_text"`  // the whole text, not only the summary
	Hub       string `key:"hub"`        // address of a WebSub hub (https://www.w3.org/TR/websub/) that the feeds name
}

// Markdown says how bodies become HTML.
type Markdown struct {
	RawHTML    string   `key:"raw_html"`   // markdown.RawEscape, RawSanitize or RawAllow
	Typography bool     `key:"typography"` // quotes, apostrophes and dashes
	Embeds     []string `key:"embeds"`     // hosts whose frames may be in an article
}

// How list pages are numbered.
const (
	PaginationNewest = "newest" // page 2 follows the newest articles
	PaginationStable = "stable" // page 2 has the oldest articles, so that a new one changes the first page only
)

// BuildConfig holds the defaults of the build command.
type BuildConfig struct {
	Output string `key:"output"`
	Minify bool   `key:"minify"`
}

// Images says what is made of pictures, and where it is kept.
type Images struct {
	Dir        string `key:"dir"`         // of variants, in the project
	Build      bool   `key:"build"`       // a build makes those that are missing
	ShareCards bool   `key:"share_cards"` // articles without a cover have a picture for other sites
}

// SearchConfig says whether the search index is made.
type SearchConfig struct {
	Enabled bool `key:"enabled"`
}

// HeadersConfig says what a host adds to the pages. CSP allows them more than the theme needs: hosts by directive.
type HeadersConfig struct {
	CSP csp.Policy `key:"csp"`
}

// AILabel is what articles say of the part that AI had in them: article 50(4) of the AI Act wants it said where nobody
// reviewed the text. With a text every article says it, but for those whose head says `ai: false`.
type AILabel struct {
	Text string `key:"text"`
	Page string `key:"page"` // where the site explains itself; a path of the site or absolute
}

// Default is what an empty site.yaml means.
func Default() *Config {
	c := unnamed()
	c.nameInLanguage()
	return c
}

// unnamed is the default without the names that depend on the language.
func unnamed() *Config {
	c := &Config{
		BaseURL: "http://localhost/", Language: "nl", Timezone: "Europe/Amsterdam", Theme: "krant", PageSize: 50,
		Pagination: PaginationStable,
		Taxonomies: Taxonomies{
			Tags:        Taxonomy{Title: "Tags", Feed: true, MinArticles: 1},
			Categorieen: Taxonomy{Feed: true, MinArticles: 1},
		},
		Host:     host.None,
		Feeds:    Feeds{Limit: 50, TermLimit: 15, FullText: true},
		Markdown: Markdown{RawHTML: markdown.RawSanitize, Typography: true, Embeds: rawhtml.DefaultEmbeds},
		Build:    BuildConfig{Output: "public", Minify: true},
		Search:   SearchConfig{Enabled: true},
		Images:   Images{Dir: "static/.varianten", Build: true, ShareCards: true},
	}
	c.Location, _ = time.LoadLocation(c.Timezone)
	return c
}

// Position is where the value of a key stands in site.yaml, or its first line where the key is absent.
func (c *Config) Position(key string) report.Pos { return c.positions.At(key, -1) }

// Same reports whether two configs mean the same, wherever their keys stand.
func (c *Config) Same(other *Config) bool {
	if c == nil || other == nil {
		return c == other
	}
	a, b := *c, *other
	a.positions, b.positions = nil, nil
	return reflect.DeepEqual(a, b)
}

// Typographic gives a text the quotes, apostrophes and dashes of its language, when the site wants them. An empty lang
// stands for the site's.
func (c *Config) Typographic(text, lang string) string {
	if !c.Markdown.Typography {
		return text
	}
	return typography.Text(text, typography.Of(cmp.Or(lang, c.Language)))
}

// Section returns what site.yaml says of a section.
func (c *Config) Section(name string) SectionConfig {
	for _, s := range c.Sections {
		if s.Name == name {
			return s
		}
	}
	return SectionConfig{Name: name}
}

// Lists reports whether site.yaml names a section.
func (c *Config) Lists(name string) bool {
	return slices.ContainsFunc(c.Sections, func(s SectionConfig) bool { return s.Name == name })
}
