package content

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"drukpers/internal/report"
)

const everyFieldYAML = `---
title: "Eén: de “titel”"
subtitle: En wat daarna komt
date: 2026-02-28T19:51:52.207Z
publishDate: 2026-03-01 10:00
expiryDate: 2026-12-31
lastmod: 2026-03-02T08:00:00+01:00
draft: true
summary: >
  Over twee
  regels.
description: Voor zoekmachines
slug: eigen-naam
url: /eigen/adres/
aliases: [/oud/, ouder]
tags:
  - AI tools
  - 2025
  - true
categorieen: [creatief]
cover:
  image: /img/a.png
  alt: Een plaatje
  caption: 'Foto: A'
  relative: true
bron:
  name: Naam
  url: https://a.nl/x
source_name: Andere naam
source_url: https://b.nl/
author: A. Schrijver
weight: -3
layout: breed
toc: true
sponsored: true
ai: false
lang: EN-gb
check_negeer: [tweeling]
params:
  kleur: rood
  diep: {getal: 1, breuk: 2.5, ja: true, rij: [a, 2]}
eigen: waarde
---
Tekst.
`

const everyFieldTOML = `+++
title = "Eén: de “titel”"
subtitle = "En wat daarna komt"
date = 2026-02-28T19:51:52.207Z
publishDate = 2026-03-01T10:00:00
expiryDate = 2026-12-31
lastmod = 2026-03-02 08:00:00+01:00
draft = true
summary = """Over twee \
  regels."""
description = 'Voor zoekmachines'
slug = "eigen-naam"
url = "/eigen/adres/"
aliases = ["/oud/", "ouder"]
tags = ["AI tools", 2025, true]
categorieen = [
  "creatief", # met commentaar
]
source_name = "Andere naam"
source_url = "https://b.nl/"
author = "A. Schrijver"
weight = -3
layout = "breed"
toc = true
sponsored = true
ai = false
language = "en-GB"
check_negeer = "tweeling"
eigen = "waarde"
bron.name = "Naam"
bron.url = "https://a.nl/x"

[cover]
image = "/img/a.png"
alt = "Een plaatje"
caption = "Foto: A"
relative = true

[params]
kleur = "rood"
diep = {getal = 1, breuk = 2.5, ja = true, rij = ["a", 2]}
+++
Tekst.
`

const everyFieldJSON = `{
  "title": "E\u00e9n: de “titel”", "ondertitel": "En wat daarna komt",
  "date": "2026-02-28T19:51:52.207Z", "publishDate": "2026-03-01 10:00",
  "expiryDate": "2026-12-31", "lastmod": "2026-03-02T08:00:00+01:00",
  "draft": true,
  "summary": "Over twee regels.", "description": "Voor zoekmachines",
  "slug": "eigen-naam", "url": "/eigen/adres/", "aliases": ["/oud/", "ouder"],
  "tags": ["AI tools", 2025, true], "categorieen": ["creatief"],
  "cover": {
    "image": "/img/a.png",
    "alt": "Een plaatje",
    "caption": "Foto: A", "relative": true
  },
  "bron": {"name": "Naam", "url": "https://a.nl/x"},
  "source_name": "Andere naam", "source_url": "https://b.nl/",
  "author": "A. Schrijver", "weight": -3, "layout": "breed", "toc": true, "sponsored": true, "ai": false,
  "taal": "en-GB", "check_negeer": ["tweeling"],
  "eigen": "waarde",
  "params": {
    "kleur": "rood",
    "diep": {"getal": 1, "breuk": 2.5, "ja": true, "rij": ["a", 2]}
  }
}
Tekst.
`

var everyField = FrontMatter{
	Title:       "Eén: de “titel”",
	Subtitle:    "En wat daarna komt",
	Date:        time.Date(2026, 2, 28, 19, 51, 52, 207e6, time.UTC),
	PublishDate: time.Date(2026, 3, 1, 10, 0, 0, 0, amsterdam),
	ExpiryDate:  time.Date(2027, 1, 1, 0, 0, 0, 0, amsterdam),
	Lastmod:     time.Date(2026, 3, 2, 8, 0, 0, 0, amsterdam),
	Draft:       true, Summary: "Over twee regels.", Description: "Voor zoekmachines",
	Slug: "eigen-naam", URL: "/eigen/adres/", Aliases: []string{"/oud/", "ouder"},
	Tags: []string{"AI tools", "2025", "true"}, Categorieen: []string{"creatief"},
	Cover: Cover{"/img/a.png", "Een plaatje", "Foto: A", true}, Bron: Source{"Naam", "https://a.nl/x"},
	SourceName: "Andere naam", SourceURL: "https://b.nl/", Authors: Authors{"A. Schrijver"}, Weight: -3, Layout: "breed",
	TOC: true, Sponsored: true, AI: new(bool), Lang: "en-GB",
	CheckIgnore: []string{"tweeling"},
	Params: map[string]any{
		"kleur": "rood", "eigen": "waarde",
		"diep": map[string]any{"getal": int64(1), "breuk": 2.5, "ja": true, "rij": []any{"a", int64(2)}},
	},
}

func TestEveryField(t *testing.T) {
	for i := range reflect.TypeFor[FrontMatter]().NumField() {
		if reflect.ValueOf(everyField).Field(i).IsZero() {
			t.Errorf("the test says nothing of %s", reflect.TypeFor[FrontMatter]().Field(i).Name)
		}
	}
	for name, text := range map[string]string{
		"---":     everyFieldYAML,
		"---yaml": strings.Replace(everyFieldYAML, "---", "---yaml", 1),
		"+++":     everyFieldTOML,
		"---toml": strings.NewReplacer("+++\nt", "---toml\nt", "+++\nT", "---\nT").Replace(everyFieldTOML),
		"{":       everyFieldJSON,
		";;;":     ";;;\n" + strings.TrimSuffix(everyFieldJSON, "Tekst.\n") + ";;;\nTekst.\n",
		"---json": "---json\n" + strings.TrimSuffix(everyFieldJSON, "Tekst.\n") + "---\nTekst.\n",
		"CRLF":    strings.ReplaceAll(everyFieldYAML, "\n", "\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			h, problems := parseHead("a.md", []byte(text), amsterdam)
			if len(problems) != 1 || problems[0].Rule != "onbekende-sleutel" {
				t.Errorf("got %+v, want one warning about “eigen”", problems)
			}
			if body := strings.TrimSpace(string(h.body)); body != "Tekst." {
				t.Errorf("body %q", body)
			}
			// Equal instants count as equal, whatever the name of their zone.
			got := h.FrontMatter
			for _, date := range []*time.Time{&got.Date, &got.PublishDate, &got.ExpiryDate, &got.Lastmod} {
				for _, want := range []time.Time{
					everyField.Date, everyField.PublishDate, everyField.ExpiryDate,
					everyField.Lastmod,
				} {
					if date.Equal(want) {
						*date = want
					}
				}
			}
			equal(t, got, everyField)
		})
	}
}

// One line of front matter and the field that it sets.
func TestFieldForms(t *testing.T) {
	for _, tt := range []struct {
		line string
		want FrontMatter
	}{
		{"categorieën: [a]", FrontMatter{Categorieen: []string{"a"}}},
		{"categoriee\u0308n: [a]", FrontMatter{Categorieen: []string{"a"}}},
		{"categories: [a]", FrontMatter{Categorieen: []string{"a"}}},
		{"Categorieen: [a]", FrontMatter{Categorieen: []string{"a"}}},
		{"ShowToc: true", FrontMatter{TOC: true}},
		{"gesponsord: true", FrontMatter{Sponsored: true}},
		{
			"publishdate: 2026-03-01T00:00:00Z", // and the date, where that is not said
			FrontMatter{
				PublishDate: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), Date: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
			},
		},
		{"tags: AI tools", FrontMatter{Tags: []string{"AI tools"}}},
		{"tags: 2025", FrontMatter{Tags: []string{"2025"}}},
		{"tags: [a, '', ~, b]", FrontMatter{Tags: []string{"a", "b"}}},
		{"tags: [' e\u0301e\u0301n ']", FrontMatter{Tags: []string{"één"}}},
		{"tags: ''", FrontMatter{}},
		{"tags: []", FrontMatter{}},
		{"tags:", FrontMatter{}},
		{"draft: 'true'", FrontMatter{Draft: true}},
		{"draft: FALSE", FrontMatter{}},
		{"draft: ~", FrontMatter{}},
		{"cover: /img/a.png", FrontMatter{Cover: Cover{Image: "/img/a.png"}}},
		{"cover: ''", FrontMatter{}},
		{"cover: []", FrontMatter{}},
		{"cover: [/a.png]", FrontMatter{Cover: Cover{Image: "/a.png"}}},
		{"bron: [Naam]", FrontMatter{Bron: Source{Name: "Naam"}}},
		{"bron: []", FrontMatter{}},
		{"params: []", FrontMatter{}},
		{"toc: ja", FrontMatter{TOC: true}},
		{"toc:", FrontMatter{}},
		{"toc: []", FrontMatter{}},
		{"author: []", FrontMatter{}},
		{"author: ''", FrontMatter{}},
		{"author: [~, '']", FrontMatter{}},
		{"author: Jan", FrontMatter{Authors: Authors{"Jan"}}},
		{"author: Jansen, J.", FrontMatter{Authors: Authors{"Jansen, J."}}},
		{"author: [Jan, Piet, Jan]", FrontMatter{Authors: Authors{"Jan", "Piet"}}},
		{"authors: [Jan]", FrontMatter{Authors: Authors{"Jan"}}},
		{"author: {name: Jan}", FrontMatter{Authors: Authors{"Jan"}}},
		{"authors:\n  - name: Jan\n  - Piet\n  - {naam: Zo&euml;}", FrontMatter{Authors: Authors{"Jan", "Piet", "Zoë"}}},
		{"cover:", FrontMatter{}},
		{"summary: ''", FrontMatter{}},
		{"description: 5.40", FrontMatter{Description: "5.40"}},
		{"description: 2026-03-01", FrontMatter{Description: "2026-03-01"}},
		{"params: {a: ~, b: 1}", FrontMatter{Params: map[string]any{"b": int64(1)}}},
		{"author: &x Naam\ndescription: *x", FrontMatter{Authors: Authors{"Naam"}, Description: "Naam"}},
	} {
		t.Run(tt.line, func(t *testing.T) {
			got, problems := decode("---\ntitle: x\n" + tt.line + "\n---\n")
			if len(problems) > 0 {
				t.Errorf("problems: %+v", problems)
			}
			tt.want.Title = "x"
			if len(got.Tags) == 0 {
				got.Tags = nil
			}
			equal(t, got, tt.want)
		})
	}
}

func TestUnknownKeys(t *testing.T) {
	for _, tt := range []struct {
		line, hint string
		params     map[string]any
	}{
		{"sumary: x", "Bedoelde je “summary”?", map[string]any{"sumary": "x"}},
		{"tag: [a]", "Heet hier “tags”.", map[string]any{"tag": []any{"a"}}},
		{
			"taxonomies: {tags: [a]}", "Zet “tags” en “categorieen” los in de kop, en niet onder deze sleutel.",
			map[string]any{"taxonomies": map[string]any{"tags": []any{"a"}}},
		},
		{
			"extra: {a: 1}", "Zet wat drukpers kent los in de kop, en eigen gegevens onder params.",
			map[string]any{"extra": map[string]any{"a": int64(1)}},
		},
		{"zomaar: 1", "Zet eigen gegevens onder params, of haal de sleutel weg.", map[string]any{"zomaar": int64(1)}},
		{
			"params: {a: 1}\nzomaar: 2", "Zet eigen gegevens onder params, of haal de sleutel weg.",
			map[string]any{"a": int64(1), "zomaar": int64(2)},
		},
		{"cover: {images: x}", "Bedoelde je “image”?", nil}, // not a key of the article
		{"cover: {src: x}", "Heet hier “image”.", nil},
		{"bron: {title: x}", "Heet hier “name”.", nil},
	} {
		t.Run(tt.line, func(t *testing.T) {
			fm, problems := decode("---\ntitle: x\n" + tt.line + "\n---\n")
			if len(problems) != 1 || problems.HasErrors() || problems[0].Rule != "onbekende-sleutel" ||
				problems[0].Hint != tt.hint {
				t.Errorf("got %+v, want a warning with %s", problems, tt.hint)
			}
			equal(t, fm.Params, tt.params)
		})
	}
}

func TestLegacyKeysAreSilent(t *testing.T) {
	for _, key := range []string{"HideMeta", "showreadingtime", "type", "comments", "TocOpen"} {
		t.Run(key, func(t *testing.T) {
			fm, problems := decode("---\ntitle: x\n" + key + ": true\n---\n")
			if len(problems) > 0 || fm.Params[key] != true {
				t.Errorf("params %v, problems %+v", fm.Params, problems)
			}
		})
	}
}

// What an editor wants to hide is not published, whatever program the key is of.
func TestOtherWordsForDraft(t *testing.T) {
	for _, tt := range []struct {
		line  string
		draft bool
		want  string // places of problems
	}{
		{"published: false", true, "3:1 concept"},
		{"published: true", false, ""},
		{"Published: 'no'", true, "3:1 concept"},
		{"published:", false, ""},
		{"publish: false", true, "3:1 concept"},
		{"gepubliceerd: nee", true, "3:1 concept"},
		{"gepubliceerd: ja", false, ""},
		{"concept: true", true, "3:1 concept"},
		{"concept: ja", true, "3:1 concept"},
		{"concept: false", false, ""},
		{"klad: true", true, "3:1 concept"},
		{"unlisted: true", true, "3:1 concept"},
		{"hidden: true", true, "3:1 concept"},
		{"hidden: false", false, ""},
		{"is_draft: true", true, "3:1 concept"},
		{"eleventyExcludeFromCollections: true", true, "3:1 concept"},
		{"status: draft", true, "3:1 concept"},
		{"status: Concept", true, "3:1 concept"},
		{"post_status: auto-draft", true, "3:1 concept"},
		{"visibility: private", true, "3:1 concept"},
		{"status: published", false, ""},
		{"status: publish", false, ""},
		{"status: wacht op foto", false, "3:1 onbekende-sleutel"},
		{"published: 2026-03-01", false, "3:1 onbekende-sleutel"},
		{"draft: false\npublished: false", true, "4:1 concept"},
		{"draft: ja", true, ""},
		{"cover: {image: /a.png, hidden: true}", false, "3:24 onbekende-sleutel"},
		{"params: {published: false}", false, ""},
		{"noindex: true", false, "3:1 onbekende-sleutel"},
		{"noindex: false", false, ""},
	} {
		t.Run(tt.line, func(t *testing.T) {
			fm, problems := decode("---\ntitle: x\n" + tt.line + "\n---\n")
			if got := places(problems); fm.Draft != tt.draft || got != tt.want || problems.HasErrors() {
				t.Errorf("draft %v with %q, want %v with %q: %+v", fm.Draft, got, tt.draft, tt.want, problems)
			}
		})
	}
}

func TestOtherWordsForDraftInEveryFormat(t *testing.T) {
	for _, text := range []string{
		"+++\ntitle = 'x'\npublished = false\n+++\n", "{\"title\": \"x\",\n\"published\": false}\n",
		"---\ntitle: \"x\"\npublished: false\n---\n",
	} {
		fm, problems := decode(text)
		if !fm.Draft || len(problems) != 1 || problems[0].Group != "published" {
			t.Errorf("%q: draft %v, %+v", text, fm.Draft, problems)
		}
	}
}

// Every key of another program points to what we have for it.
func TestKeysOfOthers(t *testing.T) {
	for key, want := range map[string]string{
		"datum": "date", "samenvatting": "summary", "auteur": "author", "afbeelding": "cover", "image": "cover",
		"images": "cover", "featured_image": "cover", "featuredImage": "cover", "thumbnail": "cover", "heroImage": "cover",
		"permalink": "url", "path": "url", "redirect_from": "aliases", "redirectFrom": "aliases", "excerpt": "summary",
		"intro": "summary", "updated": "lastmod", "last_modified_at": "lastmod", "pubDate": "date", "created_at": "date",
		"category": "categorieen", "categorie": "categorieen", "tag": "tags", "trefwoorden": "tags", "onderwerp": "tags",
		"beschrijving": "description", "titel": "title", "publish_date": "publishDate", "expiry-date": "expiryDate",
		"last_mod": "lastmod", "source-url": "source_url", "show_toc": "toc", "post_excerpt": "summary", "KOP": "title",
	} {
		t.Run(key, func(t *testing.T) {
			_, problems := decode("---\n" + key + ": y\n---\n")
			problems = problems.At(report.Warning)
			hint := "Heet hier “" + want + "”."
			if len(problems) != 1 || problems[0].Hint != hint || problems[0].Level != report.Warning {
				t.Errorf("got %+v, want one warning: %s", problems, hint)
			}
		})
	}
}

// What is no language is told, and the article is in the site's.
func TestLang(t *testing.T) {
	for value, want := range map[string]string{
		"en": "en", "EN": "en", "en_us": "en-US", "nl-BE": "nl-BE", "Engels": "!", "zz": "!", "und": "!", "'../x'": "!",
		"''": "",
	} {
		h, problems := decode("---\ntitle: x\nlang: " + value + "\n---\n")
		if want == "!" {
			if len(problems) != 1 || problems[0].Rule != "taal" || problems[0].Line != 3 || h.Lang != "" {
				t.Errorf("%s: %q %v", value, h.Lang, problems)
			}
		} else if h.Lang != want || len(problems) > 0 {
			t.Errorf("%s: %q, want %q %v", value, h.Lang, want, problems)
		}
	}
}

// A name that is in no table gets a guess only where that is right.
func TestNoWrongGuess(t *testing.T) {
	for _, key := range []string{
		"data", "rate", "series", "places", "type2", "height", "hero_text", "author2", "period", "role", "tier",
		"code", "owners", "related", "mail", "featured", "kerntitel", "versie", "prioriteit",
	} {
		_, problems := decode("---\ntitle: x\n" + key + ": y\n---\n")
		if len(problems) != 1 || !strings.HasPrefix(problems[0].Hint, "Zet eigen gegevens onder params") {
			t.Errorf("%s: %+v", key, problems)
		}
	}
}

// A key that says nothing loses nothing, and one whose own name is there too is told so.
func TestUnknownKeyBesideOurs(t *testing.T) {
	for line, want := range map[string]string{
		"excerpt: ''":                 "",
		"images: []":                  "",
		"zomaar:":                     "",
		"titel: y":                    "Heet hier “title”, en dat staat er al: haal er een weg.",
		"cover: /a.png\nimage: /b":    "Heet hier “cover”, en dat staat er al: haal er een weg.",
		"cover: {image: /a, src: /b}": "Heet hier “image”, en dat staat er al: haal er een weg.",
	} {
		_, problems := decode("---\ntitle: x\n" + line + "\n---\n")
		got := ""
		for _, p := range problems {
			got += p.Hint
		}
		if got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
}

// What is not read of a value is told.
func TestHalfUnderstoodValues(t *testing.T) {
	for _, tt := range []struct {
		line, want string
		fm         FrontMatter
	}{
		{"toc: {depth: 2}", "3:6 inhoudsopgave", FrontMatter{TOC: true}},
		{"toc: {enabled: false}", "3:6 inhoudsopgave", FrontMatter{}},
		{"author: {name: Jan, email: j@x.nl}", "3:21 onbekende-sleutel", FrontMatter{Authors: Authors{"Jan"}}},
		{"author: {title: Jan}", "3:9 verkeerd-soort, 3:10 onbekende-sleutel", FrontMatter{}},
		{"author: [[Jan, Piet]]", "3:10 verkeerd-soort", FrontMatter{}},
		{"toc: misschien", "3:6 verkeerd-soort", FrontMatter{}},
		{"author: Jan\nauthors: [Piet]", "4:1 dubbele-sleutel", FrontMatter{Authors: Authors{"Jan"}}},
	} {
		t.Run(tt.line, func(t *testing.T) {
			fm, problems := decode("---\ntitle: x\n" + tt.line + "\n---\n")
			tt.fm.Title = "x"
			equal(t, fm, tt.fm)
			equal(t, places(problems), tt.want)
		})
	}
}
