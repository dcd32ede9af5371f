package markdown

import (
	"cmp"
	"strings"

	"drukpers/internal/typography"
)

// words are what the program itself says in a text.
type words struct {
	alerts map[string]string // what stands above each kind of alert
	film   string            // of a link to a film; %s is the site it is on
	table  string            // the name of the box of a table
}

// wordsIn has them by language. Other languages have those of English.
var wordsIn = map[string]words{
	"nl": {map[string]string{
		"note": "Opmerking", "tip": "Tip", "important": "Belangrijk", "warning": "Waarschuwing", "caution": "Pas op",
	}, "Bekijk de video op %s", "Tabel"},
	"en": {map[string]string{
		"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution",
	}, "Watch the video on %s", "Table"},
}

// language is that of one text.
type language struct {
	style *typography.Style
	words words
}

func languageOf(tag string) language {
	base, _, _ := strings.Cut(tag, "-")
	spoken, known := wordsIn[cmp.Or(base, "nl")]
	if !known {
		spoken = wordsIn["en"]
	}
	return language{typography.Of(cmp.Or(tag, "nl")), spoken}
}
