package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"syscall"

	"github.com/spf13/cobra"

	"drukpers/internal/config"
	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/internal/variants"
)

type imagesFlags struct {
	selectionFlags
	prune bool
}

func (p *program) imagesCommand() *cobra.Command {
	var f imagesFlags
	cmd := &cobra.Command{
		Use:        "images [opties]",
		SuggestFor: []string{"plaatjes", "afbeeldingen", "foto's"},
		Short:      "maak kleinere versies van plaatjes",
		Long: `images maakt van de plaatjes die artikelen tonen versies die op een telefoon klein
genoeg zijn, ook voor concepten en artikelen die nog moeten verschijnen. Ze komen
in de map static/.varianten (images: {dir} in site.yaml). Zet die map in git: dan
hoeft geen andere computer ze nog eens te maken.

build maakt ze ook, als ze er nog niet zijn.`,
		Example:           "  drukpers images\n  drukpers images --prune",
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(*cobra.Command, []string) error { return p.images(f) },
	}
	cmd.Flags().BoolVar(&f.prune, "prune", false, "haal de versies en kopieën weg die geen artikel meer toont")
	f.addNow(cmd)
	cmd.AddCommand(p.fetchCommand())
	return cmd
}

// imagesResult is what --format json says.
type imagesResult struct {
	Pictures int      `json:"pictures"` // of which versions were made
	Made     int      `json:"made"`     // files
	Cards    int      `json:"cards"`    // pictures for other sites, of articles without a cover
	Before   int64    `json:"before"`   // bytes of those pictures
	After    int64    `json:"after"`    // bytes of the widest version of each
	Removed  []string `json:"removed"`
}

func (p *program) images(f imagesFlags) (err error) {
	d, err := p.openDesk(f.selectionFlags)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	s := d.loaded.Edition.Site
	folder, err := variants.Open(p.source, s.Config.Images.Dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	made, err := p.makeMissing(folder, s)
	if err != nil {
		return err
	}
	result := imagesResult{
		Pictures: made.Pictures, Made: made.Files, Cards: made.Cards, Before: made.Before, After: made.After,
		Removed: []string{},
	}
	if f.prune {
		// An article that has an error now may show one that seems of no use.
		if d.loaded.Problems.HasErrors() {
			return p.failed(d.loaded.Problems, "Er is niets weggehaald: maak eerst deze artikelen in orde.")
		}
		if result.Removed, err = folder.Unused(s); err != nil {
			return err
		}
		if err := folder.Remove(result.Removed); err != nil {
			return err
		}
		copied, err := p.pruneCopies(s)
		if err != nil {
			return err
		}
		result.Removed = append(result.Removed, copied...)
	}
	if p.format == "json" {
		return p.printJSON(made.Problems, result)
	}
	if err := p.printProblems(made.Problems); err != nil {
		return err
	}
	p.printImages(result, f.prune)
	return nil
}

func (p *program) printImages(r imagesResult, pruned bool) {
	if r.Cards > 0 {
		fmt.Fprintf(p.stdout, "%s getekend om te delen.\n", plural(r.Cards, "plaatje", "plaatjes"))
	}
	if r.Made == 0 {
		fmt.Fprintln(p.stdout, "Alle plaatjes hebben hun kleinere versies al.")
	} else {
		fmt.Fprintf(p.stdout, "%s gemaakt van %s: de breedste zijn samen %s, de plaatjes zelf %s.\n",
			plural(r.Made, "versie", "versies"), plural(r.Pictures, "plaatje", "plaatjes"), megabytes(r.After),
			megabytes(r.Before))
	}
	if pruned {
		fmt.Fprintf(p.stdout, "%s weggehaald.\n", plural(len(r.Removed), "ongebruikt bestand", "ongebruikte bestanden"))
	}
}

// makeMissing makes all variants that a site's pages lack.
func (p *program) makeMissing(folder *variants.Folder, s *site.Site) (*variants.Made, error) {
	missing, err := folder.Missing(s)
	if err != nil {
		return nil, err
	}
	return p.makeVariants(folder, missing, false)
}

// makeVariants shows how far it is.
func (p *program) makeVariants(
	folder *variants.Folder, missing []*variants.Source, quiet bool,
) (*variants.Made, error) {
	bar := p.progress(quiet, "Plaatjes")
	defer bar.clear()
	return folder.Make(context.Background(), missing, func(done int) { bar.update(done, len(missing)) })
}

// withVariants makes the variants that a site's pages need. Where some can't be made or kept, or none may be, the site
// is loaded anew, with those pictures as they are.
func (p *program) withVariants(
	opened *project.Project, loaded *project.Loaded, options project.Options, quiet bool,
) (_ *project.Loaded, found report.List, err error) {
	s := loaded.Edition.Site
	folder, err := variants.Open(p.source, s.Config.Images.Dir)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	missing, err := folder.Missing(s)
	if err != nil || len(missing) == 0 {
		return loaded, nil, err
	}
	made := &variants.Made{}
	if s.Config.Images.Build {
		made, err = p.makeVariants(folder, missing, quiet)
	}
	unwritable := errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
	if unwritable || !s.Config.Images.Build {
		made, err = withoutVariants(s, missing, unwritable), nil
	}
	if err != nil || len(made.Failed) == 0 {
		return loaded, made.Problems, err
	}
	opened.Library.NoVariants = made.Failed
	loaded, err = opened.Load(options)
	return loaded, made.Problems, err
}

// withoutVariants is for pictures that are shown as they are; what is drawn can be drawn at each build.
func withoutVariants(s *site.Site, missing []*variants.Source, unwritable bool) *variants.Made {
	made := &variants.Made{Failed: map[string]bool{}}
	var files []string
	for _, source := range missing {
		if source.File != nil {
			made.Failed[source.Digest] = true
			files = append(files, source.File.Path)
		}
	}
	if len(files) == 0 {
		return made
	}
	of := "een plaatje heeft"
	if len(files) > 1 {
		of = report.Number(len(files)) + " plaatjes hebben"
	}
	p := report.Problem{
		Level: report.Warning, Rule: "plaatje", File: config.File, Pos: s.Config.Position("images.build"),
		Text: of + " nog geen kleinere versies (" + slices.Min(files) + ")",
		Hint: "Maak ze met drukpers images, en zet " + s.Config.Images.Dir + " in git.",
	}
	if unwritable {
		p.Text += ", en in " + s.Config.Images.Dir + " kan niet worden geschreven"
	}
	made.Problems.Add(p)
	return made
}

// backgroundVariants makes variants for a preview, which does not wait for them. A picture that can't be read is tried
// once.
func (p *program) backgroundVariants() func(context.Context, *render.Edition) int {
	failed := map[string]bool{}
	return func(ctx context.Context, e *render.Edition) int {
		if !e.Site.Config.Images.Build {
			return 0
		}
		folder, err := variants.Open(p.source, e.Site.Config.Images.Dir)
		if err != nil {
			return 0
		}
		defer func() { _ = folder.Close() }()
		missing, err := folder.Missing(e.Site)
		missing = slices.DeleteFunc(missing, func(s *variants.Source) bool { return failed[s.Digest] })
		if err != nil || len(missing) == 0 {
			return 0
		}
		made, _ := folder.Make(ctx, missing, func(int) {}) // what is wrong is for a build to tell
		if made == nil {
			return 0
		}
		maps.Copy(failed, made.Failed)
		return made.Files
	}
}
