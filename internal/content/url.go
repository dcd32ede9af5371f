package content

import (
	"net/url"
	"strings"
)

// safeSchemes are those a link of an article or a menu may have.
var safeSchemes = map[string]bool{"": true, "http": true, "https": true, "mailto": true, "tel": true}

// SafeURL returns the reference without the white space and control characters that browsers ignore (WHATWG URL, 4.4),
// or "" when it leads elsewhere than the web, mail or telephone: a javascript: link never reaches a page.
func SafeURL(reference string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.TrimSpace(reference))
	scheme, _, found := strings.Cut(clean, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return clean
	}
	if !safeSchemes[strings.ToLower(strings.TrimSpace(scheme))] {
		return ""
	}
	return clean
}

// external reports whether a link leads to another site.
func (c *Config) external(reference string) bool {
	u, err := url.Parse(reference)
	if err != nil || u.Host == "" {
		return false
	}
	base, err := url.Parse(c.BaseURL)
	return err != nil || !strings.EqualFold(u.Host, base.Host)
}
