package render

import (
	"fmt"
	"html/template"
	"io"
	"path"
	"slices"
	"strings"

	"drukpers/internal/report"
)

// loadTemplates parses the theme's templates and has html/template escape them. No template is executed, and every mistake
// that can be told without a page is a problem.
func (t *Theme) loadTemplates(files map[string][]byte) report.List {
	t.sources = map[string]string{}
	for name, data := range files {
		if path.Ext(name) == ".html" && !strings.HasPrefix(name, assetsDir+"/") {
			t.sources[name] = string(data)
		}
	}
	problems := t.incomplete()
	if len(problems) == 0 && t.minified {
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

// sound parses and escapes templates; it gives nil when there is a mistake in any.
func (t *Theme) sound(sources map[string]string) *template.Template {
	set, problems := t.parse(sources)
	if len(problems) > 0 || escape(set, entryPoints(set)) != nil {
		return nil
	}
	return set
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

// incomplete tells which templates are missing or blank.
func (t *Theme) incomplete() report.List {
	var problems report.List
	for _, name := range append(slices.Clone(templateNames), cardName, assetsName, mastheadName, colophonName) {
		source, ok := t.sources[name]
		p := report.Problem{Level: report.Error, Rule: "sjabloon", File: path.Join(t.dir, name)}
		switch {
		case !ok:
			p.Text = "dit sjabloon ontbreekt in het thema"
		case strings.TrimSpace(source) == "":
			p.Text = "dit sjabloon is leeg"
			p.Hint = "Haal het bestand weg, dan geldt het sjabloon van het thema krant weer; of zet de inhoud terug."
		default:
			continue
		}
		problems.Add(p)
	}
	return problems
}

func (t *Theme) parse(sources map[string]string) (*template.Template, report.List) {
	var problems report.List
	set := template.New("").Funcs(t.funcs()).Option("missingkey=error")
	for _, name := range sortedKeys(sources) {
		if _, err := set.New(name).Parse(sources[name]); err != nil {
			problems.Add(t.templateProblem(err))
		}
	}
	return set, problems
}

// entryPoints are the templates that pages begin with, and those that the program executes by itself.
func entryPoints(set *template.Template) []string {
	names := []string{cardName, assetsName, mastheadName, colophonName}
	for _, tmpl := range set.Templates() {
		if path.Ext(tmpl.Name()) == ".html" && !strings.Contains(tmpl.Name(), "/") {
			names = append(names, tmpl.Name())
		}
	}
	slices.Sort(names)
	return names
}

// escape has html/template escape some templates and all that they call. It does so when one is first executed, so they are
// called in a branch that is never taken.
func escape(set *template.Template, names []string) error {
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

// execute runs a template. Where a mistake stands is told by the template as it was written.
func (t *Theme) execute(w io.Writer, name string, view any) error {
	err := t.templates.ExecuteTemplate(w, name, view)
	if err == nil {
		return nil
	}
	if written := t.sound(t.sources); written != nil {
		if inSource := written.ExecuteTemplate(io.Discard, name, view); inSource != nil {
			err = inSource
		}
	}
	return &TemplateError{t.templateProblem(err)}
}

// emptyPage is the problem of a template that gives a page without any content.
func (t *Theme) emptyPage(name, url string) report.Problem {
	return report.Problem{
		Level: report.Error, Rule: "sjabloon", File: path.Join(t.dir, name),
		Text: fmt.Sprintf("dit sjabloon geeft een lege pagina (%s)", url), Hint: "Zet de inhoud van het sjabloon terug.",
	}
}
