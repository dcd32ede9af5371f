package content

import (
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// URLPath turns a name (of a file, a slug, a term) into a path, by the rule of the site's first years, so that no old
// URL breaks: lower case; each space becomes a hyphen; letters with their accents, digits, marks and . / \ _ # + ~ - @
// stay; the rest goes; nothing is collapsed or trimmed. Accents are composed (NFC), so that two spellings that look
// the same are the same path.
func URLPath(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	for _, r := range norm.NFC.String(name) {
		switch {
		case unicode.IsSpace(r):
			b.WriteByte('-')
		case r < unicode.MaxASCII && strings.ContainsRune(`./\_#+~-@`, r), unicode.IsLetter(r), unicode.IsDigit(r),
			unicode.IsMark(r):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return norm.NFC.String(b.String()) // of "e'\u0301" the rest composes
}

// escapes reports whether a path has no name in some part, or a part that leads to another folder.
func escapes(p string) bool {
	for name := range strings.SplitSeq(strings.ReplaceAll(p, `\`, "/"), "/") {
		if name == "" || name == "." || name == ".." {
			return true
		}
	}
	return strings.Contains(p, "\x00")
}

// Href percent-encodes a URL path as links need it (RFC 3986, upper-case hex).
func Href(urlPath string) string {
	for i := range len(urlPath) {
		if c := urlPath[i]; c >= 0x80 || !isPlainURLByte(c) {
			return (&url.URL{Path: urlPath}).EscapedPath()
		}
	}
	return urlPath
}

func isPlainURLByte(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || c == '/' || c == '-' || c == '.' ||
		c == '_' || c == '~'
}

// Temporary reports whether editors and downloads make files of this name on the way to saving another.
func Temporary(base string) bool {
	switch path.Ext(base) {
	case ".swp", ".swx", ".tmp", ".bck", ".crdownload", ".part":
		return true
	}
	return strings.HasSuffix(base, "~") || strings.HasPrefix(base, ".#") || strings.HasPrefix(base, ".goutputstream-") ||
		base == "4913"
}

// OutputFile is the file below the output folder that answers a URL: "/a/" is "a/index.html".
func OutputFile(urlPath string) string {
	file := strings.TrimPrefix(urlPath, "/")
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	return file
}

// fileTypes are the extensions by which hosts and browsers tell what a file is, apart from those of pages. After any
// other dot in the last part of an address comes a part of its name, as in /model-4.5/.
var fileTypes = func() map[string]bool {
	types := map[string]bool{}
	for _, ext := range strings.Fields(`js mjs json jsonl wasm css xml rss atom xsl svg png jpg jpeg gif webp avif ico bmp
		tif tiff heic txt md csv tsv ics vcf pdf doc docx xls xlsx ppt pptx odt ods odp epub rtf zip gz tar tgz 7z rar mp3 m4a
		ogg oga opus wav flac mp4 m4v webm mov avi mkv ogv vtt srt woff woff2 ttf otf eot webmanifest php php3 php5 phtml asp
		aspx ashx jsp jspx cgi cfm shtml xhtml yaml yml toml exe dmg apk`) {
		types["."+ext] = true
	}
	return types
}()

// IsFile reports whether a URL is that of a file which is no page, by its extension.
func IsFile(urlPath string) bool { return fileTypes[strings.ToLower(path.Ext(urlPath))] }

func isPageFile(urlPath string) bool {
	ext := strings.ToLower(path.Ext(urlPath))
	return ext == ".html" || ext == ".htm"
}

// literalURL is the path that the value of `url:` or an alias stands for: as written, percent-encoded, relative to base
// or as a whole address of the site. Case and characters are kept; a path without an extension is a folder. Where it is
// no path of the site, wrong says why.
func (c *Config) literalURL(value, base string) (urlPath, wrong string) {
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
	case escapes(strings.Trim(value, "/")) || strings.HasPrefix(value, "//") || strings.HasSuffix(value, "//"):
		return "", "een deel ervan is leeg of leidt naar een andere map"
	}
	for part := range strings.SplitSeq(value, "/") {
		if strings.HasPrefix(part, ".") && part != ".well-known" {
			return "", fmt.Sprintf("%s is een verborgen map of een bestand van de host", part)
		}
	}
	if !strings.HasSuffix(value, "/") && !isPageFile(value) && !IsFile(value) {
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
