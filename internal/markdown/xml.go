package markdown

import (
	"strings"
	"unicode/utf8"
)

// XMLText drops the characters that XML 1.0 does not allow (section 2.2): no reader can see them, and a feed is XML.
func XMLText(s string) string {
	if isXML(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if notXML(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func notXML(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

func isXML(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' && notXML(rune(s[i])) {
			return false
		}
	}
	return utf8.ValidString(s) && !strings.Contains(s, "\uFFFE") && !strings.Contains(s, "\uFFFF")
}
