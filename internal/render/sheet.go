package render

import (
	"bytes"
	"fmt"

	"drukpers/internal/site"
)

// Sheet makes one page after another in the same memory: first Draw, then Finish. What it gives stands until the next page
// is drawn. A zero Sheet is ready for use.
type Sheet struct {
	edition      *Edition
	page         *site.Page
	markup       bytes.Buffer // with a slot where a piece will stand
	pieces       []*piece     // that the slots ask for, by their numbers
	small, whole bytes.Buffer
	tags         tags // of its head
	hasher       hasher
}

// templateOf is the table of page kinds that templates make.
var templateOf = map[site.Kind]string{
	site.Home: "home", site.SectionList: "list", site.TermList: "list", site.Article: "article", site.Standing: "page",
	site.TaxonomyIndex: "terms", site.Archive: "archive", site.MonthList: "archive", site.NotFound: "404",
}

// writers is the table of the other kinds.
var writers = map[site.Kind]func(*Edition, *site.Page, *bytes.Buffer) error{
	site.Feed: (*Edition).feed, site.Sitemap: (*Edition).sitemap, site.SitemapIndex: (*Edition).sitemapIndex,
	site.NewsSitemap: (*Edition).newsSitemap, site.Search: (*Edition).search, site.SearchIndex: (*Edition).searchIndex,
	site.Robots: (*Edition).robots, site.Redirects: (*Edition).redirects, site.Headers: (*Edition).headers,
	site.Alias: (*Edition).alias, site.Static: (*Edition).static,
}

// asMade are the kinds whose bytes have nothing to make smaller: files that are copied as they are, and data that the
// encoders write without white space (a test holds that the minifier gains nothing on them).
var asMade = map[site.Kind]bool{
	site.Static: true, site.Feed: true, site.Sitemap: true, site.SitemapIndex: true, site.NewsSitemap: true,
	site.Search: true, site.SearchIndex: true,
}

// Draw makes the markup of a page: all of it but for making it smaller.
func (s *Sheet) Draw(e *Edition, p *site.Page) (err error) {
	s.edition, s.page, s.pieces = e, p, s.pieces[:0]
	s.markup.Reset()
	if kind, ok := templateOf[p.Kind]; ok {
		err = s.template(kind)
	} else {
		err = writers[p.Kind](e, p, &s.markup)
	}
	if err != nil {
		return fmt.Errorf("rendering %s: %w", p.URL, err)
	}
	return nil
}

func (s *Sheet) template(kind string) error {
	layout := ""
	if p := s.page; p.Article != nil && (p.Kind == site.Article || p.Kind == site.Standing) {
		layout = p.Article.Layout
	}
	view, err := s.view()
	if err != nil {
		return err
	}
	return s.edition.Theme.execute(&s.markup, s.edition.Theme.layoutTemplate(layout, kind), view)
}

// minifies reports whether Finish makes the page smaller.
func (s *Sheet) minifies() bool { return s.edition.minify && !asMade[s.page.Kind] }

// Finish gives the page's bytes.
func (s *Sheet) Finish() ([]byte, error) {
	if !s.minifies() {
		data, _ := s.filled(s.markup.Bytes())
		return data, nil
	}
	slots := s.countSlots(s.markup.Bytes())
	if err := s.minify(s.markup.Bytes()); err != nil {
		return nil, err
	}
	data, found := s.filled(s.small.Bytes())
	if found != slots {
		return s.finishWhole()
	}
	return data, nil
}

// finishWhole is for a page where somebody wrote what looks like a slot, as the minifier may leave a < in the value of an
// attribute: the pieces come in their places while all that is text is still written as such, and then the page is made
// smaller as a whole.
func (s *Sheet) finishWhole() ([]byte, error) {
	if err := s.Draw(s.edition, s.page); err != nil { // the minifier may have changed the markup
		return nil, err
	}
	data, _ := s.filled(s.markup.Bytes())
	err := s.minify(data)
	return s.small.Bytes(), err
}

// minify may change data.
func (s *Sheet) minify(data []byte) error {
	s.small.Reset()
	if err := minifyTo(&s.small, MediaType(s.page), data); err != nil {
		return s.edition.Theme.minifyProblem("de pagina "+s.page.URL, err)
	}
	return nil
}
