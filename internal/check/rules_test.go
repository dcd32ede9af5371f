package check_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestOwnRules has rules of static/_redirects beside an article /nieuws/een/ with the old address /oud/.
func TestOwnRules(t *testing.T) {
	t.Parallel()
	for rules, want := range map[string]string{ // the lines that are told, each with the first word of its rule
		"/a /b\n/b /c\n/c /d\n/d /e\n/e /f\n/f /a": "1 omleiding-in-kring",
		"/a /a":                     "1 omleiding-in-kring",
		"/a/* /a/b/:splat":          "1 omleiding-in-kring",
		"/a/* /a/":                  "1 omleiding-in-kring",
		"/a https://voorbeeld.nl/a": "1 omleiding-in-kring",
		"/a /a 200":                 "1 dode-omleiding",
		"/a /b\n/b /nieuws/een/":    "",
		"/a /oud/":                  "",
		"/a /nieuws/een":            "", // the host puts the slash there
		"/a /nieuws/een/index.html": "",
		"/a /nieuws/een/?x=1#y":     "",
		"/a https://elders.nl/a":    "",
		"/a //elders.nl/a":          "",
		"/a /weg/ 301\n/b /a":       "1 dode-omleiding, 2 dode-omleiding",
		"/nieuws/een/ /":            "1 omleiding-verbergt",
		"/nieuws/een/ /tags/ 200":   "1 omleiding-verbergt",
		"/:sectie/een/ /":           "1 omleiding-verbergt",
		"/oud/ /":                   "", // goes before the article's
		"/archief/* /:splat":        "1 omleiding-verbergt",
		"/:a/:b/print /:a/:b/":      "",
		"/en/* /niets/:splat":       "1 dode-omleiding",
		"/en/:x /:x.pdf":            "1 dode-omleiding",
		"/en/:x /nieuws/:x/":        "",
		"# /nieuws/een/ /\n\n/kort /nieuws/een/ 301 # uitleg":     "",
		strings.Repeat("/x /nieuws/een/\n", 2):                    "2 geen-hostregel",
		"/caf%C3%A9/ /nieuws/een/\n/café/ /nieuws/een/":           "2 geen-hostregel",
		"/a%20b /nieuws/een/\n/nieuws/* https://elders.nl/:splat": "2 omleiding-verbergt",
	} {
		t.Run(rules, func(t *testing.T) {
			t.Parallel()
			files := fstest.MapFS{
				"site.yaml": {Data: []byte("base_url: https://voorbeeld.nl/\n")},
				"content/nieuws/een.md": {
					Data: []byte("---\ntitle: Een\ndate: 2026-02-01\naliases: [/oud/]\n---\nTekst.\n"),
				},
				"static/_redirects": {Data: []byte(rules)},
			}
			_, problems := checked(t, files)
			var got []string
			for _, p := range problems {
				got = append(got, fmt.Sprint(p.Line, " ", p.Rule))
			}
			if list := strings.Join(got, ", "); list != want {
				t.Errorf("got %s, want %s", list, want)
			}
		})
	}
}
