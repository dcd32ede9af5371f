package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path"
	"slices"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"drukpers/internal/copies"
	"drukpers/internal/hotlinks"
	"drukpers/internal/report"
	"drukpers/internal/rules"
	"drukpers/internal/site"
	"drukpers/internal/variants"
)

type fetchFlags struct {
	selectionFlags
	allowPrivate bool
}

func (p *program) fetchCommand() *cobra.Command {
	var f fetchFlags
	cmd := &cobra.Command{
		Use:        "fetch [opties]",
		SuggestFor: []string{"ophalen", "haal", "download", "get"},
		Short:      "haal de plaatjes op die op andere sites staan",
		Long: `fetch haalt de covers en plaatjes in teksten die op een andere site staan één keer
op, ook van concepten, en maakt er kleinere versies van. Daarna toont de site die:
lezers vragen niets meer aan een ander, en een foto die daar verdwijnt blijft hier.
Aan artikelen verandert niets.

Wat is opgehaald staat in de map static/.varianten (images: {dir} in site.yaml), met
in bronnen.json waar het vandaan komt. Zet die map in git. Stopt fetch halverwege,
dan gaat het de volgende keer verder. Is een plaatje er niet meer, dan noemt check
dat, en toont de site een tekening.

Alleen deze opdracht haalt plaatjes op: build en serve doen dat nooit.`,
		Example:           "  drukpers images fetch",
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(*cobra.Command, []string) error { return p.fetch(f) },
	}
	cmd.Flags().BoolVar(&f.allowPrivate, "allow-private", false,
		"vraag ook computers die niet op internet staan, zoals die van het eigen netwerk")
	f.addNow(cmd)
	return cmd
}

// fetchResult is what --format json says.
type fetchResult struct {
	Fetched int   `json:"fetched"` // pictures
	Bytes   int64 `json:"bytes"`   // of these
	Gone    int   `json:"gone"`    // that their sites say are no longer there
	Made    int   `json:"made"`    // smaller versions
}

func (p *program) fetch(f fetchFlags) (err error) {
	d, err := p.openDesk(f.selectionFlags)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	s := d.loaded.Edition.Site
	if index := path.Join(s.Config.Images.Dir, copies.FileName); slices.ContainsFunc(d.loaded.Problems,
		func(found report.Problem) bool { return found.File == index }) {
		return p.failed(d.loaded.Problems, "Er is niets opgehaald.")
	}
	root, err := os.OpenRoot(p.source)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	bar := p.progress(false, "Ophalen")
	fetched, err := hotlinks.All(ctx, root, s, hotlinks.Options{
		Now: time.Now(), AllowPrivate: f.allowPrivate, Progress: bar.update,
	})
	bar.clear()
	if errors.Is(err, context.Canceled) {
		return &report.Trouble{Text: "gestopt", Hint: "Wat al is opgehaald, hoeft de volgende keer niet meer."}
	}
	if err != nil {
		return err
	}
	result := fetchResult{Fetched: fetched.Fetched, Bytes: fetched.Bytes, Gone: fetched.Gone}
	if err := d.load(f.selectionFlags); err != nil {
		return err
	}
	s = d.loaded.Edition.Site
	folder, err := variants.Open(p.source, s.Config.Images.Dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	made, err := p.makeMissing(folder, s)
	if err != nil {
		return err
	}
	result.Made = made.Files
	problems := slices.Concat(fetched.Problems, rules.New(s, d.Files).Look("plaatje-weg"), made.Problems)
	problems.Sort()
	problems.FillSources(d.Files)
	if p.format == "json" {
		return p.printJSON(problems, result)
	}
	if err := p.printProblems(problems); err != nil {
		return err
	}
	p.printFetched(result, len(fetched.Problems))
	return nil
}

func (p *program) printFetched(r fetchResult, failed int) {
	if r.Fetched == 0 && r.Gone == 0 && failed == 0 {
		fmt.Fprintln(p.stdout, "Geen enkel artikel toont nog een plaatje van een andere site.")
		return
	}
	if r.Fetched == 0 {
		fmt.Fprintln(p.stdout, "Er is niets opgehaald.")
	} else {
		fmt.Fprintf(p.stdout, "%s opgehaald (%s), en er %s van gemaakt.\n", plural(r.Fetched, "plaatje", "plaatjes"),
			megabytes(r.Bytes), plural(r.Made, "kleinere versie", "kleinere versies"))
	}
	if r.Gone > 0 {
		fmt.Fprintf(p.stdout, "%s er niet meer.\n", plural(r.Gone, "plaatje is", "plaatjes zijn"))
	}
}

// pruneCopies deletes the copies that no article shows.
func (p *program) pruneCopies(s *site.Site) (removed []string, err error) {
	root, err := os.OpenRoot(p.source)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	return hotlinks.Prune(root, s)
}
