package render

import "drukpers/internal/csp"

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

// Policy is the Content-Security-Policy of the site's pages.
func (e *Edition) Policy() csp.Policy { return themePolicy.With(e.Site.Config.Headers.CSP) }
