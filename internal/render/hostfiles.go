package render

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"drukpers/internal/host"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

func (e *Edition) robots(_ *site.Page, b *bytes.Buffer) error {
	c := e.Site.Config
	fmt.Fprintf(b, "User-agent: *\nAllow: /\n\nSitemap: %s\nSitemap: %s\n", c.Absolute("/sitemap.xml"),
		c.Absolute("/sitemap-news.xml"))
	return nil
}

// HostFiles are the _redirects and _headers of an edition: the site's own rules with the program's.
type HostFiles struct {
	Redirects, Headers []byte
	Own                *host.Redirects // the rules of static/_redirects, with their lines there
	Problems           report.List     // lines of the site's own that the host passes over, and what does not fit
}

// HostFiles makes them once. The error is the machine's.
func (e *Edition) HostFiles() (*HostFiles, error) { return e.hostFiles() }

func (e *Edition) newHostFiles() (*HostFiles, error) {
	h := &HostFiles{}
	own, file, err := e.ownRules("/_redirects")
	if err != nil {
		return nil, err
	}
	h.Own, h.Problems = host.ReadRedirects(file, own)
	h.redirects(e, own)
	if own, file, err = e.ownRules("/_headers"); err != nil {
		return nil, err
	}
	ownHeaders, wrong := host.ReadHeaders(file, own)
	h.Problems = append(h.Problems, wrong...)
	h.headers(e, own, ownHeaders)
	return h, nil
}

// ownRules reads the site's own rules from static/. They end with a line.
func (e *Edition) ownRules(url string) (data []byte, file string, err error) {
	p := e.Site.Page(url)
	if p == nil || p.File == nil {
		return nil, "static" + url, nil
	}
	data, err = p.File.Read()
	if len(data) > 0 && data[len(data)-1] != '\n' {
		data = append(data, '\n')
	}
	return data, p.File.Path, err
}

// redirects joins the rules. The first that matches counts, so the site's own go before the program's; but of the rules
// after the first with a placeholder the host takes few, so that all which have none stand above. What used to be
// …/page/1/ is the list itself.
func (h *HostFiles) redirects(e *Edition, own []byte) {
	c := e.Site.Config
	static, dynamic := h.Own.Split(own)
	b := bytes.NewBuffer(slices.Clone(static))
	rule := func(from, to string) { fmt.Fprintf(b, "%s %s 301\n", from, to) }
	rule(c.Href("/page/1/"), c.Href("/"))
	room := host.MaxStatic - 1 - h.Own.Static()
	left, dead := 0, 0 // of the old addresses without a rule, and of those the ones without a page
	for _, ruleOnly := range []bool{true, false} {
		for _, r := range e.Site.Redirects {
			from := c.BasePath + host.EncodePath(r.From)
			switch {
			case r.RuleOnly != ruleOnly:
			case host.HasPlaceholder(from):
				if ruleOnly {
					h.Problems.Add(unwritable(r))
				}
			case room > 0:
				room--
				rule(from, c.Href(r.To))
			default:
				left++
				if ruleOnly {
					dead++
				}
			}
		}
	}
	b.Write(dynamic)
	rule(c.Href("/")+"*/page/1/", c.Href("/")+":splat/")
	h.Redirects = b.Bytes()
	if left > 0 {
		h.Problems.Add(tooManyRedirects(left, dead))
	}
}

// unwritable is of an old address that the host can't be given a rule for, and that no page leads on from.
func unwritable(r site.Redirect) report.Problem {
	return report.Problem{
		Level: report.Warning,
		Rule:  "geen-omleiding",
		File:  "static/_redirects",
		Text: fmt.Sprintf(
			"het oude adres %s van %s werkt niet: * en :naam staan bij de host voor andere adressen",
			r.From,
			r.To,
		),
		Hint: "Haal dit adres weg uit aliases.",
	}
}

func tooManyRedirects(left, dead int) report.Problem {
	p := report.Problem{
		Level: report.Warning,
		Rule:  "te-veel-redirects",
		File:  "static/_redirects",
		Text: fmt.Sprintf(
			"%d oude adressen passen niet in _redirects: de host neemt er hoogstens %d",
			left,
			host.MaxStatic,
		),
		Hint: "Ze werken wel, via een pagina die doorverwijst. Haal aliases weg die niemand meer gebruikt.",
	}
	if dead > 0 {
		p.Hint = fmt.Sprintf("%d ervan werken daardoor niet. Haal aliases weg die niemand meer gebruikt.", dead)
	}
	return p
}

// headers joins the rules. The site's own come last: the host joins the values of all rules that match, and a line
// “! Name” in them takes one of these away.
func (h *HostFiles) headers(e *Edition, own []byte, rules *host.Headers) {
	c := e.Site.Config
	var b bytes.Buffer
	all := c.Href("/") + "*"
	ownOfAll, rest := rules.Cut(own, all)
	b.WriteString(all + "\n")
	for _, header := range [][2]string{
		{"Content-Security-Policy", e.Policy().String()},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
	} {
		if !rules.Detaches(all, header[0]) {
			fmt.Fprintf(&b, "  %s: %s\n", header[0], header[1])
		}
	}
	b.Write(ownOfAll)
	room := host.MaxHeaders - 1 - rules.Len()
	free := e.withoutPolicy()
	for _, path := range free[:min(len(free), max(0, room))] {
		fmt.Fprintf(&b, "%s\n  ! Content-Security-Policy\n", path)
	}
	room -= len(free)
	if room < 0 {
		h.Problems.Add(report.Problem{
			Level: report.Warning,
			Rule:  "te-veel-hostregels",
			File:  "static",
			Text: fmt.Sprintf("%d paden van HTML-bestanden passen niet in _headers: de host neemt er hoogstens %d", -room,
				host.MaxHeaders),
			Hint: "Het beveiligingsbeleid van de pagina's geldt nu ook daarvoor. Zet HTML-bestanden samen in één map van " +
				"static/.",
		})
	}
	assets := e.Theme.Files()
	for _, asset := range assets[:min(len(assets), max(0, room))] {
		fmt.Fprintf(&b, "%s\n  Cache-Control: public, max-age=31536000, immutable\n", c.Href(asset.URL))
	}
	b.Write(rest)
	h.Headers = b.Bytes()
}

// withoutPolicy are the paths, as _headers writes them, of HTML that the owner made: the policy of the pages would stop
// what it does. A folder that holds nothing else is one path. The site's own 404.html is not among them, since it
// answers on any path.
func (e *Edition) withoutPolicy() []string {
	var paths []string
	order := e.Site.Order
	for i := 0; i < len(order); i++ {
		p := order[i]
		if p.Kind != site.Static || MediaType(p) != "text/html" || p.URL == host.NotFound {
			continue
		}
		if folder := e.staticFolder(p.URL); folder != "" {
			paths = append(paths, e.Site.Config.BasePath+host.EncodePath(folder)+"*")
			for i+1 < len(order) && strings.HasPrefix(order[i+1].URL, folder) {
				i++
			}
			continue
		}
		path := e.Site.Config.BasePath + host.EncodePath(p.URL)
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
func (e *Edition) staticFolder(url string) string {
	for end := 1; end < len(url); end++ {
		if url[end] != '/' {
			continue
		}
		folder := url[:end+1]
		if host.HasPlaceholder(folder) {
			return ""
		}
		first, _ := slices.BinarySearchFunc(e.Site.Order, folder, func(p *site.Page, url string) int {
			return strings.Compare(p.URL, url)
		})
		below := e.Site.Order[first:]
		mixed := slices.IndexFunc(below, func(p *site.Page) bool {
			return p.Kind != site.Static || !strings.HasPrefix(p.URL, folder)
		})
		if mixed < 0 || !strings.HasPrefix(below[mixed].URL, folder) {
			return folder
		}
	}
	return ""
}

func (e *Edition) redirects(_ *site.Page, b *bytes.Buffer) error {
	files, err := e.HostFiles()
	if err == nil {
		b.Write(files.Redirects)
	}
	return err
}

func (e *Edition) headers(_ *site.Page, b *bytes.Buffer) error {
	files, err := e.HostFiles()
	if err == nil {
		b.Write(files.Headers)
	}
	return err
}

func (e *Edition) static(p *site.Page, b *bytes.Buffer) error {
	data, err := p.File.Read()
	b.Write(data)
	return err
}

var aliasTemplate = template.Must(template.New("alias").Parse(`<!doctype html><html lang="{{.Language}}">` +
	`<head><meta charset="utf-8"><title>{{.To}}</title><link rel="canonical" href="{{.To}}">` +
	`<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={{.To}}"></head>` +
	`<body><p><a href="{{.To}}">{{.To}}</a></p></body></html>`))

func (e *Edition) alias(p *site.Page, b *bytes.Buffer) error {
	return aliasTemplate.Execute(b, struct{ Language, To string }{
		e.Site.Config.Language,
		e.Site.Config.Absolute(p.RedirectTo),
	})
}
