package render

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// Project is a folder with a site. What did not change between two loads is the same pointer in both editions: config,
// theme and articles, and with them all that the memos keep; where nothing did, so is the edition. One Load at a time.
type Project struct {
	Files        fs.FS            // the project's folder
	BuiltinTheme fs.FS            // what the site's own theme does not have
	Library      *content.Library // keeps articles between loads

	config configMemo
	static staticMemo
	theme  themeMemo
	last   editionMemo
}

type configMemo struct {
	data     []byte
	config   *content.Config
	problems report.List
}

type staticMemo struct {
	files    []content.File
	problems report.List
}

type themeMemo struct {
	config   *content.Config
	theme    *Theme
	cards    *CardCache // in that theme
	problems report.List
}

// LoadOptions say what an edition is for.
type LoadOptions struct {
	site.Selection
	Minify     *bool    // nil: as site.yaml says
	SkipBroken bool     // leave out the files that have errors
	Changed    []string // the only files that may be others than at the last Load; nil when any may
	Stage      func(name string)
}

// same reports whether two editions show the same articles, whenever that is.
func (o LoadOptions) same(other LoadOptions) bool {
	a, b := o.Selection, other.Selection
	a.Now, b.Now = time.Time{}, time.Time{}
	return a == b && o.SkipBroken == other.SkipBroken
}

// Load reads the whole project: site.yaml, articles, theme, static files. The edition is nil when an error stands in the
// way of one; with other errors it is what can be made of the rest. The error is the machine's.
func (p *Project) Load(options LoadOptions) (*Edition, report.List, error) {
	stage := options.Stage
	if stage == nil {
		stage = func(string) {}
	}
	stage("site.yaml")
	config, configProblems, err := p.readConfig()
	if err != nil {
		return nil, nil, err
	}
	stage("artikelen")
	files, staticProblems, err := p.staticFiles(options.Changed)
	if err != nil {
		return nil, nil, err
	}
	articles, problems, err := p.Library.Reload(p.Files, config, files, options.Changed)
	if err != nil {
		return nil, nil, err
	}
	stage("thema")
	minified := config.Build.Minify
	if options.Minify != nil {
		minified = *options.Minify
	}
	theme, themeProblems, err := p.loadTheme(config, minified)
	if err != nil {
		return nil, nil, err
	}
	stage("model")
	problems = slices.Concat(configProblems, problems, staticProblems)
	if !configProblems.HasErrors() {
		problems = append(problems, themeProblems...) // else they may follow from the others
	}
	if configProblems.HasErrors() || themeProblems.HasErrors() {
		_, more := site.New(config, articles, files, options.Selection) // what is wrong with the URLs can be told all the same
		return nil, p.finish(append(problems, more...)), nil
	}
	files = slices.Concat(files, theme.Files())
	if p.last = p.last.next(config, theme, articles, files, options); p.last.edition == nil {
		edition, more := layOut(config, theme, p.theme.cards, articles, files, options)
		p.last = editionMemo{edition, more, articles, files, options}
	}
	return p.last.edition, p.finish(append(problems, p.last.problems...)), nil
}

// staticFiles lists them anew, unless none of the files that may have changed is one.
func (p *Project) staticFiles(changed []string) ([]content.File, report.List, error) {
	inStatic := func(name string) bool { return name == "static" || inFolder(name, "static") }
	if changed != nil && !slices.ContainsFunc(changed, inStatic) {
		return p.static.files, p.static.problems, nil
	}
	files, problems, err := content.StaticFiles(p.Files)
	if err != nil {
		return nil, nil, fmt.Errorf("reading static: %w", err)
	}
	p.static = staticMemo{files, problems}
	return files, problems, nil
}

func (p *Project) readConfig() (*content.Config, report.List, error) {
	data, err := fs.ReadFile(p.Files, content.ConfigFile)
	if err == nil && p.config.config != nil && bytes.Equal(data, p.config.data) {
		return p.config.config, p.config.problems, nil
	}
	config, problems, err := content.ReadConfig(p.Files)
	if err == nil {
		p.config = configMemo{data, config, problems}
	}
	return config, problems, err
}

func (p *Project) loadTheme(config *content.Config, minified bool) (*Theme, report.List, error) {
	files, err := themeFiles(p.Files, p.BuiltinTheme, config.Theme)
	if err != nil {
		return nil, nil, err
	}
	stamp := stampOf(files)
	if m := p.theme; m.theme != nil && m.theme.stamp == stamp && m.config == config && m.theme.minified == minified {
		return m.theme, m.problems, nil
	}
	theme, problems := newTheme(files, config, minified)
	p.theme = themeMemo{config, theme, &CardCache{}, problems}
	return theme, problems, nil
}

// layOut makes site and edition. With SkipBroken it does so again without the files that have errors, until what is
// left has none.
func layOut(config *content.Config, theme *Theme, cards *CardCache, articles []*content.Article, files []content.File, options LoadOptions) (*Edition, report.List) {
	var all report.List
	for {
		s, problems := site.New(config, articles, files, options.Selection)
		edition, more := NewEdition(s, theme, cards)
		edition.articles, edition.files = articles, files
		problems = append(problems, more...)
		all = append(all, problems...)
		if !options.SkipBroken || !problems.HasErrors() {
			return edition, all
		}
		broken := map[string]bool{}
		for _, p := range problems.At(report.Error) {
			broken[p.File] = true
		}
		before := len(articles) + len(files)
		articles = slices.DeleteFunc(slices.Clone(articles), func(a *content.Article) bool { return broken[a.Path] })
		files = slices.DeleteFunc(slices.Clone(files), func(f content.File) bool { return broken[f.Path] })
		if len(articles)+len(files) == before {
			return edition, all
		}
	}
}

func (p *Project) finish(problems report.List) report.List {
	problems.Sort()
	problems.FillSources(p.Files)
	return problems
}

// Skippable reports whether every error is in a file that SkipBroken leaves out.
func Skippable(problems report.List) bool {
	return !slices.ContainsFunc(problems.At(report.Error), func(p report.Problem) bool {
		return !fs.ValidPath(p.File) || !inFolder(p.File, "content") && !inFolder(p.File, "static")
	})
}

func inFolder(file, folder string) bool {
	return len(file) > len(folder) && file[:len(folder)+1] == folder+"/"
}
