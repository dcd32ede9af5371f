// Package spelling knows Dutch words: those of seven letters or more of OpenTaal's list, in a filter of a bit array.
//
// The filter (B.H. Bloom, Space/time trade-offs in hash coding with allowable errors, 1970) knows every word of
// the list, and takes one in fifty other words for one of it, which for a spelling check is a miss and no false
// alarm.
package spelling

import (
	_ "embed"
	"hash/fnv"
	"unicode"
	"unicode/utf8"
)

// MinLetters is how many letters a word has that the list knows of.
const MinLetters = 7

// dutch is made by internal/dev/words of OpenTaal's list; words.LICENSE says who made that, and what may be done
// with it.
//
//go:embed words.bin
var dutch []byte

// bitsPerWord and probes make one error in fifty.
const (
	bitsPerWord = 8
	probes      = 5
)

// Known reports whether a word in lower case is in the list, or, seldom, is not.
func Known(word string) bool {
	known := true
	eachBit(word, len(dutch)*8, func(bit int) { known = known && dutch[bit/8]&(1<<(bit%8)) != 0 })
	return known
}

// Listed reports whether the filter holds a word: one of small letters alone, and enough of them.
func Listed(word string) bool {
	for _, r := range word {
		if !unicode.IsLower(r) {
			return false
		}
	}
	return utf8.RuneCountInString(word) >= MinLetters
}

// Filter makes the bit array of a list of words.
func Filter(words []string) []byte {
	filter := make([]byte, (len(words)*bitsPerWord+7)/8)
	for _, word := range words {
		eachBit(word, len(filter)*8, func(bit int) { filter[bit/8] |= 1 << (bit % 8) })
	}
	return filter
}

func eachBit(word string, bits int, do func(bit int)) {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(word)) // never fails
	sum := hash.Sum64()
	step := sum>>33 | 1
	for range probes {
		do(int(sum % uint64(bits)))
		sum += step
	}
}
