package content

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestCoverAddress(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"/img/a.png":                    "/img/a.png",
		"img/a.png":                     "/img/a.png",
		"/img/50% korting.png":          "/img/50%25%20korting.png",
		"/img/50%25%20korting.png":      "/img/50%25%20korting.png",
		"/img/één.png":                  "/img/%C3%A9%C3%A9n.png",
		"/img/a#b.png":                  "/img/a%23b.png",
		"/img/a%23b.png":                "/img/a%23b.png",
		"/img/a.png?v=2&w=3":            "/img/a.png?v=2&w=3",
		"/img/a:b.png":                  "/img/a:b.png",
		"img/a:b.png":                   "/img/a:b.png",
		"/img/../foto/a.png":            "/foto/a.png",
		"../img/x.png":                  "/img/x.png told",
		"/img/../../x.png":              "/x.png told",
		"https://v.nl/een foto.png?x=1": "https://v.nl/een%20foto.png?x=1",
		"https://v.nl/50% af.png":       "https://v.nl/50%25%20af.png",
		"https://v.nl/a%20b.png":        "https://v.nl/a%20b.png",
		"https://v.nl/100%":             "https://v.nl/100%25",
		"//v.nl/a.png":                  "//v.nl/a.png",
		"data:image/png;base64,AAAA":    " told",
		"javascript:alert(1)":           " told",
		"mailto:a@v.nl":                 " told",
		"https:a.png":                   " told",
		"ftp://v.nl/a.png":              " told",
	} {
		t.Run(written, func(t *testing.T) {
			t.Parallel()
			file := "---\ntitle: A\ndate: 2026-01-01\ncover: '" + written + "'\n---\n"
			fsys := fstest.MapFS{"content/nieuws/a.md": {Data: []byte(file)}}
			articles, problems, err := new(Library).Load(fsys, plainConfig(), nil)
			if err != nil || len(articles) != 1 {
				t.Fatal(articles, problems, err)
			}
			got := articles[0].Cover.Image
			for _, p := range problems {
				got += " told"
				if p.Place() != "content/nieuws/a.md:4:8" || !strings.Contains(p.Hint, "/") {
					t.Errorf("%s: %s %s", p.Place(), p.Text, p.Hint)
				}
			}
			equal(t, got, want)
		})
	}
}
