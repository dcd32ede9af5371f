package render

import (
	"slices"

	"drukpers/internal/content"
	"drukpers/internal/csp"
)

// themePolicy allows what the built-in theme needs: its own files, and covers from any host over https.
var themePolicy = csp.Policy{
	"default-src":     {"'none'"},
	"img-src":         {"'self'", "https:", "data:"},
	"style-src":       {"'self'"},
	"script-src":      {"'self'"},
	"font-src":        {"'self'"},
	"connect-src":     {"'self'"},
	"media-src":       {"'self'", "https:"},
	"manifest-src":    {"'self'"},
	"form-action":     {"'self'"},
	"base-uri":        {"'none'"},
	"frame-ancestors": {"'none'"},
}

// Policy is the Content-Security-Policy of the site's pages: that of the theme, with the hosts whose frames an article
// may hold, where any does, and what site.yaml adds.
func (e *Edition) Policy() csp.Policy {
	frames := csp.Policy{}
	embeds := func(a *content.Article) bool { return a.MayEmbed }
	if slices.ContainsFunc(slices.Concat(e.Site.Articles, e.Site.Standing, e.Site.Indexes()), embeds) {
		for _, host := range e.Site.Config.Markdown.Embeds {
			frames["frame-src"] = append(frames["frame-src"], "https://"+host)
		}
	}
	return themePolicy.With(frames).With(e.Site.Config.Headers.CSP)
}
