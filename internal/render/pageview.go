package render

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/site"
)

const (
	relatedCount = 4
	// wordsPerMinute is how fast people read Dutch prose on a screen, near enough.
	wordsPerMinute = 220
	// descriptionLength is about what search engines show, in characters.
	descriptionLength = 160
)

func (e *Edition) fillNotFound(_ *site.Page, v *View) error {
	v.Title = e.Theme.Language.Text("not_found")
	return nil
}

func (e *Edition) fillTerms(p *site.Page, v *View) error {
	v.Breadcrumbs = e.breadcrumbs(p, v.Title)
	v.Taxonomy, v.Count = p.Taxonomy.Key, len(p.Taxonomy.Terms)
	v.Description = cmp.Or(p.Description, e.Theme.Language.Text("terms_description", p.Title, e.Site.Config.Title))
	v.Intro = e.intro(p)
	for _, term := range p.Taxonomy.Terms {
		v.Terms = append(v.Terms, TermView{
			Name: term.Name, Initial: initial(term.Name), URL: e.Site.Config.Href(term.URL),
			Count: len(term.Articles),
		})
	}
	slices.SortStableFunc(v.Terms, func(a, b TermView) int {
		return cmp.Or(cmp.Compare(a.Initial, b.Initial), cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)))
	})
	return nil
}

// initial is the letter that a term stands under: without its accent, and # for what starts with no letter.
func initial(name string) string {
	r, _ := utf8.DecodeRuneInString(norm.NFD.String(strings.ToUpper(name)))
	if unicode.IsLetter(r) {
		return string(r)
	}
	return "#"
}

func (e *Edition) fillArchive(p *site.Page, v *View) error {
	v.Title = cmp.Or(p.Title, e.Theme.Language.Text("archive"))
	v.Breadcrumbs = e.breadcrumbs(p, v.Title)
	v.Description = cmp.Or(p.Description, e.Theme.Language.Text("archive_description", e.Site.Config.Title))
	v.Intro = e.intro(p)
	for _, m := range e.Site.Months {
		if n := len(v.Years); n == 0 || v.Years[n-1].Year != m.Year {
			v.Years = append(v.Years, YearView{Year: m.Year})
		}
		year := &v.Years[len(v.Years)-1]
		year.Months = append(year.Months, MonthView{
			Name: e.monthName(m), URL: e.Site.Config.Href(m.URL),
			Count: len(m.Articles),
		})
		v.Count += len(m.Articles)
	}
	return nil
}

func (e *Edition) monthName(m *site.Month) string {
	return fmt.Sprintf("%s %d", e.Theme.Language.Months[m.Month-1], m.Year)
}

func (e *Edition) fillMonth(p *site.Page, v *View) error {
	v.Title = e.Theme.Language.Text("archive_of", e.monthName(p.Month))
	v.Breadcrumbs = e.breadcrumbs(p, v.Title, Link{
		Name: e.Theme.Language.Text("archive"),
		URL:  e.Site.Config.Href(site.ArchiveURL),
	})
	v.Description = e.Theme.Language.Text("archive_of_description", e.Site.Config.Title, e.monthName(p.Month))
	v.Count = len(p.Month.Articles)
	for _, a := range p.List {
		day := e.moment(a.Date).Day
		if n := len(v.Days); n == 0 || v.Days[n-1].Day != day {
			v.Days = append(v.Days, DayView{Day: day})
		}
		d := &v.Days[len(v.Days)-1]
		d.Links = append(d.Links, *e.link(a))
	}
	return nil
}

// breadcrumbs lead from the home page over the page's parents to the page, which comes last.
func (e *Edition) breadcrumbs(p *site.Page, title string, parents ...Link) []Link {
	c := e.Site.Config
	crumbs := append([]Link{{Name: e.Theme.Language.Text("home"), URL: c.Href("/")}}, parents...)
	return append(crumbs, Link{Name: title, URL: c.Href(p.URL), Current: true})
}

// shorten cuts a text at a word, to at most length characters.
func shorten(text string, length int) string {
	if len(text) <= length || utf8.RuneCountInString(text) <= length {
		return text
	}
	end := 0
	for range length - 1 {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	cut := text[:end]
	if i := strings.LastIndexByte(cut, ' '); i > length/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–-.") + "…"
}

// params gives a page's own parameters, never nil.
func params(m map[string]any) map[string]any {
	if m == nil {
		return map[string]any{}
	}
	return maps.Clone(m)
}
