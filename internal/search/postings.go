package search

import "unicode/utf8"

// Postings are code points, each of a value: the gap to the document before, and a weight of 0 to 7. Values begin at
// firstChar, so that there are no control characters, and pass over the surrogates.
const (
	firstChar  = 0x20
	surrogates = 0xD800
	passOver   = 0x800
	gapValues  = 0xF000 // from here on a value is a gap of so many times longGap and no posting
	longGap    = gapValues / 8
	maxValue   = 0xFFFF - firstChar - passOver
)

// appendValue appends the code point of a value.
func appendValue(b []byte, value int) []byte {
	r := rune(value + firstChar)
	if r >= surrogates {
		r += passOver
	}
	return utf8.AppendRune(b, r)
}

// appendPosting appends that document doc has a weight, after document last.
func appendPosting(b []byte, last, doc, weight int) []byte {
	gap := doc - last - 1
	for gap >= longGap {
		times := min(gap/longGap, maxValue-gapValues+1)
		b = appendValue(b, gapValues+times-1)
		gap -= times * longGap
	}
	return appendValue(b, gap<<3|weight)
}
