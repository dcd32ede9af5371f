package render

import (
	"slices"
	"strconv"

	"drukpers/internal/site"
)

func (e *Edition) pager(page *site.Page) *PagerView {
	p, c := page.Pager, e.Site.Config
	v := &PagerView{First: c.Href(p.URL(1))}
	if !p.Stable {
		v.Number, v.Total = p.Number, p.Total
	}
	if p.Newer != "" {
		v.Newer = c.Href(p.Newer)
	}
	if p.Older != "" {
		v.Older = c.Href(p.Older)
	}
	if n := len(page.List); n > 0 {
		v.From, v.Until = e.moment(page.List[n-1].Date), e.moment(page.List[0].Date)
	}
	last := 0
	for _, number := range pageNumbers(p) {
		if !p.Stable && number > last+1 {
			v.Pages = append(v.Pages, Link{})
		}
		last = number
		v.Pages = append(v.Pages, Link{Name: e.pageName(p, number), URL: c.Href(p.URL(number)), Current: number == p.Number})
	}
	return v
}

// pageName is what a reader knows a page of a list by: its number or, where that counts from the oldest article, the
// day of its newest.
func (e *Edition) pageName(p *site.Pager, number int) string {
	if !p.Stable {
		return strconv.Itoa(number)
	}
	if number == 1 {
		return e.Theme.Language.Text("newest")
	}
	page := e.Site.Page(p.URL(number))
	if page == nil || len(page.List) == 0 || page.List[0].Date.IsZero() {
		return strconv.Itoa(number)
	}
	return e.moment(page.List[0].Date).Day
}

// spread is how many pages the first one leads to where pages are known by their day.
const spread = 10

// pageNumbers are the pages that one leads to, newest first: the first and the last, those beside it and, so that the
// middle of a long list is near, some between. Where pages are numbered from the oldest, so that a new article leaves
// them as they are, no page but the first and the one after it follows from the length of the list.
func pageNumbers(p *site.Pager) []int {
	n, total := p.Number, p.Total
	var wanted []int // beside the first
	switch {
	case !p.Stable:
		wanted = append(wanted, (1+n)/2, n-1, n, n+1, (n+total)/2, total)
		slices.Sort(wanted)
	case n == 1:
		for i := range spread {
			wanted = append(wanted, total-i*(total-2)/(spread-1))
		}
	default:
		wanted = append(wanted, n+1, n, n-1, n-spread, (n+2)/2, 2)
		slices.SortFunc(wanted, func(a, b int) int { return b - a })
	}
	wanted = slices.DeleteFunc(wanted, func(number int) bool { return number < 2 || number > total })
	return append([]int{1}, slices.Compact(wanted)...)
}
