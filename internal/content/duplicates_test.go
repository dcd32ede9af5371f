package content

import (
	"testing"

	"drukpers/internal/report"
)

// A key twice is an error at the second one, in every format and at every depth, under any of its names.
func TestDuplicateKeys(t *testing.T) {
	for _, tt := range []struct{ text, places, problem string }{
		{"---\ntitle: x\ntitle: y\n---\n", "3:1", "de sleutel “title” staat er twee keer"},
		{"---\ntitle: x\nTitle: x\n---\n", "3:1", "“Title” is dezelfde sleutel als “title”"},
		{
			"---\ntitle: x\ncover: {image: a}\ntags: [a]\ncover:\n  image: b\n---\n", "5:1",
			"de sleutel “cover” staat er twee keer",
		},
		{"---\ntitle: x\ncover:\n  alt: a\n  image: b\n  alt: c\n---\n", "6:3", "de sleutel “alt” staat er twee keer"},
		{
			"---\ntitle: x\ncategorieen: [a]\ncategorieën: [b]\n---\n", "4:1",
			"“categorieën” is dezelfde sleutel als “categorieen”",
		},
		{
			"---\ntitle: x\ncategories: [a]\ncategorieen: [b]\n---\n", "4:1",
			"“categorieen” is dezelfde sleutel als “categories”",
		},
		{"---\ntitle: x\ntoc: true\nShowToc: true\n---\n", "4:1", "“ShowToc” is dezelfde sleutel als “toc”"},
		{"---\ntitle: x\nparams:\n  a: {b: 1, c: 2, b: 3}\n---\n", "4:19", "de sleutel “b” staat er twee keer"},
		{"---\ntitle: x\nparams:\n  a: [{b: 1, b: 3}]\n---\n", "4:14", "de sleutel “b” staat er twee keer"},
		{"---\ntitle: x\nhidemeta: true\nhidemeta: true\n---\n", "4:1", "de sleutel “hidemeta” staat er twee keer"},
		{"---\ntitle: x\nhidemeta: {b: 1, b: 3}\n---\n", "3:18", "de sleutel “b” staat er twee keer"},
		{"---\n\"één\": x\ntitle: y\n---\n", "", ""},
		{"---\nbron: {name: é, naam: x}\ntitle: y\n---\n", "2:17", "“naam” is dezelfde sleutel als “name”"},
		{"+++\ntitle = 'x'\ntitle = 'y'\n+++\n", "3:1", "de sleutel “title” staat er twee keer"},
		{"+++\ntitle = 'x'\ncover = {alt = 'é', alt = 'b'}\n+++\n", "3:21", "de sleutel “alt” staat er twee keer"},
		{"+++\ntitle = 'x'\n[cover]\nalt = 'a'\n[cover]\nimage = 'b'\n+++\n", "5:2", "de sleutel “cover” staat er twee keer"},
		{"+++\ntitle = 'x'\n[params]\na.b = 1\na.b = 2\n+++\n", "5:3", "de sleutel “b” staat er twee keer"},
		{"{\n  \"title\": \"x\",\n  \"title\": \"y\"\n}\n", "3:3", "de sleutel “title” staat er twee keer"},
		{
			"{\n  \"title\": \"x\",\n  \"cover\": {\"alt\": \"é\", \"alt\": \"b\"}\n}\n", "3:25",
			"de sleutel “alt” staat er twee keer",
		},
	} {
		t.Run(tt.text, func(t *testing.T) {
			_, problems := decode(tt.text)
			problems = problems.At(report.Error)
			if tt.places == "" {
				equal(t, len(problems), 0)
				return
			}
			equal(t, places(problems), tt.places+" dubbele-sleutel")
			if len(problems) > 0 {
				equal(t, problems[0].Text, tt.problem)
			}
		})
	}
}
