package content

import (
	"unicode"
	"unicode/utf8"
)

// countWords counts the words of markdown as a reader would, near enough for a reading time: groups of characters with
// at least one letter or digit.
func countWords(source []byte) int {
	n := 0
	counted := false
	for i := 0; i < len(source); {
		class, size := asciiClass[source[i]], 1
		if source[i] >= utf8.RuneSelf {
			var r rune
			r, size = utf8.DecodeRune(source[i:])
			class = classOf(r)
		}
		i += size
		switch {
		case class == charSpace:
			counted = false
		case class == charWord && !counted:
			counted = true
			n++
		}
	}
	return n
}

// Classes of characters, for countWords.
const (
	charOther = iota
	charSpace
	charWord // a letter or a digit
)

func classOf(r rune) int {
	switch {
	case unicode.IsSpace(r):
		return charSpace
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return charWord
	default:
		return charOther
	}
}

var asciiClass = func() (classes [256]int) {
	for r := range utf8.RuneSelf {
		classes[r] = classOf(rune(r))
	}
	return classes
}()
