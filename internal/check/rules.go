package check

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"drukpers/internal/host"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// visits follows requests as the host answers them.
type visits struct {
	edition *render.Edition
	rules   *host.Redirects // all of the site, the program's included
	own     *host.Redirects // those of static/_redirects
}

// visit is what becomes of a request.
type visit struct {
	paths  []string // asked for one after the other, percent-encoded
	circle bool     // a browser gives up
	dead   bool     // the last is a path of the site on which nothing is
}

// String shows the first of its paths: those of a circle may grow.
func (v visit) String() string {
	const most = 5
	shown := strings.Join(v.paths[:min(len(v.paths), most)], " → ")
	if len(v.paths) > most {
		shown += " → …"
	}
	return shown
}

// last is where a visit ends.
func (v visit) last() string { return v.paths[len(v.paths)-1] }

// maxRedirects is how many redirects browsers follow (Fetch standard, HTTP-redirect fetch).
const maxRedirects = 20

// visit follows a request from a path of the site's host.
func (vs *visits) visit(path string) visit {
	v := visit{paths: []string{path}}
	for {
		rule, to := vs.rules.Find(path)
		if rule == nil {
			v.dead = !vs.has(path)
			return v
		}
		target, inside := vs.inside(to)
		if !inside {
			v.paths = append(v.paths, to)
			return v
		}
		v.circle = slices.Contains(v.paths, target) || len(v.paths) > maxRedirects
		v.paths = append(v.paths, target)
		switch {
		case rule.Status == http.StatusOK: // the host does not look for a rule for the target
			v.circle, v.dead = false, !vs.has(target)
			return v
		case v.circle:
			return v
		}
		path = target
	}
}

// inside gives the path of where a rule leads, when that is on the site's host.
func (vs *visits) inside(to string) (path string, ok bool) {
	base, err := url.Parse(vs.edition.Site.Config.BaseURL)
	if err != nil {
		return "", false
	}
	target, err := base.Parse(to)
	if err != nil || target.Host != base.Host {
		return "", false
	}
	return target.EscapedPath(), true
}

// has reports whether a file answers a path: on a host without the site's base path there may be others.
func (vs *visits) has(path string) bool {
	decoded, err := url.PathUnescape(path)
	if err != nil {
		return false
	}
	below, inside := strings.CutPrefix(decoded, vs.edition.Site.Config.BasePath)
	if !inside || below != "" && below[0] != '/' {
		return true
	}
	s := vs.edition.Site
	return s.Page(below) != nil || s.Page(below+"/") != nil || s.Page(below+".html") != nil ||
		s.Page(strings.TrimSuffix(below, "index.html")) != nil
}

// ownRules tells of rules of static/_redirects that lead in a circle, hide pages or lead nowhere: the first of these of
// a rule.
func (vs *visits) ownRules() report.List {
	var problems report.List
	hidden := vs.hidden()
	told := map[string]bool{} // paths of circles
	for _, rule := range vs.own.Rules {
		v := vs.visit(rule.Example())
		for _, page := range hidden[rule.From] {
			if !v.circle {
				v = vs.visit(vs.path(page))
			}
		}
		p := report.Problem{
			Level: report.Warning, File: "static/_redirects", Pos: report.Pos{Line: rule.Line, Col: 1},
			Hint: "Haal de regel weg, of verander hem.",
		}
		switch pages := hidden[rule.From]; {
		case v.circle:
			if told[v.paths[0]] {
				continue
			}
			for _, path := range v.paths {
				told[path] = true
			}
			p.Rule, p.Text = "omleiding-in-kring", fmt.Sprintf("deze regel leidt in een kring: %s", v)
		case len(pages) > 0:
			p.Rule, p.Text = "omleiding-verbergt", fmt.Sprintf("deze regel verbergt %s", pages[0].URL)
			if more := len(pages) - 1; more > 0 {
				p.Text += fmt.Sprintf(" en nog %s andere adressen", report.Number(more))
			}
			p.Text += ": de host volgt een regel ook waar een pagina is"
		case vs.leadsNowhere(&rule):
			p.Rule, p.Text = "dode-omleiding", fmt.Sprintf("deze regel leidt naar %s, en daar is niets", rule.To)
		default:
			continue
		}
		problems.Add(p)
	}
	return problems
}

// path is that of a page as a browser asks for it.
func (vs *visits) path(p *site.Page) string {
	return vs.edition.Site.Config.BasePath + host.EncodePath(p.URL)
}

// hidden are the pages that a rule keeps readers from, by the path of the rule. The page of an alias says the same as
// its rule.
func (vs *visits) hidden() map[string][]*site.Page {
	pages := map[string][]*site.Page{}
	if len(vs.own.Rules) == 0 {
		return pages
	}
	for _, p := range vs.edition.Site.Order {
		if p.Kind == site.Alias || p.Kind == site.Redirects || p.Kind == site.Headers {
			continue
		}
		if rule, _ := vs.rules.Find(vs.path(p)); rule != nil {
			pages[rule.From] = append(pages[rule.From], p)
		}
	}
	return pages
}

// leadsNowhere reports whether nothing answers where a rule leads, whatever its placeholders stand for.
func (vs *visits) leadsNowhere(rule *host.Redirect) bool {
	target, inside := vs.inside(rule.To)
	if !inside {
		return false
	}
	if !host.HasPlaceholder(rule.To) {
		return vs.visit(target).dead
	}
	leads := rule.Leads()
	fits := func(p *site.Page) bool {
		path := vs.path(p)
		return leads.MatchString(path) || leads.MatchString(strings.TrimSuffix(path, "/"))
	}
	answers := func(r host.Redirect) bool { return r.From != rule.From && leads.MatchString(r.From) }
	return !slices.ContainsFunc(vs.edition.Site.Order, fits) && !slices.ContainsFunc(vs.rules.Rules, answers)
}
