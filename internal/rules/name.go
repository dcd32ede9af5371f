package rules

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/prose"
	"drukpers/internal/report"
)

// nameRules are about the names of files, which become addresses. An address that is online stays, so these are tips.
var nameRules = []*Rule{
	{
		Name: "naam-afgekapt", Level: report.Tip,
		Doc: "de naam van een bestand eindigt op een streepje of midden in een woord van de titel",
		article: func(f *finder, a *article) {
			name := stem(a)
			last := name[strings.LastIndexByte(name, '-')+1:]
			switch {
			case a.Slug != "" || a.FrontMatter.URL != "":
			case strings.HasSuffix(name, "-"):
				f.tell(a, report.Pos{}, "streepje", "de naam van het bestand eindigt op een streepje", renameHint)
			case cutWord(last, a.Title):
				f.tell(a, report.Pos{}, "woord", "de naam van het bestand houdt midden in een woord op", renameHint)
			}
		},
	},
	{
		Name: "naam-zonder-accent", Level: report.Tip,
		Doc: "de naam van een bestand mist de letters van de titel die een accent hebben (cofinanciering: cofinancring)",
		article: func(f *finder, a *article) {
			name := "-" + stem(a) + "-"
			for _, word := range strings.Fields(strings.ToLower(norm.NFC.String(a.Title))) {
				word = strings.Trim(word, ".,:;!?“”‘’\"'()")
				lost := withoutAccented(word)
				if lost == word || len(lost) < 4 {
					continue
				}
				if strings.Contains(name, "-"+lost+"-") {
					f.tell(a, report.Pos{}, "accent", fmt.Sprintf("in de naam van het bestand is “%s” geworden tot “%s”", word, lost),
						"Schrijf é als e, ë als e. "+renameHint)
					return
				}
			}
		},
	},
}

const renameHint = "Is het artikel nog niet online, geef het dan een andere naam."

var datePrefix = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}[-_. ]?`)

// stem is the name of an article's file without date and extension, or that of its folder.
func stem(a *article) string {
	name := path.Base(a.Path)
	if strings.HasPrefix(name, "index.") {
		name = path.Base(path.Dir(a.Path))
	}
	return strings.ToLower(datePrefix.ReplaceAllString(strings.TrimSuffix(name, path.Ext(name)), ""))
}

// notASCII are letters that simple tools drop from a name.
var notASCII = regexp.MustCompile(`[^\x00-\x7f]+`)

func withoutAccented(word string) string { return notASCII.ReplaceAllString(word, "") }

// cutWord reports whether the last part of a name begins a word of the title, without being one.
func cutWord(last, title string) bool {
	if last == "" {
		return false
	}
	begins := false
	prose.Words(strings.ReplaceAll(title, "-", " "), func(word string, _ int) {
		word = withoutAccented(word)
		begins = begins || strings.HasPrefix(word, last)
	})
	whole := false
	prose.Words(strings.NewReplacer("-", " ", "'", "", "’", "").Replace(title), func(word string, _ int) {
		whole = whole || withoutAccented(word) == last || word == last
	})
	prose.Words(title, func(word string, _ int) { whole = whole || word == last })
	return begins && !whole
}
