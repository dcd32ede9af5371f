package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drukpers/internal/content"
	"drukpers/internal/report"
	"drukpers/internal/twins"
)

const twinRule = "tweeling"

var twinsRule = &Rule{
	Name: twinRule, Level: report.Warning, Limit: 15,
	Doc:  "artikelen van één week delen zoveel procent van hun reeksen van drie woorden, of hebben bijna dezelfde titel",
	site: func(f *finder) { f.twins(nil) },
}

// sameSource is how many percentage points one source adds to a score.
const sameSource = 5

// twin are two articles, the older first, that tell one story.
type twin struct {
	older, newer *article
	score        int // percentage
	why          string
}

// likely are the articles that may be twins of one, itself included: those of its week that have its source, or a
// third of the words of its title. Of 248 groups on a real blog 245 share a source; to read all of a week takes
// too long while somebody writes.
func likely(articles []*content.Article, of *content.Article) []*content.Article {
	const (
		part     = 1.0 / 3
		longWord = 3
	)
	title := twins.Words(of.Title, longWord)
	var near []*content.Article
	for _, a := range articles {
		switch {
		case a == of:
		case a.Date.IsZero() || of.Date.IsZero() || a.Date.Sub(of.Date).Abs() > twins.Week:
			continue
		case of.Bron.URL != "" && a.Bron.URL == of.Bron.URL:
		case twins.Overlap(title, twins.Words(a.Title, longWord)) < part:
			continue
		}
		near = append(near, a)
	}
	return near
}

// twins tells of groups of articles that tell one story: all, or those that one article belongs to.
func (f *finder) twins(of *content.Article) {
	apart := func(a *article) bool { return a.Date.IsZero() || a.Section == "" }
	dated := slices.DeleteFunc(slices.Clone(f.articles), apart)
	slices.SortFunc(dated, func(a, b *article) int { return content.Compare(b.Article, a.Article) }) // oldest first
	texts := make([]*twins.Text, len(dated))
	inParallel(len(dated), func(i int) { texts[i] = twins.New(dated[i].Title, dated[i].text(), dated[i].Date) })
	var found []twin
	for _, pair := range twins.Find(texts, f.limit, func(i int) bool { return of == nil || dated[i].Article == of }) {
		older, newer := dated[pair.Older], dated[pair.Newer]
		t := f.twin(older, newer, pair)
		if of == nil && t.score < f.limit && titleKey(older.Title) == titleKey(newer.Title) {
			continue // dubbele-titel tells it
		}
		found = append(found, t)
	}
	f.tellTwins(found)
}

// twin says why two articles tell one story.
func (f *finder) twin(older, newer *article, pair twins.Pair) twin {
	t := twin{older: older, newer: newer, score: pair.Share}
	var why []string
	if pair.Share >= f.limit {
		why = append(why, fmt.Sprintf("%d %% van de tekst", pair.Share))
	}
	if pair.Titles {
		why = append(why, "bijna dezelfde titel")
	}
	if older.Bron.URL != "" && older.Bron.URL == newer.Bron.URL {
		t.score += sameSource
		why = append(why, "dezelfde bron")
	}
	t.why = strings.Join(why, ", ")
	return t
}

// tellTwins tells of each group once, at its newest article.
func (f *finder) tellTwins(found []twin) {
	root := map[*article]*article{}
	var top func(a *article) *article
	top = func(a *article) *article {
		if root[a] == nil || root[a] == a {
			return a
		}
		root[a] = top(root[a])
		return root[a]
	}
	for _, t := range found {
		root[top(t.older)] = top(t.newer)
	}
	groups := map[*article][]twin{}
	for _, t := range found {
		groups[top(t.newer)] = append(groups[top(t.newer)], t)
	}
	for _, group := range groups {
		f.tellGroup(group)
	}
}

func (f *finder) tellGroup(group []twin) {
	var members []*article
	for _, t := range group {
		members = append(members, t.older, t.newer)
	}
	slices.SortFunc(members, func(a, b *article) int { return content.Compare(a.Article, b.Article) })
	members = slices.CompactFunc(members, func(a, b *article) bool { return a == b })
	best := slices.MaxFunc(group, func(a, b twin) int {
		return cmp.Or(cmp.Compare(a.score, b.score), content.Compare(b.newer.Article, a.newer.Article),
			content.Compare(b.older.Article, a.older.Article))
	})
	newest := members[0]
	longest := slices.MaxFunc(members, func(a, b *article) int { return cmp.Compare(a.Words, b.Words) })
	var others []string
	for _, a := range members[1:] {
		others = append(others, a.Path)
	}
	n := len(others)
	text := fmt.Sprintf("hetzelfde verhaal als %s (%s)", others[0], best.why)
	if n > 1 {
		text = fmt.Sprintf("hetzelfde verhaal als %s en %s (samen tot %s)", strings.Join(others[:n-1], ", "),
			others[n-1], best.why)
	}
	notes := []string{"dit is het nieuwste"}
	if longest != newest {
		notes = append(notes, fmt.Sprintf("het langste is %s", longest.Path))
	}
	for _, a := range members {
		if a.Cover.Image != "" {
			notes = append(notes, fmt.Sprintf("een cover heeft %s", a.Path))
			break
		}
	}
	hint := "Voeg ze samen, of haal er een weg: " + strings.Join(notes, ", ") + "."
	f.tell(newest, newest.Position("title", -1), "", text, hint)
}
