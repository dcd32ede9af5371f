package config

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/frontmatter"
)

// shared are the formats of pictures that other sites show beside a link.
var shared = []string{".jpg", ".jpeg", ".png", ".webp", ".gif"}

// picture is the address of a picture that site.yaml names: a path of the site, not percent-encoded, for a file of
// static/, or a whole address with https. Whether there is such a file is for who knows them.
func picture(d *frontmatter.Decoder, n *frontmatter.Node, value string, formats []string) string {
	if value == "" {
		return ""
	}
	if strings.Contains(value, ":") {
		if u, err := url.Parse(value); err != nil || u.Scheme != "https" || u.Host == "" {
			d.ErrorAt(n, "adres", fmt.Sprintf("“%s” is geen adres van een plaatje", value),
				"Schrijf een pad in static/, bijvoorbeeld /img/delen.png, of een adres dat met https:// begint.")
			return ""
		}
		return value
	}
	if decoded, err := url.PathUnescape(value); err == nil {
		value = decoded
	}
	value = path.Clean("/" + strings.TrimPrefix(strings.TrimPrefix(norm.NFC.String(value), "/"), "static/"))
	if !slices.Contains(formats, strings.ToLower(path.Ext(value))) {
		d.ErrorAt(n, "plaatje", fmt.Sprintf("%s heeft geen soort die hier kan", value),
			"Kies een plaatje op "+strings.Join(formats, ", ")+".")
		return ""
	}
	return value
}

// checkAddress refuses what is no whole address on the web.
func checkAddress(d *frontmatter.Decoder, n *frontmatter.Node, address string) {
	if u, err := url.Parse(address); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		d.ErrorAt(n, "adres", fmt.Sprintf("“%s” is geen heel adres", address), "Begin met https://.")
	}
}
