package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"drukpers/internal/budget"
	"drukpers/internal/build"
	"drukpers/internal/project"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// buildFlags are those of the build command.
type buildFlags struct {
	selectionFlags
	profileFlags
	output, changes, skipBroken            string
	dryRun, prune, noMinify, timing, quiet bool
}

func (p *program) buildCommand() *cobra.Command {
	var f buildFlags
	cmd := &cobra.Command{
		Use:        "build [opties]",
		SuggestFor: []string{"bouw", "bouwen", "maak"},
		Short:      "maak de hele site",
		Long: `build maakt de hele site en zet die in de uitvoermap (public).

Alle fouten van alle artikelen worden in één keer genoemd. Staat er een fout in,
dan wordt er niets geschreven; met --skip-broken worden de goede artikelen wel
gebouwd, en blijft van de andere staan wat er stond. Bestanden die niet door
drukpers zijn gemaakt blijven staan; met --prune gaan die weg die een pagina van
de site lijken, zoals wat er van een verwijderd artikel over is.`,
		Example:           "  drukpers build\n  drukpers build --drafts --output /tmp/proef\n  drukpers build --dry-run",
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(*cobra.Command, []string) error { return p.build(f) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.output, "output", "o", "", "`map` waar de site in komt (standaard public in het project)")
	f.addSkip(cmd)
	flags.BoolVar(&f.prune, "prune", false, "haal bestanden weg die een pagina van de site lijken en dat niet zijn")
	flags.BoolVar(&f.dryRun, "dry-run", false, "schrijf niets, maar noem wat er zou veranderen")
	flags.BoolVar(&f.noMinify, "no-minify", false, "maak de pagina's niet kleiner, om ze te kunnen lezen")
	flags.StringVar(&f.changes, "changes", "",
		"schrijf nieuwe, gewijzigde en verwijderde bestanden als JSON naar dit `bestand`")
	flags.BoolVar(&f.timing, "timing", false, "toon hoe lang elke stap duurde")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "toon alleen problemen")
	p.allFlag(cmd)
	f.selectionFlags.add(cmd)
	f.profileFlags.add(cmd)
	completeFolder(cmd, "output")
	return cmd
}

// addSkip adds the flag that deploy has too.
func (f *buildFlags) addSkip(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.skipBroken, "skip-broken", skipNone, "sla artikelen met fouten over en bouw de rest; "+
		"`hoeveel` is “enkele”, of “alle” als het er ook veel mogen zijn")
	cmd.Flags().Lookup("skip-broken").NoOptDefVal = skipSome
	completeFlag(cmd, "skip-broken", skipSome, skipAll)
}

// Values of --skip-broken.
const (
	skipNone = ""
	skipSome = "enkele"
	skipAll  = "alle"
)

func (p *program) build(f buildFlags) (err error) {
	if err := f.checkSkip(); err != nil {
		return err
	}
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
	m, err := p.makeSite(opened, f, selection)
	if err != nil {
		return err
	}
	if err := f.writeChanges(m.result); err != nil {
		return err
	}
	return p.built(f, m.loaded, m.found, m.result, m.clock)
}

// made is a site in a folder.
type made struct {
	loaded *project.Loaded
	found  report.List // what only a build can tell
	result *build.Result
	output string
	clock  *stopwatch
}

// makeSite builds a site. Problems that stop it have been printed.
func (p *program) makeSite(opened *project.Project, f buildFlags, selection site.Selection) (*made, error) {
	clock := newStopwatch()
	options := project.Options{Selection: selection, SkipBroken: f.skipBroken != skipNone, Stage: clock.stage}
	if f.noMinify {
		options.Minify = project.MinifyNever
	}
	loaded, err := opened.Load(options)
	if err != nil {
		return nil, err
	}
	if loaded.Problems.HasErrors() && (!f.skips(loaded.Problems) || loaded.Edition == nil) {
		hint := ""
		if loaded.Edition != nil && project.Skippable(loaded.Problems) {
			hint = "Met --skip-broken bouw je de site zonder deze bestanden."
		}
		return nil, p.failed(loaded.Problems, hint)
	}
	if broken, all := loaded.BrokenArticles(); f.skipBroken == skipSome && broken >= manyBroken && broken*10 > all {
		return nil, p.failed(loaded.Problems, fmt.Sprintf("Van de %s artikelen hebben er %s een fout: te veel om ongevraagd "+
			"over te slaan. Klopt het toch, bouw dan met --skip-broken=alle.", report.Number(all), report.Number(broken)))
	}
	var pictures report.List
	if !f.dryRun {
		clock.stage("plaatjes")
		if loaded, pictures, err = p.withVariants(opened, loaded, options, f.quiet); err != nil {
			return nil, err
		}
	}
	output := f.output
	if output == "" {
		output = filepath.Join(p.source, loaded.Edition.Site.Config.Build.Output)
		if err := checkFolder(p.source, output); err != nil {
			return nil, err
		}
	}
	space := budget.Files(loaded.Edition.Site)
	if space.HasErrors() {
		return nil, p.failed(slices.Concat(loaded.Problems, space), "")
	}
	clock.stage("pagina's")
	var result *build.Result
	var found report.List
	for again := true; again; {
		bar := p.progress(f.quiet, "Pagina's")
		result, found, err = build.Run(loaded, output, build.Options{
			DryRun: f.dryRun, Prune: f.prune, Progress: bar.update,
		})
		bar.clear()
		if err != nil {
			return nil, err
		}
		found.FillSources(opened.Files)
		if again = found.HasErrors() && f.skips(found); again {
			loaded, again = loaded.Without(found)
		}
	}
	clock.stage("")
	if found.HasErrors() {
		return nil, p.failed(slices.Concat(loaded.Problems, found), "")
	}
	found = slices.Concat(pictures, found, space, budget.Bytes(loaded.Edition.Site, result.Bytes))
	return &made{loaded, found, result, output, clock}, nil
}

func (f *buildFlags) checkSkip() error {
	if f.skipBroken != skipNone && f.skipBroken != skipSome && f.skipBroken != skipAll {
		return &usageError{fmt.Sprintf("“%s” kan niet bij --skip-broken\nKies enkele of alle.", f.skipBroken)}
	}
	return nil
}

// skips reports whether the errors are in files that are left out.
func (f *buildFlags) skips(problems report.List) bool {
	return f.skipBroken != skipNone && project.Skippable(problems)
}

// manyBroken is how many articles with an error are too many to leave out without being asked, when they are more than
// a tenth of all.
const manyBroken = 10

const otherOutput = "Kies een andere map: met --output, of met build: {output: map} in site.yaml."

// checkFolder refuses an output folder that would put the project at risk.
func checkFolder(source, dir string) error {
	if wrong := build.CheckOutput(source, dir); wrong != "" {
		return &usageError{wrong + "\n" + otherOutput}
	}
	if isFile(dir) {
		return &usageError{fmt.Sprintf("de uitvoermap “%s” is een bestand\n%s", dir, otherOutput)}
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

// failed prints the problems of a build that wrote nothing, and what else can be done than mend them.
func (p *program) failed(problems report.List, hint string) error {
	problems.Sort()
	if p.format == "json" {
		if err := p.printJSON(problems, nil); err != nil {
			return err
		}
		return ending(problems)
	}
	if err := p.printProblems(problems.At(report.Error)); err != nil {
		return err
	}
	if p.format == "text" {
		fmt.Fprintf(p.stderr, "\n%s; er is niets geschreven.\n", p.style(p.stderr).Error(countProblems(problems.Told())))
		if hint != "" {
			fmt.Fprintln(p.stderr, hint)
		}
	}
	return ending(problems)
}
