// Package project turns a folder into an edition of its site.
//
// Load reads site.yaml, articles, theme and static files, and gives all that can be made of them with every problem.
// What did not change between two loads is the same pointer in both: config, theme and articles, and with them all that
// they keep; where nothing did, so is the edition.
package project

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/internal/theme"
)

// Project is a folder with a site. One Load at a time.
type Project struct {
	Files   fs.FS           // the project's folder
	Library content.Library // keeps articles between loads

	builtin fs.FS   // the theme that the site's own lies over
	last    *Loaded // of the last Load that no error of the machine stopped
	close   func() error
}

// New is the project of a file system; what the site's own theme does not have is taken from builtin.
func New(files, builtin fs.FS) *Project {
	return &Project{Files: files, builtin: builtin, close: func() error { return nil }}
}

// Open is the project in a folder. Nothing is read from outside it, whatever links it holds.
func Open(dir string, builtin fs.FS) (*Project, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	p := New(root.FS(), builtin)
	p.close = root.Close
	return p, nil
}

// Close ends the use of a project that was opened.
func (p *Project) Close() error { return p.close() }

// Location is the site's time zone, or the default one while site.yaml can't be read.
func (p *Project) Location() *time.Location {
	read, _, err := p.Config()
	if err != nil {
		return config.Default().Location
	}
	return read.Location
}

// Config is site.yaml with its problems; where it can't be read, the default one.
func (p *Project) Config() (*config.Config, report.List, error) {
	read, err := p.readConfig(configFile{})
	return read.config, read.problems, err
}

// Options say what a load is for.
type Options struct {
	site.Selection
	Minify     Minify
	SkipBroken bool     // leave out the files that have errors
	Changed    []string // the only files that may be others than at the last Load; nil when any may
	Stage      func(name string)
}

// Minify says whether templates and assets are minified.
type Minify int

// The choices of Minify.
const (
	MinifyByConfig Minify = iota
	MinifyNever
	MinifyAlways
)

func (m Minify) wanted(config *config.Config) bool {
	return m == MinifyAlways || m == MinifyByConfig && config.Build.Minify
}

// same reports whether two loads show the same articles, whenever that is.
func (o Options) same(other Options) bool {
	a, b := o.Selection, other.Selection
	a.Now, b.Now = time.Time{}, time.Time{}
	return a == b && o.SkipBroken == other.SkipBroken
}

type configFile struct {
	data     []byte
	found    bool // and readable
	config   *config.Config
	problems report.List
}

type staticFiles struct {
	files    []content.File
	problems report.List
}

type themeFiles struct {
	config   *config.Config
	theme    *theme.Theme
	cards    *render.CardCache // in that theme
	problems report.List
}

// Load reads the whole project. The error is the machine's, or a *report.Failure of a panic.
func (p *Project) Load(options Options) (_ *Loaded, err error) {
	defer report.Recover(config.File, &err)
	stage := options.Stage
	if stage == nil {
		stage = func(string) {}
	}
	last := p.last
	if last == nil {
		last = &Loaded{}
		options.Changed = nil
	}
	next := &Loaded{options: options}
	var articleProblems report.List
	stage("site.yaml")
	if next.config, err = p.readConfig(last.config); err != nil {
		return nil, err
	}
	config := next.config.config
	if !next.config.found {
		next.Problems = next.config.problems // what else is wrong follows from it
		p.last = nil
		return next, nil
	}
	stage("artikelen")
	if next.static, err = p.listStatic(last, config, options.Changed); err != nil {
		return nil, err
	}
	next.articles, articleProblems, err = p.Library.Reload(p.Files, config, next.static.files, options.Changed)
	if err != nil {
		return nil, err
	}
	stage("thema")
	if next.theme, err = p.readTheme(last.theme, config, options.Minify.wanted(config)); err != nil {
		return nil, err
	}
	stage("model")
	next.Problems = slices.Concat(next.config.problems, articleProblems, next.static.problems)
	if !next.config.problems.HasErrors() {
		next.Problems = append(next.Problems, next.theme.problems...) // else they may follow from the others
	}
	next.files = slices.Concat(next.static.files, next.theme.theme.Files())
	if next.config.problems.HasErrors() || next.theme.problems.HasErrors() {
		// What is wrong with the URLs can be told all the same.
		_, next.layout = site.New(config, next.articles, next.static.files, options.Selection)
	} else if !next.revise(last) {
		next.Edition, next.layout = next.newEdition(options.Selection, options.SkipBroken, nil)
	}
	next.Problems = slices.Concat(next.Problems, next.layout, site.DoubtfulYears(next.articles, options.Now))
	next.Problems.Sort()
	next.Problems.FillSources(p.Files)
	p.last = next
	return next, nil
}

func (p *Project) readConfig(last configFile) (configFile, error) {
	info, err := fs.Stat(p.Files, config.File)
	if err == nil && !info.Mode().IsRegular() { // a pipe would never end
		return configFile{nil, false, config.Default(), report.List{content.NoFile(config.File)}}, nil
	}
	data, err := fs.ReadFile(p.Files, config.File)
	found := !errors.Is(err, fs.ErrNotExist)
	if unreadable, is := report.Unreadable(config.File, err); is {
		return configFile{nil, false, config.Default(), report.List{unreadable}}, nil
	}
	if err != nil && found {
		return configFile{}, err
	}
	if last.config != nil && found == last.found && bytes.Equal(data, last.data) && found {
		return last, nil
	}
	if !found {
		return configFile{nil, false, config.Default(), report.List{config.Missing(p.Files)}}, nil
	}
	config, problems := config.Parse(data)
	return configFile{data, true, config, problems}, nil
}

// listStatic lists them anew, unless none of the files that may have changed is one.
func (p *Project) listStatic(last *Loaded, config *config.Config, changed []string) (staticFiles, error) {
	inStatic := func(name string) bool { return name == "static" || inFolder(name, "static") }
	if changed != nil && config == last.config.config && !slices.ContainsFunc(changed, inStatic) {
		return last.static, nil
	}
	files, problems, err := content.StaticFiles(p.Files, config.Images.Dir)
	if err != nil {
		return staticFiles{}, fmt.Errorf("reading static: %w", err)
	}
	return staticFiles{files, problems}, nil
}

func (p *Project) readTheme(last themeFiles, config *config.Config, minified bool) (themeFiles, error) {
	files, err := theme.ReadFiles(p.Files, p.builtin, config.Theme)
	if err != nil {
		return themeFiles{}, err
	}
	if last.theme != nil && last.config == config && last.theme.Hash == files.Hash(minified) {
		return last, nil
	}
	made, problems := theme.New(files, config, minified)
	return themeFiles{config, made, &render.CardCache{}, problems}, nil
}
