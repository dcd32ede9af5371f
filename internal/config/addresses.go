package config

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"drukpers/internal/urls"

	"golang.org/x/text/unicode/norm"
)

// Href is the link to a page of the site, from the root of its host.
func (c *Config) Href(urlPath string) string { return c.BasePath + urls.Href(urlPath) }

// Absolute is the whole address of a page of the site.
func (c *Config) Absolute(urlPath string) string {
	return strings.TrimSuffix(c.BaseURL, "/") + urls.Href(urlPath)
}

// AbsoluteHref is the whole address of a link that Href made.
func (c *Config) AbsoluteHref(href string) string {
	return strings.TrimSuffix(strings.TrimSuffix(c.BaseURL, "/"), c.BasePath) + href
}

// Link is the link to what an editor wrote, a path of the site or an address elsewhere.
func (c *Config) Link(reference string) string { return urls.WithBasePath(c.BasePath, reference) }

// AbsoluteLink is the whole address of what an editor wrote.
func (c *Config) AbsoluteLink(reference string) string { return c.Resolve("/", c.Link(reference)) }

// Resolve gives the whole address of a reference as it stands on a page, whose path is pageURL.
func (c *Config) Resolve(pageURL, reference string) string {
	page, err := url.Parse(c.Absolute(pageURL))
	if err != nil {
		return reference
	}
	target, err := page.Parse(reference)
	if err != nil {
		return reference
	}
	return target.String()
}

// LiteralURL is the path that the value of `url:` or an alias stands for: as written, percent-encoded, relative to base
// or as a whole address of the site. Case and characters are kept; a path without an extension is a folder. Where it is
// no path of the site, wrong says why.
func (c *Config) LiteralURL(value, base string) (urlPath, wrong string) {
	value = norm.NFC.String(strings.TrimSpace(value))
	if own := c.ownPath(value); own != "" {
		value = own
	} else if strings.Contains(value, "://") || strings.HasPrefix(value, "//") {
		return "", "het is een adres van een andere site"
	}
	if strings.ContainsAny(value, "?#") {
		return "", "een pagina heeft geen ? of # in het adres"
	}
	if decoded, err := url.PathUnescape(value); err == nil {
		value = norm.NFC.String(decoded)
	}
	strange := func(r rune) bool {
		return r == utf8.RuneError || unicode.IsControl(r) || strings.ContainsRune(`\?#`, r)
	}
	if strings.ContainsFunc(value, strange) {
		return "", "er staat een teken in dat niet in een adres hoort"
	}
	if !strings.HasPrefix(value, "/") {
		value = base + value
	}
	switch {
	case value == "/":
		return value, ""
	case urls.Escapes(strings.Trim(value, "/")) || strings.HasPrefix(value, "//") || strings.HasSuffix(value, "//"):
		return "", "een deel ervan is leeg of leidt naar een andere map"
	}
	for part := range strings.SplitSeq(value, "/") {
		if strings.HasPrefix(part, ".") && part != ".well-known" {
			return "", fmt.Sprintf("%s is een verborgen map of een bestand van de host", part)
		}
	}
	if !strings.HasSuffix(value, "/") && !urls.IsPage(value) && !urls.IsFile(value) {
		value += "/"
	}
	return value, ""
}

// ownPath is the path of a whole address, with or without its scheme, below the base path; empty for one of another
// site.
func (c *Config) ownPath(address string) string {
	base, err := url.Parse(c.BaseURL)
	if err != nil {
		return ""
	}
	if scheme, after, found := strings.Cut(address, "//"); found && (scheme == "" || strings.HasSuffix(scheme, ":")) {
		address = after
	}
	end := min(len(address), len(base.Host))
	if base.Host == "" || !strings.EqualFold(address[:end], base.Host) {
		return ""
	}
	path := address[end:]
	below, inside := strings.CutPrefix(path, c.BasePath)
	whole := func(path string) bool { return path == "" || strings.ContainsRune("/?#", rune(path[0])) }
	switch {
	case !inside || !whole(path) || !whole(below):
		return ""
	case below == "":
		return "/"
	}
	return below
}
