package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"drukpers/internal/report"
	"drukpers/internal/site"
)

// recentDays is how far back “recent” looks.
const recentDays = 7

// choices are what list shows, in order: by name, with the heading above and what a moment there means.
var choices = []struct {
	name, heading, when string
	status              site.Status
	moment              func(e listed) *time.Time
}{
	{"concepten", "Concepten", "", site.Draft, func(e listed) *time.Time { return e.Date }},
	{"gepland", "Gepland", "komt online op ", site.Scheduled, func(e listed) *time.Time { return e.Appears }},
	{"verlopen", "Verlopen", "weg sinds ", site.Expired, func(e listed) *time.Time { return e.Expires }},
	{"recent", "Van de laatste zeven dagen", "", site.Published, func(e listed) *time.Time { return e.Appears }},
}

// listed is an article as list shows it, and --format json says it.
type listed struct {
	File     string     `json:"file"`
	URL      string     `json:"url"`
	Section  string     `json:"section"`
	Title    string     `json:"title"`
	Status   string     `json:"status"`
	Date     *time.Time `json:"date,omitempty"`
	Appears  *time.Time `json:"appears,omitempty"`
	Expires  *time.Time `json:"expires,omitempty"`
	Errors   int        `json:"errors"`
	Warnings int        `json:"warnings"`

	status site.Status
}

func (p *program) listCommand() *cobra.Command {
	var f selectionFlags
	var names []string
	for _, c := range choices {
		names = append(names, c.name)
	}
	cmd := &cobra.Command{
		Use:        "list [" + strings.Join(names, "|") + "] [opties]",
		SuggestFor: []string{"lijst", "ls", "overzicht", "status"},
		Short:      "noem concepten, geplande, verlopen en nieuwe artikelen",
		Long: `list noemt per sectie de artikelen die niet op de site staan, met wanneer ze
verschijnen en hoeveel er nog aan mankeert, en die van de laatste zeven dagen.`,
		ValidArgs: names,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return unexpected(cmd, args[1])
			case len(args) == 1 && !slices.Contains(names, args[0]):
				return &usageError{fmt.Sprintf("“%s” is geen lijst\n%s", args[0],
					cmp.Or(report.Suggest(args[0], names), "Kies uit: "+strings.Join(names, ", ")+"."))}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.list(f, strings.Join(args, "")) },
	}
	f.addNow(cmd)
	return cmd
}

func (p *program) list(f selectionFlags, only string) (err error) {
	d, err := p.openDesk(f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	all := d.list()
	wanted := []listed{}
	for _, c := range choices {
		if only != "" && only != c.name {
			continue
		}
		group := slices.DeleteFunc(slices.Clone(all), func(e listed) bool { return e.status != c.status })
		slices.SortStableFunc(group, func(a, b listed) int {
			if c.status == site.Scheduled { // what is next comes first
				return a.Appears.Compare(*b.Appears)
			}
			return 0
		})
		wanted = append(wanted, group...)
		if p.format != "json" && (len(group) > 0 || only != "") {
			fmt.Fprintf(p.stdout, "%s (%s)\n", c.heading, report.Number(len(group)))
			p.printList(d, group, c.when, c.moment)
		}
	}
	if p.format == "json" {
		return p.printJSON(nil, wanted)
	}
	if only == "" && len(wanted) == 0 {
		fmt.Fprintln(p.stdout, "Er zijn geen concepten, geplande, verlopen of nieuwe artikelen.")
	}
	if broken, _ := d.loaded.BrokenArticles(); broken > 0 {
		fmt.Fprintf(p.stdout, "\nNiet te lezen: %s; zie drukpers check.\n", plural(broken, "artikel met een fout",
			"artikelen met een fout"))
	}
	return nil
}

// list are the articles that some list shows, newest first.
func (d *desk) list() []listed {
	problems := map[string][2]int{}
	for _, problem := range d.loaded.Problems {
		counts := problems[problem.File]
		counts[problem.Level]++
		problems[problem.File] = counts
	}
	var all []listed
	s := d.loaded.Edition.Site
	for _, a := range slices.Concat(s.Articles, s.Standing) {
		status := site.StatusOf(a, d.now)
		if status == site.Published && (a.Published().Before(d.now.AddDate(0, 0, -recentDays)) || a.Section == "") {
			continue
		}
		counts := problems[a.Path]
		for _, problem := range a.Body().Problems {
			counts[problem.Level]++
		}
		all = append(all, listed{
			File: a.Path, URL: a.URL, Section: a.Section, Title: a.Title, Status: statusNames[status], Date: known(a.Date),
			Appears: known(a.Published()), Expires: known(a.ExpiryDate), Errors: counts[report.Error],
			Warnings: counts[report.Warning], status: status,
		})
	}
	return all
}

// known is nil for a moment that nobody named.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// printList prints articles in columns, by section.
func (p *program) printList(d *desk, group []listed, when string, moment func(e listed) *time.Time) {
	bySection := map[string][]listed{}
	for _, e := range group {
		bySection[e.Section] = append(bySection[e.Section], e)
	}
	names := map[string]string{"": "Losse pagina's"}
	order := []string{""}
	for _, s := range d.loaded.Edition.Site.Sections {
		names[s.Name], order = s.Title, append(order, s.Name)
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, section := range slices.Compact(append(order, slices.Sorted(maps.Keys(bySection))...)) {
		if len(bySection[section]) == 0 {
			continue
		}
		_, _ = fmt.Fprintf(w, "  %s\n", report.Printable(cmp.Or(names[section], section)))
		for _, e := range bySection[section] {
			at := "zonder datum"
			if t := moment(e); t != nil {
				at = when + d.moment(*t)
			}
			line := fmt.Sprintf("    %s\t%s\t%s", at, oneLine(e.Title), report.Printable(e.File))
			if troubles := e.troubles(); troubles != "" {
				line += "\t" + troubles
			}
			_, _ = fmt.Fprintln(w, line)
		}
		delete(bySection, section)
	}
	_ = w.Flush()
}

// troubles counts what is wrong with an article.
func (e listed) troubles() string {
	var parts []string
	if e.Errors > 0 {
		parts = append(parts, plural(e.Errors, "fout", "fouten"))
	}
	if e.Warnings > 0 {
		parts = append(parts, plural(e.Warnings, "waarschuwing", "waarschuwingen"))
	}
	return strings.Join(parts, ", ")
}

// shownTitle is how much of a title fits in a column, in characters.
const shownTitle = 50

// oneLine is a text for a column.
func oneLine(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > shownTitle {
		runes = append(runes[:shownTitle-1], '…')
	}
	return report.Printable(string(runes))
}
