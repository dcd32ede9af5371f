package build

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"drukpers/internal/content"
	"drukpers/internal/host"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// entryOf is what the manifest says of a page beside its size and time.
func (r *run) entryOf(p *site.Page) entry {
	if p.Kind == site.Alias {
		if p = r.edition.Site.Page(p.RedirectTo); p == nil {
			return entry{}
		}
	}
	switch {
	case p.Kind == site.Article || p.Kind == site.Standing:
		return entry{source: p.Article.Path, digest: digestOf(p.Article.Hash)}
	case p.Kind == site.Static && p.Article != nil:
		return entry{source: p.Article.Path}
	}
	return entry{}
}

// digestOf is short: it only has to tell a few thousand files apart.
func digestOf(hash [32]byte) string { return hex.EncodeToString(hash[:8]) }

// urlOf is the address of a file of the output.
func urlOf(file string) string {
	if file == indexFile || strings.HasSuffix(file, "/"+indexFile) {
		file = strings.TrimSuffix(file, indexFile)
	}
	return "/" + file
}

const indexFile = "index.html"

// keepBroken notes what stays: the files of articles, and of static files, that have errors now and are left out of the
// site. What the site has a page for, or where it needs a folder, does not.
func (r *run) keepBroken() {
	broken := map[string]bool{}
	for _, p := range r.loaded.Problems.At(report.Error) {
		broken[p.File] = true
	}
	if len(broken) == 0 {
		return
	}
	taken := map[string]bool{} // files of the site, and the folders they need
	for _, p := range r.pages {
		for name := p.OutputFile(); name != "." && !taken[name]; name = path.Dir(name) {
			taken[name] = true
		}
	}
	r.kept = map[string]entry{}
	for file, e := range r.before.files {
		source := e.source
		if source == "" {
			source = "static/" + file
		}
		if taken[file] || !r.isBroken(source, broken) || r.belowFile(file) || !r.out.has(file) {
			continue
		}
		r.kept[file] = e
		r.result.Kept = append(r.result.Kept, source)
	}
	slices.Sort(r.result.Kept)
	r.result.Kept = slices.Compact(r.result.Kept)
}

// isBroken reports whether a file has errors, or an article one of the files beside it.
func (r *run) isBroken(source string, broken map[string]bool) bool {
	if anyAbove(broken, source) {
		return true
	}
	a := r.loaded.Article(source)
	return a != nil && slices.ContainsFunc(a.Files, func(f content.File) bool { return broken[f.Path] })
}

// anyAbove reports whether a file or a folder above it is in a set: of a folder that can't be read all files are left
// out.
func anyAbove(set map[string]bool, name string) bool {
	for ; name != "."; name = path.Dir(name) {
		if set[name] {
			return true
		}
	}
	return false
}

// belowFile reports whether a file stands in a folder where the site has a file.
func (r *run) belowFile(file string) bool {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if r.edition.Site.Page("/"+dir) != nil {
			return true
		}
	}
	return false
}

// tellVanished names the addresses of articles that were online, are gone now, and that no redirect leads on. Those of
// an article that is a draft, planned or expired now went on purpose.
func (r *run) tellVanished() report.List {
	var problems report.List
	var redirects *host.Redirects
	renamed := map[string]string{} // digest → file of an article that was not there before
	for _, file := range r.result.Deleted {
		known := r.before.files[file]
		if known.digest == "" || !r.out.has(file) {
			continue
		}
		if redirects == nil {
			redirects, _ = host.ReadRedirects("_redirects", r.redirects)
			renamed = r.newArticles()
		}
		url := urlOf(file)
		if rule, _ := redirects.Find(r.edition.Site.Config.BasePath + host.EncodePath(url)); rule == nil {
			problems = append(problems, r.vanished(url, known, renamed)...)
		}
	}
	if len(problems) > namedAlone {
		for i := range problems {
			problems[i].Group = "weg"
		}
	}
	return problems
}

func (r *run) newArticles() map[string]string {
	before := map[string]bool{}
	for _, e := range r.before.files {
		before[e.source] = true
	}
	files := map[string]string{}
	for _, p := range r.pages {
		if e := r.entryOf(p); e.digest != "" && !before[e.source] {
			files[e.digest] = e.source
		}
	}
	return files
}

func (r *run) vanished(url string, known entry, renamed map[string]string) report.List {
	p := report.Problem{Level: report.Warning, Rule: "adres-weg", File: known.source}
	a := r.loaded.Article(known.source)
	switch to := renamed[known.digest]; {
	case a == nil && to == "":
		p.Text = fmt.Sprintf("het adres %s verdwijnt: dit bestand is er niet meer", url)
		p.Hint = fmt.Sprintf("Is dat de bedoeling, dan hoef je niets te doen. Staat het artikel nu ergens anders, zet dan "+
			"aliases: [%s] in de kop ervan.", url)
		return report.List{p}
	case a == nil:
		p.File, a = to, r.loaded.Article(to)
		p.Text = fmt.Sprintf("het adres %s verdwijnt: dit bestand heette eerst %s", url, known.source)
	case r.edition.Site.Page(a.URL) == nil: // not published
		return nil
	default:
		p.Text = fmt.Sprintf("het adres %s verdwijnt", url)
	}
	p.Hint = fmt.Sprintf("Zet aliases: [%s] in de kop van %s, dan komen lezers op %s uit.", url, p.File, a.URL)
	if len(a.Aliases) > 0 {
		p.Hint = fmt.Sprintf("Zet %s bij de aliases van %s, dan komen lezers op %s uit.", url, p.File, a.URL)
	}
	return report.List{p}
}

// findStrangers lists the files of the output that no build knows and that look like pages of a site: HTML files, feeds
// and sitemaps in the root, in the folders of the root that the site has, and in those it may have had: a list with its
// feed, or a page alone. Without a manifest, what is left of a retracted article is among them.
func (r *run) findStrangers() ([]string, error) {
	unknown := map[string]bool{}
	dir := r.out.disk.path(r.out.name)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if name == dir {
			if errors.Is(err, fs.ErrNotExist) {
				return fs.SkipAll
			}
			return err
		}
		if err != nil {
			return nil //nolint:nilerr // a folder of somebody else's, which can't be read
		}
		if d.IsDir() {
			if strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			return nil
		}
		file, err := filepath.Rel(dir, name)
		file = filepath.ToSlash(file)
		if err != nil || !d.Type().IsRegular() || !pageLike(file) {
			return err
		}
		if _, known := r.before.files[file]; !known && r.edition.Site.Page(urlOf(file)) == nil {
			unknown[file] = true
		}
		return nil
	})
	if err != nil || len(unknown) == 0 {
		return nil, err
	}
	ours := map[string]bool{} // folders of the root
	for _, p := range r.pages {
		top, _, inFolder := strings.Cut(p.OutputFile(), "/")
		ours[top] = ours[top] || inFolder
	}
	count := map[string]int{}
	for file := range unknown {
		top, _, _ := strings.Cut(file, "/")
		count[top]++
	}
	var list []string
	for file := range unknown {
		top, _, inFolder := strings.Cut(file, "/")
		index := unknown[top+"/"+indexFile]
		if !inFolder || ours[top] || index && (count[top] == 1 || unknown[top+"/index.xml"]) {
			list = append(list, file)
		}
	}
	slices.Sort(list)
	return list, nil
}

// pageLike tells by the name of a file whether it may be a page, a feed, a sitemap or search data.
func pageLike(file string) bool {
	name := path.Base(file)
	switch path.Ext(name) {
	case ".html", ".htm":
		return true
	case ".xml":
		return name == "index.xml" || strings.HasPrefix(name, "sitemap")
	case ".json":
		return name == "feed.json"
	case ".txt":
		return strings.HasPrefix(file, "search-index/")
	}
	return false
}

// mayPrune reports whether strangers are deleted. While articles have errors, they may be the last good pages of these.
func (r *run) mayPrune() bool {
	return r.options.Prune && len(r.strangers) > 0 && !r.loaded.Problems.HasErrors()
}

// namedAlone is how many files or addresses are told each, instead of a few of them and the number of all.
const namedAlone = 20

func (r *run) tellStrangers() report.List {
	var problems report.List
	for _, file := range r.strangers {
		problems.Add(report.Problem{
			Level: report.Warning, Rule: "vreemde-pagina", File: path.Join(path.Base(r.out.name), file),
			Text: "dit bestand ken ik niet, en het lijkt een pagina van de site",
		})
	}
	if len(problems) == 0 {
		return nil
	}
	hint := "Is dit over van artikelen die weg zijn, dan haalt drukpers build --prune het weg. Bewaar wat van jou is " +
		"ergens anders."
	if r.options.Prune {
		hint = "--prune haalt dit pas weg als geen artikel meer een fout heeft: het kan er de laatste goede pagina van zijn."
	}
	if len(problems) <= namedAlone {
		problems[len(problems)-1].Hint = hint // of all
		return problems
	}
	for i := range problems {
		problems[i].Hint, problems[i].Group = hint, "vreemd"
	}
	return problems
}
