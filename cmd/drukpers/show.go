package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

type showFlags struct {
	selectionFlags
	routes bool
}

func (p *program) showCommand() *cobra.Command {
	var f showFlags
	cmd := &cobra.Command{
		Use:        "show ADRES|BESTAND [opties]",
		SuggestFor: []string{"info", "inspect", "laat-zien", "route", "routes"},
		Short:      "vertel alles van één pagina: waar ze vandaan komt en waar ze staat",
		Long: `show vertelt van een pagina uit welk bestand en welk sjabloon ze komt, welke
trefwoorden ze heeft, in welke lijsten en feeds ze staat, wat ernaast te lezen is
en waarom, wat ernaar verwijst, hoe groot ze is en wat eraan mankeert. Met --routes
noemt het alle adressen van de site.`,
		Example: "  drukpers show /nieuws/2026-03-01-notulen/\n  drukpers show content/nieuws/2026-03-01-notulen.md\n" +
			"  drukpers show --routes",
		Args: func(cmd *cobra.Command, args []string) error {
			if f.routes {
				return wantArguments(0, 0, "")(cmd, args)
			}
			return wantArguments(1, 1, "een adres of een bestand")(cmd, args)
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return p.complete(func(d *desk) (names []string) {
				for _, page := range d.loaded.Edition.Site.Order {
					if render.IsHTML(page) && strings.HasPrefix(page.URL, toComplete) {
						names = append(names, page.URL)
					}
				}
				for _, a := range d.loaded.Articles() {
					if strings.HasPrefix(a.Path, toComplete) {
						names = append(names, a.Path)
					}
				}
				return names
			})
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if f.routes {
				return p.routes(f.selectionFlags)
			}
			return p.show(f.selectionFlags, args[0])
		},
	}
	cmd.Flags().BoolVar(&f.routes, "routes", false, "noem alle adressen van de site, met waar ze vandaan komen")
	f.addNow(cmd)
	return cmd
}

func (p *program) show(f selectionFlags, arg string) (err error) {
	d, err := p.openDesk(f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	page := d.page(arg)
	if page == nil {
		name, err := p.file(d, arg)
		if strings.HasPrefix(arg, "/") && err != nil {
			hint := cmp.Or(report.Suggest(arg, addresses(d.loaded.Edition.Site)),
				"Noem een adres van de site of een bestand van een artikel.")
			return &usageError{fmt.Sprintf("de site heeft geen pagina %s\n%s", arg, hint)}
		} else if err != nil {
			return err
		}
		a := d.loaded.Article(name)
		if a == nil {
			problems, err := d.problems(d.loaded, d.Files, name)
			if err != nil {
				return err
			}
			return p.failed(problems, "")
		}
		if page = d.loaded.Edition.Site.Page(a.URL); page == nil {
			return &usageError{fmt.Sprintf("%s heeft geen pagina\nZie drukpers check.", name)}
		}
	}
	result, err := d.describe(page)
	if err != nil {
		return err
	}
	var problems report.List
	if result.Status != "" {
		if problems, err = d.problems(d.loaded, d.Files, result.Source); err != nil {
			return err
		}
	}
	if p.format == "json" {
		return p.printJSON(problems, result)
	}
	p.printShown(result)
	if len(problems) > 0 {
		fmt.Fprintln(p.stdout)
		return report.Text(p.stdout, problems, p.style(p.stdout))
	}
	return nil
}

// addresses are those of all pages.
func addresses(s *site.Site) []string {
	var all []string
	for _, page := range s.Order {
		all = append(all, page.URL)
	}
	return all
}

func (p *program) printShown(r shown) {
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	row := func(name string, values ...string) {
		for i, value := range values {
			if i > 0 {
				name = ""
			}
			_, _ = fmt.Fprintf(w, "%s\t%s\n", name, report.Printable(value))
		}
	}
	row("adres", r.URL)
	row("soort", kindName(r.Kind))
	if r.Title != "" {
		row("titel", r.Title)
	}
	row("bron", r.Source)
	if r.Template != "" {
		row("sjabloon", r.Template)
	}
	if r.RedirectTo != "" {
		row("leidt naar", r.RedirectTo)
	}
	if r.Status != "" {
		row("status", r.Status)
	}
	for i, t := range r.Terms {
		name := t.Taxonomy
		if i > 0 && r.Terms[i-1].Taxonomy == name {
			name = ""
		}
		count := plural(t.Articles, "artikel", "artikelen")
		row(name, strings.TrimSuffix(fmt.Sprintf("%s (%s) %s", t.Name, count, t.URL), " "))
	}
	var lists, related []string
	for _, l := range r.Lists {
		lists = append(lists, fmt.Sprintf("%s (pagina %d van %d)", l.URL, l.Page, l.Of))
	}
	for _, reason := range r.Related {
		terms := strings.Join(reason.Terms, ", ")
		related = append(related, fmt.Sprintf("%s  %s: %s", decimal(reason.Score), reason.URL, terms))
	}
	row("lijsten", lists...)
	row("feeds", r.Feeds...)
	row("lees ook", related...)
	if r.Articles > 0 {
		row("artikelen", report.Number(r.Articles))
	}
	if r.Of > 0 {
		row("pagina", fmt.Sprintf("%d van %d", r.Page, r.Of))
	}
	row("grootte", report.Number(r.Bytes)+" bytes")
	row("gelinkt door", r.LinkedFrom...)
	_ = w.Flush()
}

// route is a line of show --routes.
type route struct {
	URL      string `json:"url"`
	Kind     string `json:"kind"`
	Source   string `json:"source"`
	Template string `json:"template,omitempty"`
	To       string `json:"to,omitempty"` // of a redirect
}

// routes prints what a reader can ask for.
func (p *program) routes(f selectionFlags) (err error) {
	d, err := p.openDesk(f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	e := d.loaded.Select(site.Selection{Now: d.now})
	all := []route{}
	for _, page := range e.Site.Order {
		all = append(all, route{page.URL, page.Kind.String(), render.Source(page), e.Template(page), page.RedirectTo})
	}
	if p.format == "json" {
		return p.printJSON(nil, all)
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, r := range all {
		from := r.Source
		if r.To != "" {
			from = "→ " + r.To
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", report.Printable(r.URL), kindName(r.Kind), report.Printable(from))
	}
	return w.Flush()
}
