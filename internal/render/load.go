package render

import (
	"fmt"
	"io/fs"
	"slices"

	"drukpers/internal/content"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// Project is a folder with a site, and what loading it may assume.
type Project struct {
	Files        fs.FS            // the project's folder
	BuiltinTheme fs.FS            // what the site's own theme does not have
	Library      *content.Library // keeps articles between loads
}

// LoadOptions say what an edition is for.
type LoadOptions struct {
	site.Selection
	Minify     *bool // nil: as site.yaml says
	SkipBroken bool  // leave out the files that have errors
	Stage      func(name string)
}

// Load reads the whole project: site.yaml, articles, theme, static files. The edition is nil when an error stands in the
// way of one; with other errors it is what can be made of the rest. The error is the machine's.
func (p *Project) Load(options LoadOptions) (*Edition, report.List, error) {
	stage := options.Stage
	if stage == nil {
		stage = func(string) {}
	}
	stage("site.yaml")
	config, problems, err := content.ReadConfig(p.Files)
	if err != nil {
		return nil, nil, err
	}
	if problems.HasErrors() {
		_, more, err := p.Library.Load(p.Files, config)
		problems = append(problems, more...)
		return nil, p.finish(problems), err
	}
	stage("artikelen")
	articles, more, err := p.Library.Load(p.Files, config)
	if err != nil {
		return nil, nil, err
	}
	problems = append(problems, more...)
	stage("thema")
	minified := config.Build.Minify
	if options.Minify != nil {
		minified = *options.Minify
	}
	theme, more, err := LoadTheme(p.Files, p.BuiltinTheme, config, minified)
	if err != nil {
		return nil, nil, err
	}
	problems = append(problems, more...)
	if more.HasErrors() {
		return nil, p.finish(problems), nil
	}
	files, more, err := site.StaticFiles(p.Files)
	if err != nil {
		return nil, nil, fmt.Errorf("reading static: %w", err)
	}
	problems = append(problems, more...)
	stage("model")
	edition, more := layOut(config, theme, articles, append(files, theme.Files()...), minified, options)
	return edition, p.finish(append(problems, more...)), nil
}

// layOut makes site and edition. With SkipBroken it does so again without the files that have errors, until what is
// left has none.
func layOut(config *content.Config, theme *Theme, articles []*content.Article, files []site.File, minified bool, options LoadOptions) (*Edition, report.List) {
	var all report.List
	for {
		s, problems := site.New(config, articles, files, options.Selection)
		edition, more := NewEdition(s, theme, minified)
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
		files = slices.DeleteFunc(slices.Clone(files), func(f site.File) bool { return broken[f.Path] })
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
