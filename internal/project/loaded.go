package project

import (
	"io/fs"
	"slices"

	"drukpers/internal/content"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// Loaded is what one Load gave. It is never changed.
type Loaded struct {
	Edition  *render.Edition // nil when an error stands in the way of one; with other errors it is of the rest
	Problems report.List     // of all files, in order

	options  Options
	config   configFile
	static   staticFiles
	theme    themeFiles
	articles []*content.Article // all that were loaded, published or not
	files    []content.File     // static ones and assets
	layout   report.List        // problems of laying out the site
}

// newEdition makes site and edition without the files of some problems. With skipBroken it does so again without those
// that have errors then, until what is left has none.
func (l *Loaded) newEdition(selection site.Selection, skipBroken bool, known report.List) (*render.Edition,
	report.List,
) {
	articles, files := without(l.articles, l.files, known)
	var all report.List
	for {
		s, problems := site.New(l.config.config, articles, files, selection)
		edition, more := render.NewEdition(s, l.theme.theme, l.theme.cards)
		problems = append(problems, more...)
		all = append(all, problems...)
		if !skipBroken || !problems.HasErrors() {
			return edition, all
		}
		before := len(articles) + len(files)
		articles, files = without(articles, files, problems)
		if len(articles)+len(files) == before {
			return edition, all
		}
	}
}

// Select gives the edition of the same project with another choice of articles.
func (l *Loaded) Select(selection site.Selection) *render.Edition {
	edition, _ := l.newEdition(selection, true, nil)
	return edition
}

// Skippable reports whether every error is in a file that SkipBroken leaves out.
func Skippable(problems report.List) bool {
	return !slices.ContainsFunc(problems.At(report.Error), func(p report.Problem) bool {
		return !fs.ValidPath(p.File) || !inFolder(p.File, "content") && !inFolder(p.File, "static")
	})
}

// Without leaves out more files, such as one that shows only when it is rendered that it can't be. It reports whether
// that made a difference.
func (l *Loaded) Without(problems report.List) (*Loaded, bool) {
	next := *l
	next.Edition, next.layout = next.newEdition(l.options.Selection, true, problems)
	next.Problems = slices.Concat(l.Problems, problems, next.layout)
	next.Problems.Sort()
	return &next, len(next.Edition.Site.Order) < len(l.Edition.Site.Order)
}

// without are the articles and files that have no errors. An article needs the files beside it.
func without(articles []*content.Article, files []content.File, problems report.List) ([]*content.Article,
	[]content.File,
) {
	broken := map[string]bool{}
	for _, p := range problems.At(report.Error) {
		broken[p.File] = true
	}
	if len(broken) == 0 {
		return articles, files
	}
	articles = slices.DeleteFunc(slices.Clone(articles), func(a *content.Article) bool {
		return broken[a.Path] || slices.ContainsFunc(a.Files, func(f content.File) bool { return broken[f.Path] })
	})
	return articles, slices.DeleteFunc(slices.Clone(files), func(f content.File) bool { return broken[f.Path] })
}

// BrokenArticles counts the files in content/ that have errors, and all articles with them.
func (l *Loaded) BrokenArticles() (broken, all int) {
	all = len(l.articles)
	last := ""
	for _, p := range l.Problems.At(report.Error) { // in the order of files
		if p.File == last || !inFolder(p.File, "content") {
			continue
		}
		last = p.File
		broken++
		if l.Article(p.File) == nil {
			all++
		}
	}
	return broken, all
}

func inFolder(file, folder string) bool {
	return len(file) > len(folder) && file[:len(folder)+1] == folder+"/"
}
