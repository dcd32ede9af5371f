package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"drukpers/internal/build"
	"drukpers/internal/deploy"
)

func (p *program) dueCommand() *cobra.Command {
	var now selectionFlags
	cmd := &cobra.Command{
		Use:        "due [DOEL] [opties]",
		SuggestFor: []string{"gepland", "wanneer"},
		Short:      "zeg of er sinds de laatste bouw iets verscheen of verliep",
		Long: `due zegt of er sinds de laatste bouw een artikel aan de beurt kwam of verliep, en
wanneer het volgende komt. Met een doel gaat het om wat daar online staat: dan
hoeft er op deze computer niets gebouwd te zijn.

Einde: 0 er is iets te publiceren, 4 niets.`,
		Example: "  drukpers due && drukpers deploy",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return unexpected(cmd, args[1])
			}
			return nil
		},
		ValidArgsFunction: p.completeTarget,
		RunE:              func(_ *cobra.Command, args []string) error { return p.due(now, args) },
	}
	cmd.Flags().StringVar(&now.now, "now", "", "doe alsof het dit `tijdstip` is, bijvoorbeeld 2026-03-01 10:00")
	return cmd
}

// dueResult is what --format json says.
type dueResult struct {
	Due  bool       `json:"due"`
	Next *time.Time `json:"next,omitempty"`
}

func (p *program) due(f selectionFlags, args []string) (err error) {
	opened, err := p.openProject()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	selection, err := f.selection(opened.Location())
	if err != nil {
		return err
	}
	c, _, err := opened.Config()
	if err != nil {
		return err
	}
	never := false
	var next time.Time
	if len(args) > 0 {
		t, _, err := p.target(opened, args)
		if err != nil {
			return err
		}
		online, err := deploy.Online(context.Background(), t, deploy.Options{})
		if err != nil {
			return err
		}
		next, never = online.Next, online.Number == 0
	} else if next, err = build.Next(filepath.Join(p.source, c.Build.Output)); err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		never = true
	}
	due := never || !next.IsZero() && !selection.Now.Before(next)
	next = next.In(c.Location)
	moment := next.Format("02-01-2006 15:04:05")
	switch {
	case p.format == "json":
		result := dueResult{Due: due}
		if !next.IsZero() {
			result.Next = &next
		}
		err = p.printJSON(nil, result)
	case never:
		_, err = fmt.Fprintln(p.stdout, "Er is nog niets gebouwd of gepubliceerd.")
	case due:
		_, err = fmt.Fprintf(p.stdout, "Er is iets te publiceren, sinds %s.\n", moment)
	case next.IsZero():
		_, err = fmt.Fprintln(p.stdout, "Er is niets te publiceren, en niets gepland.")
	default:
		_, err = fmt.Fprintf(p.stdout, "Er is niets te publiceren; het volgende moment is %s.\n", moment)
	}
	if err == nil && !due {
		err = errNothing
	}
	return err
}
