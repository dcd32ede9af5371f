package content

import (
	"reflect"
	"strings"
	"testing"
	"time"
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
eigen = "waarde"
bron.name = "Naam"
bron.url = "https://a.nl/x"

[cover]
image = "/img/a.png"
alt = "Een plaatje"
caption = "Foto: A"

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
    "caption": "Foto: A"
  },
  "bron": {"name": "Naam", "url": "https://a.nl/x"},
  "source_name": "Andere naam", "source_url": "https://b.nl/",
  "author": "A. Schrijver", "weight": -3, "layout": "breed", "toc": true, "sponsored": true, "ai": false,
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
	ExpiryDate:  time.Date(2026, 12, 31, 0, 0, 0, 0, amsterdam),
	Lastmod:     time.Date(2026, 3, 2, 8, 0, 0, 0, amsterdam),
	Draft:       true, Summary: "Over twee regels.", Description: "Voor zoekmachines",
	Slug: "eigen-naam", URL: "/eigen/adres/", Aliases: []string{"/oud/", "ouder"},
	Tags: []string{"AI tools", "2025", "true"}, Categorieen: []string{"creatief"},
	Cover: Cover{"/img/a.png", "Een plaatje", "Foto: A"}, Bron: Source{"Naam", "https://a.nl/x"},
	SourceName: "Andere naam", SourceURL: "https://b.nl/", Author: "A. Schrijver", Weight: -3, Layout: "breed",
	TOC: true, Sponsored: true, AI: new(bool),
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
		{"publishdate: 2026-03-01T00:00:00Z", FrontMatter{PublishDate: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}},
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
		{"cover:", FrontMatter{}},
		{"summary: ''", FrontMatter{}},
		{"description: 5.40", FrontMatter{Description: "5.40"}},
		{"description: 2026-03-01", FrontMatter{Description: "2026-03-01"}},
		{"params: {a: ~, b: 1}", FrontMatter{Params: map[string]any{"b": int64(1)}}},
		{"author: &x Naam\ndescription: *x", FrontMatter{Author: "Naam", Description: "Naam"}},
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
		{"tag: [a]", "Bedoelde je “tags”?", map[string]any{"tag": []any{"a"}}},
		{"zomaar: 1", "Zet eigen gegevens onder params, of haal de sleutel weg.", map[string]any{"zomaar": int64(1)}},
		{
			"params: {a: 1}\nzomaar: 2", "Zet eigen gegevens onder params, of haal de sleutel weg.",
			map[string]any{"a": int64(1), "zomaar": int64(2)},
		},
		{"cover: {images: x}", "Bedoelde je “image”?", nil}, // not a key of the article
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
	for _, key := range append([]string{"HideMeta", "showreadingtime"}, legacyKeys...) {
		t.Run(key, func(t *testing.T) {
			fm, problems := decode("---\ntitle: x\n" + key + ": true\n---\n")
			if len(problems) > 0 || fm.Params[key] != true {
				t.Errorf("params %v, problems %+v", fm.Params, problems)
			}
		})
	}
}
