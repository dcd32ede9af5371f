// Package site turns articles into a Site: a page for every URL.
//
// New is a pure function of its arguments: the same config, articles, files and selection give the same site, in the
// same order. Nothing in a Site is changed after New has returned it; an edit makes a new one. Feeds, sitemaps,
// redirects and static files are pages too, so that whoever can render a page can render the site.
package site

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/report"
)

// Site is everything that has a URL.
type Site struct {
	Config       *config.Config
	Now          time.Time
	Articles     []*content.Article // of all sections, in the order of content.Compare
	Standing     []*content.Article // pages outside the sections
	Index        *content.Article   // content/_index.md, or nil
	ArchiveIndex *content.Article   // content/archief/_index.md, or nil
	Sections     []*Section         // in the order of site.yaml, then by name
	Folders      []*Section         // folders in these with an _index.md, by name
	Taxonomies   []*Taxonomy
	Months       []*Month           // newest first
	Order        []*Page            // all pages, by URL
	OwnLayout    []*Page            // articles and standing pages that ask for a layout
	News         []*content.Article // of the news sitemap
	Redirects    []Redirect
	LeftOut      LeftOut
	NextChange   time.Time // when the next article appears or expires by itself; zero when none will
}

// New lays out the site. The articles come in path order; those of the problems' files are laid out all the same where
// they can be.
func New(c *config.Config, articles []*content.Article, files []content.File, selection Selection) (*Site,
	report.List,
) {
	s := &Site{Config: c, Now: selection.Now}
	b := &builder{site: s, selection: selection, byURL: make(map[string]*Page, len(articles)*3/2+64)}
	b.choose(articles)
	b.sortArticles()
	var wait errgroup.Group
	wait.Go(report.Guard(config.File, func() error { b.taxonomies(); return nil }))
	b.group()
	b.articlePages()
	report.Must(wait.Wait())
	b.useIndexes()
	b.nameLikeSections()
	for _, t := range s.Taxonomies {
		b.redirectSynonyms(t)
	}
	b.layOut(files)
	b.checkFolders()
	b.checkPictures(files)
	b.checkLinks(articles)
	return s, b.problems
}

// Page is the page of a URL, or nil.
func (s *Site) Page(url string) *Page {
	i, found := slices.BinarySearchFunc(s.Order, url, func(p *Page, url string) int { return strings.Compare(p.URL, url) })
	if !found {
		return nil
	}
	return s.Order[i]
}

// SearchLayout is the layout of the standing page that readers search on.
const SearchLayout = "search"

// SearchPage is the standing page that readers search on, or nil.
func (s *Site) SearchPage() *Page {
	for _, p := range s.OwnLayout {
		if p.Kind == Standing && p.Article.Layout == SearchLayout {
			return p
		}
	}
	return nil
}

// Section is the first-level section of a name, or nil.
func (s *Site) Section(name string) *Section {
	for _, sec := range s.Sections {
		if sec.Name == name {
			return sec
		}
	}
	return nil
}

// At are the articles with some indexes of s.Articles.
func (s *Site) At(indexes []int32) []*content.Article {
	list := make([]*content.Article, len(indexes))
	for i, index := range indexes {
		list[i] = s.Articles[index]
	}
	return list
}

// published are all articles of the site, in a fixed order.
func (s *Site) published() []*content.Article {
	return slices.Concat(s.Articles, s.Standing, s.Indexes())
}

// Indexes are the _index.md files in use.
func (s *Site) Indexes() []*content.Article {
	list := []*content.Article{s.Index, s.ArchiveIndex}
	for _, sec := range slices.Concat(s.Sections, s.Folders) {
		list = append(list, sec.Index)
	}
	for _, t := range s.Taxonomies {
		list = append(list, t.Index)
		for _, term := range t.Terms {
			list = append(list, term.Index)
		}
	}
	return slices.DeleteFunc(list, func(a *content.Article) bool { return a == nil })
}
