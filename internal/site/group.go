package site

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/content"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// choose divides the articles into those of sections, standing pages and the indexes of folders, and leaves out what is
// not published.
func (b *builder) choose(articles []*content.Article) {
	s := b.site
	b.byPath = make([]*content.Article, 0, len(articles))
	b.indexes = map[string]*content.Article{}
	for _, a := range articles {
		if !b.selects(a) {
			continue
		}
		switch {
		case a.IsIndex && a.IndexOf == ".":
			s.Index = a
		case a.IsIndex:
			b.indexes[a.IndexOf] = a
		case a.Section == "":
			s.Standing = append(s.Standing, a)
		default:
			b.byPath = append(b.byPath, a)
			if age := s.Now.Sub(a.Published()); age >= 0 && age <= newsPeriod {
				s.News = append(s.News, a)
			}
		}
	}
	slices.SortFunc(s.News, content.Compare)
	s.News = s.News[:min(len(s.News), newsLimit)]
	slices.SortFunc(s.Standing, func(a, b *content.Article) int {
		return cmp.Or(cmp.Compare(a.Weight, b.Weight), strings.Compare(a.Path, b.Path))
	})
}

// selects reports whether the selection has an article, and counts what it leaves out.
func (b *builder) selects(a *content.Article) bool {
	s, now := b.site, b.selection.Now
	if due := a.Published(); due.After(now) {
		s.NextChange = earliest(s.NextChange, due)
	}
	if a.ExpiryDate.After(now) {
		s.NextChange = earliest(s.NextChange, a.ExpiryDate)
	}
	switch b.selection.omits(a) {
	case Draft:
		s.LeftOut.Drafts++
	case Scheduled:
		s.LeftOut.Future++
		s.LeftOut.NextDue = earliest(s.LeftOut.NextDue, a.Published())
	case Expired:
		s.LeftOut.Expired++
	case Published:
		return true
	}
	return false
}

// earliest is the first of two moments; a zero one does not count.
func earliest(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// sortArticles puts the articles of the sections in the order of content.Compare. It sorts their dates first: those lie
// together in memory, the articles do not.
func (b *builder) sortArticles() {
	type dated struct {
		date int64
		at   int32 // in byPath
	}
	list := make([]dated, len(b.byPath))
	for i, a := range b.byPath {
		list[i] = dated{a.Date.Unix(), int32(i)}
	}
	slices.SortFunc(list, func(x, y dated) int {
		if order := cmp.Compare(y.date, x.date); order != 0 {
			return order
		}
		return content.Compare(b.byPath[x.at], b.byPath[y.at])
	})
	b.order = make([]int32, len(list))
	b.site.Articles = make([]*content.Article, len(list))
	for i, d := range list {
		b.order[i] = d.at
		b.site.Articles[i] = b.byPath[d.at]
	}
}

// group makes the sections and the months.
func (b *builder) group() {
	s := b.site
	sections := map[string]*Section{}
	section := func(name string) *Section {
		if sections[name] == nil {
			sections[name] = b.newSection(name)
			s.Sections = append(s.Sections, sections[name])
		}
		return sections[name]
	}
	rank := map[string]int{}
	for i, said := range s.Config.Sections {
		rank[said.Name] = i + 1
		section(said.Name)
	}
	for folder := range b.indexes {
		if !strings.Contains(folder, "/") && !isList(folder) {
			section(folder)
		}
	}
	for i, a := range s.Articles {
		sec := section(a.Section)
		sec.Articles = append(sec.Articles, int32(i))
	}
	b.folders(sections)
	b.months()
	slices.SortFunc(s.Sections, func(a, b *Section) int {
		last := len(rank) + 1
		return cmp.Or(cmp.Compare(cmp.Or(rank[a.Name], last), cmp.Or(rank[b.Name], last)), strings.Compare(a.Name, b.Name))
	})
}

func (b *builder) newSection(name string) *Section {
	said := b.site.Config.Section(name)
	sec := &Section{
		Name: name, Title: cmp.Or(said.Title, capital(path.Base(name))), Description: said.Description,
		URL: "/" + urls.Path(name) + "/",
	}
	if index := b.indexes[name]; index != nil {
		sec.Index = index
		sec.URL = index.URL
		sec.Title = cmp.Or(index.Heading, sec.Title)
		sec.Description = cmp.Or(description(index), sec.Description)
	}
	return sec
}

// capital makes a title of a folder's name: "nieuws-tools" → "Nieuws tools".
func capital(name string) string {
	name = strings.ReplaceAll(name, "-", " ")
	for i, r := range name {
		return strings.ToUpper(string(r)) + name[i+len(string(r)):]
	}
	return name
}

// folders makes a list of the articles below each folder in a section that has an _index.md.
func (b *builder) folders(sections map[string]*Section) {
	s := b.site
	below := map[string]*Section{}
	for _, folder := range slices.Sorted(maps.Keys(b.indexes)) { // the outer before the inner
		top, _, nested := strings.Cut(folder, "/")
		if !nested || isList(top) {
			continue
		}
		sec := b.newSection(folder)
		for dir := path.Dir(folder); dir != "." && sec.Parent == nil; dir = path.Dir(dir) {
			sec.Parent = cmp.Or(below[dir], sections[dir])
		}
		below[folder] = sec
		s.Folders = append(s.Folders, sec)
	}
	if len(below) == 0 {
		return
	}
	for i, a := range s.Articles {
		for dir := path.Dir(norm.NFC.String(a.Path)); dir != "."; dir = path.Dir(dir) {
			if sec := below[strings.TrimPrefix(dir, "content/")]; sec != nil {
				sec.Articles = append(sec.Articles, int32(i))
			}
		}
	}
}

// isList reports whether a folder of content/ is that of a list which the program makes itself: its _index.md gives
// that list its text.
func isList(folder string) bool {
	isKey := func(k taxonomyKind) bool { return k.key == folder }
	return folder == archiveName || slices.ContainsFunc(taxonomyKinds, isKey)
}

// useIndexes gives the lists that the program makes itself what their _index.md says, and tells of one that is of none.
func (b *builder) useIndexes() {
	for _, t := range b.site.Taxonomies {
		if t.Index = b.indexes[t.Key]; t.Index != nil {
			t.Title = cmp.Or(t.Index.Heading, t.Title)
			b.fixedURL(t.Index, t.URL)
		}
	}
	if b.site.ArchiveIndex = b.indexes[archiveName]; b.site.ArchiveIndex != nil {
		b.fixedURL(b.site.ArchiveIndex, ArchiveURL)
	}
	for _, folder := range slices.Sorted(maps.Keys(b.indexes)) {
		list, name, nested := strings.Cut(folder, "/")
		if !nested || !isList(list) {
			continue
		}
		a := b.indexes[folder]
		term := b.termAt(list, urls.Path(name))
		if term != nil {
			term.Index = a
			b.fixedURL(a, term.URL)
			continue
		}
		b.problems.Add(report.Problem{
			Level: report.Warning, Rule: "index-zonder-pagina", File: a.Path, Pos: report.Pos{Line: 1, Col: 1},
			Text: fmt.Sprintf("in %s is er geen “%s” met artikelen, dus deze tekst komt op geen pagina", list, name),
			Hint: "Geef de map de naam van een term die artikelen hebben, of haal het bestand weg.",
		})
	}
}

// fixedURL tells of an address for a list that has its own.
func (b *builder) fixedURL(a *content.Article, url string) {
	if a.FrontMatter.URL != "" && a.URL != url {
		b.problems.Add(report.Problem{
			Level: report.Warning, Rule: "vast-adres", File: a.Path, Pos: a.Position("url", -1),
			Text: "het adres van deze lijst ligt vast: " + url, Hint: "Haal “url” weg.",
		})
	}
}

// months relies on the articles being in order: newest first, those without a date last.
func (b *builder) months() {
	s := b.site
	rest := make([]int32, len(s.Articles))
	for i := range rest {
		rest[i] = int32(i)
	}
	for len(rest) > 0 && !s.Articles[rest[0]].Date.IsZero() {
		year, month, _ := s.Articles[rest[0]].Date.In(s.Config.Location).Date()
		begin := time.Date(year, month, 1, 0, 0, 0, 0, s.Config.Location)
		end, _ := slices.BinarySearchFunc(rest, begin, func(i int32, begin time.Time) int {
			if s.Articles[i].Date.Before(begin) {
				return 1
			}
			return -1
		})
		s.Months = append(s.Months, &Month{Year: year, Month: month, URL: monthURL(year, month), Articles: rest[:end:end]})
		rest = rest[end:]
	}
}
