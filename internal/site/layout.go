package site

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/report"
)

const (
	// ArchiveURL is the page that lists the months.
	ArchiveURL    = "/archief/"
	searchDataURL = "/search-data/"
	// monthFactor is how many pages' worth of articles one page of a month's archive lists: its lines are short.
	monthFactor = 10
	// maxName is the longest name that common file systems take for a file or folder, in bytes.
	maxName = 255
)

func monthURL(year int, month time.Month) string {
	return fmt.Sprintf("%s%04d/%02d/", ArchiveURL, year, month)
}

// builder lays out the pages of a site and notes who claims which URL.
type builder struct {
	site     *Site
	claims   map[string]origin // by output file: /a/ and /a/index.html are one
	problems report.List
}

// origin says where a page comes from, for the problem of two sources on one URL.
type origin struct {
	file string
	pos  report.Pos
	what string // in words, when the file alone does not tell
}

func (o origin) String() string {
	if o.what == "" {
		return o.file
	}
	return o.what
}

// add claims a URL for a page; the first claim stays.
func (b *builder) add(p *Page, from origin) bool {
	file := p.OutputFile()
	if earlier, taken := b.claims[file]; taken {
		b.problems.Add(report.Problem{
			Level: report.Error, Rule: "adres-bezet", File: from.file, Pos: from.pos,
			Text: fmt.Sprintf("het adres %s is al van %s (hier: %s)", p.URL, earlier, from),
			Hint: "Geef een van de twee een ander adres, met slug: of url:, of een andere bestandsnaam.",
		})
		return false
	}
	for name := range strings.SplitSeq(file, "/") {
		if len(name) > maxName {
			b.problems.Add(report.Problem{
				Level: report.Error, Rule: "adres-te-lang", File: from.file, Pos: from.pos,
				Text: fmt.Sprintf("het adres %.60s… heeft een deel van meer dan %d tekens", p.URL, maxName), Hint: "Kies een kortere naam of slug.",
			})
			return false
		}
	}
	b.claims[file] = from
	b.site.Pages[p.URL] = p
	return true
}

// alias makes a page that leads on, and a redirect rule that does the same without the page.
func (b *builder) alias(from, to string, by origin) {
	if b.add(&Page{URL: from, Kind: Alias, RedirectTo: to}, by) {
		b.site.Redirects = append(b.site.Redirects, Redirect{from, to})
	}
}

// checkFolders finds a file on a path where another page needs a folder.
func (b *builder) checkFolders() {
	checked := map[string]bool{}
	for _, p := range b.site.Order {
		for dir := path.Dir(p.OutputFile()); dir != "." && !checked[dir]; dir = path.Dir(dir) {
			checked[dir] = true
			if owner, isFile := b.claims[dir]; isFile {
				from := b.claims[p.OutputFile()]
				b.problems.Add(report.Problem{
					Level: report.Error, Rule: "adres-bezet", File: from.file, Pos: from.pos,
					Text: fmt.Sprintf("%s kan geen map zijn: het is al een bestand van %s", "/"+dir, owner), Hint: "Kies een ander adres.",
				})
			}
		}
	}
}

// layOut gives every page its URL. The order is that of precedence: an earlier claim stays. Lists go before articles, so
// that the article that took a list's URL is the one to blame, and not all those that the list is of.
func (b *builder) layOut(files []File) {
	own := b.static(files)
	b.home()
	for _, sec := range b.site.Sections {
		b.section(sec)
	}
	for _, t := range b.site.Taxonomies {
		b.taxonomy(t)
	}
	for _, t := range b.site.Taxonomies {
		for _, term := range t.Terms {
			b.term(term)
		}
	}
	b.archive()
	b.articles()
	for _, f := range own.rest {
		b.add(&Page{URL: f.URL, Kind: Static, File: f}, origin{file: f.Path})
	}
	for _, a := range slices.Concat(b.site.Articles, b.site.Standing) {
		for i, alias := range a.Aliases {
			b.alias(alias, a.URL, origin{file: a.Path, pos: a.Position("aliases", i)})
		}
	}
	b.search()
	b.machines(own)
}

func articleOrigin(a *content.Article) origin {
	key := "title"
	if a.Slug != "" {
		key = "slug"
	}
	if a.FrontMatter.URL != "" {
		key = "url"
	}
	return origin{file: a.Path, pos: a.Position(key, -1)}
}

// articles lays out articles in path order, so that of two on one URL the first file has it.
func (b *builder) articles() {
	type neighbours struct{ newer, older *content.Article }
	beside := make(map[*content.Article]neighbours, len(b.site.Articles))
	for _, sec := range b.site.Sections {
		for i, a := range sec.Articles {
			var n neighbours
			if i > 0 {
				n.newer = sec.Articles[i-1]
			}
			if i+1 < len(sec.Articles) {
				n.older = sec.Articles[i+1]
			}
			beside[a] = n
		}
	}
	byPath := slices.Clone(b.site.Articles)
	slices.SortFunc(byPath, func(a, b *content.Article) int { return strings.Compare(a.Path, b.Path) })
	for _, a := range byPath {
		n := beside[a]
		b.add(&Page{
			URL: a.URL, Kind: Article, Title: a.Heading, Article: a, Section: b.site.SectionOf(a),
			Newer: n.newer, Older: n.older, Modified: a.Modified(),
		}, articleOrigin(a))
	}
	for _, a := range b.site.Standing {
		b.add(&Page{URL: a.URL, Kind: Standing, Title: a.Heading, Article: a, Modified: a.Modified()}, articleOrigin(a))
	}
}
