// Package search makes the index by which readers search a site in their browser: small text files, of which a query
// needs a few. docs/search.md is their format.
package search

import "fmt"

const (
	// Directory is the file that says where everything is.
	Directory    = "directory.txt"
	sectionsFile = "sections.txt"
	wordsFile    = "words.txt"

	blockSize = 32 // documents
	// The cut moves in steps of so many documents, and never nearer to the newest than margin: an article that is
	// dated a day or two back leaves the old generation alone.
	step, margin = 1024, 256
	// A shard has the stems of so many documents; of a larger site more, so that the directory stays small.
	perShard, manyShards, perShardBeyond = 25, 400, 100
	// maxNew bounds the files that one new article changes.
	maxNew = 28
)

// Layout says which files an index has. It follows from the number of documents alone: which pages a site has must not
// depend on its texts.
type Layout struct {
	Documents int
	Cut       int // the first document of the new generation
	Old, New  int // shards
}

// LayoutOf is the layout of an index of n documents.
func LayoutOf(n int) Layout {
	l := Layout{Documents: n, Cut: max(n-margin, 0) / step * step}
	l.Old = ceil(l.Cut, perShard)
	if l.Old > manyShards {
		l.Old = manyShards + (l.Cut-manyShards*perShard)/perShardBeyond
	}
	l.New = min(ceil(n-l.Cut, perShard), maxNew)
	return l
}

func ceil(n, size int) int { return (n + size - 1) / size }

// Files are the names of all files; the directory comes last.
func (l Layout) Files() []string {
	var names []string
	add := func(folder string, count int) {
		for i := range count {
			names = append(names, fileName(folder, i))
		}
	}
	add("old", l.Old)
	add("new", l.New)
	add("articles", ceil(l.Documents, blockSize))
	return append(names, sectionsFile, wordsFile, Directory)
}

func fileName(folder string, i int) string { return fmt.Sprintf("%s/%03d.txt", folder, i) }
