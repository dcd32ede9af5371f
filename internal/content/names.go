package content

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"drukpers/internal/report"
)

const (
	bundleStem = "index"  // of the article that a folder is of
	indexStem  = "_index" // of the text of a list
)

// otherLanguages are those that names of files tell of. Not each code of ISO 639-1 is here: "github.io" is no Ido.
var otherLanguages = strings.Fields("ar cs da de en es fi fr fy hu it ja ko nb nl pl pt ro ru sv tr uk zh")

// isMarkdown reports whether a file is an article by its name.
func isMarkdown(base string) bool {
	return strings.EqualFold(path.Ext(base), ".md") || strings.EqualFold(path.Ext(base), ".markdown")
}

// isIndex reports whether a file is the text of a list by its name, in whatever language.
func isIndex(base string) bool { return strings.HasPrefix(strings.ToLower(base), indexStem+".") }

// stemOf is what a file of markdown is called on the site: its name without extension, and without the site's own
// language ("a.nl.md"). Another language in the name stays there, and is returned too.
func stemOf(base, siteLanguage string) (stem, language string) {
	stem = strings.TrimSuffix(base, path.Ext(base))
	own, _, _ := strings.Cut(strings.ToLower(siteLanguage), "-")
	if code := strings.ToLower(strings.TrimPrefix(path.Ext(stem), ".")); code == own {
		stem = strings.TrimSuffix(stem, path.Ext(stem))
	} else if slices.Contains(otherLanguages, code) {
		language = code
	}
	for _, special := range []string{bundleStem, indexStem} {
		if strings.EqualFold(stem, special) {
			return special, language
		}
	}
	return stem, language
}

// checkArticleName tells what an editor will not expect of an article's name.
func checkArticleName(name, stem, language string) (problems report.List) {
	if language != "" {
		problems.Add(report.Problem{
			Level: report.Warning, Rule: "andere-taal", Group: language, File: name,
			Text: fmt.Sprintf("de naam eindigt op “.%s”, en dat zegt hier niets: dit artikel komt tussen de andere",
				language),
			Hint: fmt.Sprintf("Haal “.%[1]s” uit de naam en zet “lang: %[1]s” in de kop, of “draft: true” als het niet op de "+
				"site hoort.", language),
		})
	}
	if stem == bundleStem && path.Dir(name) == contentDir {
		problems.Add(report.Problem{
			Level: report.Warning, Rule: "index-zonder-map", File: name,
			Text: "dit wordt de pagina /index/, niet de voorpagina",
			Hint: "Noem het bestand _index.md: dan is het de tekst van de voorpagina.",
		})
	}
	return problems
}

// isIndexIn reports whether a file is the text of a list of a site in this language, by its name.
func isIndexIn(siteLanguage, base string) bool {
	stem, _ := stemOf(base, siteLanguage)
	return stem == indexStem && isMarkdown(base)
}

// neverUsed reports whether a file that is no article is none of an article's files either, by its name.
func neverUsed(base string) bool {
	return isMarkdown(base) || slices.Contains([]string{".mdx", ".mdown", ".mkd", ".rmd"}, strings.ToLower(path.Ext(base)))
}

// leftOut is the problem of a file that is neverUsed.
func leftOut(name, siteLanguage string) report.Problem {
	base := path.Base(name)
	stem, language := stemOf(base, siteLanguage)
	p := report.Problem{Level: report.Warning, Rule: "geen-artikel", Group: "_", File: name}
	switch {
	case !isMarkdown(base):
		p.Group = path.Ext(base)
		p.Text = fmt.Sprintf("een bestand op %s is geen artikel en komt niet op de site", path.Ext(base))
		p.Hint = "Noem het " + strings.TrimSuffix(base, path.Ext(base)) + ".md, en haal weg wat geen markdown is."
	case language != "" && isIndex(base):
		p.Rule, p.Group = "andere-taal", language+indexStem
		p.Text = fmt.Sprintf("de naam eindigt op “.%s”, maar een site heeft één taal: dit bestand wordt niet gebruikt",
			language)
		p.Hint = "Is het de tekst van deze lijst, noem het dan _index.md."
	default:
		p.Text = "een bestand dat met _ begint komt niet op de site"
		p.Hint = "Haal de _ weg als het een artikel is; een artikel dat niet af is krijgt “draft: true” in de kop."
		if report.Nearest(stem, []string{indexStem}) != "" {
			p.Group, p.Hint = "", "Is het de tekst van deze lijst, noem het dan _index.md."
		}
	}
	return p
}

// checkPlace tells of an article that is not listed as was meant, or not at all for it is in no section.
func checkPlace(a *Article) report.List {
	switch {
	case a.IsIndex:
		return nil
	case a.Section != "":
		return a.checkOrder()
	case a.URL == "/"+bundleStem+"/": // checkArticleName says what to do
		return nil
	}
	var keys []string
	if len(a.Categorieen) > 0 {
		keys = append(keys, "categorieen")
	}
	if !a.Date.IsZero() {
		keys = append(keys, "date")
	}
	if len(a.Tags) > 0 {
		keys = append(keys, "tags")
	}
	if len(keys) == 0 {
		return nil
	}
	return report.List{{
		Level: report.Warning, Rule: "los-artikel", Group: "los-artikel", File: a.Path, Pos: a.Position(keys[0], -1),
		Text: fmt.Sprintf("dit staat in geen sectie en komt dus niet op de voorpagina, in lijsten of in feeds (kop: %s)",
			strings.Join(keys, ", ")),
		Hint: "Een artikel hoort in een map van content/, zoals content/nieuws/. Is dit een losse pagina, haal dan weg wat " +
			"alleen voor artikelen is.",
	}}
}
