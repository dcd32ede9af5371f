package content

import (
	"net/url"
	"path"
	"strings"
	"unicode"

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

// literalURL cleans the value of `url:` or an alias, whose case and characters are kept. A path without an extension is
// a folder. It returns "" where the value leaves the site.
func literalURL(value, base string) string {
	value = norm.NFC.String(value)
	if strings.ContainsAny(value, "\x00\\?#") || strings.Contains(value, "://") {
		return ""
	}
	if !strings.HasPrefix(value, "/") {
		value = base + value
	}
	if strings.HasPrefix(value, "//") {
		return ""
	}
	if value == "/" {
		return value
	}
	if escapes(strings.Trim(value, "/")) {
		return ""
	}
	if path.Ext(value) == "" && !strings.HasSuffix(value, "/") {
		value += "/"
	}
	return value
}
