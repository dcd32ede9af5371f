package markdown

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
func (l *linkTransformer) external(reference string) bool {
	u, err := url.Parse(reference)
	return err == nil && u.Host != "" && !strings.EqualFold(u.Host, l.host)
}

// WithBasePath completes a path of the site ("/a/") with the path that the site has on its host ("/blog"); an address
// elsewhere stays as it is.
func WithBasePath(basePath, reference string) string {
	if strings.HasPrefix(reference, "/") && !strings.HasPrefix(reference, "//") {
		return basePath + reference
	}
	return reference
}

// hasScheme reports whether an address is whole: something: before any / ? or #.
func hasScheme(address string) bool {
	i := strings.IndexAny(address, ":/?#")
	return i > 0 && address[i] == ':'
}
