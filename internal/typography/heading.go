package typography

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// NoBreakHyphen is a hyphen after which no line ends (U+2011).
const NoBreakHyphen = '\u2011'

// shortPart is the longest first part of a compound that looks lost at the end of a line, in letters and digits.
const shortPart = 3

// Heading is the text of a heading in which no line ends after the "AI-" of "AI-model" or the "B2B-" of "B2B-markt".
func Heading(text string) string {
	hyphens := ShortParts(text)
	if len(hyphens) == 0 {
		return text
	}
	var b strings.Builder
	from := 0
	for _, at := range hyphens {
		b.WriteString(text[from:at])
		b.WriteRune(NoBreakHyphen)
		from = at + 1
	}
	b.WriteString(text[from:])
	return b.String()
}

// ShortParts gives the places of the hyphens, in bytes, that follow a first part of at most three letters and digits
// and come before another part.
func ShortParts(text string) []int {
	if strings.IndexByte(text, '-') < 0 {
		return nil
	}
	var places []int
	part := 0 // letters and digits so far; one too many after a hyphen, which begins no first part
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			part++
		case unicode.IsMark(r):
		case r == '-':
			if next, _ := utf8.DecodeRuneInString(text[i+1:]); part > 0 && part <= shortPart &&
				(unicode.IsLetter(next) || unicode.IsDigit(next)) {
				places = append(places, i)
			}
			part = shortPart + 1
		default:
			part = 0
		}
	}
	return places
}
