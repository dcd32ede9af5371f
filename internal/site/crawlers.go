package site

import (
	"fmt"
	"slices"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/content"
)

const (
	// MaxSitemapURLs is the limit of a sitemap (sitemaps.org protocol).
	MaxSitemapURLs = 50_000
	// Google's limits of a news sitemap: articles of the last two days, at most 1,000.
	newsPeriod = 48 * time.Hour
	newsLimit  = 1000
	// shardBudget keeps every file of search data below 1 MiB, by an upper bound of what an entry takes.
	shardBudget = 1 << 20
)

// ownFiles are the site's static files, apart from those that make or replace a page of the program's.
type ownFiles struct {
	rest               []*content.File
	robots, notFound   bool
	redirects, headers *content.File
}

func (b *builder) static(files []content.File) ownFiles {
	var own ownFiles
	for i := range files {
		f := &files[i]
		switch f.URL {
		case "/_redirects":
			own.redirects = f
			continue
		case "/_headers":
			own.headers = f
			continue
		case "/robots.txt":
			own.robots = true
		case "/404.html":
			own.notFound = true
		}
		own.rest = append(own.rest, f)
	}
	return own
}

// ownOrigin is of pages that no file of the owner's stands for.
var ownOrigin = origin{file: config.File, what: "drukpers zelf"}

// crawlers lays out what crawlers and the host read. The sitemap it returns is filled when all other pages are there.
func (b *builder) crawlers(own ownFiles) (sitemap *Page) {
	if !own.notFound {
		b.add(&Page{URL: "/404.html", Kind: NotFound}, ownOrigin)
	}
	if !own.robots {
		b.add(&Page{URL: "/robots.txt", Kind: Robots}, ownOrigin)
	}
	b.add(&Page{URL: "/_redirects", Kind: Redirects, File: own.redirects}, ownOrigin)
	b.add(&Page{URL: "/_headers", Kind: Headers, File: own.headers}, ownOrigin)
	b.add(&Page{URL: "/sitemap-news.xml", Kind: NewsSitemap, List: b.site.News}, ownOrigin)
	sitemap = &Page{URL: "/sitemap.xml", Kind: Sitemap}
	b.add(sitemap, ownOrigin)
	return sitemap
}

// sitemaps lays out the parts of a sitemap that has more pages than one file may hold, and returns all that are to be
// filled.
func (b *builder) sitemaps(sitemap *Page) []*Page {
	count := 0
	for _, p := range b.site.Order {
		if inSitemap(p) {
			count++
		}
	}
	if count <= MaxSitemapURLs {
		return []*Page{sitemap}
	}
	sitemap.Kind = SitemapIndex
	for first := 0; first < count; first += MaxSitemapURLs {
		part := &Page{URL: fmt.Sprintf("/sitemap-%d.xml", len(sitemap.Entries)+1), Kind: Sitemap}
		sitemap.Entries = append(sitemap.Entries, part)
		b.add(part, ownOrigin)
	}
	return sitemap.Entries
}

// fillSitemaps lists the pages in their order.
func (b *builder) fillSitemaps(parts []*Page) {
	part := parts[0]
	for _, p := range b.site.Order {
		if !inSitemap(p) {
			continue
		}
		if len(part.Entries) == MaxSitemapURLs {
			parts = parts[1:]
			part = parts[0]
		}
		part.Entries = append(part.Entries, p)
	}
}

// search lays out the search data, from the oldest article on, so that a new one changes the last shard only.
func (b *builder) search() {
	if !b.site.Config.Search.Enabled {
		return
	}
	from := origin{file: config.File, what: "de zoekgegevens"}
	b.site.shards = b.site.searchShards()
	rest := b.site.Articles
	for i, n := range b.site.shards {
		list := slices.Clone(rest[len(rest)-n:])
		slices.Reverse(list)
		rest = rest[:len(rest)-n]
		b.add(&Page{URL: SearchShardURL(i + 1), Kind: Search, List: list}, from)
	}
	b.add(&Page{URL: SearchIndexURL, Kind: SearchIndex}, from)
}

// searchShards gives the number of articles in each file of search data.
func (s *Site) searchShards() []int {
	if !s.Config.Search.Enabled {
		return nil
	}
	var shards []int
	size := 0
	for i, a := range slices.Backward(s.Articles) {
		entry := s.searchEntryBound(i, a)
		if len(shards) == 0 || size+entry > shardBudget {
			shards, size = append(shards, 0), 0
		}
		shards[len(shards)-1]++
		size += entry
	}
	return shards
}

// SearchShardURL is the address of the n-th file of search data, from 1.
func SearchShardURL(n int) string { return fmt.Sprintf("%s%d.json", searchDataURL, n) }

// SearchSummary is the longest summary of search data, in characters.
const SearchSummary = 160

// searchEntryBound is the most that the entry of article i takes: every character of JSON text at most six bytes for
// one, or six for one of the summary's.
func (s *Site) searchEntryBound(i int, a *content.Article) int {
	n := 256 + 6*len(a.Heading) + len(s.Config.BasePath) + 3*len(a.URL) + 6*SearchSummary
	for _, t := range s.Taxonomies {
		for _, term := range t.mentions.of(i) {
			n += 6*len(term.Name) + len(`"",`)
		}
	}
	return n
}
