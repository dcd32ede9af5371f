package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Table counts the problems of each rule, the worst level first and then the most; "" for fewer than two rules.
func (l List) Table() string {
	blocks := l.blocks()
	if len(blocks) < 2 {
		return ""
	}
	slices.SortStableFunc(blocks, func(a, b block) int {
		return cmp.Or(cmp.Compare(b.level, a.level), cmp.Compare(len(b.problems), len(a.problems)),
			strings.Compare(a.rule, b.rule))
	})
	wide := 0
	for _, b := range blocks {
		wide = max(wide, utf8.RuneCountInString(b.rule))
	}
	var text strings.Builder
	for _, b := range blocks {
		files := map[string]bool{}
		for _, p := range b.problems {
			files[p.File] = true
		}
		in := Number(len(files)) + " bestanden"
		if len(files) == 1 {
			in = "1 bestand"
		}
		fmt.Fprintf(&text, "%-*s  %-12s  %6s in %s\n", wide, b.rule, b.level, Number(len(b.problems)), in)
	}
	return text.String()
}
