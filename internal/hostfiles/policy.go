package hostfiles

import (
	"slices"

	"drukpers/internal/content"
	"drukpers/internal/csp"
	"drukpers/internal/site"
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
func Policy(s *site.Site) csp.Policy {
	c, frames := s.Config, csp.Policy{}
	embeds := func(a *content.Article) bool { return a.MayEmbed }
	if slices.ContainsFunc(slices.Concat(s.Articles, s.Standing, s.Indexes()), embeds) {
		for _, host := range c.Markdown.Embeds {
			frames["frame-src"] = append(frames["frame-src"], "https://"+host)
		}
	}
	return themePolicy.With(frames).With(c.Headers.CSP)
}
