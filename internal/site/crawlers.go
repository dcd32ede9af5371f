package site

import (
	"fmt"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/search"
)

const (
	// MaxSitemapURLs is the limit of a sitemap (sitemaps.org protocol).
	MaxSitemapURLs = 50_000
	// Google's limits of a news sitemap: articles of the last two days, at most 1,000.
	newsPeriod = 48 * time.Hour
	newsLimit  = 1000
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

// search lays out the files of the search index. Which there are follows from the number of articles.
func (b *builder) search() {
	if !b.site.Config.Search.Enabled {
		return
	}
	from := origin{file: config.File, what: "de zoekgegevens"}
	for _, name := range search.LayoutOf(len(b.site.Articles)).Files() {
		kind := SearchData
		if name == search.Directory {
			kind = SearchDirectory
		}
		b.add(&Page{URL: SearchURL + name, Kind: kind}, from)
	}
}
