package check

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/host"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// opens tells of a file that can't be read.
func (c *checker) opens(f *content.File) {
	r, err := f.Open()
	if problem, is := report.Unreadable(f.Path, err); is {
		c.problems.Add(problem)
	}
	if err == nil {
		_ = r.Close()
	}
}

// cover reports a cover that the site does not have, or that its policy stops. Cards show it on many pages.
func (c *checker) cover(a *content.Article) {
	s := c.edition.Site
	written := urls.Safe(a.Cover.Image)
	if written == "" || a.CoverImage.Copy != nil || a.CoverImage.Gone {
		return
	}
	reference := s.Config.Link(written)
	problem := report.Problem{Level: report.Warning, File: a.Path, Pos: a.Position("cover", -1)}
	page, err := url.Parse(s.Config.Absolute(a.URL))
	if err != nil {
		return
	}
	address, err := page.Parse(reference)
	switch {
	case s.CoverMissing(a):
		missing := written
		if l := internal(s.Config, page, reference); l != nil {
			missing = l.url
		}
		c.dead[missing] = true
		problem.Rule, problem.Text = "geen-cover", fmt.Sprintf(
			"de cover %s staat niet in static/, en ook niet naast het artikel", missing)
		problem.Hint = "Zet het plaatje in static/ of naast het artikel, of haal de cover weg."
	case err == nil && !c.reader.policy.Allows("img-src", address, page):
		problem.Rule, problem.Text = "geblokkeerd", fmt.Sprintf("de browser toont de cover %s niet: het "+
			"beveiligingsbeleid van de site staat dat niet toe", a.Cover.Image)
		problem.Hint = "Zet het plaatje in static/, of gebruik een adres dat met https:// begint."
	default:
		return
	}
	c.known[reference] = true
	problem.Group = problem.Text
	c.problems.Add(problem)
}

// follow reports the links of a page that lead nowhere, but for those that are known already.
func (c *checker) follow(d *document) {
	for _, l := range d.links {
		there := c.edition.Site.Page(l.url) != nil
		if d.machine && c.dead[l.url] { // told of the page that has it too
			continue
		}
		c.dead[l.url] = c.dead[l.url] || !there
		written := writtenAs(c.edition.Site.Config, d.page, l.written)
		if c.known[l.written] || written != nil && !there { // told already
			continue
		}
		p, broken := c.broken(d, l)
		if !broken {
			continue
		}
		if written != nil {
			p.Pos = written.Pos
		} else {
			p.Group, p.Pos = p.Text, c.locate(p.File, l.written)
		}
		if p.Line == 0 && !strings.HasPrefix(l.written, "#") {
			c.known[l.written] = true // it comes from a menu, the theme or a list: once is enough
			if at := c.locate(config.File, l.written); at.Line > 0 {
				p.File, p.Pos = config.File, at
			}
		}
		c.problems.Add(p)
	}
}

// broken says what is wrong with a link, if anything is.
func (c *checker) broken(d *document, l *link) (report.Problem, bool) {
	s := c.edition.Site
	if s.Page(l.url) != nil {
		to := c.documents[l.url]
		if l.fragment == "" || to == nil {
			return report.Problem{}, false
		}
		if _, there := slices.BinarySearch(to.ids, l.fragment); there {
			return report.Problem{}, false
		}
		return warning(d.page, "dood-anker", fmt.Sprintf("op %s is geen anker #%s", l.url, l.fragment),
			"Controleer de kop waar de link naar verwijst."), true
	}
	path := s.Config.BasePath + host.EncodePath(l.url)
	if rule, _ := c.visits.rules.Find(path); rule != nil {
		v := c.visits.visit(path)
		text := fmt.Sprintf("de link %s leidt via een regel van _redirects naar %s, en daar is niets", l.written, v.last())
		return warning(d.page, "dode-link", text, "Verander de link, of de regel."), v.dead
	}
	if s.Page(l.url+"/") != nil {
		return warning(d.page, "dode-link", fmt.Sprintf("de link %s mist een / aan het eind", l.written),
			"Schrijf "+l.written+"/."), true
	}
	return warning(d.page, "dode-link", fmt.Sprintf("de link %s leidt nergens heen", l.written),
		"Controleer het adres, of haal de link weg."), true
}

// policy reports what the Content-Security-Policy stops on a page. What does not stand in the file of its article is of
// the theme, and told once.
func (c *checker) policy(d *document) {
	told := map[string]bool{}
	for _, b := range d.blocked {
		if told[b.written] || !b.inline && c.known[b.written] {
			continue
		}
		told[b.written] = true
		p := warning(d.page, "geblokkeerd", b.text, b.hint)
		if b.inline {
			p.Pos = c.find(p.File, b.written)
		} else {
			p.Pos = c.locate(p.File, b.written)
		}
		if p.Line == 0 && d.page.File == nil {
			if c.known[b.written] {
				continue
			}
			c.known[b.written] = true
			p.File = "themes/" + c.edition.Theme.Name
			p.Text = fmt.Sprintf("op %s: %s", d.page.URL, p.Text)
		}
		p.Group = p.Text
		c.problems.Add(p)
	}
}
