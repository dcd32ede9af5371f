package search

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"drukpers/internal/stem"
)

const (
	version = "1"
	// maxWordsFile bounds the list of words, in bytes.
	maxWordsFile = 256 << 10
)

// Document is what an index says of an article.
type Document struct {
	Link    string // percent-encoded, with the base path
	Section int    // number of its name
	Year    int    // 0 without a date
	Story   int    // the number of an older document that tells the same story, or its own
}

// Card is what a result shows of a document.
type Card struct {
	Title, Short string
	Date         string // 2006-01-02, or empty
	Status       string // draft, scheduled or expired, else empty
}

// Source is what an index is made of. Documents are in order of date, the oldest first.
type Source struct {
	Language  string
	Sections  []string // names
	Documents []Document
	Text      func(doc int) (Text, error) // called once for each, on several goroutines
	Card      func(doc int) Card
}

// Index is the search index of a site. It does not change.
type Index struct {
	source   Source
	layout   Layout
	stop     []string
	old, new generation
	words    []byte
	blocks   []string // identities of those from the cut on
}

// generation is the shards of documents that follow each other.
type generation struct {
	identity string
	begins   []string // the beginning of each shard
	shards   [][]byte
}

// New makes the index of a source.
func New(s Source) (*Index, error) {
	ix := &Index{source: s, layout: LayoutOf(len(s.Documents)), stop: stopWords[base(s.Language)]}
	v := &vocabulary{
		language: base(s.Language), byWord: map[string]int32{}, byStem: map[string]int32{},
	}
	var err error
	if ix.old, err = ix.generation(v, 0, ix.layout.Cut, ix.layout.Old); err != nil {
		return nil, err
	}
	if ix.new, err = ix.generation(v, ix.layout.Cut, len(s.Documents), ix.layout.New); err != nil {
		return nil, err
	}
	ix.words = v.wordList()
	for first := ix.layout.Cut; first < len(s.Documents); first += blockSize {
		ix.blocks = append(ix.blocks, ix.identity(first, min(first+blockSize, len(s.Documents)), 4))
	}
	return ix, nil
}

// base is a language without its region: "nl" of "nl-BE".
func base(language string) string {
	language, _, _ = strings.Cut(language, "-")
	return language
}

// collect reads the texts from one document to another, on several goroutines: each takes some that follow each other.
func (ix *Index) collect(from, to int) ([]*collection, error) {
	stop := map[string]bool{}
	for _, word := range ix.stop {
		stop[word] = true
	}
	workers := runtime.GOMAXPROCS(0)
	parts := make([]*collection, workers)
	var group errgroup.Group
	for i := range parts {
		parts[i] = newCollection(stop)
		group.Go(func() error {
			for doc := from + (to-from)*i/workers; doc < from+(to-from)*(i+1)/workers; doc++ {
				text, err := ix.source.Text(doc)
				if err != nil {
					return err
				}
				parts[i].read(text)
			}
			return nil
		})
	}
	return parts, group.Wait()
}

// identity is a hash of the links and sections of the documents from first to last, in so many characters.
func (ix *Index) identity(first, last, size int) string {
	h := sha256.New()
	for _, d := range ix.source.Documents[first:last] {
		fmt.Fprintf(h, "%s\t%s\n", d.Link, ix.source.Sections[d.Section])
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil))[:size]
}

// generation makes the shards of the documents from first to last.
func (ix *Index) generation(v *vocabulary, first, last, shards int) (generation, error) {
	g := generation{identity: ix.identity(first, last, 8)}
	collections, err := ix.collect(first, last)
	if err != nil {
		return g, err
	}
	stems, postings := v.invert(v.add(collections), first)
	sizes := make([]int, len(stems))
	for i, stem := range stems {
		sizes[i] = len(stem) + len(postings[i]) + len("\t\n")
	}
	begins := divide(stems, sizes, shards)
	g.begins = beginnings(stems, begins)
	begins = append(begins, len(stems))
	for i := range g.begins {
		var b []byte
		next := ""
		if i+1 < len(g.begins) {
			next = g.begins[i+1]
		}
		b = fmt.Appendf(b, "%s\t%s\t%s\t%s\n", version, g.identity, g.begins[i], next)
		for at := begins[i]; at < begins[i+1]; at++ {
			b = append(b, stems[at]...)
			b = append(b, '\t')
			b = append(b, postings[at]...)
			b = append(b, '\n')
		}
		g.shards = append(g.shards, b)
	}
	return g, nil
}

// File is a file of the layout, by its name; nil of a name that is none of these.
func (ix *Index) File(name string) []byte {
	switch name {
	case Directory:
		return ix.directory()
	case wordsFile:
		return ix.words
	case sectionsFile:
		return ix.sections()
	}
	folder, number, _ := strings.Cut(strings.TrimSuffix(name, ".txt"), "/")
	i, err := strconv.Atoi(number)
	switch {
	case err != nil:
		return nil
	case folder == "old" && i < len(ix.old.shards):
		return ix.old.shards[i]
	case folder == "new" && i < len(ix.new.shards):
		return ix.new.shards[i]
	case folder == "articles" && i*blockSize < len(ix.source.Documents):
		return ix.block(i)
	}
	return nil
}

func (ix *Index) directory() []byte {
	var b []byte
	line := func(name string, fields ...string) {
		b = append(b, strings.Join(append([]string{name}, fields...), "\t")...)
		b = append(b, '\n')
	}
	line(version)
	line("numbering", ix.old.identity, ix.new.identity)
	line("articles", strconv.Itoa(len(ix.source.Documents)), strconv.Itoa(ix.layout.Cut))
	stemmer := ""
	if stemmers[base(ix.source.Language)] != nil {
		stemmer = base(ix.source.Language)
	}
	line("stem", stemmer)
	names := make([]string, len(ix.source.Sections))
	for i, name := range ix.source.Sections {
		names[i] = oneLine(name)
	}
	line("sections", names...)
	line("years", ix.years()...)
	line("blocks", strings.Join(ix.blocks, ""))
	line("stop", strings.Join(ix.stop, " "))
	line("old", ix.old.begins...)
	line("new", ix.new.begins...)
	return b
}

func (ix *Index) years() []string {
	var years []string
	last := 0
	for i, d := range ix.source.Documents {
		if d.Year != last {
			years = append(years, fmt.Sprintf("%d:%d", d.Year, i))
			last = d.Year
		}
	}
	return years
}

func (ix *Index) sections() []byte {
	b := fmt.Appendf(nil, "%s\t%s\t%s\n", version, ix.old.identity, ix.new.identity)
	for _, d := range ix.source.Documents {
		b = appendValue(b, d.Section)
	}
	return append(b, '\n')
}

func (ix *Index) block(i int) []byte {
	first := i * blockSize
	identity := ix.old.identity
	if first >= ix.layout.Cut {
		identity = ix.blocks[(first-ix.layout.Cut)/blockSize]
	}
	b := fmt.Appendf(nil, "%s\t%s\n", version, identity)
	for doc := first; doc < min(first+blockSize, len(ix.source.Documents)); doc++ {
		d, card := ix.source.Documents[doc], ix.source.Card(doc)
		story := ""
		if d.Story != doc {
			story = strconv.Itoa(d.Story)
		}
		line := strings.Join([]string{
			oneLine(card.Title), d.Link, card.Date, oneLine(ix.source.Sections[d.Section]), oneLine(card.Short), story,
			card.Status,
		}, "\t")
		b = append(b, strings.TrimRight(line, "\t")...)
		b = append(b, '\n')
	}
	return b
}

// oneLine is a text as a field: without tabs and ends of lines.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// stemmers are those of languages.
var stemmers = map[string]func(word string) string{"nl": stem.Dutch}
