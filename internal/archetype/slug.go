package archetype

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxSlug is how long a slug gets, in characters: search results and address bars show about so much.
const maxSlug = 60

// ligatures are letters that are no other letter with an accent.
var ligatures = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th",
	"ı", "i", "&", " en ", "€", " euro ", "%", " procent ", "+", " plus ", "’", "", "'", "", "‘", "", "`", "")

// withoutAccents takes the marks off letters.
func withoutAccents(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
}

// Slug is a title as a part of an address: lower case, accents taken off their letters, a hyphen for all else, and cut
// at a word. It is empty where a title has no letters and digits. Letters of other scripts stay.
func Slug(title string) string {
	var b strings.Builder
	for _, r := range ligatures.Replace(withoutAccents(strings.ToLower(title))) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte('-')
		}
	}
	var slug string
	for word := range strings.FieldsFuncSeq(norm.NFC.String(b.String()), func(r rune) bool { return r == '-' }) {
		longer := strings.TrimPrefix(slug+"-"+word, "-")
		if utf8.RuneCountInString(longer) > maxSlug {
			if slug == "" {
				slug = string([]rune(word)[:maxSlug])
			}
			break
		}
		slug = longer
	}
	return slug
}
