// Package report holds Problem: what is wrong with a site, where, and what to do about it.
//
// A mistake in content, in site.yaml or in a theme is a value, never an early exit: whoever finds one returns it in a
// List, all lists of a run are joined, and the printers of this package (Text, JSON, GitHub) show them in one total
// order. Errors of the machine (disk full, too many open files) are ordinary Go errors, which Explain puts in Dutch;
// but that one file of the site can't be read is a Problem of that file.
//
// Texts and hints are Dutch: they are read by editors.
package report

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// Level says what a problem means for a build.
type Level int

const (
	// Tip is what could be better. Reports for people count tips, and show them when asked.
	Tip Level = iota - 1
	// Warning is worth an editor's look; the site is built all the same.
	Warning
	// Error stops a build: nothing is written.
	Error
)

// Levels are all, by their names.
var Levels = map[string]Level{"tip": Tip, "waarschuwing": Warning, "fout": Error}

func (l Level) String() string { return [...]string{"tip", "waarschuwing", "fout"}[l-Tip] }

// Many is the level's name for more than one problem.
func (l Level) Many() string { return [...]string{"tips", "waarschuwingen", "fouten"}[l-Tip] }

// Pos is a place in a file. Line and Col count from 1, Col in characters (not bytes); zero means unknown.
type Pos struct{ Line, Col int }

// PosOf is where a byte of a text stands.
func PosOf(text string, offset int) Pos {
	before := text[:offset]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return Pos{strings.Count(before, "\n") + 1, utf8.RuneCountInString(line) + 1}
}

// PosOfText is where a text first stands in a file; unknown when it is written there another way, or the file can't be
// read.
func PosOfText(files fs.FS, file, text string) Pos {
	data, err := fs.ReadFile(files, file)
	if err != nil {
		return Pos{}
	}
	at := strings.Index(string(data), text)
	if at < 0 {
		return Pos{}
	}
	return PosOf(string(data), at)
}

// Problem is one mistake.
type Problem struct {
	Level Level
	Rule  string // short stable name, such as "dubbele-sleutel"
	File  string // slash-separated path from the project's folder
	Pos
	Text   string // what is wrong
	Hint   string // what to do
	Source string // the line of the file it is about, when known
	Group  string // problems of one rule that have this in common are one to people; "" for one that stands alone
}

// List is a set of problems; Sort gives it its total order.
type List []Problem

// Add appends an error.
func (l *List) Add(p Problem) { *l = append(*l, p) }

// Sort orders by file, line, column, level (errors first), rule, text and hint, and drops exact repeats.
func (l *List) Sort() {
	slices.SortFunc(*l, func(a, b Problem) int {
		return cmp.Or(
			strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col),
			cmp.Compare(b.Level, a.Level), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Text, b.Text),
			strings.Compare(a.Hint, b.Hint))
	})
	*l = slices.CompactFunc(*l, func(a, b Problem) bool {
		a.Source, b.Source = "", ""
		return a == b
	})
}

// Count returns how many problems have the level.
func (l List) Count(level Level) int {
	n := 0
	for _, p := range l {
		if p.Level == level {
			n++
		}
	}
	return n
}

// HasErrors reports whether any problem stops a build.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }

// At returns the problems of one level.
func (l List) At(level Level) List {
	var out List
	for _, p := range l {
		if p.Level == level {
			out = append(out, p)
		}
	}
	return out
}

// FillSources reads the line of every problem that has a position but no Source yet. A file that can't be read is left
// without: the problem itself matters more than its excerpt.
func (l List) FillSources(fsys fs.FS) {
	lines := map[string][]string{}
	for i := range l {
		p := &l[i]
		if p.Line == 0 || p.Source != "" || p.File == "" {
			continue
		}
		text, seen := lines[p.File]
		if !seen {
			if data, err := fs.ReadFile(fsys, p.File); err == nil {
				text = strings.Split(strings.TrimPrefix(string(data), "\uFEFF"), "\n")
			}
			lines[p.File] = text
		}
		if p.Line <= len(text) {
			p.Source = strings.ToValidUTF8(strings.TrimRight(text[p.Line-1], "\r"), "\uFFFD")
		}
	}
}
