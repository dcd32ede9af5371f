package search

import (
	"encoding/binary"
	"math"
	"strings"
	"unicode/utf8"
)

// The fields of a document, in the order in which a word's occurrences there are kept.
const (
	inTitle = iota
	inTerms
	inHeadings // and in the summary
	inBody
	numFields
)

// factors say what an occurrence in a field counts for.
var factors = [numFields]int{inTitle: 8, inTerms: 4, inHeadings: 2, inBody: 1}

// A collection is the words of some documents that follow each other. It reads one text after another in the same
// memory; word numbers are its own.
type collection struct {
	stop    map[string]bool
	byRaw   map[string]int32 // words as they are written; -1 of one that is not searched
	byWord  map[string]int32
	words   []string
	uses    []int32 // of each word
	entries []byte  // see entry
	ends    []int   // of the documents in entries
	lengths []int32 // of their bodies, in words

	text, headings []byte
	counts         [][numFields]uint16 // of the document being read, by word
	touched        []int32             // the words of which these are not zero
}

func newCollection(stop map[string]bool) *collection {
	return &collection{stop: stop, byRaw: map[string]int32{}, byWord: map[string]int32{}}
}

// read adds the next document.
func (c *collection) read(t Text) {
	c.text, c.headings = plainText([]byte(t.HTML), c.text[:0], c.headings[:0])
	length := c.count(inBody, c.text)
	c.count(inHeadings, c.headings)
	c.count(inHeadings, []byte(t.Summary))
	c.count(inTitle, []byte(t.Title))
	for _, term := range t.Terms {
		c.count(inTerms, []byte(term))
	}
	for _, word := range c.touched {
		c.entries = appendEntry(c.entries, word, c.counts[word])
		c.counts[word] = [numFields]uint16{}
	}
	c.touched = c.touched[:0]
	c.ends = append(c.ends, len(c.entries))
	c.lengths = append(c.lengths, length)
}

// count adds the words of a field's text, and returns how many there are, stop words left out.
func (c *collection) count(field int, text []byte) (n int32) {
	scan(text, func(raw []byte) {
		word, known := c.byRaw[string(raw)]
		if !known {
			word = c.number(raw)
		}
		if word < 0 {
			return
		}
		n++
		c.uses[word]++
		counts := &c.counts[word]
		if *counts == [numFields]uint16{} {
			c.touched = append(c.touched, word)
		}
		counts[field] = min(counts[field], math.MaxUint16-1) + 1
	})
	return n
}

// number gives a word that was not written like this before its number.
func (c *collection) number(raw []byte) int32 {
	word := fold(raw)
	id, known := c.byWord[word]
	switch {
	case word == "" || c.stop[word]:
		id = -1
	case !known:
		id = int32(len(c.words))
		c.byWord[word] = id
		c.words = append(c.words, word)
		c.uses = append(c.uses, 0)
		c.counts = append(c.counts, [numFields]uint16{})
	}
	c.byRaw[string(raw)] = id
	return id
}

// An entry is a word of a document and how often it is in each field, in as few bytes as can be: most words are once in
// the text.
func appendEntry(b []byte, word int32, counts [numFields]uint16) []byte {
	if counts == [numFields]uint16{inBody: 1} {
		return binary.AppendUvarint(b, uint64(word)<<1)
	}
	b = binary.AppendUvarint(b, uint64(word)<<1|1)
	for _, n := range counts {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

func readEntry(b []byte) (word int32, counts [numFields]uint16, rest []byte) {
	next := func() uint64 {
		n, size := binary.Uvarint(b)
		b = b[size:]
		return n
	}
	first := next()
	if first&1 == 0 {
		return int32(first >> 1), [numFields]uint16{inBody: 1}, b
	}
	for i := range counts {
		counts[i] = uint16(next())
	}
	return int32(first >> 1), counts, b
}

const (
	minCompound = 8  // letters
	minPart     = 4  // letters
	minUses     = 20 // of a part
)

// parts splits a compound in two words that are used often enough; the pair that is used most counts.
func parts(word string, uses func(word string) int) (first, second string, found bool) {
	best := minUses - 1
	for i := minPart; i <= len(word)-minPart; i++ {
		n := uses(word[:i])
		if n <= best {
			continue
		}
		for _, joint := range [...]string{"", "s", "en"} {
			rest, joined := strings.CutPrefix(word[i:], joint)
			if m := min(n, uses(rest)); joined && m > best && utf8.RuneCountInString(rest) >= minPart {
				best, first, second, found = m, word[:i], rest, true
			}
		}
	}
	return first, second, found
}
