package site

import (
	"cmp"
	"fmt"
	"strings"

	"drukpers/internal/config"
	"drukpers/internal/content"
)

// list lays out all pages of a list and its feeds.
func (b *builder) list(first Page, articles []*content.Article, feeds []Kind, from origin) {
	size, stable := b.site.Config.PageSize, b.site.Config.Pagination == config.PaginationStable
	if len(feeds) > 0 {
		first.FeedURL = first.URL + kinds[feeds[0]].file
	}
	var root *Page
	for i, c := range paginate(first.URL, articles, size, stable) {
		p := first
		p.URL, p.List, p.Pager = c.url, c.list, c.pager
		if first.DoubleOf != "" {
			p.DoubleOf = first.DoubleOf + strings.TrimPrefix(c.url, first.URL)
		}
		if added := b.add(&p, from); i == 0 {
			if !added {
				return // that is told; its other pages would be told too
			}
			root = &p
		}
	}
	limit := b.site.Config.Feeds.Limit
	if first.Term != nil {
		limit = b.site.Config.Feeds.TermLimit
	}
	for _, kind := range feeds {
		url := first.URL + kinds[kind].file
		b.add(&Page{
			URL: url, Kind: kind, Title: first.Title, Description: first.Description, Section: first.Section, Term: first.Term,
			List: articles[:min(len(articles), limit)], FeedURL: url, Of: root,
		}, from)
	}
}

// The feeds of the home page and of sections, and those of terms. The first is that which pages name as theirs.
var (
	sectionFeeds = []Kind{Feed, JSONFeed}
	termFeeds    = []Kind{Feed}
)

func (b *builder) home() {
	c := b.site.Config
	page := Page{URL: "/", Kind: Home, Title: c.Title, Description: c.Description, Article: b.site.Index}
	from := origin{file: config.File, what: "de voorpagina"}
	if index := b.site.Index; index != nil {
		page.Description = cmp.Or(description(index), page.Description)
		from = origin{file: index.Path}
	}
	b.list(page, b.site.Articles, sectionFeeds, from)
}

func (b *builder) section(sec *Section) {
	from := origin{file: config.File, what: fmt.Sprintf("de sectie %s", sec.Name)}
	if sec.Index != nil {
		from = origin{article: sec.Index}
	} else if len(sec.Articles) > 0 {
		from.file = b.site.Articles[sec.Articles[0]].Path
	}
	page := Page{
		URL: sec.URL, Kind: SectionList, Title: sec.Title, Description: sec.Description, Article: sec.Index, Section: sec,
	}
	var feeds []Kind
	if len(sec.Articles) > 0 {
		feeds = sectionFeeds
	}
	b.list(page, b.site.At(sec.Articles), feeds, from)
}

func (b *builder) taxonomy(t *Taxonomy) {
	from := origin{file: config.File, what: fmt.Sprintf("de lijst van %s", t.Key)}
	page := &Page{
		URL: t.URL, Kind: TaxonomyIndex, Title: t.Title, Description: description(t.Index), Article: t.Index, Taxonomy: t,
		FeedURL: t.URL + "index.xml",
	}
	b.add(page, from)
	b.add(&Page{URL: page.FeedURL, Kind: Feed, Title: t.Title, Taxonomy: t, FeedURL: page.FeedURL, Of: page}, from)
}

func (b *builder) termList(term *Term) {
	first := b.site.Articles[term.Articles[0]]
	from := origin{
		article: first, key: term.Taxonomy.Key, item: -1,
		what: "de term “" + term.Name + "” van " + term.Taxonomy.Key,
	}
	var feeds []Kind
	if term.Taxonomy.Config.Feed {
		feeds = termFeeds
	}
	page := Page{
		URL: term.URL, Kind: TermList, Title: term.Name, Description: description(term.Index), Article: term.Index,
		Taxonomy: term.Taxonomy, Term: term,
	}
	if sec := b.double(term); sec != nil {
		page.Section, page.DoubleOf = sec, sec.URL
	}
	if term.Index != nil {
		page.Title = cmp.Or(term.Index.Heading, page.Title)
	}
	b.list(page, b.site.At(term.Articles), feeds, from)
}

// description is what an _index.md says of its list to search engines; there may be none.
func description(index *content.Article) string {
	if index == nil {
		return ""
	}
	return cmp.Or(index.Description, index.Summary)
}

// archive lays out a page per month, and one that lists the months.
func (b *builder) archive() {
	from := origin{file: config.File, what: "het archief"}
	if len(b.site.Months) == 0 {
		return
	}
	index := b.site.ArchiveIndex
	page := &Page{
		URL: ArchiveURL, Kind: Archive, Description: description(index), Article: index, Month: b.site.Months[0],
	}
	if index != nil {
		page.Title = index.Heading
	}
	b.add(page, from)
	for _, m := range b.site.Months {
		stable := b.site.Config.Pagination == config.PaginationStable
		for _, c := range paginate(m.URL, b.site.At(m.Articles), monthFactor*b.site.Config.PageSize, stable) {
			b.add(&Page{URL: c.url, Kind: MonthList, List: c.list, Month: m, Pager: c.pager}, from)
		}
	}
}
