package config

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"drukpers/internal/markdown"
	"drukpers/internal/rawhtml"
	"drukpers/internal/report"
	"drukpers/internal/urls"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/unicode/norm"
)

const everyKey = `title: Eén titel
base_url: https://voorbeeld.nl/blog
language: nl-BE
timezone: Europe/Brussels
description: Over AI
author: De redactie
image: static/img/délen%20x.png
logo: https://elders.nl/logo.svg
social: [https://a.nl/@b]
theme: eigen
sections:
  zuid: {title: Zuid, description: Het zuiden}
  noord: {title: Noord}
  midden:
taxonomies:
  tags:
    title: Labels
    feed: false
    min_articles: 3
    names: {ai: AI}
    synonyms: {kunstmatige intelligentie: ai}
  categorieën: {title: Rubrieken}
menus:
  main:
    - {name: Noord, url: /noord/}
    - {name: Elders, url: "https://elders.nl/"}
  footer: [{name: Omhoog, url: "#top"}]
page_size: 10
pagination: newest
host: netlify
feeds: {limit: 5, term_limit: 3, full_text: false, hub: "https://hub.nl/"}
markdown: {raw_html: allow, typography: false}
build: {output: uit/hier, minify: false}
search: {enabled: false}
images: {dir: .plaatjes/klein/, build: false, share_cards: false}
params: {kleur: rood, getal: 2}
`

func TestConfigEveryKey(t *testing.T) {
	brussels, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	got, problems := Parse([]byte(everyKey))
	if len(problems) > 0 {
		t.Errorf("problems: %+v", problems)
	}
	equal(t, got, &Config{
		Title: "Eén titel", BaseURL: "https://voorbeeld.nl/blog/", BasePath: "/blog", Language: "nl-BE",
		Timezone: "Europe/Brussels", Location: brussels, Description: "Over AI", Author: "De redactie", Theme: "eigen",
		Image: "/img/délen x.png", Logo: "https://elders.nl/logo.svg", Social: []string{"https://a.nl/@b"},
		Sections: Sections{{"zuid", "Zuid", "Het zuiden"}, {"noord", "Noord", ""}, {"midden", "", ""}},
		Taxonomies: Taxonomies{
			Tags: Taxonomy{
				Title: "Labels", MinArticles: 3, Names: map[string]string{"ai": "AI"},
				Synonyms: map[string]string{"kunstmatige intelligentie": "ai"},
			},
			Categorieen: Taxonomy{Title: "Rubrieken", Feed: true, MinArticles: 1},
		},
		Menus: Menus{
			Main:   []MenuItem{{"Noord", "/noord/"}, {"Elders", "https://elders.nl/"}},
			Footer: []MenuItem{{"Omhoog", "#top"}},
		},
		PageSize: 10, Pagination: PaginationNewest, Host: "netlify",
		Feeds:    Feeds{Limit: 5, TermLimit: 3, Hub: "https://hub.nl/"},
		Markdown: Markdown{RawHTML: markdown.RawAllow, Embeds: rawhtml.DefaultEmbeds},
		Build:    BuildConfig{Output: "uit/hier"}, Images: Images{Dir: ".plaatjes/klein"},
		Params: map[string]any{"kleur": "rood", "getal": int64(2)},
	})
}

// TestNamesInLanguage has what site.yaml leaves out in its language, and nothing else.
func TestNamesInLanguage(t *testing.T) {
	for text, want := range map[string][3]string{
		"":                            {"Nieuws", "Redactie", "Categorieën"},
		"language: nl-be":             {"Nieuws", "Redactie", "Categorieën"},
		"language: en-GB":             {"News", "Editorial staff", "Categories"},
		"language: de":                {"News", "Editorial staff", "Categories"},
		"language: en\ntitle: Nieuws": {"Nieuws", "Editorial staff", "Categories"},
	} {
		c, problems := Parse([]byte(text))
		if got := [3]string{c.Title, c.Author, c.Taxonomies.Categorieen.Title}; got != want || len(problems) > 0 {
			t.Errorf("%q: %q, want %q %v", text, got, want, problems)
		}
	}
}

func TestConfigEmpty(t *testing.T) {
	for _, text := range []string{"", "\n", "# niets\n", "{}", "title:\nsections:\n", "\uFEFF", "---\n"} {
		t.Run(text, func(t *testing.T) {
			got, problems := Parse([]byte(text))
			if len(problems) > 0 {
				t.Errorf("problems: %+v", problems)
			}
			equal(t, got, Default())
		})
	}
}

// A line of site.yaml, the place of the problem and its rule.
func TestConfigProblems(t *testing.T) {
	for _, tt := range []struct{ text, places, hint string }{
		{"titel: x", "1:1 onbekende-sleutel", "Bedoelde je “title”?"},
		{
			"zomaar: x", "1:1 onbekende-sleutel",
			"Bekend zijn: title, base_url, language, timezone, description, author, image, logo, social, theme, sections, " +
				"taxonomies, menus, page_size, pagination, feeds, host, markdown, build, search, images, ai_label, headers, " +
				"deploy, indexnow, check, params.",
		},
		{"markdown:\n  rawhtml: allow", "2:3 onbekende-sleutel", "Bedoelde je “raw_html”?"},
		{"sections:\n  noord: {titel: x}", "2:11 onbekende-sleutel", "Bedoelde je “title”?"},
		{"menus:\n  main:\n    - {naam: x}", "3:7 menu, 3:8 onbekende-sleutel", ""},
		{"title: x\nTitle: y", "2:1 dubbele-sleutel", "Houd er één over: de eerste staat op regel 1."},
		{"sections:\n  a: {}\n  a: {}", "3:3 dubbele-sleutel", "Houd er één over: de eerste staat op regel 2."},
		{"taxonomies:\n  tags:\n    names: {a: A, a: B}", "3:19 dubbele-sleutel", ""},
		{"title: [x, y]", "1:8 verkeerd-soort", ""},
		{"sections: noord", "1:11 verkeerd-soort", "schrijf “nieuws: {title: Nieuws}”"},
		{"sections:\n  noord: Noord", "2:10 verkeerd-soort", ""},
		{"taxonomies: [tags, x]", "1:13 verkeerd-soort", ""},
		{"menus: {main: {name: x, url: /x/}}", "", ""},
		{"search: true", "1:9 verkeerd-soort", ""},
		{"params: x", "1:9 verkeerd-soort", ""},
		{"- a", "1:3 verkeerd-soort", ""},
		{"tekst", "1:1 verkeerd-soort", ""},
		{"page_size: veel", "1:12 verkeerd-soort", ""},
		{"page_size: 0", "1:12 te-klein", ""},
		{"Page_Size: -1", "1:12 te-klein", ""},
		{"page_size: 99999999999", "1:12 verkeerd-soort", ""},
		{"feeds: {limit: 0}", "1:16 te-klein", ""},
		{"feeds: {term_limit: 0}", "1:21 te-klein", ""},
		{"feeds: {full_text: soms}", "1:20 verkeerd-soort", "schrijf true of false"},
		{"pagination: stabel", "1:13 onbekende-waarde", "Bedoelde je “stable”? Kies uit: newest, stable."},
		{
			"markdown: {raw_html: sanitise}", "1:22 onbekende-waarde",
			"Bedoelde je “sanitize”? Kies uit: escape, sanitize, allow.",
		},
		{"base_url: voorbeeld.nl", "1:11 adres", "Schrijf het hele adres: https://voorbeeld.nl/."},
		{"base_url: /blog/", "1:11 adres", ""},
		{"base_url: ftp://a.nl/", "1:11 adres", ""},
		{"base_url: javascript:alert(1)", "1:11 adres", ""},
		{"base_url: https://a.nl/?x", "1:11 adres", ""},
		{"base_url: https://a.nl/#x", "1:11 adres", ""},
		{"base_url: 'https://'", "1:11 adres", ""},
		{"base_url: ''", "1:11 adres", ""},
		{"timezone: Amsterdam", "1:11 tijdzone", "Gebruik een naam als Europe/Amsterdam."},
		{"timezone: Local", "1:11 tijdzone", ""},
		{"timezone: ''", "1:11 tijdzone", ""},
		{"theme: ../x", "1:8 thema", ""},
		{"theme: a/b", "1:8 thema", ""},
		{"theme: ''", "1:8 thema", ""},
		{"language: ../nl", "1:11 taal", ""},
		{"language: Nederlands", "1:11 taal", "Schrijf een taalcode, bijvoorbeeld nl."},
		{"language: zz", "1:11 taal", ""},
		{"image: img/delen.svg", "1:8 plaatje", "Kies een plaatje op .jpg, .jpeg, .png, .webp, .gif."},
		{"title: x\nlogo: logo.pdf", "2:7 plaatje", ""},
		{"image: http://a.nl/b.png", "1:8 adres", ""},
		{"logo: 'https:///b.png'", "1:7 adres", ""},
		{"social: [https://a.nl/, '@b']", "1:25 adres", "Begin met https://."},
		{"social: mastodon", "1:9 adres", ""},
		{"feeds: {hub: hub.nl}", "1:14 adres", ""},
		{"build: {output: ../x}", "1:17 uitvoermap", ""},
		{"build: {output: /tmp/x}", "1:17 uitvoermap", ""},
		{"build: {output: .}", "1:17 uitvoermap", ""},
		{"build: {output: ./}", "1:17 uitvoermap", ""},
		{"build: {output: ''}", "1:17 uitvoermap", ""},
		{"menus: {footer: [{name: x}]}", "1:18 menu", "Schrijf {name: Over, url: /over/}."},
		{"menus: {main: [{name: x, url: 'javascript:alert(1)'}]}", "1:31 menu", linkHint},
		{"menus: {main: [{name: x, url: zoeken}, {name: y, url: 'sub/pagina'}]}", "1:31 menu, 1:55 menu", linkHint},
		{"menus: {main: [{name: x, url: '#voet'}, {name: y, url: 'mailto:a@b.nl'}, {name: z, url: //elders.nl/}]}", "", ""},
		{"ai_label: {page: 'javascript:alert(1)'}", "1:18 adres", linkHint},
		{"ai_label: {page: over-ai}", "1:18 adres", linkHint},
		{"ai_label: {page: /over-ai/}", "", ""},
		{
			"headers: {csp: {frame-scr: [https://a.nl]}}", "1:17 onbekende-sleutel",
			"Bedoelde je “frame-src”?",
		},
		{"headers: {csp: {report-uri: [/x]}}", "1:17 onbekende-sleutel", ""},
		{"headers: {csp: {frame-src: [https://a.nl, 'een host', 'x;y', geenhost]}}", "1:43 bron-van-beleid, " +
			"1:55 bron-van-beleid, 1:62 bron-van-beleid", ""},
		{"headers: {csp: {frame-src: https://a.nl/x?y}}", "1:28 bron-van-beleid", ""},
		{"headers: {csp: {frame-src: [nonce-abc]}}", "1:29 bron-van-beleid", ""},
		{"headers: {csp: [a, b]}", "1:16 verkeerd-soort", ""},
		{"headers: {csp: {script-src: [https://a.nl, self, sha256-abc=], img-src: ['*.b.nl'], font-src: ['data:']}}", "", ""},
		{"timezone: [x, y]", "1:11 verkeerd-soort", ""},
		{"title: x\n---\ntitle: y", "1:1 syntaxis", "haal de tweede regel --- weg"},
		{"title: a: b", "1:9 syntaxis", ""},
		{"title: caf\xe9", "1:11 geen-utf8", ""},
		{"\uFEFFtitle: [x, y]", "1:8 verkeerd-soort", ""},
		{"titel: x\npage_size: 0\ntimezone: x", "1:1 onbekende-sleutel, 2:12 te-klein, 3:11 tijdzone", ""},
	} {
		t.Run(tt.text, func(t *testing.T) {
			_, problems := Parse([]byte(tt.text))
			problems.Sort()
			equal(t, places(problems), tt.places)
			if len(problems) > 0 && (problems[0].File != "site.yaml" || problems[0].Level != report.Error ||
				tt.hint != "" && problems[0].Hint != tt.hint) {
				t.Errorf("got %+v, want hint %s", problems[0], tt.hint)
			}
		})
	}
}

func TestAddresses(t *testing.T) {
	for _, tt := range []struct{ base, path, href, absolute string }{
		{"https://a.nl", "/", "/", "https://a.nl/"},
		{"https://a.nl/", "/één/", "/%C3%A9%C3%A9n/", "https://a.nl/%C3%A9%C3%A9n/"},
		{"https://a.nl/blog", "/", "/blog/", "https://a.nl/blog/"},
		{"https://a.nl/blog/", "/tags/c#/", "/blog/tags/c%23/", "https://a.nl/blog/tags/c%23/"},
		{"https://a.nl:8080/één/", "/x/", "/%C3%A9%C3%A9n/x/", "https://a.nl:8080/%C3%A9%C3%A9n/x/"},
	} {
		t.Run(tt.base+tt.path, func(t *testing.T) {
			c, problems := Parse([]byte("base_url: " + tt.base))
			equal(t, len(problems), 0)
			equal(t, c.Href(tt.path), tt.href)
			equal(t, c.Absolute(tt.path), tt.absolute)
			equal(t, c.AbsoluteHref(tt.href), tt.absolute)
		})
	}
}

func TestLinks(t *testing.T) {
	c, _ := Parse([]byte("base_url: https://a.nl/blog/"))
	for reference, want := range map[string][2]string{
		"/img/a.png":       {"/blog/img/a.png", "https://a.nl/blog/img/a.png"},
		"https://b.nl/x":   {"https://b.nl/x", "https://b.nl/x"},
		"//b.nl/x":         {"//b.nl/x", "https://b.nl/x"},
		"#top":             {"#top", "https://a.nl/blog/#top"},
		"mailto:a@a.nl":    {"mailto:a@a.nl", "mailto:a@a.nl"},
		"x.png":            {"x.png", "https://a.nl/blog/x.png"},
		"":                 {"", "https://a.nl/blog/"},
		"https://b.nl/%zz": {"https://b.nl/%zz", "https://b.nl/%zz"},
	} {
		t.Run(reference, func(t *testing.T) {
			equal(t, [2]string{c.Link(reference), c.AbsoluteLink(reference)}, want)
		})
	}
}

func TestSection(t *testing.T) {
	c, _ := Parse([]byte("sections: {noord: {title: Noord}}"))
	equal(t, c.Section("noord"), SectionConfig{"noord", "Noord", ""})
	equal(t, c.Section("zuid"), SectionConfig{Name: "zuid"})
}

func TestLiteralURL(t *testing.T) {
	config := Default()
	config.BaseURL, config.BasePath = "https://krant.nl/blog/", "/blog"
	for value, want := range map[string]string{
		"/":                   "/",
		"/Oud/Adres/":         "/Oud/Adres/",
		"/oud":                "/oud/",
		"/oud.html":           "/oud.html",
		"/oud.HTM":            "/oud.HTM",
		"/v1.2/oud":           "/v1.2/oud/",
		"oud":                 "/nieuws/oud/",
		"Met Spatie & Teken!": "/nieuws/Met Spatie & Teken!/",
		"/e\u0301e\u0301n/":   "/één/",

		// a dot that begins no extension
		"/nieuws/model-4.5":  "/nieuws/model-4.5/",
		"/gpt-5.4-mini":      "/gpt-5.4-mini/",
		"/node.js":           "/node.js", // told by who asks for it
		"/node.js/":          "/node.js/",
		"/dhr.-jansen":       "/dhr.-jansen/",
		"/feed.xml":          "/feed.xml",
		"/oud.PHP":           "/oud.PHP",
		"/2024.05.01":        "/2024.05.01/",
		"/.well-known/proef": "/.well-known/proef/",

		// percent-encoded, as an address bar gives it
		"/caf%C3%A9/":                     "/café/",
		"/cafe%CC%81/":                    "/café/",
		"re%c3%bcnie":                     "/nieuws/reünie/",
		"/AI%20en%20werk/":                "/AI en werk/",
		"/50%25-korting/":                 "/50%-korting/",
		"/50% korting/":                   "/50% korting/",
		"/100%2525/":                      "/100%25/",
		"/a%2Fb":                          "/a/b/",
		"/%2e%2e/%2e%2e/x":                "",
		"/a%00b":                          "",
		"/a%5Cb":                          "",
		"/a%3Fb":                          "",
		"/a%0Ab":                          "",
		"/caf%E9/":                        "", // Latin-1
		"/%2Fa/":                          "",
		"/a/%2F":                          "",
		"/.%67it/config":                  "",
		"https://KRANT.nl/blog/caf%C3%A9": "/café/",

		// a whole address
		"https://krant.nl/blog/x/":     "/x/",
		"http://krant.nl/blog/x.html":  "/x.html",
		"krant.nl/blog/x/":             "/x/",
		"Krant.nl/blog":                "/",
		"krant.nlx/blog/":              "/nieuws/krant.nlx/blog/",
		"/x//krant.nl/blog/y/":         "",
		"//krant.nl/blog/x/":           "/x/",
		"https://krant.nl/blog/":       "/",
		"https://krant.nl/blog":        "/",
		"https://krant.nl/elders/":     "",
		"https://krant.nl/blogger/":    "",
		"https://krant.nl/blog/?a=b":   "",
		"https://krant.nl:8080/blog/x": "",
		"https://elders.nl/blog/x/":    "",
		"//elders.nl/":                 "",
		"ftp://krant.nl/blog/../x":     "",

		"../oud/":         "",
		"/a/../b/":        "",
		"/a/./b/":         "",
		"/a//b/":          "",
		`/a\b/`:           "",
		"/a?b":            "",
		"/a#b":            "",
		"/a\x00b":         "",
		"/.git/x":         "",
		"/.htaccess":      "",
		"/.drukpers/x":    "",
		"/nieuws/.env":    "",
		"/nieuws/a/..%2f": "",
	} {
		t.Run(value, func(t *testing.T) {
			if got, wrong := config.LiteralURL(value, "/nieuws/"); got != want || (wrong == "") != (want != "") {
				t.Errorf("got %q (%s), want %q", got, wrong, want)
			}
		})
	}
}

// equal fails with what differs.
func equal(t *testing.T, got, want any) {
	t.Helper()
	same := cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })
	if diff := cmp.Diff(want, got, same, cmpopts.IgnoreUnexported(Config{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// FuzzLiteralURL holds that an address is read once: what it stands for, written as a link has it, stands for the same.
func FuzzLiteralURL(f *testing.F) {
	for _, seed := range []string{
		"/oud/caf%C3%A9/", "https://krant.nl/blog/x/", "//krant.nl/blog", "/a%2Fb", "/%2e%2e/x", "/50%/", "/model-4.5",
		"oud.html", "/x.json", "/e\u0301", "/a%", "\xff", "/.well-known/x", "/%25%32%65/",
	} {
		f.Add(seed)
	}
	config := Default()
	config.BaseURL, config.BasePath = "https://krant.nl/blog/", "/blog"
	f.Fuzz(func(t *testing.T, value string) {
		path, wrong := config.LiteralURL(value, "/nieuws/")
		if (path == "") != (wrong != "") {
			t.Fatalf("%q gives %q and %q", value, path, wrong)
		}
		if wrong != "" {
			return
		}
		if path != "/" && (path[0] != '/' || urls.Escapes(strings.Trim(path, "/"))) || !utf8.ValidString(path) ||
			!norm.NFC.IsNormalString(path) {
			t.Errorf("%q gives %q", value, path)
		}
		for _, again := range []string{urls.Href(path), config.Absolute(path)} {
			if got, wrong := config.LiteralURL(again, "/nieuws/"); got != path {
				t.Errorf("%q gives %q, which as %q gives %q (%s)", value, path, again, got, wrong)
			}
		}
	})
}

func places(problems report.List) string {
	var all []string
	for _, p := range problems {
		all = append(all, strings.TrimPrefix(p.Place(), p.File+":")+" "+p.Rule)
	}
	return strings.Join(all, ", ")
}
