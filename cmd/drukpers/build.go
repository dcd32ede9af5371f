package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"drukpers/internal/build"
	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/report"
)

// buildFlags are those of the build command.
type buildFlags struct {
	selectionFlags
	profileFlags
	output, changes                             string
	skipBroken, dryRun, noMinify, timing, quiet bool
}

func (p *program) buildCommand() *cobra.Command {
	var f buildFlags
	cmd := &cobra.Command{
		Use:   "build [opties]",
		Short: "maak de hele site",
		Long: `build maakt de hele site en zet die in de uitvoermap (public).

Alle fouten van alle artikelen worden in één keer genoemd. Staat er een fout in,
dan wordt er niets geschreven; met --skip-broken worden de goede artikelen wel
gebouwd. Bestanden die niet door drukpers zijn gemaakt blijven staan.`,
		Example: "  drukpers build\n  drukpers build --drafts --output /tmp/proef\n  drukpers build --dry-run",
		Args:    noArguments,
		RunE:    func(*cobra.Command, []string) error { return p.build(f) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.output, "output", "o", "", "`map` waar de site in komt (standaard public in het project)")
	flags.BoolVar(&f.skipBroken, "skip-broken", false, "sla artikelen met fouten over en bouw de rest")
	flags.BoolVar(&f.dryRun, "dry-run", false, "schrijf niets, maar noem wat er zou veranderen")
	flags.BoolVar(&f.noMinify, "no-minify", false, "maak de pagina's niet kleiner, om ze te kunnen lezen")
	flags.StringVar(&f.changes, "changes", "",
		"schrijf nieuwe, gewijzigde en verwijderde bestanden als JSON naar dit `bestand`")
	flags.BoolVar(&f.timing, "timing", false, "toon hoe lang elke stap duurde")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "toon alleen problemen")
	f.selectionFlags.add(cmd)
	f.profileFlags.add(cmd)
	return cmd
}

func (p *program) build(f buildFlags) (err error) {
	stop, err := f.start()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	opened, err := p.openProject()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	selection, err := f.selection(opened.Location())
	if err != nil {
		return err
	}
	if f.output != "" {
		if err := checkFolder(p.source, f.output); err != nil {
			return err
		}
	}
	clock := newStopwatch()
	options := project.Options{Selection: selection, SkipBroken: f.skipBroken, Stage: clock.stage}
	if f.noMinify {
		options.Minify = project.MinifyNever
	}
	loaded, err := opened.Load(options)
	if err != nil {
		return err
	}
	edition, problems := loaded.Edition, loaded.Problems
	if problems.HasErrors() && (!f.skipBroken || edition == nil || !project.Skippable(problems)) {
		return p.failed(problems, edition)
	}
	output := f.output
	if output == "" {
		output = filepath.Join(p.source, edition.Site.Config.Build.Output)
		if err := checkFolder(p.source, output); err != nil {
			return err
		}
	}
	clock.stage("pagina's")
	bar := p.progress(f.quiet)
	result, more, err := build.Run(loaded, output, build.Options{DryRun: f.dryRun, Progress: bar.update})
	bar.clear()
	if err != nil {
		return err
	}
	clock.stage("")
	if more.HasErrors() {
		more.FillSources(opened.Files)
		return p.failed(slices.Concat(problems, more), edition)
	}
	if err := f.writeChanges(result); err != nil {
		return err
	}
	return p.built(f, edition, problems, result, clock)
}

// checkFolder refuses an output folder that would put the project at risk.
func checkFolder(source, dir string) error {
	if wrong := build.CheckOutput(source, dir); wrong != "" {
		return &usageError{wrong}
	}
	if isFile(dir) {
		return &usageError{fmt.Sprintf("de uitvoermap “%s” is een bestand", dir)}
	}
	return nil
}

// changes is the file that --changes writes: paths below the output folder, sorted.
type changes struct {
	New     []string `json:"new"`
	Changed []string `json:"changed"`
	Deleted []string `json:"deleted"`
}

func changesOf(r *build.Result) changes {
	some := func(list []string) []string { return append([]string{}, list...) }
	return changes{some(r.New), some(r.Changed), some(r.Deleted)}
}

func (f *buildFlags) writeChanges(r *build.Result) error {
	if f.changes == "" {
		return nil
	}
	data, err := json.MarshalIndent(changesOf(r), "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(f.changes, append(data, '\n'), 0o644)
}

// failed prints the problems of a build that wrote nothing.
func (p *program) failed(problems report.List, edition *render.Edition) error {
	problems.Sort()
	if p.format == "json" {
		if err := p.printJSON(problems, nil); err != nil {
			return err
		}
		return ending(problems)
	}
	if err := p.printProblems(problems); err != nil {
		return err
	}
	if p.format == "text" {
		fmt.Fprintf(p.stderr, "\n%s; er is niets geschreven.\n", p.style().Error(countProblems(problems)))
		if edition != nil && project.Skippable(problems) {
			fmt.Fprintln(p.stderr, "Met --skip-broken bouw je de site zonder deze bestanden.")
		}
	}
	return ending(problems)
}
