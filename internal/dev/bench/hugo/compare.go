package main

import (
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"
)

// compare tells how the site of Hugo differs from that of drukpers: pages, their titles, what lists link to, feeds,
// sitemaps and search data. Articles may have other neighbours, since each program has its own idea of what is related,
// but about as many.
func compare(drukpers, hugo *outline) []string {
	var differ []string
	differ = append(differ, onlyIn("page", drukpers.pages, hugo.pages)...)
	differ = append(differ, onlyIn("feed or sitemap", drukpers.feeds, hugo.feeds)...)
	own, other := 0, 0
	for _, url := range slices.Sorted(maps.Keys(drukpers.pages)) {
		a := drukpers.pages[url]
		b, both := hugo.pages[url]
		if !both {
			continue
		}
		if plain(a.title) != plain(b.title) || plain(a.heading) != plain(b.heading) {
			differ = append(differ, fmt.Sprintf("%s: drukpers has title %q and heading %q, Hugo %q and %q", url, a.title,
				a.heading, b.title, b.heading))
		}
		if articleURL.MatchString(url) {
			own, other = own+a.articles(), other+b.articles()
		} else if a.articles() != b.articles() || len(onlyIn("", a.links, b.links)) > 0 {
			differ = append(differ, fmt.Sprintf("%s: drukpers links to %d articles, Hugo to %d, or to others: %s", url,
				a.articles(), b.articles(), strings.Join(onlyIn("", a.links, b.links), ", ")))
		}
	}
	for _, url := range slices.Sorted(maps.Keys(drukpers.feeds)) {
		a := drukpers.feeds[url]
		if b, both := hugo.feeds[url]; both && a != b {
			differ = append(differ, fmt.Sprintf("%s: drukpers has %d entries, %d in full, Hugo %d and %d", url, a.entries,
				a.texts, b.entries, b.texts))
		}
	}
	if drukpers.found != hugo.found {
		differ = append(differ, fmt.Sprintf("search data: drukpers has %d articles, Hugo %d", drukpers.found, hugo.found))
	}
	if own*10 > other*11 || other*10 > own*11 {
		differ = append(differ, fmt.Sprintf("article pages: drukpers has %d links to other articles, Hugo %d", own, other))
	}
	return differ
}

// onlyIn names what one of two sets lacks.
func onlyIn[V any](what string, drukpers, hugo map[string]V) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(drukpers)) {
		if _, both := hugo[name]; !both {
			names = append(names, strings.TrimSpace(fmt.Sprintf("%s only of drukpers: %s", what, name)))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(hugo)) {
		if _, both := drukpers[name]; !both {
			names = append(names, strings.TrimSpace(fmt.Sprintf("%s only of Hugo: %s", what, name)))
		}
	}
	return names
}

var spellings = strings.NewReplacer("'", "", "‘", "", "’", "", `"`, "", "“", "", "”", "", "„", "", "-", " ")

// plain leaves out what the programs choose by themselves: the shape of quotes, and which spelling of a tag is shown.
func plain(title string) string {
	return strings.Join(strings.Fields(spellings.Replace(strings.ToLower(html.UnescapeString(title)))), " ")
}
