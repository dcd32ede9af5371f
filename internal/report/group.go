package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

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

// block is the problems of one level and rule, as a report shows them together.
type block struct {
	level    Level
	rule     string
	problems List
}

// blocks puts a sorted list together by rule: errors first, then in the order of the first problem of each.
func (l List) blocks() []block {
	type key struct {
		level Level
		rule  string
	}
	var all []block
	at := map[key]int{}
	for _, p := range l {
		k := key{p.Level, p.Rule}
		i, seen := at[k]
		if !seen {
			i = len(all)
			at[k] = i
			all = append(all, block{level: p.Level, rule: p.Rule})
		}
		all[i].problems.Add(p)
	}
	slices.SortStableFunc(all, func(a, b block) int { return cmp.Compare(b.level, a.level) })
	return all
}

// heading says how large a block of more than one problem is, and when not all of it follows.
func (b *block) heading(most int) string {
	files := map[string]bool{}
	for _, p := range b.problems {
		files[p.File] = true
	}
	text := fmt.Sprintf("%s: %s %s", b.rule, Number(len(b.problems)), b.level.Many())
	if len(files) > 1 {
		text += fmt.Sprintf(" in %s bestanden", Number(len(files)))
	}
	switch {
	case most >= len(b.problems):
		return text
	case most == 1:
		return text + ", dit is de eerste"
	default:
		return fmt.Sprintf("%s, dit zijn de eerste %d", text, most)
	}
}
