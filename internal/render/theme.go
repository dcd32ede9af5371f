package render

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"drukpers/internal/content"
	"drukpers/internal/report"
)

// Theme is a set of templates, texts and assets. It is immutable; another version of it is another *Theme, and with it a
// new, empty memo of cards.
type Theme struct {
	Name      string
	minified  bool
	templates *template.Template // escaped, and minified where that is wanted
	sources   map[string]string  // as written
	language  *Language
	assets    []content.File
	assetURL  map[string]string // name below assets/ → link with the content's fingerprint
	dir       string
	stamp     [32]byte // of all its files
}

const (
	assetsDir = "assets"
	cardName  = "partials/card.html"
)

// templateNames is the table of page templates: what a theme must have.
var templateNames = []string{"home.html", "list.html", "article.html", "page.html", "terms.html", "archive.html", "404.html", "search.html"}

// newTheme makes a theme of its files. All mistakes in it are problems.
func newTheme(files map[string][]byte, config *content.Config, minified bool) (*Theme, report.List) {
	t := &Theme{Name: config.Theme, minified: minified, assetURL: map[string]string{}, dir: themeDir(config.Theme), stamp: stampOf(files)}
	if len(files) == 0 {
		return t, report.List{{
			Level: report.Error, Rule: "thema", File: content.ConfigFile,
			Text: fmt.Sprintf("het thema “%s” bestaat niet: de map %s is er niet", t.Name, t.dir),
			Hint: "Maak de map, of laat theme weg voor het thema krant.",
		}}
	}
	problems := t.loadLanguage(files, config.Language)
	problems = append(problems, t.loadAssets(files, config, minified)...)
	return t, append(problems, t.loadTemplates(files)...)
}

func themeDir(name string) string { return path.Join("themes", name) }

// themeFiles reads all files of a theme: the project's themes/<name>/, and what that does not have from builtin, which is
// laid out the same way. There are none when the project has no such theme and it is not the built-in one.
func themeFiles(project, builtin fs.FS, name string) (map[string][]byte, error) {
	files := map[string][]byte{}
	if err := readFolder(files, builtin, "."); err != nil {
		return nil, fmt.Errorf("reading the built-in theme: %w", err)
	}
	own := map[string][]byte{}
	if err := readFolder(own, project, themeDir(name)); err != nil {
		return nil, fmt.Errorf("reading theme %s: %w", name, err)
	}
	if len(own) == 0 && name != content.DefaultConfig().Theme {
		return nil, nil
	}
	maps.Copy(files, own)
	return files, nil
}

// readFolder reads all files below a folder, by their paths in it; hidden and temporary files are passed over.
func readFolder(files map[string][]byte, fsys fs.FS, root string) error {
	return fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == root {
			return fs.SkipAll
		}
		if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") || content.Temporary(path.Base(name)) {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		files[strings.TrimPrefix(name, root+"/")] = data
		return err
	})
}

// stampOf tells two sets of files apart.
func stampOf(files map[string][]byte) [32]byte {
	h := sha256.New()
	for _, name := range sortedKeys(files) {
		fmt.Fprintf(h, "%d %s %d ", len(name), name, len(files[name]))
		h.Write(files[name])
	}
	return [32]byte(h.Sum(nil))
}

// loadAssets gives every asset a URL that holds a fingerprint of its bytes, so that it may be cached for ever. Stylesheets
// come last, since they name the others.
func (t *Theme) loadAssets(files map[string][]byte, config *content.Config, minified bool) report.List {
	var problems report.List
	for _, name := range sortedKeys(files) {
		if asset, ok := strings.CutPrefix(name, assetsDir+"/"); ok && path.Ext(name) != ".css" {
			problems = append(problems, t.addAsset(asset, files[name], config, minified)...)
		}
	}
	sheets, wrong := t.stylesheets(files)
	problems = append(problems, wrong...)
	for _, asset := range sortedKeys(sheets) {
		problems = append(problems, t.addAsset(asset, sheets[asset], config, minified)...)
	}
	return problems
}

func (t *Theme) addAsset(asset string, data []byte, config *content.Config, minified bool) report.List {
	file := path.Join(t.dir, assetsDir, asset)
	if minified {
		small, err := minifyAsset(mediaType(asset), data)
		if err != nil {
			return report.List{{
				Level: report.Error, Rule: "bestand-van-thema", File: file,
				Text: fmt.Sprintf("dit bestand is niet te verkleinen (%v)", err), Hint: "Herstel de fout, of bouw met --no-minify om te zien waar hij zit.",
			}}
		}
		data = small
	}
	sum := sha256.Sum256(data)
	ext := path.Ext(asset)
	url := fmt.Sprintf("/%s/%s.%s%s", assetsDir, strings.TrimSuffix(asset, ext), hex.EncodeToString(sum[:6]), ext)
	t.assetURL[asset] = config.Href(url)
	t.assets = append(t.assets, content.File{URL: url, Path: file, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }})
	return nil
}

// Files are the theme's assets.
func (t *Theme) Files() []content.File { return slices.Clone(t.assets) }

// templateError is how the template packages tell a place: "template: article.html:12:5: what", and of what would not be
// safe "html/template:article.html:12:5: what".
var templateError = regexp.MustCompile(`template: ?([^:\s]+):(\d+)(?::(\d+))?: (?:executing "[^"]*" at )?(.*)$`)

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

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// layouts are the names an article may choose: all templates but those that need more than an article.
func (t *Theme) layouts() []string {
	var names []string
	for _, template := range t.templates.Templates() {
		name, page := strings.CutSuffix(template.Name(), ".html")
		if page && !strings.Contains(name, "/") && !slices.Contains(listTemplates, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// listTemplates are the templates of pages that are no article.
var listTemplates = []string{"home", "list", "terms", "archive", "404"}

// layoutTemplate is the template of a page: the article's own layout, or its kind's.
func (t *Theme) layoutTemplate(layout, kind string) string { return cmp.Or(layout, kind) + ".html" }

// Assets are the links of the theme's assets by their names below assets/.
func (t *Theme) Assets() map[string]string { return t.assetURL }
