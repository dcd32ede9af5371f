package theme

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"drukpers/internal/report"
)

// The partials that are executed by themselves: a card once per article, the others once per section.
const (
	Card     = "partials/card.html"
	Assets   = "partials/assets.html"
	Masthead = "partials/masthead.html"
	Colophon = "partials/colophon.html"
)

// required is what a theme must have.
var required = []string{
	"home.html", "list.html", "article.html", "page.html", "terms.html", "archive.html", "404.html", "search.html",
	Card, Assets, Masthead, Colophon,
}

// loadTemplates parses the theme's templates and has html/template escape them.
func (t *Theme) loadTemplates(files map[string][]byte) report.List {
	t.sources = map[string]string{}
	for name, data := range files {
		if path.Ext(name) == ".html" && !strings.HasPrefix(name, assetsDir+"/") {
			t.sources[name] = string(data)
		}
	}
	problems := t.incomplete()
	if len(problems) == 0 && t.Minified {
		small := map[string]string{}
		for name, source := range t.sources {
			small[name] = minifyTemplate(source)
		}
		t.templates = t.sound(small)
	}
	if len(problems) == 0 && t.templates == nil {
		t.templates = t.sound(t.sources)
	}
	if t.templates == nil {
		problems = append(problems, t.mistakes()...)
	}
	return problems
}

// incomplete tells which templates are missing or blank.
func (t *Theme) incomplete() report.List {
	var problems report.List
	for _, name := range required {
		if _, ok := t.sources[name]; !ok {
			problems.Add(report.Problem{
				Level: report.Error, Rule: "sjabloon", File: path.Join(t.dir, name), Text: "dit sjabloon ontbreekt in het thema",
			})
		}
	}
	for name, source := range t.sources {
		if (isPage(name) || slices.Contains(required, name)) && strings.TrimSpace(source) == "" {
			problems.Add(report.Problem{
				Level: report.Error, Rule: "sjabloon", File: path.Join(t.dir, name), Text: "dit sjabloon is leeg",
				Hint: "Zet de inhoud terug, of haal het bestand weg: dan geldt het ingebouwde sjabloon.",
			})
		}
	}
	problems.Sort()
	return problems
}

// isPage reports whether a template makes a page: it stands in the theme's own folder.
func isPage(name string) bool { return path.Ext(name) == ".html" && !strings.Contains(name, "/") }

// sound parses and escapes templates; it gives nil when there is a mistake in any.
func (t *Theme) sound(sources map[string]string) *template.Template {
	set, problems := t.parse(sources)
	if len(problems) > 0 || escape(set, entryPoints(set)) != nil {
		return nil
	}
	return set
}

func (t *Theme) parse(sources map[string]string) (*template.Template, report.List) {
	var problems report.List
	set := template.New("").Funcs(t.funcs()).Option("missingkey=error")
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		if _, err := set.New(name).Parse(sources[name]); err != nil {
			problems.Add(t.templateProblem(err))
		}
	}
	return set, problems
}

// mistakes tells what is wrong with the templates as they were written.
func (t *Theme) mistakes() report.List {
	set, problems := t.parse(t.sources)
	if len(problems) > 0 {
		return problems
	}
	for _, name := range entryPoints(set) {
		one, err := set.Clone()
		if err == nil {
			err = escape(one, []string{name})
		}
		if err != nil {
			problems.Add(t.templateProblem(err))
		}
	}
	problems.Sort()
	return problems
}

// entryPoints are the templates that pages begin with, and those that are executed by themselves.
func entryPoints(set *template.Template) []string {
	var names []string
	for _, tmpl := range set.Templates() {
		if isPage(tmpl.Name()) || slices.Contains(required, tmpl.Name()) {
			names = append(names, tmpl.Name())
		}
	}
	slices.Sort(names)
	return names
}

// escape has html/template escape some templates and all that they call. It does so when one is first executed, so they are
// called in a branch that is never taken. A template that it can't follow makes it panic now and then.
func escape(set *template.Template, names []string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("template: %s:1: %v", names[0], p)
		}
	}()
	const name = "escape"
	var source strings.Builder
	source.WriteString("{{if .}}")
	for _, name := range names {
		fmt.Fprintf(&source, "{{template %q}}", name)
	}
	source.WriteString("{{end}}")
	if _, err := set.New(name).Parse(source.String()); err != nil {
		return err
	}
	return set.ExecuteTemplate(io.Discard, name, false)
}

// Execute runs a template. An error of the theme is a *TemplateError, with the place in the template as it was written; any
// other is the machine's. A template that writes nothing but white space is such an error.
func (t *Theme) Execute(w io.Writer, name string, view any) error {
	err := execute(t.templates, w, name, view)
	if err == nil {
		return nil
	}
	if t.Minified {
		if written := t.sound(t.sources); written != nil {
			if inSource := execute(written, io.Discard, name, view); inSource != nil {
				err = inSource
			}
		}
	}
	return &TemplateError{t.templateProblem(err)}
}

// execute gives an error for a panic too: of the fields and functions of templates, or of html/template itself.
func execute(set *template.Template, w io.Writer, name string, view any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("template: %s:1: %v", name, p)
		}
	}()
	return set.ExecuteTemplate(w, name, view)
}

// TemplateError is a mistake in a template that shows only when it is executed.
type TemplateError struct{ Problem report.Problem }

func (e *TemplateError) Error() string { return e.Problem.Place() + ": " + e.Problem.Text }

// IsTemplateError tells a theme's mistake from the machine's.
func IsTemplateError(err error) (report.Problem, bool) {
	var t *TemplateError
	if errors.As(err, &t) {
		return t.Problem, true
	}
	return report.Problem{}, false
}

// Blank is the error of a template that gives a page without any content.
func (t *Theme) Blank(name, url string) error {
	return &TemplateError{report.Problem{
		Level: report.Error, Rule: "sjabloon", File: path.Join(t.dir, name),
		Text: fmt.Sprintf("dit sjabloon geeft een lege pagina (%s)", url), Hint: "Zet de inhoud van het sjabloon terug.",
	}}
}

// templateError is how the template packages tell a place: "template: article.html:12:5: what", and of what would not be
// safe "html/template:article.html:12:5: what".
var templateError = regexp.MustCompile(`template: ?([^:\s]+):(\d+)(?::(\d+))?: (?:executing "[^"]*" at )?(.*)$`)

// templateProblem turns an error of parsing, escaping or executing a template into a problem with file and line.
func (t *Theme) templateProblem(err error) report.Problem {
	p := report.Problem{
		Level: report.Error, Rule: "sjabloon", File: t.dir, Text: fmt.Sprintf("het sjabloon klopt niet: %v", err),
		Hint: "docs/theme.md noemt alle velden en functies die een sjabloon kent.",
	}
	var escape *template.Error
	if errors.As(err, &escape) && escape.Name != "" {
		p.File, p.Line = path.Join(t.dir, escape.Name), escape.Line
	}
	if m := templateError.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " ")); m != nil {
		p.File = path.Join(t.dir, m[1])
		p.Line, _ = strconv.Atoi(m[2])
		p.Col, _ = strconv.Atoi(m[3])
		if p.Col > 0 {
			p.Col++
		}
		p.Text = fmt.Sprintf("het sjabloon klopt niet: %s", m[4])
	}
	return p
}

// Layouts are the names an article may choose: all templates of pages but those that need more than an article.
func (t *Theme) Layouts() []string {
	var names []string
	for file := range t.sources {
		name := strings.TrimSuffix(file, ".html")
		if isPage(file) && !slices.Contains([]string{"home", "list", "terms", "archive", "404"}, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
