// Package rules holds what check looks for in articles, terms and static files, and the table of all rules: also
// of those that other packages tell of, so that each has a name, a line of documentation and settings in one
// place.
//
// A rule is one value. What it finds is a report.Problem with the rule's name, a place, what is wrong and what to
// do; it looks at the files as they were written, and writes nothing.
package rules

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"drukpers/internal/config"
	"drukpers/internal/report"
)

// Rule is one kind of mistake.
type Rule struct {
	Name  string // in reports, site.yaml and heads
	Doc   string // a line for editors
	Level report.Level
	Limit int  // beyond which something is told; 0 for a rule without one
	Quiet bool // only told when it is asked for by name, or when site.yaml gives it a level

	article func(*finder, *article) // looks at one article
	site    func(*finder)           // looks at all of them, or at other files
	fix     func(*finder, *article) []change
}

// All are the rules by name: those of this package, and those that others tell of.
var All []*Rule

func init() { // a variable alone would need itself: rules look up others
	All = slices.Concat(headRules, nameRules, sourceRules, coverRules, textRules, mendRules, siteRules, fileRules,
		termRules, reported)
	slices.SortFunc(All, func(a, b *Rule) int { return strings.Compare(a.Name, b.Name) })
}

// Find is the rule of a name, or nil.
func Find(name string) *Rule {
	i, found := slices.BinarySearchFunc(All, name, func(r *Rule, name string) int { return strings.Compare(r.Name, name) })
	if !found {
		return nil
	}
	return All[i]
}

// Doc is the line of documentation of a rule.
func Doc(name string) string {
	if r := Find(name); r != nil {
		return r.Doc
	}
	return ""
}

// names are those of all rules.
func names() []string {
	var all []string
	for _, r := range All {
		all = append(all, r.Name)
	}
	return all
}

// Suggest says which rule may have been meant by a name that none has.
func Suggest(name string) string {
	return strings.TrimSpace(report.Suggest(name, names()) + " Alle regels: drukpers check --list.")
}

// own reports whether this package looks for it.
func (r *Rule) own() bool { return r.article != nil || r.site != nil }

// level is the rule's level in a site, and whether the site has it off.
func (r *Rule) level(c config.Check) (report.Level, bool) {
	if name, set := c.Level[r.Name]; set {
		if level, known := report.Levels[name]; known {
			return level, slices.Contains(c.Off, r.Name)
		}
	}
	return r.Level, r.Quiet || slices.Contains(c.Off, r.Name)
}

// LimitIn is the rule's limit in a site.
func (r *Rule) LimitIn(c config.Check) int {
	if limit, set := c.Limit[r.Name]; set {
		return limit
	}
	return r.Limit
}

// Settings tells what is wrong with the key check of site.yaml.
func Settings(c *config.Config) report.List {
	var problems report.List
	wrong := func(text, hint string) {
		problems.Add(report.Problem{
			Level: report.Warning, Rule: "regel", File: config.File, Pos: c.Position("check"), Text: text, Hint: hint,
		})
	}
	named := slices.Concat(c.Check.Off, slices.Sorted(maps.Keys(c.Check.Level)), slices.Sorted(maps.Keys(c.Check.Limit)))
	slices.Sort(named)
	for _, name := range slices.Compact(named) {
		level, set := c.Check.Level[name]
		_, known := report.Levels[level]
		limit, limited := c.Check.Limit[name]
		switch r := Find(name); {
		case r == nil:
			wrong(fmt.Sprintf("de regel “%s” bestaat niet", name), Suggest(name))
		case set && !known:
			wrong(fmt.Sprintf("“%s” is geen niveau", level), "Kies uit: fout, waarschuwing, tip.")
		case !r.own() && r.Level == report.Error && (set || slices.Contains(c.Check.Off, name)):
			wrong(fmt.Sprintf("de regel %s gaat niet uit: zonder is de site niet te maken", name), "Haal hem hier weg.")
		case limited && r.Limit == 0:
			wrong(fmt.Sprintf("de regel %s heeft geen grens", name), "Haal hem weg bij grens.")
		case limited && limit < 1:
			wrong(fmt.Sprintf("%d is geen grens", limit), "Schrijf een getal van 1 of meer, of zet de regel uit.")
		}
	}
	return problems
}

// Apply gives problems of others the levels that the site wants, without those of rules that are off and those
// that an article's head passes over; ignored gives the rules of a file's head. Rules of only are asked for.
// Errors stay: they stop a build.
func Apply(problems report.List, c config.Check, ignored func(file string) []string,
	only []string,
) report.List {
	kept := make(report.List, 0, len(problems))
	for _, p := range problems {
		if r := Find(p.Rule); r != nil && !r.own() && p.Level != report.Error {
			if _, off := r.level(c); off && !slices.Contains(only, p.Rule) || slices.Contains(ignored(p.File), p.Rule) {
				continue
			}
			if name, set := c.Level[p.Rule]; set {
				if level, known := report.Levels[name]; known {
					p.Level = level
				}
			}
		}
		kept.Add(p)
	}
	return kept
}

// Table is the list of rules in markdown, as docs/regels.md has it.
func Table() string {
	var b strings.Builder
	b.WriteString("| regel | niveau | grens | wat |\n|---|---|--:|---|\n")
	for _, r := range All {
		level, limit := r.Level.String(), ""
		if r.Quiet {
			level = "uit"
		}
		if r.Limit > 0 {
			limit = report.Number(r.Limit)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", r.Name, level, limit, r.Doc)
	}
	return b.String()
}

// List is the list of rules for a terminal.
func List() string {
	var b strings.Builder
	wide := len(slices.MaxFunc(names(), func(a, b string) int { return cmp.Compare(len(a), len(b)) }))
	for _, r := range All {
		level := r.Level.String()
		if r.Quiet {
			level = "uit"
		}
		limit := ""
		if r.Limit > 0 {
			limit = fmt.Sprintf(" (grens %s)", report.Number(r.Limit))
		}
		fmt.Fprintf(&b, "%-*s  %-12s  %s%s\n", wide, r.Name, level, r.Doc, limit)
	}
	return b.String()
}
