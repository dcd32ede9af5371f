package render

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"drukpers/internal/content"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// Theme is a set of templates, texts and assets. It is immutable; another version of it is another *Theme, and with it a
// new, empty memo of cards.
type Theme struct {
	Name      string
	templates *template.Template
	language  *Language
	assets    []site.File
	assetURL  map[string]string // name below assets/ → link with the content's fingerprint
	dir       string
}

const (
	assetsDir = "assets"
	cardName  = "partials/card.html"
)

// templateNames is the table of page templates: what a theme must have.
var templateNames = []string{"home.html", "list.html", "article.html", "page.html", "terms.html", "archive.html", "404.html", "search.html"}

// LoadTheme reads a theme from the project's themes/<name>/; builtin, laid out the same way, gives every file that is
// not there. All mistakes in it are problems; the error is the machine's.
func LoadTheme(project, builtin fs.FS, config *content.Config, minified bool) (*Theme, report.List, error) {
	t := &Theme{Name: config.Theme, assetURL: map[string]string{}, dir: path.Join("themes", config.Theme)}
	files, err := t.files(project, builtin)
	if err != nil {
		return nil, nil, err
	}
	if len(files) == 0 {
		return nil, report.List{{
			Level: report.Error, Rule: "thema", File: content.ConfigFile,
			Text: fmt.Sprintf("het thema “%s” bestaat niet: de map %s is er niet", t.Name, t.dir),
			Hint: "Maak de map, of laat theme weg voor het thema krant.",
		}}, nil
	}
	problems := t.loadLanguage(files, config.Language)
	problems = append(problems, t.loadAssets(files, config, minified)...)
	problems = append(problems, t.parse(files)...)
	return t, problems, nil
}

// files reads all files of the theme: the built-in ones, each replaced by the project's own of the same name.
func (t *Theme) files(project, builtin fs.FS) (map[string][]byte, error) {
	files := map[string][]byte{}
	found := t.Name == content.DefaultConfig().Theme
	for _, layer := range []struct {
		fsys fs.FS
		root string
	}{{builtin, "."}, {project, t.dir}} {
		err := fs.WalkDir(layer.fsys, layer.root, func(name string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) && name == layer.root {
				return fs.SkipAll
			}
			if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") || strings.HasSuffix(name, "~") {
				return err
			}
			data, err := fs.ReadFile(layer.fsys, name)
			if err != nil {
				return err
			}
			if layer.root != "." {
				found = true
				name = strings.TrimPrefix(name, layer.root+"/")
			}
			files[name] = data
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("reading theme %s: %w", t.Name, err)
		}
	}
	if !found {
		return nil, nil
	}
	return files, nil
}

// loadAssets gives every asset a URL that holds a fingerprint of its bytes, so that it may be cached for ever.
func (t *Theme) loadAssets(files map[string][]byte, config *content.Config, minified bool) report.List {
	var problems report.List
	for _, name := range sortedKeys(files) {
		asset, ok := strings.CutPrefix(name, assetsDir+"/")
		if !ok {
			continue
		}
		data := files[name]
		if minified {
			smaller, err := minifyBytes(mediaType(name), data)
			if err != nil {
				problems.Add(report.Problem{
					Level: report.Error, Rule: "bestand-van-thema", File: path.Join(t.dir, name),
					Text: fmt.Sprintf("dit bestand is niet te verkleinen (%v)", err), Hint: "Herstel de fout, of bouw met --no-minify om te zien waar hij zit.",
				})
				continue
			}
			data = smaller
		}
		sum := sha256.Sum256(data)
		ext := path.Ext(asset)
		url := fmt.Sprintf("/%s/%s.%s%s", assetsDir, strings.TrimSuffix(asset, ext), hex.EncodeToString(sum[:6]), ext)
		t.assetURL[asset] = config.Href(url)
		t.assets = append(t.assets, site.File{URL: url, Path: path.Join(t.dir, name), Read: func() ([]byte, error) { return data, nil }})
	}
	return problems
}

// Files are the theme's assets.
func (t *Theme) Files() []site.File { return slices.Clone(t.assets) }

func (t *Theme) parse(files map[string][]byte) report.List {
	var problems report.List
	t.templates = template.New("").Funcs(t.funcs()).Option("missingkey=error")
	for _, name := range sortedKeys(files) {
		if path.Ext(name) != ".html" || strings.HasPrefix(name, assetsDir+"/") {
			continue
		}
		if _, err := t.templates.New(name).Parse(string(files[name])); err != nil {
			problems.Add(t.templateProblem(err))
		}
	}
	if len(problems) > 0 {
		return problems
	}
	for _, name := range append(slices.Clone(templateNames), cardName) {
		if t.templates.Lookup(name) == nil {
			problems.Add(report.Problem{Level: report.Error, Rule: "sjabloon", File: path.Join(t.dir, name), Text: "dit sjabloon ontbreekt in het thema"})
		}
	}
	return problems
}

// templateError is how the template packages tell a place: "template: article.html:12:5: what".
var templateError = regexp.MustCompile(`template: ([^:\s]+):(\d+)(?::(\d+))?: (?:executing "[^"]*" at )?(.*)$`)

// templateProblem turns an error of parsing or executing a template into a problem with file and line.
func (t *Theme) templateProblem(err error) report.Problem {
	p := report.Problem{Level: report.Error, Rule: "sjabloon", File: t.dir, Text: fmt.Sprintf("het sjabloon klopt niet: %v", err)}
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
	p.Hint = "docs/theme.md noemt alle velden en functies die een sjabloon kent."
	return p
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// layoutTemplate is the template of a page: the article's own layout, or its kind's.
func (t *Theme) layoutTemplate(layout, kind string) string { return cmp.Or(layout, kind) + ".html" }
