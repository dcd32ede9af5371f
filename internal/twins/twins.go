// Package twins finds texts of one week that tell the same story: that have much of what they say in common, or most of
// the words of their titles.
//
// What is compared are hashes of three words in a row. Candidates are found by sorting a sample of them, so that the
// time it takes grows with the number of texts.
package twins

import (
	"cmp"
	"slices"
	"time"

	"drukpers/internal/prose"
)

// Week is how far apart two texts may be.
const Week = 7 * 24 * time.Hour

const (
	sampled    = 4    // one in so many sequences is looked up; of those that come out the whole is compared
	common     = 40   // texts that share a sequence: more is a turn of phrase
	likelyPart = 0.6  // of the limit that a sample has to reach
	sameTitle  = 0.75 // of the words of two titles that both have
	fewWords   = 4    // a title with fewer says too little
	longWord   = 3    // letters of a word of a title that counts
)

// Text is one that can be compared.
type Text struct {
	date      time.Time
	sequences Set      // of three words
	title     []uint64 // hashes of its long words, in order
	words     Set      // the same, as a set
}

// New prepares a text. The most work is here, and can be done for many at once.
func New(title, text string, date time.Time) *Text {
	return &Text{
		date: date, sequences: sequencesOf(text), title: hashes(title, longWord), words: Words(title, longWord),
	}
}

// Pair are two texts that tell the same story, by their places in a list.
type Pair struct {
	Older, Newer int
	Share        int  // percentage of their sequences of words
	Titles       bool // they have nearly the same title
}

// Find gives the pairs of a list, oldest first, that share so many percent of their sequences, or have nearly the same
// title: all, or those of which of is one.
func Find(texts []*Text, limit int, of func(i int) bool) []Pair {
	byText := sharing(texts, of, func(t *Text) []uint64 { return t.sequences.sample() }, func(n int, a, b *Text) bool {
		all := (len(a.sequences)+len(b.sequences))/sampled - n
		return float64(n)*100 >= likelyPart*float64(limit)*float64(all)
	})
	byTitle := sharing(texts, of, func(t *Text) []uint64 { return neighbours(t.title) }, func(_ int, a, b *Text) bool {
		return sameTitles(a, b)
	})
	all := slices.Concat(byText, byTitle)
	slices.SortFunc(all, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	var found []Pair
	for _, pair := range slices.Compact(all) {
		a, b := texts[pair[0]], texts[pair[1]]
		p := Pair{pair[0], pair[1], int(100 * Overlap(a.sequences, b.sequences)), sameTitles(a, b)}
		if p.Share >= limit || p.Titles {
			found = append(found, p)
		}
	}
	return found
}

// sharing are the pairs of a week that have keys in common, as far as enough of them.
func sharing(texts []*Text, of func(i int) bool, keys func(*Text) []uint64,
	enough func(n int, a, b *Text) bool,
) [][2]int {
	type entry struct {
		key uint64
		i   int32
	}
	var entries []entry
	for i, a := range texts {
		for _, key := range keys(a) {
			entries = append(entries, entry{key, int32(i)})
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.i, b.i)) })
	later := make([][][]entry, len(texts)) // of each article the entries that share a key and come after it
	for from := 0; from < len(entries); {
		to := from + 1
		for to < len(entries) && entries[to].key == entries[from].key {
			to++
		}
		for x := from; x+1 < to && to-from <= common; x++ {
			later[entries[x].i] = append(later[entries[x].i], entries[x+1:to])
		}
		from = to
	}
	var pairs [][2]int
	counts := make([]int, len(texts))
	for i, a := range texts {
		var seen []int32
		for _, run := range later[i] {
			for _, e := range run {
				b := texts[e.i]
				if b.date.Sub(a.date) > Week {
					break
				}
				if !of(i) && !of(int(e.i)) {
					continue
				}
				if counts[e.i]++; counts[e.i] == 1 {
					seen = append(seen, e.i)
				}
			}
		}
		for _, j := range seen {
			if enough(counts[j], a, texts[j]) {
				pairs = append(pairs, [2]int{i, int(j)})
			}
			counts[j] = 0
		}
	}
	return pairs
}

// sameTitles reports whether two titles have most of their words in common.
func sameTitles(a, b *Text) bool {
	return len(a.title) >= fewWords && Overlap(a.words, b.words) >= sameTitle
}

// neighbours joins each hash with the next: titles that are nearly the same share such pairs, and few others do.
func neighbours(hashes []uint64) Set {
	var all []uint64
	for i := 1; i < len(hashes); i++ {
		all = append(all, mix(hashes[i-1], hashes[i]))
	}
	return setOf(all)
}

func sequencesOf(text string) Set {
	all := make([]uint64, 0, len(text)/6)
	var a, b uint64 // hashes of the two words before
	n := 0
	prose.Words(text, func(word string, _ int) {
		h := hashOf(word)
		if n++; n > 2 {
			all = append(all, mix(mix(a, b), h))
		}
		a, b = b, h
	})
	return setOf(all)
}
