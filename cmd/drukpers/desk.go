package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"drukpers/internal/check"
	"drukpers/internal/content"
	"drukpers/internal/edit"
	"drukpers/internal/project"
	"drukpers/internal/report"
	"drukpers/internal/rules"
	"drukpers/internal/site"
)

// desk is a project with all its articles, for the commands of an editor's day.
type desk struct {
	*project.Project
	loaded *project.Loaded
	now    time.Time
}

// openDesk loads the project with drafts and all else that is not on the site. What is wrong with single articles does
// not stand in the way; what leaves no site at all is printed.
func (p *program) openDesk(flags selectionFlags) (*desk, error) {
	opened, err := p.openProject()
	if err != nil {
		return nil, err
	}
	d := &desk{Project: opened}
	if err := d.load(flags); err != nil {
		return nil, errors.Join(err, opened.Close())
	}
	if d.loaded.Edition == nil {
		return nil, errors.Join(p.failed(d.loaded.Problems, ""), opened.Close())
	}
	return d, nil
}

func (d *desk) load(flags selectionFlags) error {
	selection, err := flags.selection(d.Location())
	if err != nil {
		return err
	}
	d.now = selection.Now
	all := site.Selection{Now: d.now, Drafts: true, Future: true, Expired: true}
	d.loaded, err = d.Project.Load(project.Options{Selection: all, SkipBroken: true})
	return err
}

// file is the article that an argument means: a path from the project's folder or from the folder that one is in, with
// or without content/ and .md, the folder of an index.md, an address of the site, or the name of a file alone.
func (p *program) file(d *desk, arg string) (string, error) {
	named := filepath.ToSlash(filepath.Clean(arg))
	tries := []string{named}
	if here, err := relativeTo(p.source, arg); err == nil {
		tries = append(tries, here)
	}
	for _, name := range tries {
		for _, name := range []string{name, name + ".md", path.Join(name, "index.md")} {
			for _, name := range []string{name, path.Join("content", name)} {
				info, err := fs.Stat(d.Files, name)
				if err == nil && info.Mode().IsRegular() && strings.HasPrefix(name, "content/") {
					return name, nil
				}
			}
		}
	}
	if page := d.page(arg); page != nil && page.Article != nil {
		return page.Article.Path, nil
	}
	var alone []string
	byName := map[string]string{}
	stem := func(name string) string { return strings.TrimSuffix(path.Base(name), path.Ext(name)) }
	for _, a := range d.loaded.Articles() {
		byName[stem(a.Path)] = a.Path
		if path.Base(a.Path) == named || stem(a.Path) == named {
			alone = append(alone, a.Path)
		}
	}
	switch {
	case len(alone) == 1:
		return alone[0], nil
	case len(alone) > 1:
		return "", &usageError{fmt.Sprintf("“%s” is er %d keer\nKies: %s.", arg, len(alone), strings.Join(alone, ", "))}
	}
	hint := "Noem een bestand als content/nieuws/artikel.md, of een adres van de site."
	if near := report.Nearest(stem(named), slices.Sorted(maps.Keys(byName))); near != "" {
		hint = fmt.Sprintf("Bedoelde je “%s”?", byName[near])
	}
	return "", &usageError{fmt.Sprintf("het artikel “%s” bestaat niet\n%s", arg, hint)}
}

// relativeTo is a path of the machine as one below a folder.
func relativeTo(folder, name string) (string, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	if name, err = filepath.Abs(name); err != nil {
		return "", err
	}
	inside, err := filepath.Rel(folder, name)
	return filepath.ToSlash(inside), err
}

// page is the page of an address: a path of the site, percent-encoded or not, or a whole address.
func (d *desk) page(address string) *site.Page {
	s := d.loaded.Edition.Site
	below := strings.TrimPrefix(address, s.Config.BaseURL)
	if below != address {
		below = "/" + below
	}
	below, _, _ = strings.Cut(below, "#")
	if plain, err := url.PathUnescape(below); err == nil {
		below = plain
	}
	if !strings.HasPrefix(below, "/") {
		return nil
	}
	return cmp.Or(s.Page(below), s.Page(below+"/"))
}

// problems are all that is known of an article: what its file says, its text, and its page.
func (d *desk) problems(loaded *project.Loaded, files fs.FS, name string) (report.List, error) {
	var found report.List
	for _, p := range loaded.Problems {
		if p.File == name {
			found = append(found, p)
		}
	}
	a := loaded.Article(name)
	if a == nil {
		return found, nil
	}
	found = append(found, a.Body().Problems...)
	if page := loaded.Edition.Site.Page(a.URL); page != nil && page.Article == a {
		more, err := check.Page(loaded.Edition, files, page)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
		found = append(found, rules.Article(loaded.Edition.Site, files, a)...)
	}
	found.Sort()
	found.FillSources(files)
	return found, nil
}

// trial is the project as it would be with other files.
type trial struct {
	*project.Loaded
	files fs.FS
	worse report.List // errors that there would be and are not there now
}

// try loads the project as it would be with other files, for a selection of its articles.
func (d *desk) try(files map[string][]byte, selection site.Selection) (*trial, error) {
	options := project.Options{Selection: selection, SkipBroken: true}
	now, err := d.Project.Load(options)
	if err != nil {
		return nil, err
	}
	before := d.Files
	defer func() { d.Files = before }()
	d.Files = edit.Overlay{FS: before, Files: files}
	t := &trial{files: d.Files}
	if t.Loaded, err = d.Project.Load(options); err != nil {
		return nil, err
	}
	for _, p := range t.Problems.At(report.Error) {
		if !slices.ContainsFunc(now.Problems, func(q report.Problem) bool {
			return p.File == q.File && p.Rule == q.Rule && p.Text == q.Text
		}) {
			t.worse = append(t.worse, p)
		}
	}
	return t, nil
}

// moment is a time as editors read it.
func (d *desk) moment(t time.Time) string {
	return d.loaded.Edition.Theme.Language.Moment(t, d.Location()).Text
}

// passedOver says that articles with errors were left as they are.
func (p *program) passedOver(d *desk) {
	if broken, _ := d.loaded.BrokenArticles(); broken > 0 {
		fmt.Fprintf(p.stderr, "Overgeslagen: %s; zie drukpers check.\n",
			plural(broken, "artikel met een fout", "artikelen met een fout"))
	}
}

// folder is the project's folder, to write in.
func (p *program) folder() (*os.Root, error) { return os.OpenRoot(p.source) }

// statusNames name the status of an article.
var statusNames = map[site.Status]string{
	site.Draft: "concept", site.Scheduled: "gepland", site.Expired: "verlopen", site.Published: "gepubliceerd",
}

// completeFiles has a shell complete articles: those that keep accepts.
func (p *program) completeFiles(keep func(d *desk, a *content.Article) bool) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return p.complete(func(d *desk) (names []string) {
			for _, a := range d.loaded.Articles() {
				if keep(d, a) {
					names = append(names, a.Path+"\t"+a.Title)
				}
			}
			return names
		})
	}
}

// complete offers what a project has; nothing where it can't be read.
func (p *program) complete(offer func(d *desk) []string) ([]string, cobra.ShellCompDirective) {
	quiet := *p
	quiet.stdout, quiet.stderr = nowhere{}, nowhere{}
	d, err := quiet.openDesk(selectionFlags{})
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	defer func() { _ = d.Close() }()
	names := offer(d)
	slices.Sort(names)
	return slices.Compact(names), cobra.ShellCompDirectiveNoFileComp
}

// nowhere takes what nobody reads.
type nowhere struct{}

func (nowhere) Write(p []byte) (int, error) { return len(p), nil }

// wantArguments refuses any other number of arguments than from least to most; what is the text for too few.
func wantArguments(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > most {
			return unexpected(cmd, args[most])
		}
		if len(args) < least {
			return &usageError{fmt.Sprintf("achter %s hoort %s\n%s", cmd.Name(), what, tryHelp(cmd))}
		}
		return nil
	}
}
