package main

import (
	"errors"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/edit"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/internal/urls"
)

func (p *program) termsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:        "terms",
		SuggestFor: []string{"tags", "tag", "term", "trefwoorden", "categorieen"},
		Short:      "werk aan trefwoorden en categorieën",
		Long:       "terms werkt aan trefwoorden en categorieën van alle artikelen tegelijk.",
		Args:       noArguments,
		RunE:       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.termsMergeCommand())
	return cmd
}

type mergeFlags struct {
	selectionFlags
	in     string
	dryRun bool
}

// taxonomyKeys are the names that the key of each taxonomy has in a head, with the terms of an article.
var taxonomyKeys = []struct {
	names []string
	terms func(a *content.Article) []string
}{
	{[]string{"tags"}, func(a *content.Article) []string { return a.Tags }},
	{
		[]string{"categorieen", "categorieën", "categories"},
		func(a *content.Article) []string { return a.Categorieen },
	},
}

func (p *program) termsMergeCommand() *cobra.Command {
	var f mergeFlags
	var keys []string
	for _, taxonomy := range taxonomyKeys {
		keys = append(keys, taxonomy.names[0])
	}
	cmd := &cobra.Command{
		Use:        "merge OUD NIEUW [opties]",
		SuggestFor: []string{"samenvoegen", "hernoem", "rename"},
		Short:      "voeg een trefwoord bij een ander, in alle artikelen",
		Long: `merge geeft elk artikel met het trefwoord OUD het trefwoord NIEUW, en zet OUD als
synoniem in site.yaml: de oude pagina en feed leiden dan naar de nieuwe. De tekst van
de oude pagina, content/tags/OUD/_index.md, gaat mee; heeft de nieuwe al een tekst, dan
komt zij daaronder.`,
		Example: "  drukpers terms merge 'kunstmatige intelligentie' AI --dry-run",
		Args:    wantArguments(2, 2, "het oude en het nieuwe trefwoord"),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 1 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return p.complete(func(d *desk) (names []string) {
				for _, key := range keys {
					names = append(names, d.terms(key)...)
				}
				return names
			})
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.mergeTerms(f, args[0], args[1]) },
	}
	cmd.Flags().StringVar(&f.in, "in", "", "alleen in `soort`: "+strings.Join(keys, " of "))
	completeFlag(cmd, "in", keys...)
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "schrijf niets, maar toon wat er zou veranderen")
	f.addNow(cmd)
	return cmd
}

// merged is what --format json says of terms merge.
type merged struct {
	Taxonomy string   `json:"taxonomy"`
	Articles int      `json:"articles"`
	Changed  []string `json:"changed"`
	Diff     string   `json:"diff"`
	Written  bool     `json:"written"`
}

func (p *program) mergeTerms(f mergeFlags, from, to string) (err error) {
	if urls.Path(to) == "" || urls.Escapes(urls.Path(to)) {
		return &usageError{fmt.Sprintf("van “%s” blijft geen adres over\nGebruik letters of cijfers.", to)}
	}
	d, err := p.openDesk(f.selectionFlags)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	keys, articles, err := d.having(f.in, from, to)
	if err != nil {
		return err
	}
	before, after, problems, err := d.mergedFiles(keys, articles, from, to)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return p.failed(problems, "")
	}
	next, err := d.try(after, site.Selection{Now: d.now, Drafts: true, Future: true, Expired: true})
	if err != nil {
		return err
	}
	if len(next.worse) > 0 {
		return p.failed(next.worse, "")
	}
	result := merged{Taxonomy: keys[0], Articles: len(articles), Written: !f.dryRun}
	for _, name := range slices.Sorted(maps.Keys(after)) {
		result.Changed = append(result.Changed, name)
		result.Diff += edit.Diff(name, before[name], after[name])
	}
	if !f.dryRun {
		if err := p.replaceAll(after); err != nil {
			return err
		}
	}
	if p.format == "json" {
		return p.printJSON(nil, result)
	}
	p.passedOver(d)
	p.printDiff(result.Diff)
	who := plural(len(articles), "artikel heeft", "artikelen hebben")
	done := fmt.Sprintf("Klaar: %s nu “%s” in plaats van “%s”.", who, to, from)
	if f.dryRun {
		done = "Er is niets geschreven."
	}
	_, err = fmt.Fprintln(p.stdout, report.Printable(done))
	return err
}

// having finds the taxonomy that has a term, and the articles that name it otherwise than it is to be named.
func (d *desk) having(in, from, to string) (keys []string, articles []*content.Article, err error) {
	known := map[string]bool{}
	for _, taxonomy := range taxonomyKeys {
		if in != "" && in != taxonomy.names[0] {
			continue
		}
		var with []*content.Article
		for _, a := range d.loaded.Articles() {
			for _, text := range taxonomy.terms(a) {
				known[text] = true
			}
			if slices.ContainsFunc(taxonomy.terms(a), merges(from, to)) {
				with = append(with, a)
			}
		}
		switch {
		case len(with) == 0:
			continue
		case keys != nil:
			return nil, nil, &usageError{fmt.Sprintf("“%s” is er in %s en in %s\nKies met --in tags of --in categorieen.", from,
				keys[0], taxonomy.names[0])}
		}
		keys, articles = taxonomy.names, with
	}
	if keys == nil {
		hint := report.Suggest(from, slices.Sorted(maps.Keys(known)))
		if hint == "" {
			hint = "drukpers show --routes noemt alle trefwoorden die een pagina hebben."
		}
		return nil, nil, &usageError{fmt.Sprintf("geen artikel heeft het trefwoord “%s”\n%s", from, hint)}
	}
	return keys, articles, nil
}

// merges tells the spellings that a merge changes: all of the old term, by its path.
func merges(from, to string) func(text string) bool {
	return func(text string) bool {
		return text != to && urls.Path(html.UnescapeString(text)) == urls.Path(from)
	}
}

// mergedFiles are the files that a merge changes, as they are and as they become.
func (d *desk) mergedFiles(
	keys []string, articles []*content.Article, from, to string,
) (before, after map[string][]byte, problems report.List, err error) {
	before, after = map[string][]byte{}, map[string][]byte{}
	twin := func(text string) bool { return urls.Path(text) == urls.Path(to) && urls.Path(text) != urls.Path(from) }
	for _, a := range articles {
		data, err := fs.ReadFile(d.Files, a.Path)
		if err != nil {
			return nil, nil, nil, err
		}
		head, _ := edit.Read(a.Path, data)
		next, found, err := head.Rename(merges(from, to), twin, to, keys...)
		if problem, is := report.AsProblem(err); is {
			problems.Add(problem)
			continue
		} else if err != nil {
			return nil, nil, nil, err
		}
		if !found {
			problems.Add(report.Problem{
				Level: report.Error, Rule: "zelf-wijzigen", File: a.Path, Pos: a.Position(keys[0], -1),
				Text: fmt.Sprintf("“%s” staat hier zo dat ik het niet kan veranderen", from),
				Hint: "Verander het zelf in je editor, en doe de opdracht daarna nog eens.",
			})
			continue
		}
		before[a.Path], after[a.Path] = data, next.Data
	}
	if urls.Path(from) != urls.Path(to) {
		if err := d.mergeTexts(keys[0], from, to, before, after); err != nil {
			problem, is := report.AsProblem(err)
			if !is {
				return nil, nil, nil, err
			}
			problems.Add(problem)
		}
	}
	if len(problems) > 0 {
		problems.FillSources(d.Files)
		return nil, nil, problems, nil
	}
	if synonyms := d.loaded.Edition.Site.Config; urls.Path(from) != urls.Path(to) {
		data, err := fs.ReadFile(d.Files, config.File)
		if err != nil {
			return nil, nil, nil, err
		}
		if leadsTo(synonyms, keys[0], from) != urls.Path(to) {
			head, _ := edit.ReadYAML(config.File, data)
			if head, err = head.SetIn(to, "taxonomies", keys[0], "synonyms", from); err != nil {
				return nil, nil, nil, err
			}
			before[config.File], after[config.File] = data, head.Data
		}
	}
	return before, after, nil, nil
}

// leadsTo is the path of the term that a synonym of site.yaml is counted as.
func leadsTo(c *config.Config, taxonomy, from string) string {
	written := c.Taxonomies.Tags.Synonyms
	if taxonomy != "tags" {
		written = c.Taxonomies.Categorieen.Synonyms
	}
	for text, to := range written {
		if urls.Path(text) == urls.Path(from) {
			return urls.Path(to)
		}
	}
	return ""
}
