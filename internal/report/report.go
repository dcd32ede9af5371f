// Package report holds Problem: what is wrong with a site, where, and what to do about it.
//
// A mistake in content, in site.yaml or in a theme is a value, never an early exit: whoever finds one returns it in a
// List, all lists of a run are joined, and the printers of this package (Text, JSON, GitHub) show them in one total
// order. Errors of the machine (disk full, permission denied) are ordinary Go errors and never become a Problem.
//
// Texts and hints are Dutch: they are read by editors.
package report

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Level says what a problem means for a build.
type Level int

const (
	// Warning is worth an editor's look; the site is built all the same.
	Warning Level = iota
	// Error stops a build: nothing is written.
	Error
)

func (l Level) String() string {
	if l == Error {
		return "fout"
	}
	return "waarschuwing"
}

// Pos is a place in a file. Line and Col count from 1, Col in characters (not bytes); zero means unknown.
type Pos struct{ Line, Col int }

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

// maxOthers is how many places a problem of a group names beside its own.
const maxOthers = 2

// Told is the list as people want to read it: of the problems that have level, rule and Group in common the first
// alone, which says how many there are and where some of the others stand. The list itself stays as it is.
func (l List) Told() List {
	type key struct {
		level       Level
		rule, group string
	}
	groups := map[key]List{}
	for _, p := range l {
		if p.Group != "" {
			k := key{p.Level, p.Rule, p.Group}
			groups[k] = append(groups[k], p)
		}
	}
	told := make(List, 0, len(l))
	for _, p := range l {
		k := key{p.Level, p.Rule, p.Group}
		switch group, seen := groups[k]; {
		case p.Group == "":
			told.Add(p)
		case seen:
			p.Text += group.extent()
			told.Add(p)
			delete(groups, k)
		}
	}
	return told
}

// extent says of a group, sorted by file, how large it is; nothing of a group of one.
func (l List) extent() string {
	if len(l) < 2 {
		return ""
	}
	files, others := 1, []string{}
	for i := 1; i < len(l); i++ {
		if l[i].File == l[i-1].File {
			continue
		}
		if files++; len(others) < maxOthers {
			others = append(others, l[i].Place())
		}
	}
	switch {
	case files == 1:
		return fmt.Sprintf(", %s keer in dit bestand", Number(len(l)))
	case files == len(l):
		return fmt.Sprintf(", in %s bestanden (ook %s)", Number(files), strings.Join(others, ", "))
	default:
		return fmt.Sprintf(", %s keer in %s bestanden (ook %s)", Number(len(l)), Number(files), strings.Join(others, ", "))
	}
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
