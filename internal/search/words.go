package search

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord is the longest word of an index, in characters.
const maxWord = 40

const softHyphen = '\u00AD'

// Words calls yield for each word of a text, folded, stop words included. docs/search.md has the rules; the script of
// the theme has the same.
func Words(text string, yield func(word string)) {
	scan([]byte(text), func(raw []byte) {
		if word := fold(raw); word != "" {
			yield(word)
		}
	})
}

// A class is what a character is to words.
type class uint8

const (
	separator class = iota
	letter
	mark
	digit
)

// classOf is the class of the character that a text begins with, and its length.
func classOf(text []byte) (class, int) {
	if len(text) == 0 {
		return separator, 0
	}
	if c := text[0]; c < utf8.RuneSelf {
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			return letter, 1
		case c >= '0' && c <= '9':
			return digit, 1
		}
		return separator, 1
	}
	r, size := utf8.DecodeRune(text)
	switch {
	case r > 0xFFFF || r == utf8.RuneError:
		return separator, size
	case unicode.IsLetter(r):
		return letter, size
	case unicode.IsMark(r) || r == softHyphen:
		return mark, size
	case unicode.IsDigit(r):
		return digit, size
	}
	return separator, size
}

// scan calls yield for each word of a text as it is written.
func scan(text []byte, yield func(raw []byte)) {
	for i := 0; i < len(text); {
		c, size := classOf(text[i:])
		if c == separator {
			i += size
			continue
		}
		end := wordEnd(text, i)
		yield(text[i:end])
		i = end
	}
}

// wordEnd is where the word ends that begins at i.
func wordEnd(text []byte, i int) int {
	var last class // of the character before i
	count := 0     // of letters and digits
	single := false
	for i < len(text) {
		c, size := classOf(text[i:])
		switch {
		case c == mark:
			last = c
		case c != separator:
			last, count = c, count+1
			single = count == 1 && c == letter
		default:
			if size = joint(text[i:], size, last, single); size == 0 {
				return i
			}
			if next, _ := classOf(text[i+size:]); next == separator { // c++
				return i + size
			}
		}
		i += size
	}
	return i
}

// joint is the length of what text begins with where it belongs to the word before it, else 0: a separator of some
// length behind a character of a class, or behind a single letter.
func joint(text []byte, size int, last class, single bool) int {
	next, _ := classOf(text[size:])
	inWord := next == letter || next == mark
	switch string(text[:size]) {
	case ".", ",":
		if last == digit && next == digit {
			return size
		}
	case "'", "’", "&":
		if (last == letter || last == mark) && inWord {
			return size
		}
	case "-", "\u2010", "\u2011":
		if single && inWord {
			return size
		}
	case "+", "#":
		run := len(text) - len(bytes.TrimLeft(text, "+#"))
		if after, _ := classOf(text[run:]); single && run <= 2 && after == separator {
			return run
		}
	}
	return 0
}

// fold is a word as it is in the index.
func fold(raw []byte) string {
	var b strings.Builder
	if isASCII(raw) {
		for _, c := range raw {
			switch {
			case c >= 'A' && c <= 'Z':
				b.WriteByte(c | 0x20)
			case c != '-':
				b.WriteByte(c)
			}
		}
	} else {
		for _, r := range norm.NFKD.String(string(raw)) {
			switch r = unicode.ToLower(r); {
			case unicode.IsMark(r), r == softHyphen, r == '-', r == '\u2010', r == '\u2011':
				continue
			case r == '’', r == 'ʼ':
				r = '\''
			case r == 'ς':
				r = 'σ'
			}
			b.WriteRune(r)
		}
	}
	word := strings.TrimSuffix(b.String(), "'s")
	if len(word) > maxWord {
		n := 0
		for i := range word {
			if n++; n > maxWord {
				return word[:i]
			}
		}
	}
	return word
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
