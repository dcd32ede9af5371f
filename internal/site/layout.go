package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

const (
	// ArchiveURL is the page that lists the months.
	ArchiveURL  = "/" + archiveName + "/"
	archiveName = "archief"
	// SearchURL is the folder of the search index.
	SearchURL = "/search-index/"
	// monthFactor is how many pages' worth of articles one page of a month's archive lists: its lines are short.
	monthFactor = 10
	// maxName is the longest name that common file systems take for a file or folder, in bytes.
	maxName = 255
	// maxPath is the longest path of an output file: systems take 1,024 (macOS) or 4,096 bytes (Linux), the folder that
	// the output is in included.
	maxPath = 1000
)

func monthURL(year int, month time.Month) string {
	return fmt.Sprintf("%s%04d/%02d/", ArchiveURL, year, month)
}

// builder lays out the pages of a site.
type builder struct {
	site      *Site
	selection Selection
	problems  report.List

	byPath  []*content.Article // those of the sections
	order   []int32            // site.Articles as positions in byPath
	pages   []Page             // those of byPath
	byURL   map[string]*Page
	indexes map[string]*content.Article
}

// origin says where a page comes from, for the problem of two sources on one URL: a file, or a key of an article's
// front matter.
type origin struct {
	file    string
	article *content.Article
	key     string // of the article; empty for the one that gives its address
	item    int    // of the key's list, -1 for the whole
	what    string // in words, when the file alone does not tell
}

func (o origin) String() string { return cmp.Or(o.what, o.path()) }

// byName reports whether the address is that of an article's file.
func (o origin) byName() bool {
	return o.article != nil && o.key == "" && o.article.FrontMatter.URL == "" && o.article.Slug == ""
}

func (o origin) path() string {
	if o.article != nil {
		return o.article.Path
	}
	return o.file
}

func (o origin) pos() report.Pos {
	switch a := o.article; {
	case a == nil:
		return report.Pos{}
	case o.key != "":
		return a.Position(o.key, o.item)
	case a.FrontMatter.URL != "":
		return a.Position("url", -1)
	case a.Slug != "":
		return a.Position("slug", -1)
	default:
		return a.Position("title", -1)
	}
}

// add gives a page its URL, if nothing else has it.
func (b *builder) add(p *Page, from origin) bool {
	if !b.claim(p, from) {
		return false
	}
	b.site.Order = append(b.site.Order, p)
	return true
}

// claim takes a URL for a page; the first claim stays. A folder goes by one URL: /a/, not /a/index.html.
func (b *builder) claim(p *Page, from origin) bool {
	if folder, is := strings.CutSuffix(p.URL, "/index.html"); is {
		p.URL = folder + "/"
	}
	p.origin = from
	if earlier := b.byURL[p.URL]; earlier != nil {
		b.problems.Add(taken(earlier, p))
		return false
	}
	if text := tooLong(p.URL); text != "" {
		b.problems.Add(report.Problem{
			Level: report.Error, Rule: "adres-te-lang", File: from.path(), Pos: from.pos(),
			Text: fmt.Sprintf("het adres %.60s… %s", p.URL, text), Hint: "Kies een kortere naam of slug.",
		})
		return false
	}
	if name := refusedByWindows(p.URL); name != "" {
		b.problems.Add(report.Problem{
			Level: report.Warning, Rule: "naam-voor-windows", File: from.path(), Pos: from.pos(),
			Text: fmt.Sprintf("het adres %s werkt niet op een computer met Windows: die kan “%s” niet bewaren", p.URL, name),
			Hint: "Kies een andere naam, slug of url; een oud adres kan weg uit aliases als niemand het meer gebruikt.",
		})
	}
	b.byURL[p.URL] = p
	return true
}

// taken is the problem of a page whose URL is that of an earlier one.
func taken(earlier, p *Page) report.Problem {
	from := p.origin
	problem := report.Problem{
		Level: report.Error, Rule: "adres-bezet", File: from.path(), Pos: from.pos(),
		Text: fmt.Sprintf("het adres %s is al van %s (hier: %s)", p.URL, earlier.origin, from),
		Hint: "Geef een van de twee een ander adres, met slug: of url:, of een andere bestandsnaam.",
	}
	switch {
	case p.Kind == Alias && from.article != nil && from.article == earlier.origin.article:
		problem.Level, problem.Hint = report.Warning, "Haal het weg uit aliases."
		problem.Text = fmt.Sprintf("%s is geen oud adres: het artikel staat daar zelf", p.URL)
		if earlier.Kind == Alias {
			problem.Text = fmt.Sprintf("het oude adres %s staat er twee keer", p.URL)
		}
	case p.Kind == SectionList && earlier.Kind == SectionList:
		problem.Hint = fmt.Sprintf("Zet alles in één map, content/%s.", earlier.Section.Name)
	case earlier.Kind == SectionList && from.byName():
		index := "content/" + earlier.Section.Name + "/_index.md"
		problem.Hint = "Is het de tekst van die lijst, noem het bestand dan " + index + ". " + problem.Hint
	}
	return problem
}

// alias makes a redirect rule, and a page that does the same without the rule. A file which is no page by its extension
// would not be read as one, and gets none.
func (b *builder) alias(from, to string, by origin) {
	p := &Page{URL: from, Kind: Alias, RedirectTo: to}
	if urls.IsFile(from) && b.claim(p, by) || !urls.IsFile(from) && b.add(p, by) {
		b.site.Redirects = append(b.site.Redirects, Redirect{From: p.URL, To: to, RuleOnly: urls.IsFile(from)})
	}
}

// checkFolders finds a file on a path where another page needs a folder. It relies on the order of the pages.
func (b *builder) checkFolders() {
	order := b.site.Order
	below := slices.ContainsFunc(order, func(p *Page) bool { return strings.Contains(p.URL, "/index.html/") })
	for _, p := range order {
		if !below && strings.HasSuffix(p.URL, "/") {
			continue // nothing is below its index.html
		}
		folder := "/" + p.OutputFile() + "/"
		first, _ := slices.BinarySearchFunc(order, folder, func(p *Page, url string) int {
			return strings.Compare(p.URL, url)
		})
		if first == len(order) || !strings.HasPrefix(order[first].URL, folder) {
			continue
		}
		at := order[first].origin
		b.problems.Add(report.Problem{
			Level: report.Error, Rule: "adres-bezet", File: at.path(), Pos: at.pos(),
			Text: fmt.Sprintf("%s kan geen map zijn: het is al een bestand van %s", folder, p.origin),
			Hint: "Kies een ander adres.",
		})
	}
}

// layOut gives every page its URL. The order is that of precedence: an earlier claim stays. What the program makes
// itself and lists go before articles, so that the article that took such a URL is the one to blame.
func (b *builder) layOut(files []content.File) {
	own := b.static(files)
	sitemap := b.crawlers(own)
	b.home()
	for _, t := range b.site.Taxonomies {
		b.taxonomy(t)
	}
	b.archive()
	for _, sec := range slices.Concat(b.site.Sections, b.site.Folders) {
		b.section(sec)
	}
	for _, t := range b.site.Taxonomies {
		for _, term := range t.Terms {
			b.termList(term)
		}
	}
	b.articles()
	for _, f := range own.rest {
		b.add(&Page{URL: f.URL, Kind: Static, File: f}, origin{file: f.Path})
	}
	b.articleFiles()
	for _, a := range b.site.published() {
		for i, alias := range a.Aliases {
			b.alias(alias, a.URL, origin{article: a, key: "aliases", item: i})
		}
	}
	b.search()
	parts := b.sitemaps(sitemap)
	slices.SortFunc(b.site.Order, compareURL)
	b.checkSpelling()
	b.fillSitemaps(parts)
}

// articlePages makes the pages of the articles in the sections, in path order.
func (b *builder) articlePages() {
	b.pages = make([]Page, len(b.byPath))
	for _, sec := range b.site.Sections {
		var newer *Page
		for _, i := range sec.Articles {
			a, p := b.site.Articles[i], &b.pages[b.order[i]]
			p.URL, p.Kind, p.Title, p.Article, p.Section = a.URL, Article, a.Heading, a, sec
			if newer != nil {
				p.Newer, newer.Older = newer.Article, p.Article
			}
			newer = p
		}
	}
}

// articles lays out articles in path order, so that of two on one URL the first file has it.
func (b *builder) articles() {
	for i := range b.pages {
		b.article(&b.pages[i])
	}
	for _, a := range b.site.Standing {
		b.article(&Page{URL: a.URL, Kind: Standing, Title: a.Heading, Article: a})
	}
}

func (b *builder) article(p *Page) {
	if b.add(p, origin{article: p.Article}) && p.Article.Layout != "" {
		b.site.OwnLayout = append(b.site.OwnLayout, p)
	}
}

// articleFiles lays out what stands beside the articles. Two articles may share a file.
func (b *builder) articleFiles() {
	laidOut := map[string]bool{}
	for _, a := range b.site.published() {
		for i := range a.Files {
			if f := &a.Files[i]; !laidOut[f.Path] {
				laidOut[f.Path] = true
				b.add(&Page{URL: f.URL, Kind: Static, File: f, Article: a}, origin{file: f.Path})
			}
		}
	}
}
