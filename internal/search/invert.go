package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// vocabulary is the words and the stems of all documents.
type vocabulary struct {
	language string
	words    []string
	byWord   map[string]int32
	uses     []int32 // of each word so far: see add
	stems    []string
	byStem   map[string]int32
	stemOf   []int32 // of each word
}

// generationWords are the words of a generation's documents.
type generationWords struct {
	collections []*collection
	numbers     [][]int32  // in the vocabulary, of the words of each collection
	parts       [][2]int32 // of each word of the vocabulary that is a compound: the stems of its parts; else 0 and 0
}

// add joins a generation's words. Which of them are compounds follows from their uses in it and in those added before:
// what a newer generation says does not change an older one.
func (v *vocabulary) add(collections []*collection) generationWords {
	g := generationWords{collections: collections}
	for _, c := range collections {
		numbers := make([]int32, len(c.words))
		for i, word := range c.words {
			n, known := v.byWord[word]
			if !known {
				n = int32(len(v.words))
				v.byWord[word] = n
				v.words = append(v.words, word)
				v.uses = append(v.uses, 0)
				v.stemOf = append(v.stemOf, v.stemNumber(word))
			}
			numbers[i] = n
			v.uses[n] += c.uses[i]
		}
		g.numbers = append(g.numbers, numbers)
	}
	g.parts = make([][2]int32, len(v.words))
	for i, word := range v.words {
		if len(word) < minCompound || !onlyLetters(word) {
			continue
		}
		if first, second, found := parts(word, v.usesOf); found {
			g.parts[i] = [2]int32{v.stemOf[v.byWord[first]], v.stemOf[v.byWord[second]]}
		}
	}
	return g
}

func (v *vocabulary) usesOf(word string) int {
	if n, known := v.byWord[word]; known {
		return int(v.uses[n])
	}
	return 0
}

func (v *vocabulary) stemNumber(word string) int32 {
	stem := Stem(v.language, word)
	n, known := v.byStem[stem]
	if !known {
		n = int32(len(v.stems))
		v.byStem[stem] = n
		v.stems = append(v.stems, stem)
	}
	return n
}

// Stem is what stands for a folded word in the index of a language: the word itself where it is not of letters only,
// or its language has no stemmer.
func Stem(language, word string) string {
	if stem := stemmers[language]; stem != nil && onlyLetters(word) {
		return stem(word)
	}
	return word
}

func onlyLetters(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool {
		return r < utf8.RuneSelf && (r < 'a' || r > 'z') || r >= utf8.RuneSelf && !unicode.IsLetter(r)
	})
}

// Amounts of occurrences are whole numbers, so that every machine has the same: one in a text of usualLength is unit.
const (
	unit        = 256
	usualLength = 500 // words; not the mean of a site, which each article would change
	partOf      = 4   // a part of a compound counts for one in so many
	saturation  = unit * 12 / 10
)

// amount is what occurrences in the fields count for in a document whose body has so many words.
func amount(counts [numFields]uint16, length int32) int {
	n := unit * int(counts[inBody]) * 4 * usualLength / (usualLength + 3*int(length))
	for field, factor := range factors[:inBody] {
		n += unit * factor * int(counts[field])
	}
	return n
}

// weightOf is the saturated part of BM25F, t/(t+k), in eighths that are rounded up: 0 stands for one of them.
func weightOf(amount int) int { return (8*amount - 1) / (amount + saturation) }

// invert gives the stems that a generation's documents have, in order, with the postings of each. Document first is
// the first.
func (v *vocabulary) invert(g generationWords, first int) (stems []string, postings [][]byte) {
	type list struct {
		amount int // in the document at hand
		last   int // document
		bytes  []byte
	}
	lists := make([]list, len(v.stems))
	for i := range lists {
		lists[i].last = first - 1
	}
	var touched []int32
	add := func(stem int32, amount int) {
		if lists[stem].amount == 0 {
			touched = append(touched, stem)
		}
		lists[stem].amount += amount
	}
	doc := first
	for n, c := range g.collections {
		from := 0
		for i, end := range c.ends {
			for entries := c.entries[from:end]; len(entries) > 0; {
				var word int32
				var counts [numFields]uint16
				word, counts, entries = readEntry(entries)
				word = g.numbers[n][word]
				m := max(amount(counts, c.lengths[i]), 1)
				add(v.stemOf[word], m)
				if parts := g.parts[word]; parts != [2]int32{} {
					add(parts[0], max(m/partOf, 1))
					add(parts[1], max(m/partOf, 1))
				}
			}
			for _, stem := range touched {
				l := &lists[stem]
				l.bytes = appendPosting(l.bytes, l.last, doc, weightOf(l.amount))
				l.last, l.amount = doc, 0
			}
			from, touched, doc = end, touched[:0], doc+1
		}
	}
	var used []int32
	for i := range lists {
		if len(lists[i].bytes) > 0 {
			used = append(used, int32(i))
		}
	}
	slices.SortFunc(used, func(a, b int32) int { return strings.Compare(v.stems[a], v.stems[b]) })
	for _, i := range used {
		stems, postings = append(stems, v.stems[i]), append(postings, lists[i].bytes)
	}
	return stems, postings
}

// wordList is the file of words that occur twice or more, the most frequent first.
func (v *vocabulary) wordList() []byte {
	var list []int32
	for i, word := range v.words {
		if v.uses[i] >= 2 && utf8.RuneCountInString(word) >= 3 && onlyLetters(word) {
			list = append(list, int32(i))
		}
	}
	slices.SortFunc(list, func(a, b int32) int {
		if v.uses[a] != v.uses[b] {
			return int(v.uses[b] - v.uses[a])
		}
		return strings.Compare(v.words[a], v.words[b])
	})
	b := []byte(version + "\n")
	for _, i := range list {
		if len(b)+len(v.words[i])+1 > maxWordsFile {
			break
		}
		b = append(append(b, v.words[i]...), '\n')
	}
	return b
}
