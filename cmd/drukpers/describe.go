package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"drukpers/internal/content"
	"drukpers/internal/render"
	"drukpers/internal/site"
)

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
	site.NotFound: "niet gevonden", site.Alias: "doorverwijzing", site.Static: "bestand", site.SearchData: "zoekgegevens",
	site.SearchDirectory: "zoekgegevens", site.Redirects: "doorverwijzingen", site.Headers: "headers",
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
