package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"drukpers/internal/budget"
	"drukpers/internal/check"
	"drukpers/internal/outlinks"
	"drukpers/internal/project"
	"drukpers/internal/report"
	"drukpers/internal/rules"
	"drukpers/internal/site"
)

type checkFlags struct {
	selection    selectionFlags
	rules        []string
	list, tags   bool
	strict       bool
	fix, yes     bool
	links        bool
	changedSince string
}

func (p *program) checkCommand() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:        "check [opties]",
		SuggestFor: []string{"controle", "controleer", "lint", "test"},
		Short:      "zoek fouten en twijfelgevallen, zonder iets te schrijven",
		Long: `check leest alle artikelen, maakt elke pagina en noemt alles wat niet klopt of
aandacht vraagt: fouten, onbekende sleutels, links die nergens heen gaan,
dezelfde verhalen, tikfouten en meer. Onderaan staat hoeveel er van elke regel is.

Wat op elkaar lijkt staat bij elkaar, met hoe vaak het voorkomt en de eerste
plekken. Met --all, en in de vormen json, github en sarif, staat elke plek er.
Tips staan alleen in de telling (en in json en sarif); --rule NAAM toont ze.`,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(*cobra.Command, []string) error { return p.check(f) },
	}
	p.allFlag(cmd)
	f.selection.add(cmd)
	flags := cmd.Flags()
	flags.StringSliceVar(&f.rules, "rule", nil, "noem alleen wat deze `regel` vindt; mag vaker")
	flags.BoolVar(&f.list, "list", false, "noem alle regels")
	flags.BoolVar(&f.tags, "tags", false, "geef synonyms voor tags die bijna dezelfde zijn, om in site.yaml te plakken")
	flags.BoolVar(&f.strict, "strict", false, "eindig ook na waarschuwingen met code 1")
	flags.BoolVar(&f.fix, "fix", false,
		"herstel wat veilig te herstellen is, met --links ook links die verhuisd zijn, na te tonen wat er verandert")
	flags.BoolVar(&f.yes, "yes", false, "vraag bij --fix niets")
	flags.BoolVar(&f.links, "links", false, "vraag ook andere sites of waar artikelen naar verwijzen er nog is")
	flags.StringVar(&f.changedSince, "changed-since", "",
		"noem alleen bestanden die sinds deze `versie` van git veranderden")
	var names []string
	for _, r := range rules.All {
		names = append(names, r.Name)
	}
	completeFlag(cmd, "rule", names...)
	return cmd
}

func (p *program) check(f checkFlags) (err error) {
	if f.list {
		_, err := fmt.Fprint(p.stdout, rules.List())
		return err
	}
	for _, name := range f.rules {
		if rules.Find(name) == nil {
			return &usageError{fmt.Sprintf("de regel “%s” bestaat niet\n%s", name, rules.Suggest(name))}
		}
	}
	opened, err := p.openProject()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	var changed map[string]bool
	if f.changedSince != "" {
		if changed, err = changedSince(p.source, f.changedSince); err != nil {
			return err
		}
	}
	selection, err := f.selection.selection(opened.Location())
	if err != nil {
		return err
	}
	loaded, err := opened.Load(project.Options{Selection: selection, SkipBroken: true})
	if err != nil {
		return err
	}
	problems := loaded.Problems
	if e := loaded.Edition; e != nil {
		desk := rules.New(e.Site, opened.Files)
		switch {
		case f.tags:
			_, err := fmt.Fprint(p.stdout, desk.Synonyms())
			return err
		case f.fix:
			var moved func(address string) string
			if f.links {
				found, err := p.outsideLinks(e.Site, opened.Files)
				if err != nil {
					return err
				}
				moved = found.Mend
			}
			return p.fix(desk.Fixes(problems, moved, f.rules...), f.yes)
		}
		pages, err := check.Pages(e, opened.Files)
		if err != nil {
			return err
		}
		ignored := func(file string) []string {
			if a := loaded.Article(file); a != nil {
				return a.CheckIgnore
			}
			return nil
		}
		var links report.List
		if f.links {
			found, err := p.outsideLinks(e.Site, opened.Files)
			if err != nil {
				return err
			}
			links = found.Problems
		}
		problems = slices.Concat(problems, pages, links, budget.Files(e.Site), unusedInTheme(loaded, opened.Files))
		problems = rules.Apply(problems, e.Site.Config.Check, ignored, f.rules)
		problems = slices.Concat(problems, rules.Settings(e.Site.Config), desk.Look(f.rules...))
	}
	problems = slices.DeleteFunc(problems, func(found report.Problem) bool {
		return len(f.rules) > 0 && !slices.Contains(f.rules, found.Rule) || changed != nil && !changed[found.File]
	})
	problems.Sort()
	problems.FillSources(opened.Files)
	return p.printCheck(problems, f)
}

// unusedInTheme tells of files in the site's own folder of its theme. Drafts may have layouts too.
func unusedInTheme(loaded *project.Loaded, files fs.FS) report.List {
	var layouts []string
	for _, a := range loaded.Articles() {
		layouts = append(layouts, a.Layout)
	}
	own := func(file string) bool { _, err := fs.Stat(files, file); return err == nil }
	return loaded.Edition.Theme.Unused(own, layouts)
}

// outsideLinks asks other sites, one request a second to each.
func (p *program) outsideLinks(s *site.Site, files fs.FS) (*outlinks.Found, error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	bar := p.progress(false, "Links")
	defer bar.clear()
	found, err := outlinks.Check(ctx, s, files, outlinks.Options{
		Client: &http.Client{Timeout: 15 * time.Second}, Now: time.Now(), Pause: time.Second,
		Cache: filepath.Join(p.source, ".drukpers", "links"), Progress: bar.update,
	})
	if errors.Is(err, context.Canceled) {
		err = &report.Trouble{Text: "gestopt", Hint: "Wat al bekeken was, hoeft de volgende keer niet meer."}
	}
	return found, err
}

func (p *program) printCheck(problems report.List, f checkFlags) error {
	var err error
	switch p.format {
	case "text":
		err = p.printDesk(problems, f.shown(problems))
	case "json":
		err = p.printJSON(problems, nil)
	case "github":
		err = p.printProblems(f.shown(problems))
	default:
		err = p.printProblems(problems)
	}
	if err == nil {
		err = ending(problems)
	}
	if err == nil && f.strict && problems.Count(report.Warning) > 0 {
		err = errProblems
	}
	return err
}

// shown are the problems that people see each by itself: tips only where their rules are asked for.
func (f *checkFlags) shown(problems report.List) report.List {
	if len(f.rules) > 0 {
		return problems
	}
	return slices.DeleteFunc(slices.Clone(problems), func(found report.Problem) bool { return found.Level == report.Tip })
}

// printDesk shows problems, and counts all by rule.
func (p *program) printDesk(problems, shown report.List) error {
	if err := report.Text(p.stdout, shown, p.style(p.stdout)); err != nil {
		return err
	}
	if table := problems.Table(); table != "" {
		if len(shown) > 0 {
			fmt.Fprintln(p.stdout)
		}
		fmt.Fprint(p.stdout, table)
	}
	told := shown
	if !p.all {
		told = shown.Told()
	}
	if len(shown) == 0 {
		fmt.Fprintln(p.stdout, "Alles in orde.")
	} else {
		fmt.Fprintf(p.stdout, "\n%s.\n", countProblems(told))
	}
	if tips := len(problems) - len(shown); tips > 0 {
		fmt.Fprintf(p.stdout, "%s: drukpers check --rule NAAM toont die van een regel.\n", plural(tips, "tip", "tips"))
	}
	return nil
}
