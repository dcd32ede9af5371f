package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/parser"

	"drukpers/internal/rawhtml"
	"drukpers/internal/report"
)

// findings are what the conversion of one text finds out on the way.
type findings struct {
	hasHTML  bool // of an editor
	problems []rawhtml.Problem
	spaced   [][2]int // addresses with spaces in them that are text because of that
	inserted []int    // offsets of characters that the text as written does not have
	colours  colours
	language language
}

var findingsKey = parser.NewContextKey()

// findingsMeta is the key of a document's findings, for those who render it.
const findingsMeta = "findings"

// problem adds a warning about what stands at an offset in the text.
func (f *findings) problem(at int, rule, hint, format string, args ...any) {
	f.add(at, report.Problem{Level: report.Warning, Rule: rule, Text: fmt.Sprintf(format, args...), Hint: hint})
}

func (f *findings) add(at int, p report.Problem) {
	f.problems = append(f.problems, rawhtml.Problem{At: at, Problem: p})
}

// pointed writes < and > around the addresses with spaces, which is how markdown wants them.
func (f *findings) pointed(source []byte) (pointed []byte, inserted []int) {
	end := 0
	for _, address := range f.spaced {
		if address[0] < end {
			continue
		}
		pointed = append(pointed, source[end:address[0]]...)
		inserted = append(inserted, len(pointed))
		pointed = append(append(pointed, '<'), source[address[0]:address[1]]...)
		inserted = append(inserted, len(pointed))
		pointed = append(pointed, '>')
		end = address[1]
	}
	return append(pointed, source[end:]...), inserted
}

// inRange counts the offsets from start to end.
func inRange(offsets []int, start, end int) int {
	n := 0
	for _, offset := range offsets {
		if start <= offset && offset < end {
			n++
		}
	}
	return n
}

// located gives the problems with their lines and columns in the text.
func (f *findings) located(source []byte) report.List {
	slices.SortStableFunc(f.problems, func(a, b rawhtml.Problem) int { return a.At - b.At })
	var list report.List
	at := report.Pos{Line: 1, Col: 1}
	seen, start := 0, 0 // offsets: of at, and of its line
	for _, p := range f.problems {
		next := source[seen:max(seen, min(p.At, len(source)))]
		if end := bytes.LastIndexByte(next, '\n') + 1; end > 0 {
			at, start = report.Pos{Line: at.Line + bytes.Count(next, []byte("\n")), Col: 1}, seen+end
			next, seen = next[end:], start
		}
		at.Col += utf8.RuneCount(next)
		seen += len(next)
		p.Pos = at
		p.Col -= inRange(f.inserted, start, p.At)
		list.Add(p.Problem)
	}
	list.Sort()
	return list
}
