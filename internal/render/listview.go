package render

import (
	"html/template"
	"strings"

	"drukpers/internal/content"
	"drukpers/internal/site"
)

const (
	homeLatest       = 6 // articles beside the lead of the home page
	homeSectionCards = 4 // of each section below them
)

// homeView spreads the first page over a lead, the latest, the newest of each section and the rest. No article is there
// twice.
func (e *Edition) homeView(v *View, p *site.Page) error {
	var err error
	v.Count = len(e.Site.Articles)
	v.Intro = intro(p)
	if !isFirst(p) || len(p.List) == 0 {
		v.Cards, err = e.list(p.List)
		return err
	}
	v.Lead = e.lead(p.List[0])
	latest := p.List[1:min(len(p.List), 1+homeLatest)]
	if v.Latest, err = e.cards(latest); err != nil {
		return err
	}
	shown := map[*content.Article]bool{p.List[0]: true}
	mark := func(list []*content.Article) {
		for _, a := range list {
			shown[a] = true
		}
	}
	mark(latest)
	for _, s := range e.Site.Sections {
		newest := unshown(s.Articles, shown, homeSectionCards)
		mark(newest)
		cards, err := e.cards(newest)
		if err != nil {
			return err
		}
		v.Sections = append(v.Sections, SectionView{Title: s.Title, Description: s.Description, URL: e.Site.Config.Href(s.URL), Cards: cards})
	}
	v.Cards, err = e.cards(unshown(p.List, shown, len(p.List)))
	return err
}

// unshown are the first articles of a list that are not shown yet.
func unshown(list []*content.Article, shown map[*content.Article]bool, most int) []*content.Article {
	var out []*content.Article
	for _, a := range list {
		if len(out) == most {
			break
		}
		if !shown[a] {
			out = append(out, a)
		}
	}
	return out
}

// listView is that of a section, whose first page has a lead, or of a term.
func (e *Edition) listView(v *View, p *site.Page) error {
	var err error
	v.Intro = intro(p)
	list := p.List
	if p.Term != nil {
		v.Count = len(p.Term.Articles)
		v.Description = e.Theme.language.must("term_description", p.Title, e.Site.Config.Title)
	} else {
		v.Count = len(p.Section.Articles)
		if isFirst(p) && len(list) > 0 {
			v.Lead = e.lead(list[0])
			v.Cards, err = e.cards(list[1:])
			return err
		}
	}
	v.Cards, err = e.list(list)
	return err
}

func isFirst(p *site.Page) bool { return p.Pager == nil || p.Pager.Newer == "" }

// lead is the card of an article at the head of a page.
func (e *Edition) lead(a *content.Article) *Card {
	card := e.cardView(a)
	if card.Cover != nil {
		card.Cover.Eager = true
	}
	return &card
}

// list gives the cards of a page that has no lead: the first picture is the page's first, and does not wait.
func (e *Edition) list(articles []*content.Article) ([]template.HTML, error) {
	cards, err := e.cards(articles)
	for i, card := range cards {
		if strings.Contains(string(card), waits) {
			cards[i] = template.HTML(strings.Replace(string(card), waits, hastens, 1))
			break
		}
	}
	return cards, err
}

// How a card says that its picture waits until it is near, and how it says that it does not.
const (
	waits   = `loading="lazy"`
	hastens = `fetchpriority="high"`
)

// intro is the text of an _index.md, on a list's first page.
func intro(p *site.Page) template.HTML {
	if p.Article == nil || !isFirst(p) {
		return ""
	}
	return template.HTML(p.Article.Body().HTML)
}
