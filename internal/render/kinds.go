package render

import (
	"bytes"
	"cmp"

	"drukpers/internal/site"
	"drukpers/internal/theme"
)

// kind says how pages of one site.Kind are made: by a template, whose view fill completes, or by write.
type kind struct {
	template  string // name of the theme's template, without .html
	fill      func(*Edition, *site.Page, *View) error
	layouts   bool                        // an article may ask for another template
	things    func(*Edition, *View) []any // what the page is to schema.org, next to its breadcrumbs
	news      bool                        // it is an article to Open Graph
	unlisted  bool                        // search engines pass it over
	write     func(*Edition, *site.Page, *bytes.Buffer) error
	mediaType string // what a host calls the page, where that does not follow from its extension
}

// kinds is the table of all kinds of pages.
var kinds = map[site.Kind]kind{
	site.Home:        {template: "home", fill: (*Edition).fillHome, things: (*Edition).webSite},
	site.SectionList: {template: "list", fill: (*Edition).fillList},
	site.TermList:    {template: "list", fill: (*Edition).fillList},
	site.Article: {
		template: "article", fill: (*Edition).fillArticle, layouts: true, things: (*Edition).newsArticle,
		news: true,
	},
	site.Standing:      {template: "page", fill: (*Edition).fillArticle, layouts: true},
	site.TaxonomyIndex: {template: "terms", fill: (*Edition).fillTerms},
	site.Archive:       {template: "archive", fill: (*Edition).fillArchive},
	site.MonthList:     {template: "archive", fill: (*Edition).fillMonth},
	site.NotFound:      {template: "404", fill: (*Edition).fillNotFound, unlisted: true},

	site.Feed:            {write: (*Edition).feed, mediaType: rssType},
	site.JSONFeed:        {write: (*Edition).jsonFeed, mediaType: jsonFeedType},
	site.Sitemap:         {write: (*Edition).sitemap},
	site.SitemapIndex:    {write: (*Edition).sitemapIndex},
	site.NewsSitemap:     {write: (*Edition).newsSitemap},
	site.SearchData:      {write: (*Edition).searchFile},
	site.SearchDirectory: {write: (*Edition).searchFile},
	site.Robots:          {write: (*Edition).robots},
	site.Redirects:       {write: (*Edition).redirects},
	site.Headers:         {write: (*Edition).headers},
	site.Alias:           {write: (*Edition).alias},
	site.Static:          {write: (*Edition).static},
}

// IsHTML reports whether a page is HTML of the site's own, and no file that is copied.
func IsHTML(p *site.Page) bool { return p.Kind != site.Static && MediaType(p) == "text/html" }

// MediaType is what a host should call a page, without parameters.
func MediaType(p *site.Page) string {
	return cmp.Or(kinds[p.Kind].mediaType, theme.MediaType(p.OutputFile()))
}
