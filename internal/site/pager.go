package site

import (
	"fmt"

	"drukpers/internal/content"
)

// Pager places one page of a list among the others.
type Pager struct {
	Number, Total int    // Number is the one in the URL, and 1 of the first
	Newer, Older  string // URLs; empty at the ends
	Stable        bool   // numbered from the oldest, so that numbers say nothing to a reader

	list string // URL of the list
}

// URL is that of a page by its number.
func (p *Pager) URL(number int) string {
	if number == 1 {
		return p.list
	}
	return fmt.Sprintf("%spage/%d/", p.list, number)
}

// chunk is one page of a list.
type chunk struct {
	url   string
	list  []*content.Article
	pager *Pager
}

// paginate cuts a list, newest first, into pages of size: the list's own URL, then …/page/2/ and on.
//
// Numbered from the newest, every page changes with every new article. Numbered from the oldest (PaginationStable),
// /page/2/ holds the oldest articles and only fills once: a new article changes the first page alone, which always
// shows the newest and so may repeat some of the page after it. The numbers in use are the same either way.
func paginate(url string, list []*content.Article, size int, stable bool) []chunk {
	total := max(1, (len(list)+size-1)/size)
	chunks := make([]chunk, total)
	number := func(i int) int {
		if stable && i > 0 {
			return total - i + 1
		}
		return i + 1
	}
	for i := range chunks {
		start, end := i*size, min(len(list), (i+1)*size)
		if stable && i > 0 {
			start, end = len(list)-(total-i)*size, len(list)-(total-i-1)*size
		}
		pager := &Pager{Number: number(i), Total: total, Stable: stable, list: url}
		if i > 0 {
			pager.Newer = pager.URL(number(i - 1))
		}
		if i < total-1 {
			pager.Older = pager.URL(number(i + 1))
		}
		chunks[i] = chunk{pager.URL(pager.Number), list[start:end], pager}
	}
	return chunks
}
