package content

import (
	"strings"
	"testing"
)

func TestParseSource(t *testing.T) {
	for text, want := range map[string]Source{
		"":                                    {},
		"TechCrunch":                          {"TechCrunch", ""},
		"  MIT   Technology\tReview ":         {"MIT Technology Review", ""},
		"R&amp;D Magazine":                    {"R&D Magazine", ""},
		"https://www.aireport.email/p/x":      {"aireport.email", "https://www.aireport.email/p/x"},
		"<https://a.nl/x>":                    {"a.nl", "https://a.nl/x"},
		"[AI Report](https://a.nl/x)":         {"AI Report", "https://a.nl/x"},
		"[AI Report](<https://a.nl/x>)":       {"AI Report", "https://a.nl/x"},
		`[AI Report](https://a.nl/x "titel")`: {"AI Report", "https://a.nl/x"},
		"[](https://a.nl/x)":                  {"a.nl", "https://a.nl/x"},
		"[AI](https://nl.wikipedia.org/wiki/AI_(film))": {"AI", "https://nl.wikipedia.org/wiki/AI_(film)"},
		"Zapier (https://zapier.com/blog/x)":            {"Zapier", "https://zapier.com/blog/x"},
		"Arstechnica(https://a.nl/x)":                   {"Arstechnica", "https://a.nl/x"},
		"The Verge <https://a.nl/x>":                    {"The Verge", "https://a.nl/x"},
		"Google Blog (blog.google)":                     {"Google Blog (blog.google)", ""},
		"[x](javascript:alert(1))":                      {"x", ""},
		"javascript:alert(1)":                           {"javascript:alert(1)", ""}, // a name, never a link
		"https://a.nl/x.":                               {"a.nl", "https://a.nl/x"},
		"www.a.nl/x":                                    {"a.nl", "https://www.a.nl/x"},
		"[Naam](www.a.nl/x)":                            {"Naam", "https://www.a.nl/x"},
		"[Naam](https://a.nl/).":                        {"Naam", "https://a.nl/"},
		"Naam (https://a.nl/x).":                        {"Naam", "https://a.nl/x"},
		"Philips N.V.":                                  {"Philips N.V.", ""},
		"ftp://a.nl/x":                                  {"ftp://a.nl/x", ""},
	} {
		t.Run(text, func(t *testing.T) { equal(t, parseSource(text), want) })
	}
}

func TestCleanSourceURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.nl":                             "https://a.nl",
		"  http://a.nl/x  ":                        "http://a.nl/x",
		"HTTPS://A.nl/X":                           "https://A.nl/X",
		"https://a.nl/?a=1&#038;b=2":               "https://a.nl/?a=1&b=2",
		"https://a.nl/?a=1&amp;b=2":                "https://a.nl/?a=1&b=2",
		"https://a.nl/x?utm_source=rss":            "https://a.nl/x",
		"https://a.nl/x?UTM_Medium=rss&a=1":        "https://a.nl/x?a=1",
		"https://a.nl/x?a=1&#038;utm_campaign=x#k": "https://a.nl/x?a=1#k",
		"https://a.nl/x?":                          "https://a.nl/x",
		"https://a.nl/een spatie":                  "https://a.nl/een%20spatie",
		"":                                         "",
		"a.nl/x":                                   "",
		"/x":                                       "",
		"//a.nl/x":                                 "",
		"https:///x":                               "",
		"https://[::1/x":                           "",
		"ftp://a.nl/x":                             "",
		"javascript:alert(1)":                      "",
		"JaVaScRiPt://a.nl/%0aalert(1)":            "",
		"javascript&#58;alert(1)":                  "",
		"data:text/html,x":                         "",
		"mailto:a@a.nl":                            "",
	} {
		t.Run(address, func(t *testing.T) { equal(t, cleanSourceURL(address), want) })
	}
}

// The ways in which a front matter names its source.
func TestFrontMatterSource(t *testing.T) {
	both := Source{"Naam", "https://a.nl/x"}
	for _, tt := range []struct {
		lines  string
		want   Source
		places string
	}{
		{`bron: Naam`, Source{Name: "Naam"}, ""},
		{`bron: https://a.nl/x`, Source{"a.nl", "https://a.nl/x"}, ""},
		{`bron: "[Naam](https://a.nl/x)"`, both, ""},
		{`bron: Naam (https://a.nl/x?utm_source=rss)`, both, ""},
		{`bron: {name: Naam, url: "https://a.nl/x?utm_source=rss"}`, both, ""},
		{`bron: {naam: Naam, URL: "https://a.nl/x"}`, both, ""},
		{`bron: {url: "https://a.nl/x?a=1&#038;b=2"}`, Source{"a.nl", "https://a.nl/x?a=1&b=2"}, ""},
		{`bron: {name: Naam}`, Source{Name: "Naam"}, ""},
		{`bron: ''`, Source{}, ""},
		{`bron:`, Source{}, ""},
		{`bron: 2025`, Source{Name: "2025"}, ""},
		{"source_name: Naam\nsource_url: https://a.nl/x", both, ""},
		{"source_name: Naam", Source{Name: "Naam"}, ""},
		{"source_url: https://www.a.nl/x", Source{"a.nl", "https://www.a.nl/x"}, ""},
		{"bron: ''\nsource_name: Naam\nsource_url: https://a.nl/x", both, ""},
		{"bron: Naam (https://a.nl/x)\nsource_name: Anders\nsource_url: https://b.nl/", both, ""},
		{`bron: "[Naam](javascript:alert(1))"`, Source{Name: "Naam"}, "3:7 bron"},
		{`bron: {name: Naam, url: ftp://a.nl/x}`, Source{Name: "Naam"}, "3:7 bron"},
		{"source_name: Naam\nSource_URL: javascript:alert(1)", Source{Name: "Naam"}, "4:13 bron"},
		{`bron: [Naam, x]`, Source{}, "3:7 verkeerd-soort"},
		{`bron: {name: Naam, link: x}`, Source{Name: "Naam"}, "3:20 onbekende-sleutel"},
		{`bron: {name: Naam, naam: x}`, Source{Name: "Naam"}, "3:20 dubbele-sleutel"},
	} {
		t.Run(tt.lines, func(t *testing.T) {
			fm, problems := decode("---\ntitle: x\n" + tt.lines + "\n---\n")
			equal(t, fm.Bron, tt.want)
			equal(t, places(problems), tt.places)
		})
	}
}

// A body's own closing line names the source where the front matter does not, and goes: the page shows the source once.
func TestClosingSourceLine(t *testing.T) {
	both := Source{"Naam", "https://a.nl/x"}
	for _, tt := range []struct {
		line string
		want Source
		kept bool
	}{
		// as in the corpus
		{"Bron: [Naam](https://a.nl/x)", both, false},
		{"Bron: Search Engine Journal", Source{Name: "Search Engine Journal"}, false},
		{"Bron: Naam (https://a.nl/x)", both, false},
		{"Bron: Naam(https://a.nl/x)", both, false},
		{"Bron: MT/Sprout", Source{Name: "MT/Sprout"}, false},
		{"Bron: Technology Review - Supercharged scams", Source{Name: "Technology Review - Supercharged scams"}, false},
		{"Bron: Zapier (zapier.com/blog/x)", Source{Name: "Zapier (zapier.com/blog/x)"}, false},
		{"Bron: Naam](https://a.nl/x)", both, false}, // the [ got lost
		{"Bron: [Naam](https://a.nl/x) gebaseerd op een bericht in The Wall Street Journal.", Source{}, true},

		{"*Bron: [Naam](https://a.nl/x)*", both, false},
		{"**Bron:** [Naam](https://a.nl/x)", both, false},
		{"**Bron**: [Naam](https://a.nl/x)", both, false},
		{"Bron: **[Naam](https://a.nl/x)**", both, false},
		{"**Bron:** *De Volkskrant*", Source{Name: "De Volkskrant"}, false},
		{"_Bron: Naam_", Source{Name: "Naam"}, false},
		{"Bron : https://a.nl/x", Source{"a.nl", "https://a.nl/x"}, false},
		{"Bronnen: Naam", Source{Name: "Naam"}, false},
		{"Bron: https://www.krant.nl/artikel.", Source{"krant.nl", "https://www.krant.nl/artikel"}, false},
		{"Bron: www.krant.nl/artikel", Source{"krant.nl", "https://www.krant.nl/artikel"}, false},
		{"[n]: https://a.nl/x\nBron: [Naam][n]", both, false},
		{"[naam]: <https://a.nl/x> \"titel\"\nBron: [Naam][].", both, false},
		{"Bron: [Naam][weg]", Source{}, true},
		{"Bron: https://a.nl/?a=1&#038;utm_source=rss", Source{"a.nl", "https://a.nl/?a=1"}, false},
		{"Bronnen: [A](https://a.nl) en [B](https://b.nl)", Source{}, true},
		{"Bron: https://a.nl en https://b.nl", Source{}, true},
		{"Bron: een rapport van negen woorden dat niemand ooit gelezen heeft", Source{}, true},
		{"Bron: [x](javascript:alert(1))", Source{}, true},
		{"Bron: " + strings.Repeat("x", 301), Source{}, true},
	} {
		t.Run(tt.line, func(t *testing.T) {
			a := article(t, "---\ntitle: x\n---\nTekst.\n\n"+tt.line+"\n\n")
			equal(t, a.Bron, tt.want)
			equal(t, a.KeepSource, tt.kept)
			if shown := strings.Contains(a.Body().HTML, "Bron"); shown != tt.kept {
				t.Errorf("the line is shown: %v, want %v", shown, tt.kept)
			}
		})
	}
}

func TestNoSourceLine(t *testing.T) {
	for _, body := range []string{
		"", "Tekst.", "Bron:", "Bronvermelding: Naam", "De bron: Naam", "Bron: Naam\n\nNog een alinea.", "> Bron: Naam",
		"## Bronregel",
	} {
		t.Run(body, func(t *testing.T) {
			rest, source, kept := splitSource([]byte(body), Source{})
			if string(rest) != body || !source.IsZero() || kept {
				t.Errorf("got %q, %+v, kept %v", rest, source, kept)
			}
		})
	}
}

// The front matter goes before the closing line. One that names another source says something of its own, and stays.
func TestSourceOfBoth(t *testing.T) {
	for _, tt := range []struct {
		head, line string
		want       Source
		stays      bool
	}{
		{"bron: Naam (https://a.nl/x)", "Bron: [Anders](https://b.nl/)", Source{"Naam", "https://a.nl/x"}, true},
		{"bron: Naam (https://a.nl/x)", "Bron: [Anders](https://a.nl/x/)", Source{"Naam", "https://a.nl/x"}, false},
		{"source_name: Naam\nsource_url: https://a.nl/x", "Bron: Naam Blog", Source{"Naam", "https://a.nl/x"}, false},
		{
			"source_name: Naam\nsource_url: https://a.nl/x", "Bron: dit is de zin die uitlegt.",
			Source{"Naam", "https://a.nl/x"},
			true,
		},
		{"bron: Naam", "Bron: [Naam](https://b.nl/)", Source{"Naam", "https://b.nl/"}, false},
		{"bron: Naam", "Bron: Anders", Source{Name: "Naam"}, true},
		{"bron: ''", "Bron: [AI Report](https://b.nl/)", Source{"AI Report", "https://b.nl/"}, false},
		{"bron: Naam", "Bronnen: [A](https://a.nl) en [B](https://b.nl)", Source{Name: "Naam"}, true},
	} {
		t.Run(tt.head+" "+tt.line, func(t *testing.T) {
			a := article(t, "---\ntitle: x\n"+tt.head+"\n---\nTekst.\n\n"+tt.line+"\n")
			equal(t, a.Bron, tt.want)
			if stays := strings.Contains(a.Body().HTML, "Bron"); stays != tt.stays {
				t.Errorf("the line stays: %v, want %v", stays, tt.stays)
			}
		})
	}
}
