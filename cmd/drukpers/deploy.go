package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"drukpers/internal/build"
	"drukpers/internal/config"
	"drukpers/internal/deploy"
	"drukpers/internal/project"
	"drukpers/internal/report"
)

// deployFlags are those of the deploy command.
type deployFlags struct {
	buildFlags
	noBuild, force, deleteForeign bool
	back, status, follow          bool
}

func (p *program) deployCommand() *cobra.Command {
	var f deployFlags
	cmd := &cobra.Command{
		Use:        "deploy [DOEL] [opties]",
		SuggestFor: []string{"publiceer", "publish", "upload", "zet"},
		Short:      "zet de site online",
		Long: `deploy bouwt de site en zet wat er veranderde op de plek waar lezers hem vinden.
Die plek, het doel, staat in site.yaml onder deploy; is er maar één, dan hoeft de
naam er niet bij. Lezers komen nooit een dode link tegen: wat nieuw is gaat eerst,
wat weg moet het laatst. Wordt het afgebroken, dan gaat de volgende keer verder.

Wachtwoorden en sleutels komen uit de omgeving: zie docs/publiceren.md.`,
		Example: "  drukpers deploy\n  drukpers deploy proef --dry-run\n  drukpers deploy --back",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return unexpected(cmd, args[1])
			}
			return nil
		},
		ValidArgsFunction: p.completeTarget,
		RunE: func(_ *cobra.Command, args []string) error {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			return p.deploy(ctx, f, args)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.noBuild, "no-build", false, "bouw niet, maar neem de site zoals die er staat")
	flags.StringVarP(&f.output, "output", "o", "", "`map` waar de site in komt (standaard public in het project)")
	flags.BoolVar(&f.dryRun, "dry-run", false, "verander niets online, maar noem wat er zou veranderen")
	flags.BoolVar(&f.status, "status", false, "toon wat er online staat, en wat nu publiceren zou veranderen")
	flags.BoolVar(&f.back, "back", false, "zet terug wat er hiervoor online stond")
	flags.BoolVar(&f.follow, "follow", false, "blijf draaien en publiceer zodra een artikel aan de beurt is")
	flags.BoolVar(&f.force, "force", false, "ook als meer dan een tiende van de site verdwijnt")
	flags.BoolVar(&f.deleteForeign, "delete-foreign", false, "haal online weg wat drukpers er niet heeft gezet")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "toon alleen problemen")
	f.addSkip(cmd)
	f.selectionFlags.add(cmd)
	completeFolder(cmd, "output")
	return cmd
}

func (p *program) deploy(ctx context.Context, f deployFlags, args []string) (err error) {
	if err := f.checkSkip(); err != nil {
		return err
	}
	if f.back && (f.status || f.follow || f.noBuild) || f.status && f.follow || f.follow && f.dryRun {
		return &usageError{"deze opties gaan niet samen\nKies een van --back, --status, --dry-run en --follow."}
	}
	opened, err := p.openProject()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	t, c, err := p.target(opened, args)
	if err != nil {
		return err
	}
	d := &deployment{program: p, flags: f, project: opened, target: t, config: c}
	if t.Type == "folder" {
		if wrong := build.CheckTarget(p.source, d.output(), t.Path); wrong != "" {
			return &usageError{wrong + "\nKies in site.yaml een andere map: path van het doel “" + t.Name + "”."}
		}
	}
	switch {
	case f.back:
		err = d.back(ctx)
	case f.status:
		err = d.status(ctx)
	case f.follow:
		err = d.follow(ctx)
	default:
		_, err = d.run(ctx)
	}
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		err = &report.Trouble{Text: "gestopt", Hint: "Wat al klaar was blijft; de volgende keer gaat het verder."}
	}
	return err
}

// deployment is a deploy to one target.
type deployment struct {
	*program
	flags   deployFlags
	project *project.Project
	target  config.Target
	config  *config.Config
}

// output is the folder that the site is built in.
func (d *deployment) output() string {
	return cmp.Or(d.flags.output, filepath.Join(d.source, d.config.Build.Output))
}

// site builds the site, unless it is there already. What it has to say of problems has been printed.
func (d *deployment) site() (dir string, next time.Time, err error) {
	f := d.flags.buildFlags
	f.dryRun = false
	if d.flags.noBuild {
		dir = d.output()
		next, err = build.Next(dir)
		return dir, next, ignoreMissing(err)
	}
	if f.output != "" {
		if err := checkFolder(d.source, f.output); err != nil {
			return "", next, err
		}
	}
	selection, err := f.selection(d.project.Location())
	if err != nil {
		return "", next, err
	}
	m, err := d.makeSite(d.project, f, selection)
	if err != nil {
		return "", next, err
	}
	if d.format != "json" {
		err = d.printProblems(append(m.loaded.Problems.At(report.Error), m.found...))
	}
	return m.output, m.loaded.Edition.Site.NextChange, err
}

func (d *deployment) options(next time.Time) deploy.Options {
	return deploy.Options{
		DryRun: d.flags.dryRun, Force: d.flags.force, DeleteForeign: d.flags.deleteForeign, Version: version(), Next: next,
		Added: deploy.IndexNowFile(d.config),
	}
}

// run builds and deploys, and says when an article appears or expires next.
func (d *deployment) run(ctx context.Context) (next time.Time, err error) {
	dir, next, err := d.site()
	if err != nil {
		return next, err
	}
	started := time.Now()
	options := d.options(next)
	bar := d.progress(d.flags.quiet, "Bestanden")
	options.Progress = bar.update
	result, err := deploy.Run(ctx, d.target, os.DirFS(dir), options)
	bar.clear()
	if err != nil {
		return next, err
	}
	return next, d.deployed(ctx, result, time.Since(started))
}

func (d *deployment) back(ctx context.Context) error {
	started := time.Now()
	result, err := deploy.Back(ctx, d.target, d.options(time.Time{}))
	if err != nil {
		return err
	}
	return d.deployed(ctx, result, time.Since(started))
}

// recheck is how often follow looks whether another moment has come.
const recheck = time.Minute

// follow deploys whenever an article appears or expires. A deploy that fails is tried again.
func (d *deployment) follow(ctx context.Context) error {
	for {
		next, err := d.run(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil && !errors.Is(err, errProblems) {
			text, hint := dutch(err)
			fmt.Fprintf(d.stderr, "drukpers: %s\n%s", report.Printable(text), hint)
		}
		if err != nil {
			next = time.Now().Add(recheck)
		}
		if err := d.wait(ctx, next); err != nil {
			return err
		}
	}
}

// wait is until a moment, or an earlier one that somebody plans meanwhile.
func (d *deployment) wait(ctx context.Context, next time.Time) error {
	for next.IsZero() || time.Now().Before(next) {
		pause := recheck
		if !next.IsZero() {
			pause = min(pause, time.Until(next))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		if pause < recheck {
			continue
		}
		if planned := d.nextChange(); next.IsZero() || !planned.IsZero() && planned.Before(next) {
			next = planned
		}
	}
	return nil
}

// nextChange reads anew when an article appears or expires; zero when none does, or an error stands in the way.
func (d *deployment) nextChange() time.Time {
	selection, err := d.flags.selection(d.project.Location())
	if err != nil {
		return time.Time{}
	}
	loaded, err := d.project.Load(project.Options{Selection: selection, SkipBroken: true})
	if err != nil || loaded.Edition == nil {
		return time.Time{}
	}
	return loaded.Edition.Site.NextChange
}
