// Package finder reads a search index as docs/search.md says. It is what the theme's script is compared with.
package finder

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"drukpers/internal/search"
)

// recency is how much more the newest document counts than the oldest.
const recency = 0.1

// Finder answers queries.
type Finder struct {
	get            func(name string) (string, error)
	documents, cut int
	language       string // of the stemmer
	stop           map[string]bool
	blocks         string
	generations    []generation
}

// generation is a folder of shards.
type generation struct {
	folder, identity string
	first            int
	begins           []string
}

// Hit is a document that was found.
type Hit struct {
	Document int
	Words    int // of the query that it has
	Score    float64
}

// Card is a line of a block.
type Card struct {
	Title, Link, Date, Section, Short string
	Story                             int // the number of a document of the same story, or its own
	Status                            string
}

// Open reads the directory. get gives a file of the index by its name.
func Open(get func(name string) (string, error)) (*Finder, error) {
	text, err := get(search.Directory)
	if err != nil {
		return nil, err
	}
	fields := map[string][]string{}
	for line := range strings.Lines(text) {
		list := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		fields[list[0]] = list[1:]
	}
	if fields["1"] == nil || len(fields) != 10 {
		return nil, fmt.Errorf("a directory of another version: %.60q", text)
	}
	f := &Finder{
		get: get, language: fields["stem"][0], stop: map[string]bool{}, blocks: fields["blocks"][0],
	}
	if f.documents, err = strconv.Atoi(fields["articles"][0]); err != nil {
		return nil, err
	}
	if f.cut, err = strconv.Atoi(fields["articles"][1]); err != nil {
		return nil, err
	}
	for _, word := range strings.Fields(fields["stop"][0]) {
		f.stop[word] = true
	}
	f.generations = []generation{
		{"old", fields["numbering"][0], 0, fields["old"]}, {"new", fields["numbering"][1], f.cut, fields["new"]},
	}
	return f, nil
}

// Documents is how many documents the index has.
func (f *Finder) Documents() int { return f.documents }

// matches are the weights of the documents that match a word.
type matches struct {
	weights map[int]int
	exact   int // how many have its stem
}

// idf is how much a word says that so many documents have.
func (f *Finder) idf(m matches) float64 {
	n := float64(cmp.Or(m.exact, len(m.weights)))
	return math.Log(1 + (float64(f.documents)-n+0.5)/(n+0.5))
}

// Find gives the documents that a query finds, the best first. All have as many of its words: all, or as many as any
// document has. Of a phrase it looks for the words.
func (f *Finder) Find(query string) ([]Hit, error) {
	scores := map[int]*Hit{}
	parts := strings.Fields(strings.ReplaceAll(query, `"`, " "))
	for i, part := range parts {
		without := strings.HasPrefix(part, "-")
		open := !without && i == len(parts)-1 && strings.HasSuffix(query, part)
		found, err := f.words(part, open)
		if err != nil {
			return nil, err
		}
		for _, m := range found {
			idf := f.idf(m)
			for doc, weight := range m.weights {
				if scores[doc] == nil {
					scores[doc] = &Hit{Document: doc}
				}
				if without {
					scores[doc].Words = -1 << 20
					continue
				}
				scores[doc].Words++
				scores[doc].Score += idf * float64(weight+1) / 8
			}
		}
	}
	most := 1
	for _, h := range scores {
		most = max(most, h.Words)
	}
	var hits []Hit
	for _, h := range scores {
		if h.Words == most {
			h.Score *= 1 + recency*float64(h.Document)/float64(f.documents)
			hits = append(hits, *h)
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Document, a.Document))
	})
	return hits, nil
}

// words looks up the words of a text; the last may be the beginning of one.
func (f *Finder) words(text string, open bool) ([]matches, error) {
	var words []string
	search.Words(text, func(word string) {
		if !f.stop[word] {
			words = append(words, word)
		}
	})
	var found []matches
	for i, word := range words {
		m, err := f.word(word, open && i == len(words)-1 && len([]rune(word)) >= 3)
		if err != nil {
			return nil, err
		}
		found = append(found, m)
	}
	return found, nil
}

func (f *Finder) word(word string, prefix bool) (matches, error) {
	m := matches{weights: map[int]int{}}
	stem := search.Stem(f.language, word)
	for _, g := range f.generations {
		if len(g.begins) == 0 {
			continue
		}
		at := []int{g.shardOf(stem)}
		if prefix {
			first := g.shardOf(word)
			at = append(at, first)
			if next := first + 1; next < len(g.begins) && strings.HasPrefix(g.begins[next], word) {
				at = append(at, next)
			}
			slices.Sort(at)
			at = slices.Compact(at)
		}
		for _, i := range at {
			text, err := f.shard(g, i)
			if err != nil {
				return m, err
			}
			for line := range strings.Lines(text) {
				have, postings, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
				exact := have == stem
				if !exact && !(prefix && strings.HasPrefix(have, word)) {
					continue
				}
				for doc, weight := range read(postings, g.first) {
					if exact {
						m.exact++
					} else {
						weight >>= 1
					}
					if known, is := m.weights[doc]; !is || known < weight {
						m.weights[doc] = weight
					}
				}
			}
		}
	}
	return m, nil
}

// shardOf is the number of the shard that has a stem.
func (g generation) shardOf(stem string) int {
	after, found := slices.BinarySearch(g.begins, stem)
	for found && after+1 < len(g.begins) && g.begins[after+1] == stem {
		after++
	}
	if !found {
		after--
	}
	return max(after, 0)
}

// shard is the text of a shard without its first line.
func (f *Finder) shard(g generation, i int) (string, error) {
	name := fmt.Sprintf("%s/%03d.txt", g.folder, i)
	text, err := f.get(name)
	if err != nil {
		return "", err
	}
	next := ""
	if i+1 < len(g.begins) {
		next = g.begins[i+1]
	}
	head, rest, _ := strings.Cut(text, "\n")
	if want := strings.Join([]string{"1", g.identity, g.begins[i], next}, "\t"); head != want {
		return "", fmt.Errorf("%s begins with %q, the directory says %q", name, head, want)
	}
	return rest, nil
}

// read gives the documents of postings and their weights.
func read(postings string, first int) map[int]int {
	weights := map[int]int{}
	doc := first - 1
	for _, r := range postings {
		v := int(r) - 0x20
		if r >= 0xE000 {
			v -= 0x800
		}
		if v >= 0xF000 {
			doc += (v - 0xEFFF) * 7680
		} else {
			doc += v>>3 + 1
			weights[doc] = v & 7
		}
	}
	return weights
}

// Card is what the index shows of a document.
func (f *Finder) Card(doc int) (Card, error) {
	block := doc / 32
	name := fmt.Sprintf("articles/%03d.txt", block)
	text, err := f.get(name)
	if err != nil {
		return Card{}, err
	}
	lines := strings.Split(text, "\n")
	identity := f.generations[0].identity
	if doc >= f.cut {
		at := 4 * (block - f.cut/32)
		identity = f.blocks[at : at+4]
	}
	if lines[0] != "1\t"+identity {
		return Card{}, fmt.Errorf("%s begins with %q, the directory says %q", name, lines[0], identity)
	}
	fields := append(strings.Split(lines[1+doc%32], "\t"), make([]string, 7)...)
	c := Card{fields[0], fields[1], fields[2], fields[3], fields[4], doc, fields[6]}
	if fields[5] != "" {
		c.Story, err = strconv.Atoi(fields[5])
	}
	return c, err
}
