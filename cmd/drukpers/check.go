package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"drukpers/internal/budget"
	"drukpers/internal/check"
	"drukpers/internal/project"
	"drukpers/internal/report"
)

func (p *program) checkCommand() *cobra.Command {
	var selection selectionFlags
	cmd := &cobra.Command{
		Use:        "check [opties]",
		SuggestFor: []string{"controle", "controleer", "lint", "test"},
		Short:      "zoek fouten en twijfelgevallen, zonder iets te schrijven",
		Long: `check leest alle artikelen, maakt elke pagina en noemt alles wat niet klopt of
aandacht vraagt: fouten, onbekende sleutels en links die nergens heen gaan.

Wat op elkaar lijkt staat bij elkaar, met hoe vaak het voorkomt en de eerste
plekken. Met --all, en in de vormen json en github, staat elke plek er.`,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(*cobra.Command, []string) error { return p.check(selection) },
	}
	p.allFlag(cmd)
	selection.add(cmd)
	return cmd
}

func (p *program) check(flags selectionFlags) (err error) {
	opened, err := p.openProject()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	selection, err := flags.selection(opened.Location())
	if err != nil {
		return err
	}
	loaded, err := opened.Load(project.Options{Selection: selection, SkipBroken: true})
	if err != nil {
		return err
	}
	problems := loaded.Problems
	if loaded.Edition != nil {
		more, err := check.Pages(loaded.Edition, opened.Files)
		if err != nil {
			return err
		}
		problems = slices.Concat(problems, more, budget.Files(loaded.Edition.Site))
		problems.Sort()
		problems.FillSources(opened.Files)
	}
	return p.printCheck(problems)
}

func (p *program) printCheck(problems report.List) error {
	var err error
	switch p.format {
	case "json":
		err = p.printJSON(problems, nil)
	case "github":
		err = report.GitHub(p.stdout, problems)
	default:
		err = report.Text(p.stdout, problems, p.style(p.stdout))
		if len(problems) == 0 {
			fmt.Fprintln(p.stdout, "Alles in orde.")
		} else {
			if !p.all {
				problems = problems.Told()
			}
			fmt.Fprintf(p.stdout, "\n%s.\n", countProblems(problems))
		}
	}
	if err == nil {
		err = ending(problems)
	}
	return err
}
