// Package hostfiles makes the files by which a static host answers for a site: _redirects and _headers.
//
// Files joins the site's own rules, from static/, with those that follow from its pages, within the limits of the host.
// What does not fit, and what of the site's own rules the host passes over, are problems.
package hostfiles

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"drukpers/internal/content"
	"drukpers/internal/host"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/internal/theme"
	"drukpers/internal/urls"
)

// Files are the _redirects and _headers of a site.
type Files struct {
	Redirects, Headers []byte
	Own                *host.Redirects // the rules of static/_redirects, with their lines there
	Problems           report.List     // lines of the site's own that the host passes over, and what does not fit
}

// New makes the files of a site whose theme has some assets. The error is the machine's.
func New(s *site.Site, assets []content.File) (*Files, error) {
	f := &Files{}
	own, file, err := ownRules(s, "/_redirects")
	if err != nil {
		return nil, err
	}
	f.Own, f.Problems = host.ReadRedirects(file, own)
	f.redirects(s, own)
	if own, file, err = ownRules(s, "/_headers"); err != nil {
		return nil, err
	}
	ownHeaders, wrong := host.ReadHeaders(file, own)
	f.Problems = append(f.Problems, wrong...)
	f.headers(s, assets, own, ownHeaders)
	return f, nil
}

// ownRules reads the site's own rules from static/. They end with a line.
func ownRules(s *site.Site, url string) (data []byte, file string, err error) {
	p := s.Page(url)
	if p == nil || p.File == nil {
		return nil, "static" + url, nil
	}
	data, err = p.File.Read()
	if len(data) > 0 && data[len(data)-1] != '\n' {
		data = append(data, '\n')
	}
	return data, p.File.Path, err
}

// redirects adds the program's rules to the site's own. What used to be …/page/1/ is the list itself.
func (f *Files) redirects(s *site.Site, own []byte) {
	c := s.Config
	moved := func(from, to string) host.Redirect {
		return host.Redirect{From: c.BasePath + from, To: c.BasePath + to, Status: http.StatusMovedPermanently}
	}
	rules := []host.Redirect{moved("/page/1/", "/"), moved("/*/page/1/", "/:splat/")}
	ruleOnly := map[string]bool{}
	for _, only := range []bool{true, false} { // those without a page first, where there is no room for all
		for _, r := range s.Redirects {
			rule := moved(host.EncodePath(r.From), urls.Href(r.To))
			switch {
			case r.RuleOnly != only:
			case !host.HasPlaceholder(rule.From):
				rules = append(rules, rule)
				ruleOnly[rule.From] = only
			case only:
				f.Problems.Add(unwritable(r))
			}
		}
	}
	var left []host.Redirect
	f.Redirects, left = f.Own.Join(own, rules)
	if len(left) > 0 {
		dead := 0
		for _, rule := range left {
			if ruleOnly[rule.From] {
				dead++
			}
		}
		f.Problems.Add(tooManyRedirects(len(left), dead))
	}
}

// unwritable is of an old address that the host can't be given a rule for, and that no page leads on from.
func unwritable(r site.Redirect) report.Problem {
	return report.Problem{
		Level: report.Warning, Rule: "geen-omleiding", File: "static/_redirects",
		Text: fmt.Sprintf("het oude adres %s van %s werkt niet: * en :naam staan bij de host voor andere adressen", r.From,
			r.To),
		Hint: "Haal dit adres weg uit aliases.",
	}
}

// tooManyRedirects is of old addresses without a rule, some of which have no page either.
func tooManyRedirects(left, dead int) report.Problem {
	what := fmt.Sprintf("%d oude adressen passen", left)
	if left == 1 {
		what = "1 oud adres past"
	}
	p := report.Problem{
		Level: report.Warning, Rule: "te-veel-redirects", File: "static/_redirects",
		Text: fmt.Sprintf("%s niet in _redirects: de host neemt er hoogstens %d", what, host.MaxStatic),
		Hint: "Ze werken wel, via een pagina die doorverwijst. Haal aliases weg die niemand meer gebruikt.",
	}
	if dead > 0 {
		p.Hint = fmt.Sprintf("%d ervan werken daardoor niet. Haal aliases weg die niemand meer gebruikt.", dead)
	}
	return p
}

// headers adds the program's rules to the site's own. Those that spare a request come last, where there is no room for
// all.
func (f *Files) headers(s *site.Site, assets []content.File, own []byte, ownRules *host.Headers) {
	c := s.Config
	const policy = "Content-Security-Policy"
	rules := []host.HeaderRule{{Path: c.Href("/") + "*", Set: [][2]string{
		{policy, Policy(s).String()},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
	}}}
	for _, path := range withoutPolicy(s) {
		rules = append(rules, host.HeaderRule{Path: path, Unset: []string{policy}})
	}
	forever := [][2]string{{"Cache-Control", "public, max-age=31536000, immutable"}}
	for _, asset := range assets {
		rules = append(rules, host.HeaderRule{
			Path: c.Href(asset.URL), Set: forever,
		})
	}
	rules = append(rules, host.HeaderRule{Path: c.Href(content.VariantsURL) + "*", Set: forever})
	var left []host.HeaderRule
	f.Headers, left = ownRules.Join(own, rules)
	left = slices.DeleteFunc(left, func(r host.HeaderRule) bool { return r.Unset == nil })
	if len(left) > 0 {
		f.Problems.Add(report.Problem{
			Level: report.Warning, Rule: "te-veel-hostregels", File: "static",
			Text: fmt.Sprintf("%d paden van HTML-bestanden passen niet in _headers: de host neemt er hoogstens %d", len(left),
				host.MaxHeaders),
			Hint: "Het beveiligingsbeleid van de pagina's geldt nu ook daarvoor. Zet HTML-bestanden samen in één map van " +
				"static/.",
		})
	}
}

// withoutPolicy are the paths, as _headers writes them, of HTML that the owner made: the policy of the pages would stop
// what it does. A folder that holds nothing else is one path. The site's own 404.html is not among them, since it
// answers on any path.
func withoutPolicy(s *site.Site) []string {
	var paths []string
	order := s.Order
	for i := 0; i < len(order); i++ {
		p := order[i]
		if p.Kind != site.Static || theme.MediaType(p.OutputFile()) != "text/html" || p.URL == host.NotFound {
			continue
		}
		if folder := staticFolder(s, p.URL); folder != "" {
			paths = append(paths, s.Config.BasePath+host.EncodePath(folder)+"*")
			for i+1 < len(order) && strings.HasPrefix(order[i+1].URL, folder) {
				i++
			}
			continue
		}
		path := s.Config.BasePath + host.EncodePath(p.URL)
		if host.HasPlaceholder(path) {
			continue
		}
		paths = append(paths, path)
		if short, is := strings.CutSuffix(path, ".html"); is { // the host leaves it out
			paths = append(paths, short)
		}
	}
	return paths
}

// staticFolder is the outermost folder around a URL that holds static files only, or "".
func staticFolder(s *site.Site, url string) string {
	for end := 1; end < len(url); end++ {
		if url[end] != '/' {
			continue
		}
		folder := url[:end+1]
		if host.HasPlaceholder(folder) {
			return ""
		}
		first, _ := slices.BinarySearchFunc(s.Order, folder, func(p *site.Page, url string) int {
			return strings.Compare(p.URL, url)
		})
		below := s.Order[first:]
		mixed := slices.IndexFunc(below, func(p *site.Page) bool {
			return p.Kind != site.Static || !strings.HasPrefix(p.URL, folder)
		})
		if mixed < 0 || !strings.HasPrefix(below[mixed].URL, folder) {
			return folder
		}
	}
	return ""
}
