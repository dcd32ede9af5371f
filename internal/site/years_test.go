package site

import "testing"

func TestDoubtfulYears(t *testing.T) {
	t.Parallel()
	for head, want := range map[string]string{
		"date: 2026-02-01":                          "[]",
		"date: 1990-01-01":                          "[]",
		"date: 1989-12-31":                          "[content/nieuws/a.md:3:7 klopt het jaartal 1989?]",
		"date: 0202-02-01":                          "[content/nieuws/a.md:3:7 klopt het jaartal 202?]",
		"date: 2036-03-01":                          "[]",
		"date: 2036-03-02":                          "[content/nieuws/a.md:3:7 klopt het jaartal 2036?]",
		"date: 2126-02-01":                          "[content/nieuws/a.md:3:7 klopt het jaartal 2126?]",
		"date: 2026-02-01\npublishDate: 2206-02-01": "[content/nieuws/a.md:4:14 klopt het jaartal 2206?]",
		"date: 2026-02-01\nlastmod: 2206-02-01":     "[content/nieuws/a.md:4:10 klopt het jaartal 2206?]",
		"date: 2026-02-01\nexpiryDate: 2099-12-31":  "[]", // a way to say never
		"description: zonder datum":                 "[]",
	} {
		s, _ := load(t, files{"content/nieuws/a.md": "title: A\n" + head}, Selection{Now: now, Future: true})
		var got []string
		for _, p := range DoubtfulYears(s.Articles, now) {
			got = append(got, p.Place()+" "+p.Text)
		}
		equal(t, head, got, want)
	}
}
