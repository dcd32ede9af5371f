// Package urls says which addresses a page may lead to, and how an address of the site is written.
package urls

import (
	"bytes"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// schemes are those a link of an article or a menu may have: a page, and what hands a number, a place or a calendar
// to a program that the reader has chosen and that asks before it acts. Left out are schemes that run a script or hold
// a page (javascript:, data:, blob:, feed:), that read the reader's own disk (file:), and that browsers no longer
// follow (ftp:).
var schemes = map[string]bool{
	"": true, "http": true, "https": true, "mailto": true, "tel": true,
	"sms":      true,                               // RFC 5724
	"geo":      true,                               // RFC 5870
	"webcal":   true,                               // a calendar to subscribe to
	"whatsapp": true, "sgnl": true, "matrix": true, // a conversation in WhatsApp, Signal and Matrix
}

// Safe returns the reference without the white space and control characters that browsers ignore (WHATWG URL, 4.4),
// or "" when its scheme is not one of schemes: a javascript: link never reaches a page.
func Safe(reference string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.TrimSpace(reference))
	if !schemes[schemeOf(clean)] {
		return ""
	}
	return clean
}

// SafePicture is Safe for what a browser loads in place. A picture in the address itself (data:) is left out: it
// would travel with every page and feed that holds it, a third larger than its file, and no cache would keep it.
func SafePicture(reference string) string {
	clean := Safe(reference)
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

// WithBasePath completes a path of the site ("/a/") with the path that the site has on its host ("/blog"), and composes
// its accents, as the site's own URLs are; an address elsewhere stays as it is.
func WithBasePath(basePath, reference string) string {
	if strings.HasPrefix(reference, "/") && !strings.HasPrefix(reference, "//") {
		return basePath + composed(reference)
	}
	return reference
}

// composed is an address of the site with composed accents (Unicode NFC), written out or percent-encoded.
func composed(address string) string {
	if !strings.ContainsFunc(address, func(r rune) bool { return r == '%' || r >= utf8.RuneSelf }) {
		return address
	}
	end := strings.IndexAny(address, "?#")
	if end < 0 {
		end = len(address)
	}
	plain, err := url.PathUnescape(address[:end])
	if err != nil || !utf8.ValidString(plain) || norm.NFC.IsNormalString(plain) {
		return address
	}
	return (&url.URL{Path: norm.NFC.String(plain)}).EscapedPath() + address[end:]
}

// Relative reports whether an address starts at the place where it is written: a path without a slash before it.
func Relative(address string) bool {
	return address != "" && !strings.ContainsAny(address[:1], "/?#\\") && !IsWhole(address)
}

// MayHoldRelative reports whether a text can hold an address that is Relative. Of nearly every text it is false.
func MayHoldRelative(source []byte) bool {
	for _, before := range []string{"](", "]:"} {
		for rest := source; ; {
			i := bytes.Index(rest, []byte(before))
			if i < 0 {
				break
			}
			rest = rest[i+len(before):]
			if startsRelative(rest) && !bytes.HasPrefix(rest, []byte(")")) {
				return true
			}
		}
	}
	if bytes.IndexByte(source, '<') < 0 {
		return false
	}
	if bytes.Contains(bytes.ToLower(source), []byte("srcset")) { // several addresses
		return true
	}
	for _, at := range attribution.FindAllIndex(source, -1) {
		if startsRelative(source[at[1]:]) {
			return true
		}
	}
	return false
}

// attribution is what stands before an address in HTML.
var attribution = regexp.MustCompile(`(?i)(?:href|src|poster|cite|action|data|background)\s*=\s*["']?`)

// startsRelative reports whether an address may start a text, and may be a relative one.
func startsRelative(text []byte) bool {
	text = bytes.TrimLeft(text, "<> \t\r\n")
	for _, other := range []string{"/", "#", "?", "http:", "https:", "mailto:"} {
		if bytes.HasPrefix(text, []byte(other)) {
			return false
		}
	}
	return len(text) > 0
}

// Schemes are those of Safe, without the empty one.
func Schemes() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(schemes)), func(s string) bool { return s == "" })
}

// IsWhole reports whether an address is whole: something: before any / ? or #.
func IsWhole(address string) bool {
	i := strings.IndexAny(address, ":/?#")
	return i > 0 && address[i] == ':'
}
