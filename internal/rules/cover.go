package rules

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"drukpers/internal/prose"
	"drukpers/internal/report"
)

// coverRules are about an article's picture.
var coverRules = []*Rule{
	{
		Name: "zonder-cover", Level: report.Tip, Doc: "een artikel heeft geen cover",
		article: func(f *finder, a *article) {
			if a.Section != "" && a.Cover.Image == "" {
				f.tell(a, a.Position("cover", -1), "cover", "het artikel heeft geen cover", "Zet “cover: …” in de kop.")
			}
		},
	},
	{
		Name: "cover-zonder-alt", Level: report.Tip, Doc: "een cover heeft geen alt: wie niet ziet weet niet wat erop staat",
		article: func(f *finder, a *article) {
			if a.Cover.Image != "" && strings.TrimSpace(a.Cover.Alt) == "" {
				f.tell(a, a.Position("cover", -1), "alt", "de cover heeft geen alt",
					"Zeg met “alt: …” wat er op het plaatje te zien is.")
			}
		},
	},
	{
		Name: "engelse-alt", Level: report.Tip,
		Doc: "de alt van een cover lijkt Engels op een Nederlandse site: een schermlezer spreekt hem verkeerd uit",
		article: func(f *finder, a *article) {
			lang, _, _ := strings.Cut(f.site.Config.Language, "-")
			if lang == "nl" && a.Lang == "" && english(a.Cover.Alt) {
				f.tell(a, a.Position("cover.alt", -1), "alt", "de alt van de cover lijkt Engels", "Schrijf hem in het Nederlands.")
			}
		},
	},
	{
		Name: "foto-zonder-naam", Level: report.Warning,
		Doc: "een foto van een fotobank noemt niet wie hem maakte (cover: caption)",
		article: func(f *finder, a *article) {
			u, err := url.Parse(a.Cover.Image)
			if err != nil || strings.TrimSpace(a.Cover.Caption) != "" {
				return
			}
			host := u.Hostname()
			if slices.ContainsFunc(photoBanks, func(bank string) bool {
				return host == bank || strings.HasSuffix(host,
					"."+bank)
			}) {
				f.tell(a, a.Position("cover", -1), host,
					fmt.Sprintf("de foto van %s heeft geen bijschrift met de naam van de maker", host),
					"Zet “caption: Foto: naam via fotobank” bij de cover.")
			}
		},
	},
	{
		Name: "plaatje-weg", Level: report.Warning,
		Doc: "een plaatje van een andere site is er niet meer (gezien door images fetch)",
		article: func(f *finder, a *article) {
			for _, address := range a.Gone {
				hint := "Kies een ander plaatje, of haal het weg."
				if a.CoverImage.Gone && address == a.Cover.Image {
					hint = "Kies een andere cover; tot dan toont de site een tekening."
				}
				at := strings.Index(a.data, address)
				pos := a.Position("cover", -1)
				if at >= 0 {
					pos = a.at(at)
				}
				f.tell(a, pos, address, fmt.Sprintf("het plaatje %s is er niet meer", address), hint)
			}
		},
	},
	{
		Name: "vaak-gebruikte-cover", Level: report.Tip, Limit: 20, Doc: "meer artikelen dan dit hebben dezelfde cover",
		site: func(f *finder) {
			by := map[string]int{}
			for _, a := range f.articles {
				by[a.Cover.Image]++
			}
			for _, a := range f.articles {
				if n := by[a.Cover.Image]; a.Cover.Image != "" && n > f.limit {
					f.tell(a, a.Position("cover", -1), a.Cover.Image,
						fmt.Sprintf("%s artikelen hebben de cover %s", report.Number(n), a.Cover.Image), "Kies een ander plaatje.")
				}
			}
		},
	},
}

// photoBanks ask for a credit, or their photographers do.
var photoBanks = []string{
	"pexels.com", "unsplash.com", "pixabay.com", "shutterstock.com", "gettyimages.com", "istockphoto.com", "flickr.com",
	"staticflickr.com", "wikimedia.org", "depositphotos.com", "adobestock.com",
}

// Words that only one of the two languages has, of the most used of each.
var (
	englishWords = wordSet("a an the of and with on at for by from this that his her its their is are was " +
		"showing featuring holding using sitting standing close up view person man woman")
	dutchWords = wordSet("een het de van en met op voor door uit deze dit die zijn haar hun is bij naar aan " +
		"te om niet ook maar wordt die dat als over mensen vrouw")
)

func wordSet(text string) map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(text) {
		all[word] = true
	}
	return all
}

// english reports whether a text of four words or more has two English words more than Dutch ones. Words of both
// languages count for neither; of a short text nobody can say.
func english(text string) bool {
	n, score := 0, 0
	prose.Words(text, func(word string, _ int) {
		n++
		if englishWords[word] {
			score++
		}
		if dutchWords[word] {
			score--
		}
	})
	return n >= 4 && score >= 2
}
