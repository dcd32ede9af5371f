package site

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/content"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// Cover is the address of an article's cover as its pages need it, or empty when it has none: a cover of the site's own
// that is not on the site is none.
func (s *Site) Cover(a *content.Article) string {
	if s.CoverMissing(a) {
		return ""
	}
	switch image := a.CoverImage; {
	case image.Gone:
		return ""
	case image.Copy != nil:
		return urls.Href(image.Copy.URL)
	}
	return urls.Safe(a.Cover.Image)
}

// CoverMissing reports whether an article names a cover of the site's own that is not on the site.
func (s *Site) CoverMissing(a *content.Article) bool {
	rest, whole := strings.CutPrefix(urls.Safe(a.Cover.Image), strings.TrimSuffix(s.Config.BaseURL, "/"))
	if !strings.HasPrefix(rest, "/") || !whole && strings.HasPrefix(rest, "//") {
		return false
	}
	address, err := url.Parse(rest)
	return err == nil && s.Page(norm.NFC.String(address.Path)) == nil
}

// LeadsNowhere reports whether a link of an article names another that is not on the site.
func (s *Site) LeadsNowhere(l content.Link) bool { return l.File != "" && s.Page(l.URL) == nil }

// checkLinks tells of the relative addresses in articles that lead nowhere, or will for readers: to an article that is
// not published.
func (b *builder) checkLinks(articles []*content.Article) {
	var byPath map[string]*content.Article // of all articles, when the first is asked for
	for _, a := range b.site.published() {
		for _, l := range a.Links {
			if byPath == nil {
				byPath = make(map[string]*content.Article, len(articles))
				for _, a := range articles {
					byPath[a.Path] = a
				}
			}
			if p, wrong := b.checkLink(a, l, byPath[l.File]); wrong {
				p.Level, p.File, p.Pos = report.Warning, a.Path, l.Pos
				b.problems.Add(p)
			}
		}
	}
}

// checkLink tells what is wrong with one link, whose target is nil when it is no article.
func (b *builder) checkLink(from *content.Article, l content.Link, to *content.Article) (report.Problem, bool) {
	now := b.selection.Now
	switch {
	case to != nil:
		status := StatusOf(to, now)
		if status == Published || StatusOf(from, now) != Published {
			return report.Problem{}, false
		}
		return report.Problem{
			Rule: "link-naar-" + unpublished[status].rule,
			Text: fmt.Sprintf("de link %s leidt naar %s: op de site is het gewone tekst", l.Written, unpublished[status].text),
			Hint: "Publiceer dat artikel, of haal de link weg.",
		}, true
	case l.File != "" || b.byURL[l.URL] != nil || b.byURL[l.URL+"/"] != nil:
		return report.Problem{}, false
	}
	p := report.Problem{
		Rule: "dode-link", Text: fmt.Sprintf("de link %s leidt nergens heen: er is geen bestand dat zo heet", l.Written),
		Hint: "Controleer de naam, zet het bestand naast het artikel, of haal de link weg.",
	}
	if l.Near != "" {
		p.Hint = "Bedoelde je “" + l.Near + "”?"
	}
	return p, true
}

// unpublished says what an article is that is not on the site.
var unpublished = [Published]struct{ rule, text string }{
	Draft:     {"concept", "een concept"},
	Scheduled: {"gepland", "een artikel dat nog moet verschijnen"},
	Expired:   {"verlopen", "een artikel dat verlopen is"},
}
