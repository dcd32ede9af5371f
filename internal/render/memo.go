package render

import (
	"slices"

	"drukpers/internal/content"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// editionMemo is the last edition with all that it was made from; the zero memo has none.
type editionMemo struct {
	edition  *Edition
	problems report.List // of laying it out
	articles []*content.Article
	files    []content.File
	options  LoadOptions
}

// next is the memo of what was loaded now, as far as the last edition helps: it is still the same but for its clock, or
// a few articles in it have newer versions.
func (m *editionMemo) next(config *content.Config, theme *Theme, articles []*content.Article, files []content.File, options LoadOptions) editionMemo {
	e := m.edition
	if e == nil || e.Site.Config != config || e.Theme != theme || !m.options.same(options) || !slices.EqualFunc(m.files, files, content.File.Same) {
		return editionMemo{}
	}
	if slices.Equal(m.articles, articles) && (e.Site.NextChange.IsZero() || options.Now.Before(e.Site.NextChange)) {
		return *m
	}
	changes, few := m.changes(articles)
	if !few {
		return editionMemo{}
	}
	s := e.Site.Revise(changes, options.Now)
	if s == nil {
		return editionMemo{}
	}
	edition, _ := NewEdition(s, theme, e.keptCards) // its problems are those of the last
	edition.articles, edition.files = articles, files
	return editionMemo{edition, m.problems, articles, files, options}
}

// fewChanges is how many articles a Site is revised for: to look for more of them takes as long as to lay it out.
const fewChanges = 8

// changes are the articles that have newer versions, when nothing else is new and these are few. Where something was wrong
// with them, what to say of that may be new too.
func (m *editionMemo) changes(articles []*content.Article) ([]site.Change, bool) {
	if len(articles) != len(m.articles) || m.problems.HasErrors() {
		return nil, false
	}
	var changes []site.Change
	for i, a := range articles {
		old := m.articles[i]
		if old == a {
			continue
		}
		blamed := slices.ContainsFunc(m.problems, func(p report.Problem) bool { return p.File == old.Path })
		if len(changes) == fewChanges || blamed {
			return nil, false
		}
		changes = append(changes, site.Change{Old: old, New: a})
	}
	return changes, true
}
