// Package archetype makes new articles and new sites.
//
// An article begins as an archetype: a file of markdown with a head, in which the fields of Values stand as in
// text/template. The site's own goes before the theme's, and that of a section before that of all:
// archetypes/nieuws.md, archetypes/default.md, themes/krant/archetypes/nieuws.md, themes/krant/archetypes/default.md,
// and then the one that is built in.
package archetype

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"text/template"
	"time"

	"drukpers/internal/edit"
	"drukpers/internal/report"
)

//go:embed default.md
var builtIn string

//go:embed all:site
var siteFiles embed.FS

// Values are what an archetype can use: {{.Title}}. In a head texts need quotes where YAML wants them: {{yaml .Title}}.
type Values struct {
	Title    string
	Date     string // with its offset, RFC 3339
	Section  string // the folder below content/
	Category string
	Tags     []string
}

// Find is the archetype of a section, and the file that it stands in: empty of the one that is built in.
func Find(project fs.FS, theme, section string) (file, text string, err error) {
	for _, folder := range []string{"archetypes", path.Join("themes", theme, "archetypes")} {
		for _, name := range []string{section, "default"} {
			file := path.Join(folder, name+".md")
			data, err := fs.ReadFile(project, file)
			if err == nil || !errors.Is(err, fs.ErrNotExist) {
				return file, string(data), err
			}
		}
	}
	return "", builtIn, nil
}

// Make fills in an archetype. What can't be an article is a *report.Failure of its file.
func Make(file, text string, v Values) ([]byte, error) {
	wrong := func(pos report.Pos, text, hint string) error {
		return &report.Failure{Problem: report.Problem{
			Level: report.Error, Rule: "archetype", File: file, Pos: pos, Text: text, Hint: hint,
		}}
	}
	t, err := template.New("").Funcs(template.FuncMap{"yaml": edit.YAML}).Option("missingkey=error").Parse(text)
	var made bytes.Buffer
	if err == nil {
		err = t.Execute(&made, v)
	}
	if err != nil {
		return nil, wrong(report.Pos{}, fmt.Sprintf("dit archetype is niet in te vullen (%v)", err),
			"Er zijn {{yaml .Title}}, {{.Date}}, {{.Section}}, {{yaml .Category}} en {{range .Tags}}.")
	}
	if _, problems := edit.Read(file, made.Bytes()); problems.HasErrors() {
		p := problems[0]
		return nil, wrong(p.Pos, "van dit archetype komt geen artikel: "+p.Text, p.Hint)
	}
	return made.Bytes(), nil
}

// FileName is what a new article is called: its day and its title.
func FileName(date time.Time, title string) string {
	return date.Format(time.DateOnly) + "-" + Slug(title) + ".md"
}

// Site are the files of a new site, by path. Its article is of a day.
func Site(date time.Time) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(siteFiles, "site", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := siteFiles.ReadFile(name)
		name = strings.TrimPrefix(name, "site/")
		if dir, base := path.Split(name); base == "welkom.md" {
			name = dir + date.Format(time.DateOnly) + "-" + base
			data, err = Make(name, string(data), Values{Date: date.Format(time.RFC3339)})
		}
		files[name] = data
		return err
	})
	return files, err
}
