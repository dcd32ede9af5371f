package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"drukpers/internal/archetype"
	"drukpers/internal/content"
	"drukpers/internal/edit"
	"drukpers/internal/related"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/internal/urls"
)

type newFlags struct {
	selectionFlags
	open bool
	tags []string
}

// alikeWithin is how far back new looks for an article with the same story.
const alikeWithin = 14 * 24 * time.Hour

func (p *program) newCommand() *cobra.Command {
	var f newFlags
	cmd := &cobra.Command{
		Use:        "new [SECTIE TITEL] [opties]",
		SuggestFor: []string{"nieuw", "maak-artikel", "artikel", "create", "post"},
		Short:      "begin een nieuw artikel",
		Long: `new maakt een concept in de map van een sectie: een bestand met de datum en de
titel in zijn naam, en een kop die al is ingevuld. Er wordt nooit een bestand
overschreven. Zonder sectie en titel vraagt drukpers ernaar.

De kop komt uit archetypes/SECTIE.md, als de site of het thema dat heeft.`,
		Example: "  drukpers new nieuws \"Notulen maken met AI\" --open",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && isTerminal(os.Stdin) {
				return nil
			}
			return wantArguments(2, 2, "een sectie en een titel tussen aanhalingstekens")(cmd, args)
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return p.complete(sectionNames)
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.newArticle(f, args) },
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.open, "open", false, "open het bestand in de editor van $VISUAL of $EDITOR")
	flags.StringSliceVar(&f.tags, "tags", nil, "`trefwoorden`, met komma's ertussen")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("tags",
		func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return p.complete(func(d *desk) []string { return d.terms("tags") })
		}))
	f.addNow(cmd)
	return cmd
}

// created is what --format json says of new.
type created struct {
	File  string  `json:"file"`
	Alike []alike `json:"alike"`
}

// alike is an article with nearly the same title.
type alike struct {
	File  string  `json:"file"`
	Title string  `json:"title"`
	Share float64 `json:"share"` // of the words of both titles
}

func (p *program) newArticle(f newFlags, args []string) (err error) {
	d, err := p.openDesk(f.selectionFlags)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	if len(args) == 0 {
		section, title, tags, err := p.ask(sectionNames(d), d.terms("tags"))
		if err != nil {
			return err
		}
		args, f.tags = []string{section, title}, slices.Concat(f.tags, tags)
	}
	section, title := strings.Trim(filepath.ToSlash(args[0]), "/"), strings.TrimSpace(args[1])
	section = strings.TrimPrefix(section, "content/")
	if known := sectionNames(d); !slices.Contains(known, section) {
		return &usageError{fmt.Sprintf("de sectie “%s” bestaat niet\n%s", section, cmp.Or(report.Suggest(section, known),
			fmt.Sprintf("Kies uit: %s. Een nieuwe sectie is een map in content/.", strings.Join(known, ", "))))}
	}
	if archetype.Slug(title) == "" {
		return &usageError{fmt.Sprintf("van de titel “%s” blijft geen bestandsnaam over\nGebruik letters of cijfers.", title)}
	}
	now := d.now.In(d.Location()).Truncate(time.Second)
	config := d.loaded.Edition.Site.Config
	file, text, err := archetype.Find(d.Files, config.Theme, section)
	if err != nil {
		return err
	}
	data, err := archetype.Make(file, text, archetype.Values{
		Title: title, Date: now.Format(time.RFC3339), Section: section, Category: d.category(section), Tags: f.tags,
	})
	if err != nil {
		return err
	}
	result := created{path.Join("content", section, archetype.FileName(now, title)), d.alike(title)}
	root, err := p.folder()
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	if err := edit.Create(root, result.File, data); errors.Is(err, fs.ErrExist) {
		return &usageError{fmt.Sprintf("%s bestaat al\nGeef het artikel een andere titel, of open dat bestand.", result.File)}
	} else if err != nil {
		return err
	}
	if p.format == "json" {
		err = p.printJSON(nil, result)
	} else {
		p.printCreated(result)
	}
	if err != nil || !f.open {
		return err
	}
	return openEditor(filepath.Join(p.source, filepath.FromSlash(result.File)))
}

func (p *program) printCreated(result created) {
	fmt.Fprintln(p.stdout, report.Printable(result.File))
	if len(result.Alike) == 0 {
		return
	}
	fmt.Fprintln(p.stdout, "\nStaat dit verhaal er al? Van de laatste twee weken:")
	for _, a := range result.Alike {
		fmt.Fprintf(p.stdout, "  %s (%d %% van de woorden)\n    %s\n", report.Printable(a.Title), int(a.Share*100),
			report.Printable(a.File))
	}
}

// alike are the articles of late with nearly the same title, most alike first. Of 135 articles of a real blog that
// share text with another of their week this finds 60 by titles alone; the rule tweeling, which has the texts as well
// and so can be strict about titles, would find 26.
func (d *desk) alike(title string) []alike {
	found := []alike{}
	for _, a := range d.loaded.Articles() {
		if a.Date.Before(d.now.Add(-alikeWithin)) || a.Section == "" || a.IsIndex {
			continue
		}
		if share, same := related.TitlesAlike(title, a.Title); same {
			found = append(found, alike{a.Path, a.Title, share})
		}
	}
	slices.SortFunc(found, func(a, b alike) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), cmp.Compare(a.File, b.File))
	})
	return found[:min(len(found), 5)]
}

// sectionNames are the sections that a new article can be in.
func sectionNames(d *desk) []string {
	var names []string
	for _, s := range d.loaded.Edition.Site.Sections {
		names = append(names, s.Name)
	}
	entries, _ := fs.ReadDir(d.Files, "content")
	for _, e := range entries {
		page := d.loaded.Edition.Site.Page("/" + urls.Path(e.Name()) + "/") // of an article's own folder, or of the terms
		if e.IsDir() && e.Name()[0] != '.' && page == nil {
			names = append(names, e.Name())
		}
	}
	return names
}

// terms are the names of a taxonomy's terms, the most used first.
func (d *desk) terms(taxonomy string) []string {
	var names []string
	for _, t := range d.loaded.Edition.Site.Taxonomies {
		if t.Key != taxonomy {
			continue
		}
		terms := slices.Clone(t.Terms)
		slices.SortStableFunc(terms, func(a, b *site.Term) int { return len(b.Articles) - len(a.Articles) })
		for _, term := range terms {
			names = append(names, term.Name)
		}
	}
	return names
}

// category is the one of a section: that of its name, or else the one that most of its articles have.
func (d *desk) category(section string) string {
	count := map[string]int{}
	inSection := func(a *content.Article) bool { return a.Section == section }
	for _, a := range d.loaded.Articles() {
		for _, name := range a.Categorieen {
			if urls.Path(name) == urls.Path(section) {
				return name
			}
			if inSection(a) {
				count[name]++
			}
		}
	}
	if len(count) == 0 {
		return section
	}
	return slices.MaxFunc(slices.Sorted(maps.Keys(count)), func(a, b string) int { return count[a] - count[b] })
}

// openEditor opens a file, and waits for the editor to close it.
func openEditor(file string) error {
	words := strings.Fields(cmp.Or(os.Getenv("VISUAL"), os.Getenv("EDITOR")))
	if len(words) == 0 {
		return &usageError{"er is geen editor ingesteld; het bestand staat er wel\n" +
			"Zet bijvoorbeeld EDITOR=\"code --wait\" in je omgeving."}
	}
	cmd := exec.Command(words[0], append(words[1:], file)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return &usageError{fmt.Sprintf("de editor “%s” geeft een fout (%v); het bestand staat er wel\n"+
			"Controleer VISUAL of EDITOR in je omgeving.", words[0], err)}
	}
	return nil
}
