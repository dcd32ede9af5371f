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

	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/html"

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
	var large report.List // templates that stay as they were written
	if len(problems) == 0 && t.Minified {
		small := map[string]string{}
		for name, source := range t.sources {
			text, err := minifyTemplate(source)
			if err != nil {
				large.Add(notMinified(path.Join(t.dir, name), err))
				text = source
			}
			small[name] = text
		}
		t.templates = t.sound(small)
	}
	if len(problems) == 0 && t.templates == nil {
		t.templates = t.sound(t.sources)
	}
	if t.templates == nil {
		return append(problems, t.mistakes()...)
	}
	return append(problems, large...)
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

// mistakes tells what is wrong with the templates as they were written: of those that can't be escaped, the ones that
// call no other such.
func (t *Theme) mistakes() report.List {
	set, problems := t.parse(t.sources)
	if len(problems) > 0 {
		return problems
	}
	wrong := map[string]error{}
	for name := range t.sources {
		one, err := set.Clone()
		if err == nil {
			err = escape(one, []string{name})
		}
		if err != nil {
			wrong[name] = err
		}
	}
	for name, err := range wrong {
		if !t.callsOther(name, wrong, map[string]bool{}) {
			problems.Add(t.escapeProblem(name, err))
		}
	}
	problems.Sort()
	return problems
}

var templateCall = regexp.MustCompile(`\{\{-?\s*(?:template|block)\s+"([^"]+)"`)

// callsOther reports whether a template calls another of some, or itself.
func (t *Theme) callsOther(name string, some map[string]error, seen map[string]bool) bool {
	if seen[name] {
		return false
	}
	seen[name] = true
	for _, call := range templateCall.FindAllStringSubmatch(t.sources[name], -1) {
		if _, is := some[call[1]]; is && call[1] != name || t.callsOther(call[1], some, seen) {
			return true
		}
	}
	return false
}

// escapeProblem is of a template that can't be escaped. html/template often tells no place of it, or one further on:
// where the template ends inside of a tag, that tag is to blame.
func (t *Theme) escapeProblem(name string, err error) report.Problem {
	p := t.templateProblem(err)
	if line := openTag(t.sources[name]); line > 0 {
		p.File, p.Pos = path.Join(t.dir, name), report.Pos{Line: line, Col: 1}
		p.Text = "het sjabloon klopt niet: hier begint een tag, of een tekst tussen aanhalingstekens, die niet wordt gesloten"
		p.Hint = "Zet het ontbrekende aanhalingsteken of > erbij."
	} else if path.Base(p.File) == escapeName || p.Line == 0 {
		p.File, p.Pos = path.Join(t.dir, name), report.Pos{Line: 1, Col: 1}
	}
	return p
}

// openTag is the line of the tag in which a template ends, or 0.
func openTag(source string) int {
	l := lexer.NewTemplateLexer(parse.NewInputString(source), html.GoTemplateDelims)
	open, offset := -1, 0
	for {
		token, data := l.Next()
		switch token {
		case lexer.ErrorToken:
			if open < 0 {
				return 0
			}
			return strings.Count(source[:open], "\n") + 1
		case lexer.StartTagToken:
			open = offset
		case lexer.StartTagCloseToken, lexer.StartTagVoidToken:
			open = -1
		}
		offset += len(data)
	}
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

const escapeName = "escape"

// escape has html/template escape some templates and all that they call. It does so when one is first executed, so they
// are called in a branch that is never taken. A template that it can't follow makes it panic now and then.
func escape(set *template.Template, names []string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("template: %s:1: %v", names[0], p)
		}
	}()
	var source strings.Builder
	source.WriteString("{{if .}}")
	for _, name := range names {
		fmt.Fprintf(&source, "{{template %q}}", name)
	}
	source.WriteString("{{end}}")
	if _, err := set.New(escapeName).Parse(source.String()); err != nil {
		return err
	}
	return set.ExecuteTemplate(io.Discard, escapeName, false)
}

// Execute runs a template. An error of the theme is a *report.Failure, with the place in the template as it was
// written; any other is the machine's. A template that writes nothing but white space is such an error.
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
	return &report.Failure{Problem: t.templateProblem(err)}
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

// Blank is the error of a template that gives a page without any content.
func (t *Theme) Blank(name, url string) error {
	return &report.Failure{Problem: report.Problem{
		Level: report.Error, Rule: "sjabloon", File: path.Join(t.dir, name),
		Text: fmt.Sprintf("dit sjabloon geeft een lege pagina (%s)", url), Hint: "Zet de inhoud van het sjabloon terug.",
	}}
}

// templateError is how the template packages tell a place: "template: article.html:12:5: what", and of what would not
// be safe "html/template:article.html:12:5: what".
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
