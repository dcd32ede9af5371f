package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"drukpers/internal/build"
	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/rules"
)

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return report.Number(n) + " " + many
}

// countProblems says how many problems of each level there are.
func countProblems(problems report.List) string {
	parts := []string{plural(problems.Count(report.Error), "fout", "fouten")}
	if warnings := problems.Count(report.Warning); warnings > 0 {
		parts = append(parts, plural(warnings, "waarschuwing", "waarschuwingen"))
	}
	if tips := problems.Count(report.Tip); tips > 0 {
		parts = append(parts, plural(tips, "tip", "tips"))
	}
	return strings.Join(parts, ", ")
}

func (p *program) printProblems(problems report.List) error {
	switch p.format {
	case "github":
		return report.GitHub(p.stdout, problems)
	case "sarif":
		return report.SARIF(p.stdout, problems, rules.Doc)
	}
	return report.Text(p.stderr, problems, p.style(p.stderr))
}

// buildResult is what --format json says of a build.
type buildResult struct {
	changes
	Pages     int     `json:"pages"`
	Files     int     `json:"files"`
	Written   int     `json:"written"`
	Unchanged int     `json:"unchanged"`
	Bytes     int64   `json:"bytes"`
	Seconds   float64 `json:"seconds"`
	PeakBytes int64   `json:"peakBytes,omitempty"`
	DryRun    bool    `json:"dryRun,omitempty"`
	LeftOut   leftOut `json:"leftOut"`

	Kept []string `json:"kept,omitempty"`
}

type leftOut struct {
	Drafts  int        `json:"drafts"`
	Future  int        `json:"future"`
	Expired int        `json:"expired"`
	NextDue *time.Time `json:"nextDue,omitempty"`
}

// printJSON prints {"problems": […], "result": {…}}; result is null when nothing was built.
func (p *program) printJSON(problems report.List, result any) error {
	enc := json.NewEncoder(p.stdout)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Problems report.List `json:"problems"`
		Result   any         `json:"result"`
	}{append(report.List{}, problems...), result})
}

// built prints the summary of a build; found is what only a build can tell.
func (p *program) built(f buildFlags, loaded *project.Loaded, found report.List, r *build.Result,
	clock *stopwatch,
) error {
	took, e := clock.total(), loaded.Edition
	out := e.Site.LeftOut
	if p.format == "json" {
		result := buildResult{
			changes: changesOf(r), Pages: r.Pages, Files: r.Files, Written: r.Written(), Unchanged: r.Unchanged,
			Bytes: r.Bytes, Seconds: took.Seconds(), PeakBytes: peakMemory(), DryRun: f.dryRun,
			LeftOut: leftOut{Drafts: out.Drafts, Future: out.Future, Expired: out.Expired}, Kept: r.Kept,
		}
		if !out.NextDue.IsZero() {
			result.LeftOut.NextDue = &out.NextDue
		}
		return p.printJSON(slices.Concat(loaded.Problems, found), result)
	}
	// Other warnings are the check command's.
	if err := p.printProblems(slices.Concat(loaded.Problems.At(report.Error), found)); err != nil {
		return err
	}
	if f.dryRun {
		p.printChanges(r)
	}
	if f.timing {
		clock.print(p.stderr, r)
	}
	if f.quiet {
		return nil
	}
	written := plural(r.Written(), "geschreven", "geschreven")
	deleted := plural(len(r.Deleted), "verwijderd", "verwijderd")
	if f.dryRun {
		written, deleted = report.Number(r.Written())+" te schrijven", report.Number(len(r.Deleted))+" te verwijderen"
	}
	parts := []string{
		plural(r.Pages, "pagina", "pagina's") + " en " + plural(r.Files, "ander bestand", "andere bestanden"), written,
		report.Number(r.Unchanged) + " ongewijzigd", deleted,
	}
	if broken := loaded.Problems.At(report.Error); len(broken) > 0 {
		parts = append(parts, countProblems(broken.Told()))
	}
	line := fmt.Sprintf("%s in %s", strings.Join(parts, ", "), seconds(took))
	if peak := peakMemory(); peak > 0 {
		line += fmt.Sprintf(", %d MB geheugen", peak/1_000_000)
	}
	style := report.Style{Colors: colorsOn(p.stdout)}
	_, err := fmt.Fprintf(p.stdout, "%s %s\n%s%s%s", style.Good("Klaar:"), line, keptLine(r.Kept),
		warningsLine(loaded.Problems), leftOutLine(e))
	return err
}

// warningsLine says how many warnings there are of each rule, the most frequent first.
func warningsLine(problems report.List) string {
	warnings := problems.Told().At(report.Warning)
	if len(warnings) == 0 {
		return ""
	}
	count := map[string]int{}
	for _, p := range warnings {
		count[p.Rule]++
	}
	rules := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(count[b]-count[a], strings.Compare(a, b))
	})
	for i, rule := range rules {
		rules[i] = report.Number(count[rule]) + " " + rule
	}
	return fmt.Sprintf("%s: %s; zie drukpers check.\n", plural(len(warnings), "waarschuwing", "waarschuwingen"),
		strings.Join(rules, ", "))
}

// maxKept is how many articles keptLine names.
const maxKept = 5

// keptLine names the articles with errors that are online as they were.
func keptLine(kept []string) string {
	if len(kept) == 0 {
		return ""
	}
	named := strings.Join(kept[:min(len(kept), maxKept)], ", ")
	if more := len(kept) - maxKept; more > 0 {
		named += fmt.Sprintf(" en nog %s", report.Number(more))
	}
	return fmt.Sprintf("Blijft staan zoals het was, want er zit een fout in: %s.\n", named)
}

func (p *program) printChanges(r *build.Result) {
	for _, group := range []struct {
		mark  string
		files []string
	}{{"+", r.New}, {"~", r.Changed}, {"-", r.Deleted}} {
		for _, file := range group.files {
			fmt.Fprintln(p.stdout, group.mark, report.Printable(file))
		}
	}
}

// leftOutLine says what was not published, and when that changes.
func leftOutLine(e *render.Edition) string {
	out := e.Site.LeftOut
	var parts []string
	for _, c := range []struct {
		n         int
		one, many string
	}{
		{out.Drafts, "concept", "concepten"},
		{out.Future, "gepland artikel", "geplande artikelen"},
		{out.Expired, "verlopen artikel", "verlopen artikelen"},
	} {
		if c.n > 0 {
			parts = append(parts, plural(c.n, c.one, c.many))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	line := "Niet geplaatst: " + strings.Join(parts, ", ")
	if !out.NextDue.IsZero() {
		line += "; het eerstvolgende verschijnt op " + e.Theme.Language.Moment(out.NextDue, e.Site.Config.Location).Text
	}
	return line + ".\n"
}

func seconds(d time.Duration) string {
	return strings.Replace(fmt.Sprintf("%.2f s", d.Seconds()), ".", ",", 1)
}

// progress is a bar on a terminal, and nothing elsewhere.
type progress struct {
	what   string // is counted
	bar    *progressbar.ProgressBar
	w      io.Writer
	active bool
}

func (p *program) progress(quiet bool, what string) *progress {
	return &progress{w: p.stderr, what: what, active: !quiet && p.format == "text" && isTerminal(p.stderr)}
}

// update is called by one build from several goroutines; the library locks.
func (b *progress) update(done, total int) {
	if !b.active {
		return
	}
	if b.bar == nil {
		b.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(b.w), progressbar.OptionSetWidth(30),
			progressbar.OptionSetDescription(b.what), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(),
			progressbar.OptionThrottle(60*time.Millisecond), progressbar.OptionSetPredictTime(false))
	}
	_ = b.bar.Set(done)
}

func (b *progress) clear() {
	if b.bar != nil {
		_ = b.bar.Clear()
	}
}
