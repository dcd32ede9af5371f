package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"drukpers/internal/content"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// headRules are about the keys of a head that readers see.
var headRules = []*Rule{
	{
		Name: "geen-samenvatting", Level: report.Tip,
		Doc: "een artikel heeft geen summary: zoekmachines en lijsten tonen dan het begin van de tekst",
		article: func(f *finder, a *article) {
			if a.Section != "" && a.Summary == "" {
				f.tell(a, a.Position("summary", -1), "summary", "het artikel heeft geen samenvatting",
					"Zet “summary: …” in de kop, in één of twee zinnen.")
			}
		},
	},
	{
		Name: "lange-samenvatting", Level: report.Tip, Limit: 160,
		Doc: "zoekmachines breken een samenvatting van meer tekens af",
		article: func(f *finder, a *article) {
			if n := utf8.RuneCountInString(a.Summary); n > f.limit {
				f.tell(a, a.Position("summary", -1), "summary", fmt.Sprintf("de samenvatting is langer dan %d tekens", f.limit),
					"Maak haar korter: zoekmachines breken haar af.")
			}
		},
	},
	{
		Name: "lange-titel", Level: report.Tip, Limit: 70,
		Doc: "zoekmachines breken een titel van meer tekens af",
		article: func(f *finder, a *article) {
			if n := utf8.RuneCountInString(a.Title); n > f.limit {
				f.tell(a, a.Position("title", -1), "title", fmt.Sprintf("de titel is langer dan %d tekens", f.limit),
					"Maak hem korter: zoekmachines breken hem af.")
			}
		},
	},
	{
		Name: "titel-in-hoofdletters", Level: report.Warning,
		Doc: "een titel die alleen hoofdletters heeft leest als geschreeuw",
		article: func(f *finder, a *article) {
			if shouts(a.Title) {
				f.tell(a, a.Position("title", -1), "", "de titel staat in hoofdletters", "Schrijf hem als een gewone zin.")
			}
		},
	},
	{
		Name: "dubbele-titel", Level: report.Warning,
		Doc: "twee artikelen hebben dezelfde titel: lezers en zoekmachines houden ze niet uit elkaar",
		site: func(f *finder) {
			byTitle := map[string][]*article{}
			for _, a := range f.articles {
				byTitle[titleKey(a.Title)] = append(byTitle[titleKey(a.Title)], a)
			}
			for title, same := range byTitle {
				if len(same) < 2 || title == "" {
					continue
				}
				for _, a := range same {
					f.tell(a, a.Position("title", -1), title, fmt.Sprintf("de titel “%s” heeft meer dan één artikel", a.Title),
						"Geef elk een eigen titel, of voeg ze samen.")
				}
			}
		},
	},
	{
		Name: "geen-categorie", Level: report.Tip, Doc: "een artikel van een site met categorieën heeft er geen",
		site: func(f *finder) {
			in := func(a *article) bool { return len(a.Categorieen) > 0 }
			if !slices.ContainsFunc(f.articles, in) {
				return
			}
			for _, a := range f.articles {
				if a.Section != "" && !in(a) {
					f.tell(a, a.Position("categorieen", -1), "", "het artikel heeft geen categorie", "Zet “categorieen: …” in de kop.")
				}
			}
		},
	},
	{
		Name: "onbekende-categorie", Level: report.Warning,
		Doc:  "een categorie van bijna geen artikel, die site.yaml niet noemt (sections, taxonomies.categorieen.names)",
		site: unknownCategories,
	},
	{
		Name: "categorie-en-sectie", Level: report.Warning,
		Doc: "een artikel staat in de map van de ene sectie en heeft de categorie van een andere",
		article: func(f *finder, a *article) {
			here := urls.Path(a.Section)
			other := ""
			for _, name := range a.Categorieen {
				switch path := urls.Path(name); {
				case path == here || !f.site.Config.Lists(path):
					return
				case other == "":
					other = name
				}
			}
			if other != "" && f.site.Config.Lists(a.Section) {
				f.tell(a, a.Position("categorieen", 0), "", fmt.Sprintf("het artikel staat in %s, maar heeft de categorie %s",
					a.Section, other), "Verander de categorie, of zet het bestand in de map van die sectie.")
			}
		},
	},
	{
		Name: "datum-in-naam", Level: report.Warning,
		Doc: "de datum waar de naam van een bestand mee begint is een andere dan die in de kop",
		article: func(f *finder, a *article) {
			named := content.DateOfName(a.Path, f.site.Config.Location)
			if named.IsZero() || a.Date.IsZero() {
				return
			}
			day := a.Date.In(f.site.Config.Location)
			const night = 36 * time.Hour // a name may have the day before, or after: of another zone
			if noon := named.Add(12 * time.Hour); day.Sub(noon).Abs() > night {
				f.tell(a, a.Position("date", -1), "", fmt.Sprintf("de kop zegt %s, de naam van het bestand %s",
					day.Format("2006-01-02"), named.Format("2006-01-02")), "Verander een van de twee.")
			}
		},
	},
	{
		Name: "check-negeer", Level: report.Warning, Doc: "check_negeer in een kop noemt een regel die niet bestaat",
		article: func(f *finder, a *article) {
			for i, name := range a.CheckIgnore {
				if Find(name) == nil {
					f.tell(a, a.Position("check_negeer", i), "", fmt.Sprintf("de regel “%s” bestaat niet", name), Suggest(name))
				}
			}
		},
	},
}

// titleKey is what two titles that read the same have in common.
func titleKey(title string) string { return strings.ToLower(strings.Join(strings.Fields(title), " ")) }

// shouts reports whether a title of three words or more has no small letter; one of short words may be of
// abbreviations.
func shouts(title string) bool {
	long := 0
	for _, word := range strings.Fields(title) {
		if utf8.RuneCountInString(word) >= 4 {
			long++
		}
	}
	return long >= 3 && !strings.ContainsFunc(title, unicode.IsLower)
}

// fewArticles is how many articles a category of an established site has at least.
const fewArticles = 2

func unknownCategories(f *finder) {
	known := map[string]bool{}
	settings := f.site.Config.Taxonomies.Categorieen
	for _, s := range f.site.Config.Sections {
		known[urls.Path(s.Name)] = true
	}
	for term := range settings.Names {
		known[urls.Path(term)] = true
	}
	for term := range settings.Synonyms {
		known[urls.Path(term)] = true
	}
	used := map[string]int{}
	for _, a := range f.articles {
		for _, name := range a.Categorieen {
			used[urls.Path(name)]++
		}
	}
	if !slices.ContainsFunc(slices.Collect(maps.Keys(used)), func(path string) bool { return known[path] }) {
		return // site.yaml says nothing of categories
	}
	for _, a := range f.articles {
		for i, name := range a.Categorieen {
			if path := urls.Path(name); !known[path] && used[path] <= fewArticles {
				hint := "Kies een bestaande categorie, of noem hem in site.yaml onder taxonomies: categorieen: names."
				if meant := report.Suggest(path, slices.Sorted(maps.Keys(known))); meant != "" {
					hint = meant
				}
				f.tell(a, a.Position("categorieen", i), "", fmt.Sprintf("de categorie “%s” is nieuw hier", name), hint)
			}
		}
	}
}
