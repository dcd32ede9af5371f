package report

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"title", "tags", "date", "draft", "description", "categorieen", "categorieën", "url", "toc"}
	for name, want := range map[string]string{
		"titel":        "title",
		"TITLE":        "title",
		"tag":          "tags",
		"datum":        "",
		"dat":          "date",
		"desciption":   "description",
		"beschrijving": "",
		"categorieen":  "categorieen",
		"categorieën":  "categorieën",
		"urls":         "url",
		"tox":          "", // and "data" is no date
		"data":         "",
		"craft":        "",
		"published":    "",
		"image":        "",
		"catgorieen":   "categorieen",
		"drfat":        "draft",
		"adte":         "",
		"a":            "",
		"title2":       "",
		"auteur":       "",
		"":             "",
	} {
		t.Run(name, func(t *testing.T) {
			if got := Nearest(name, known); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestNearestTie(t *testing.T) {
	for _, known := range [][]string{{"label", "later"}, {"later", "label"}} {
		if got := Nearest("laber", known); got != "label" {
			t.Errorf("%v: got %q, want label", known, got)
		}
	}
}

func TestSuggest(t *testing.T) {
	if got, want := Suggest("titel", []string{"title"}), "Bedoelde je “title”?"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Suggest("zomaar", []string{"title"}); got != "" {
		t.Errorf("got %q for a name that is near nothing", got)
	}
	if got := Suggest("titel", nil); got != "" {
		t.Errorf("got %q where nothing is known", got)
	}
}
