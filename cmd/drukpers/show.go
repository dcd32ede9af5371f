package main

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"drukpers/internal/content"
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

// shown is what --format json says of a page.
type shown struct {
	URL        string        `json:"url"`
	Kind       string        `json:"kind"`
	Title      string        `json:"title"`
	Source     string        `json:"source"`
	Template   string        `json:"template,omitempty"`
	RedirectTo string        `json:"redirectTo,omitempty"`
	Status     string        `json:"status,omitempty"` // of an article
	Terms      []shownTerm   `json:"terms,omitempty"`
	Lists      []shownList   `json:"lists,omitempty"` // that the article is in
	Feeds      []string      `json:"feeds,omitempty"`
	Related    []shownReason `json:"related,omitempty"`
	Articles   int           `json:"articles,omitempty"` // on the page of a list
	Page       int           `json:"page,omitempty"`     // of a list: as Page and Of of shownList
	Of         int           `json:"of,omitempty"`
	Bytes      int           `json:"bytes"`      // of its HTML
	LinkedFrom []string      `json:"linkedFrom"` // files of articles
}

type shownTerm struct {
	Taxonomy string `json:"taxonomy"`
	Name     string `json:"name"`
	URL      string `json:"url,omitempty"` // empty where it has no page
	Articles int    `json:"articles"`
}

type shownList struct {
	URL  string `json:"url"`
	Page int    `json:"page"` // its number in the URL, 1 of the first
	Of   int    `json:"of"`
}

type shownReason struct {
	URL   string   `json:"url"`
	Title string   `json:"title"`
	Score float64  `json:"score"`
	Terms []string `json:"terms"`
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

// describe says all of a page, as readers have it; of one that is not on the site as it would be with all others that
// are not, and then it is in no list.
func (d *desk) describe(page *site.Page) (shown, error) {
	e := d.loaded.Edition
	readers := d.loaded.Select(site.Selection{Now: d.now})
	if known := readers.Site.Page(page.URL); known != nil && known.Article == page.Article {
		e, page = readers, known
	}
	data, err := e.Renderer().Render(page)
	if err != nil {
		return shown{}, err
	}
	result := shown{
		URL: page.URL, Kind: page.Kind.String(), Title: page.Title, Source: render.Source(page), Template: e.Template(page),
		RedirectTo: page.RedirectTo, Articles: len(page.List), Bytes: len(data), LinkedFrom: d.linkedFrom(page.URL),
	}
	if page.Pager != nil {
		result.Page, result.Of = page.Pager.Number, page.Pager.Total
	}
	if page.Kind != site.Article && page.Kind != site.Standing {
		return result, nil
	}
	a := page.Article
	result.Status = statusNames[site.StatusOf(a, d.now)]
	for _, t := range e.Site.Taxonomies {
		for _, term := range e.Site.TermsOf(a, t.Key) {
			found := shownTerm{Taxonomy: t.Key, Name: term.Name, Articles: len(term.Articles)}
			if term.HasPage {
				found.URL = term.URL
			}
			result.Terms = append(result.Terms, found)
		}
	}
	for _, reason := range e.Related(a) {
		r := shownReason{URL: reason.Article.URL, Title: reason.Article.Title, Score: round(reason.Score)}
		for i, term := range reason.Terms {
			r.Terms = append(r.Terms, fmt.Sprintf("%s (%s)", term.Name, decimal(reason.Weights[i])))
		}
		result.Related = append(result.Related, r)
	}
	for _, list := range readers.Site.Order {
		if !slices.Contains(list.List, a) {
			continue
		}
		switch {
		case list.Kind == site.Feed || list.Kind == site.JSONFeed:
			result.Feeds = append(result.Feeds, list.URL)
		case render.IsHTML(list):
			l := shownList{URL: list.URL, Page: 1, Of: 1}
			if list.Pager != nil {
				l.Page, l.Of = list.Pager.Number, list.Pager.Total
			}
			result.Lists = append(result.Lists, l)
		}
	}
	return result, nil
}

// linkedFrom are the articles whose text leads to a page.
func (d *desk) linkedFrom(url string) []string {
	config := d.loaded.Edition.Site.Config
	from := []string{}
	for _, a := range d.loaded.Articles() {
		html := a.Body().HTML
		leads := slices.ContainsFunc(a.Links, func(l content.Link) bool { return l.URL == url })
		for _, href := range []string{config.Href(url), config.Absolute(url)} {
			for _, end := range []string{`"`, "#", "?"} {
				leads = leads || strings.Contains(html, `href="`+href+end)
			}
		}
		if leads && a.URL != url {
			from = append(from, a.Path)
		}
	}
	return from
}

func round(x float64) float64 { return math.Round(x*100) / 100 }

func decimal(x float64) string { return strings.Replace(fmt.Sprintf("%.2f", x), ".", ",", 1) }

// kindNames are what people call the kinds of pages that have another name in templates.
var kindNames = map[site.Kind]string{
	site.Home: "voorpagina", site.SectionList: "sectie", site.Article: "artikel", site.Standing: "losse pagina",
	site.TaxonomyIndex: "alle termen", site.TermList: "term", site.Archive: "archief", site.MonthList: "maand",
	site.NotFound: "niet gevonden", site.Alias: "doorverwijzing", site.Static: "bestand", site.Search: "zoekgegevens",
	site.SearchIndex: "zoekgegevens", site.Redirects: "doorverwijzingen", site.Headers: "headers",
}

// kindName is what people call the kind of a page.
func kindName(name string) string {
	for kind, dutch := range kindNames {
		if kind.String() == name {
			return dutch
		}
	}
	return name
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
