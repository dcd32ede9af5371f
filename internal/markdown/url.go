package markdown

import (
	"net/url"
	"strings"
)

// safeSchemes are those a link of an article or a menu may have: a page, and what hands a number, a place or a calendar
// to a program that the reader has chosen and that asks before it acts. Left out are schemes that run a script or hold
// a page (javascript:, data:, blob:, feed:), that read the reader's own disk (file:), and that browsers no longer
// follow (ftp:).
var safeSchemes = map[string]bool{
	"": true, "http": true, "https": true, "mailto": true, "tel": true,
	"sms":      true,                               // RFC 5724
	"geo":      true,                               // RFC 5870
	"webcal":   true,                               // a calendar to subscribe to
	"whatsapp": true, "sgnl": true, "matrix": true, // a conversation in WhatsApp, Signal and Matrix
}

// SafeURL returns the reference without the white space and control characters that browsers ignore (WHATWG URL, 4.4),
// or "" when its scheme is not one of safeSchemes: a javascript: link never reaches a page.
func SafeURL(reference string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.TrimSpace(reference))
	if !safeSchemes[schemeOf(clean)] {
		return ""
	}
	return clean
}

// safePicture is SafeURL for what a browser loads in place. A picture in the address itself (data:) is left out: it
// would travel with every page and feed that holds it, a third larger than its file, and no cache would keep it.
func safePicture(reference string) string {
	clean := SafeURL(reference)
	switch schemeOf(clean) {
	case "", "http", "https":
		return clean
	}
	return ""
}

// schemeOf is the scheme of an address in lower case, or "".
func schemeOf(address string) string {
	scheme, _, found := strings.Cut(address, ":")
	if !found || strings.ContainsAny(scheme, "/?#") {
		return ""
	}
	return strings.ToLower(strings.TrimSpace(scheme))
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
