package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"drukpers/internal/deploy"
	"drukpers/internal/report"
)

// deployResult is what --format json says of a deploy.
type deployResult struct {
	Target    string   `json:"target"`
	Type      string   `json:"type"`
	Deploy    int      `json:"deploy"`
	New       []string `json:"new"`
	Changed   []string `json:"changed"`
	Deleted   []string `json:"deleted"`
	Written   int      `json:"written"`
	Unchanged int      `json:"unchanged"`
	Bytes     int64    `json:"bytes"`
	Seconds   float64  `json:"seconds"`
	Foreign   int      `json:"foreign,omitempty"`
	Resumed   bool     `json:"resumed,omitempty"`
	DryRun    bool     `json:"dryRun,omitempty"`
	Warnings  []string `json:"warnings,omitempty"`

	Online *onlineResult `json:"online,omitempty"` // of --status
}

type onlineResult struct {
	Deploy  int        `json:"deploy"`
	At      time.Time  `json:"at"`
	Build   string     `json:"build"`
	Program string     `json:"program"`
	Files   int        `json:"files"`
	Next    *time.Time `json:"next,omitempty"`
	Halfway bool       `json:"halfway,omitempty"`
}

func (d *deployment) resultOf(r *deploy.Result, took time.Duration) deployResult {
	some := func(list []string) []string { return append([]string{}, list...) }
	return deployResult{
		Target: d.target.Name, Type: d.target.Type, Deploy: r.Number, New: some(r.New), Changed: some(r.Changed),
		Deleted: some(r.Deleted), Written: r.Written(), Unchanged: r.Unchanged, Bytes: r.Bytes, Seconds: took.Seconds(),
		Foreign: r.Foreign, Resumed: r.Resumed, DryRun: d.flags.dryRun || d.flags.status,
	}
}

// deployed tells others of a deploy, and prints its summary.
func (d *deployment) deployed(ctx context.Context, r *deploy.Result, took time.Duration) error {
	var warnings []string
	if d.target.Ping && !d.flags.dryRun {
		warnings = deploy.Pings{Config: d.config}.Tell(ctx, r.Told)
	}
	if d.format == "json" {
		result := d.resultOf(r, took)
		result.Warnings = warnings
		return d.printJSON(nil, result)
	}
	for _, w := range warnings {
		fmt.Fprintf(d.stderr, "let op: %s\n", report.Printable(w))
	}
	if d.flags.dryRun {
		d.printDeploy(r)
	}
	if d.flags.quiet {
		return nil
	}
	style := report.Style{Colors: colorsOn(d.stdout)}
	if r.Written()+len(r.Deleted) == 0 {
		_, err := fmt.Fprintf(d.stdout, "%s %s heeft deze site al: %s.\n", style.Good("Klaar:"), d.target.Name,
			plural(r.Unchanged, "bestand", "bestanden"))
		return err
	}
	verb := "Online:"
	if d.flags.dryRun {
		verb = "Er is niets veranderd; publiceren geeft:"
	}
	_, err := fmt.Fprintf(d.stdout, "%s %s in %s naar %s (nummer %d).\n%s", style.Good(verb), changesLine(r),
		seconds(took), d.target.Name, r.Number, d.remarks(r))
	return err
}

// changesLine counts what a deploy changes.
func changesLine(r *deploy.Result) string {
	return fmt.Sprintf("%s nieuw, %s gewijzigd, %s verwijderd, %s ongewijzigd, %s", report.Number(len(r.New)),
		report.Number(len(r.Changed)), report.Number(len(r.Deleted)), report.Number(r.Unchanged), megabytes(r.Bytes))
}

func (d *deployment) remarks(r *deploy.Result) string {
	var b strings.Builder
	if r.Resumed {
		b.WriteString("De vorige keer was niet afgemaakt; dat is nu gebeurd.\n")
	}
	if r.Adopted {
		b.WriteString("De lijst van wat er online staat was er niet; ik heb de bestanden zelf vergeleken.\n")
	}
	if r.Foreign > 0 {
		fmt.Fprintf(&b, "%s daar niet van drukpers; met --delete-foreign gaat dat weg.\n",
			plural(r.Foreign, "bestand is", "bestanden zijn"))
	}
	return b.String()
}

// printDeploy names the files of a dry run.
func (d *deployment) printDeploy(r *deploy.Result) {
	for _, group := range []struct {
		mark  string
		files []string
	}{{"+", r.New}, {"~", r.Changed}, {"-", r.Deleted}} {
		for _, file := range group.files {
			size := ""
			if group.mark != "-" {
				size = fmt.Sprintf(" (%s bytes)", report.Number(int(r.Sizes[file])))
			}
			fmt.Fprintf(d.stdout, "%s %s%s\n", group.mark, report.Printable(file), size)
		}
	}
}

// megabytes is a size for people.
func megabytes(bytes int64) string {
	if bytes < 1_000_000 {
		return fmt.Sprintf("%d kB", (bytes+999)/1000)
	}
	return strings.Replace(fmt.Sprintf("%.1f MB", float64(bytes)/1e6), ".", ",", 1)
}

// status says what is online, and what a deploy now would change.
func (d *deployment) status(ctx context.Context) error {
	online, err := deploy.Online(ctx, d.target, deploy.Options{})
	if err != nil {
		return err
	}
	dir, next, err := d.site()
	if err != nil {
		return err
	}
	options := d.options(next)
	options.DryRun = true
	result, err := deploy.Run(ctx, d.target, os.DirFS(dir), options)
	if err != nil {
		return err
	}
	if d.format == "json" {
		r := d.resultOf(result, 0)
		r.Online = &onlineResult{online.Number, online.At, online.Build, online.Program, online.Files, nil, online.Halfway}
		if !online.Next.IsZero() {
			r.Online.Next = &online.Next
		}
		return d.printJSON(nil, r)
	}
	if online.Number == 0 {
		fmt.Fprintf(d.stdout, "Online op %s: niets van drukpers.\n", d.target.Name)
	} else {
		fmt.Fprintf(d.stdout, "Online op %s: nummer %d, sinds %s, bouw %s met drukpers %s, %s.\n", d.target.Name,
			online.Number, d.moment(online.At), online.Build, online.Program,
			plural(online.Files, "bestand", "bestanden"))
	}
	if online.Halfway {
		fmt.Fprintln(d.stdout, "De laatste keer publiceren is nog bezig of niet afgemaakt.")
	}
	if result.Written()+len(result.Deleted) == 0 {
		fmt.Fprintln(d.stdout, "Nu publiceren zou niets veranderen.")
		return nil
	}
	fmt.Fprintf(d.stdout, "Nu publiceren zou geven: %s.\n", changesLine(result))
	return nil
}

// moment is a time in the site's zone.
func (d *deployment) moment(t time.Time) string {
	return t.In(d.project.Location()).Format("02-01-2006 15:04:05")
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
