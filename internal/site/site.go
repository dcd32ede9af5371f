// Package site turns articles into a Site: a map from URL to Page.
//
// New is a pure function of its arguments: the same config, articles, files and selection give the same site, in the same
// order. Nothing in a Site is changed after New has returned it; an edit makes a new one. Feeds, sitemaps, redirects and
// static files are pages too, so that whoever can render a page can render the site.
package site

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/report"
)

// Site is everything that has a URL.
type Site struct {
	Config     *content.Config
	Now        time.Time
	Articles   []*content.Article // of all sections, in the order of content.Compare
	Standing   []*content.Article // pages outside the sections
	Index      *content.Article   // content/_index.md, or nil
	Sections   []*Section         // in the order of site.yaml, then by name
	Taxonomies []*Taxonomy
	Months     []*Month         // newest first
	Pages      map[string]*Page // by URL
	Order      []*Page          // all pages, by URL
	Redirects  []Redirect
	LeftOut    LeftOut

	byPath  []*content.Article // those of the sections
	related func() *relatedIndex
}

// Selection says which articles count as published.
type Selection struct {
	Now                     time.Time
	Drafts, Future, Expired bool // publish these too
}

// New lays out the site. The articles come in path order; those of the problems' files are laid out all the same where
// they can be.
func New(config *content.Config, articles []*content.Article, files []File, selection Selection) (*Site, report.List) {
	s := &Site{Config: config, Now: selection.Now, Pages: make(map[string]*Page, 3*len(articles)+64)}
	b := &builder{site: s}
	indexes := s.sort(articles, selection)
	s.group(indexes)
	b.unusedIndexes(indexes)
	b.taxonomies()
	b.layOut(files)
	b.checkFolders()
	s.related = sync.OnceValue(s.newRelatedIndex)
	return s, b.problems
}

// sort divides the articles into those of sections, standing pages and the indexes of folders, and leaves out what is
// not published.
func (s *Site) sort(articles []*content.Article, selection Selection) map[string]*content.Article {
	indexes := map[string]*content.Article{}
	for _, a := range articles {
		if !s.published(a, selection) {
			continue
		}
		switch {
		case a.IsIndex && a.IndexOf == ".":
			s.Index = a
		case a.IsIndex:
			indexes[a.IndexOf] = a
		case a.Section == "":
			s.Standing = append(s.Standing, a)
		default:
			s.Articles = append(s.Articles, a)
		}
	}
	s.byPath = slices.Clone(s.Articles)
	slices.SortFunc(s.Articles, content.Compare)
	slices.SortFunc(s.Standing, func(a, b *content.Article) int {
		return cmp.Or(cmp.Compare(a.Weight, b.Weight), strings.Compare(a.Path, b.Path))
	})
	return indexes
}

// published applies the rules of facts.md: no draft, not before publishDate (else date), not after expiryDate. A page
// without a date is published.
func (s *Site) published(a *content.Article, selection Selection) bool {
	due := a.Published()
	switch {
	case a.Draft && !selection.Drafts:
		s.LeftOut.Drafts++
	case due.After(selection.Now) && !selection.Future:
		s.LeftOut.Future++
		if s.LeftOut.NextDue.IsZero() || due.Before(s.LeftOut.NextDue) {
			s.LeftOut.NextDue = due
		}
	case !a.ExpiryDate.IsZero() && !a.ExpiryDate.After(selection.Now) && !selection.Expired:
		s.LeftOut.Expired++
	default:
		return true
	}
	return false
}

// group makes the sections and the months.
func (s *Site) group(indexes map[string]*content.Article) {
	sections := map[string]*Section{}
	section := func(name string) *Section {
		if sections[name] == nil {
			said := s.Config.Section(name)
			sec := &Section{Name: name, Title: cmp.Or(said.Title, capital(name)), Description: said.Description, URL: "/" + content.URLPath(name) + "/"}
			if index := indexes[name]; index != nil {
				sec.Index = index
				sec.URL = index.URL
				sec.Title = cmp.Or(index.Heading, sec.Title)
				sec.Description = cmp.Or(index.Description, index.Summary, sec.Description)
			}
			sections[name] = sec
			s.Sections = append(s.Sections, sec)
		}
		return sections[name]
	}
	rank := map[string]int{}
	for i, said := range s.Config.Sections {
		rank[said.Name] = i + 1
		section(said.Name)
	}
	for folder := range indexes {
		if !strings.Contains(folder, "/") {
			section(folder)
		}
	}
	for _, a := range s.Articles {
		sec := section(a.Section)
		sec.Articles = append(sec.Articles, a)
		s.addToMonth(a)
	}
	slices.SortFunc(s.Sections, func(a, b *Section) int {
		last := len(rank) + 1
		return cmp.Or(cmp.Compare(cmp.Or(rank[a.Name], last), cmp.Or(rank[b.Name], last)), strings.Compare(a.Name, b.Name))
	})
}

// Indexes are the _index.md files in use.
func (s *Site) Indexes() []*content.Article {
	var list []*content.Article
	if s.Index != nil {
		list = append(list, s.Index)
	}
	for _, sec := range s.Sections {
		if sec.Index != nil {
			list = append(list, sec.Index)
		}
	}
	return list
}

// unusedIndexes tells of an _index.md below a section, which gives no page.
func (b *builder) unusedIndexes(indexes map[string]*content.Article) {
	for folder, a := range indexes {
		if strings.Contains(folder, "/") {
			b.problems.Add(report.Problem{
				Level: report.Warning, Rule: "index-zonder-pagina", File: a.Path, Pos: report.Pos{Line: 1, Col: 1},
				Text: "alleen de _index.md van een sectie zelf krijgt een pagina; deze niet", Hint: "Noem het bestand index.md, dan is het een gewoon artikel.",
			})
		}
	}
}

// capital makes a title of a folder's name: "nieuws-tools" → "Nieuws tools".
func capital(name string) string {
	name = strings.ReplaceAll(name, "-", " ")
	for i, r := range name {
		return strings.ToUpper(string(r)) + name[i+len(string(r)):]
	}
	return name
}

// addToMonth relies on the articles coming in order.
func (s *Site) addToMonth(a *content.Article) {
	if a.Date.IsZero() {
		return
	}
	year, month, _ := a.Date.In(s.Config.Location).Date()
	if n := len(s.Months); n == 0 || s.Months[n-1].Year != year || s.Months[n-1].Month != month {
		s.Months = append(s.Months, &Month{Year: year, Month: month, URL: monthURL(year, month)})
	}
	m := s.Months[len(s.Months)-1]
	m.Articles = append(m.Articles, a)
}

// SectionOf returns the section of an article, or nil.
func (s *Site) SectionOf(a *content.Article) *Section {
	for _, sec := range s.Sections {
		if sec.Name == a.Section {
			return sec
		}
	}
	return nil
}
