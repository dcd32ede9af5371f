package check

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"drukpers/internal/report"
	"drukpers/internal/rules"
)

// asks notes the host of another site that an attribute has a browser load something from.
func (d *document) asks(e element, a html.Attribute, page *url.URL) {
	directive := loads[e.name][strings.TrimPrefix(a.Key, "xlink:")]
	if directive == "" || directive == "form-action" || !strings.Contains(a.Val, "//") {
		return
	}
	address, err := page.Parse(a.Val)
	if err == nil && address.Host != "" && address.Host != page.Host && !slices.Contains(d.hosts, address.Host) {
		d.hosts = append(d.hosts, address.Host)
	}
}

// weight tells of pages for people that are large, and of what an article asks of others.
func (c *checker) weight(d *document) {
	if d.machine {
		return
	}
	limit := rules.Find("zware-pagina").LimitIn(c.edition.Site.Config.Check)
	if kB := d.size / 1000; kB > limit {
		p := warning(d.page, "zware-pagina", fmt.Sprintf("%s is %s kB", d.page.URL, report.Number(kB)),
			"Maak er meer pagina's van: op een telefoon duurt dit lang.")
		p.Level = report.Tip
		c.problems.Add(p)
	}
	if d.page.Article == nil {
		return
	}
	for _, host := range d.hosts {
		at := c.find(d.page.Article.Path, host)
		if at.Line == 0 { // a card of another article shows it
			continue
		}
		p := warning(d.page, "andere-host", fmt.Sprintf("lezers vragen hier iets aan %s, dat zo weet wie het leest", host),
			"Zet het bestand in static/, als dat mag.")
		p.Level, p.Group, p.Pos = report.Tip, host, at
		c.problems.Add(p)
	}
}
