package urls

import (
	"net/url"
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Path turns a name (of a file, a slug, a term) into a path, by the rule of the site's first years, so that no old
// URL breaks: lower case; each space becomes a hyphen; letters with their accents, digits, marks and . / \ _ # + ~ - @
// stay; the rest goes; nothing is collapsed or trimmed. Accents are composed (NFC), so that two spellings that look
// the same are the same path.
func Path(name string) string {
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

// Escapes reports whether a path has no name in some part, or a part that leads to another folder.
func Escapes(p string) bool {
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

// IsPage reports whether a URL is that of a page by its extension.
func IsPage(urlPath string) bool {
	ext := strings.ToLower(path.Ext(urlPath))
	return ext == ".html" || ext == ".htm"
}
