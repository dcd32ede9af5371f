package render

import (
	"cmp"
	"html/template"

	"drukpers/internal/content"
	"drukpers/internal/site"
)

const (
	homeLatest       = 6 // articles beside the lead of the home page
	homeSectionCards = 4 // of each section below them
)

// fillHome spreads the first page over a lead, the latest, the newest of each section and the rest. No article is there
// twice.
func (e *Edition) fillHome(p *site.Page, v *View) (err error) {
	v.Count = len(e.Site.Articles)
	v.Intro = e.intro(p)
	if !p.First() || len(p.List) == 0 {
		v.Cards, err = e.cards(p.List, true)
		return err
	}
	v.Lead = e.lead(p.List[0])
	latest := p.List[1:min(len(p.List), 1+homeLatest)]
	if v.Latest, err = e.cards(latest, false); err != nil {
		return err
	}
	shown := map[*content.Article]bool{p.List[0]: true}
	mark := func(list []*content.Article) {
		for _, a := range list {
			shown[a] = true
		}
	}
	mark(latest)
	for _, sec := range e.Site.Sections {
		enough := sec.Articles[:min(len(sec.Articles), len(shown)+homeSectionCards)]
		newest := unshown(e.Site.At(enough), shown, homeSectionCards)
		mark(newest)
		cards, err := e.cards(newest, false)
		if err != nil {
			return err
		}
		v.Sections = append(v.Sections, SectionView{
			Title: sec.Title, Description: sec.Description,
			URL: e.Site.Config.Href(sec.URL), Cards: cards,
		})
	}
	v.Cards, err = e.cards(unshown(p.List, shown, len(p.List)), false)
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

// fillList is for a section, whose first page has a lead, and for a term.
func (e *Edition) fillList(p *site.Page, v *View) (err error) {
	v.Intro = e.intro(p)
	list := p.List
	if p.Term != nil {
		v.Count = len(p.Term.Articles)
		v.Description = cmp.Or(p.Description, e.Theme.Language.Text("term_description", p.Title, e.Site.Config.Title))
		v.Breadcrumbs = e.breadcrumbs(p, v.Title, Link{Name: p.Taxonomy.Title, URL: e.Site.Config.Href(p.Taxonomy.URL)})
	} else {
		v.Count = len(p.Section.Articles)
		v.Description = cmp.Or(p.Description, e.sectionDescription(p.Section))
		var parents []Link
		for sec := p.Section.Parent; sec != nil; sec = sec.Parent {
			parents = append([]Link{{Name: sec.Title, URL: e.Site.Config.Href(sec.URL)}}, parents...)
		}
		v.Breadcrumbs = e.breadcrumbs(p, v.Title, parents...)
		if p.First() && len(list) > 0 {
			v.Lead = e.lead(list[0])
			v.Cards, err = e.cards(list[1:], false)
			return err
		}
	}
	v.Cards, err = e.cards(list, true)
	return err
}

// sectionDescription is for a section that nobody described: one without articles is its text.
func (e *Edition) sectionDescription(sec *site.Section) string {
	if len(sec.Articles) == 0 && sec.Index != nil {
		return shorten(sec.Index.Lead(), descriptionLength)
	}
	return e.Theme.Language.Text("section_description", sec.Title, e.Site.Config.Title)
}

// lead is the card of an article at the head of a page.
func (e *Edition) lead(a *content.Article) *Card {
	card := e.cardView(a)
	if card.Cover != nil {
		card.Cover.Eager, card.Cover.Place = true, "lead"
	}
	return &card
}

// intro is the text of an _index.md, on a list's first page.
func (e *Edition) intro(p *site.Page) template.HTML {
	if p.Article == nil || !p.First() {
		return ""
	}
	return template.HTML(e.body(p.Article).HTML)
}
