package archetype

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"drukpers/internal/report"
)

func TestSlug(t *testing.T) {
	const long = "een-titel-die-zo-lang-is-dat-hij-nooit-in-een-adresbalk-past"
	for title, want := range map[string]string{
		"Zo werkt het":               "zo-werkt-het",
		"Coördinatie & crème brûlée": "coordinatie-en-creme-brulee",
		"'t Is zover: foto's!":       "t-is-zover-fotos",
		"GPT-5.4 – 20% sneller":      "gpt-5-4-20-procent-sneller",
		"Straße, Ærø, Łódź":          "strasse-aero-lodz",
		"e\u0301e\u0301n":            "een",
		"C++ of C#?":                 "c-plus-plus-of-c",
		"日本語":                        "日本語",
		"!!! …":                      "",
		"":                           "",
		"Een titel die zo lang is dat hij nooit in een adresbalk past, en nog langer": long,
		strings.Repeat("é", 70): strings.Repeat("e", 60),
	} {
		if got := Slug(title); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}

// Whatever a title is: its slug is its own slug, short, and has no hyphen at an end or two in a row.
func FuzzSlug(f *testing.F) {
	for _, seed := range []string{"Zo – werkt 'het'", "İstanbul ß", "Ǿ", "\xff\u0301"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, title string) {
		got := Slug(title)
		if Slug(got) != got || utf8.RuneCountInString(got) > maxSlug || strings.Trim(got, "-") != got ||
			strings.Contains(got, "--") || strings.ContainsAny(got, "/\\. ") {
			t.Errorf("%q: %q", title, got)
		}
	})
}

func TestFind(t *testing.T) {
	files := fstest.MapFS{}
	for _, want := range []string{
		"", "themes/mijn/archetypes/default.md", "themes/mijn/archetypes/nieuws.md", "archetypes/default.md",
		"archetypes/nieuws.md",
	} {
		if want != "" {
			files[want] = &fstest.MapFile{Data: []byte(want)}
		}
		if file, text, err := Find(files, "mijn", "nieuws"); err != nil || file != want || want != "" && text != want {
			t.Errorf("got %q, %q, %v, want %q", file, text, err, want)
		}
	}
}

func TestMake(t *testing.T) {
	got, err := Make("", builtIn, Values{
		Title: `Wat: "nu"`, Date: "2026-03-01T10:00:00+01:00", Category: "Nieuws & Co",
		Tags: []string{"AI", "12"},
	})
	want := `---
title: "Wat: \"nu\""
date: 2026-03-01T10:00:00+01:00
draft: true
summary: ""
tags: [AI, "12"]
categorieen: [Nieuws & Co]
bron: ""
---

`
	if err != nil || string(got) != want {
		t.Errorf("%v, %s", err, got)
	}
	for _, text := range []string{
		"---\ntitle: {{.Titel}}\n---\n", "---\ntitle: {{\n---\n", "Geen kop", "---\ntitle: [\n---\n",
	} {
		_, err := Make("archetypes/default.md", text, Values{})
		var failure *report.Failure
		if !errors.As(err, &failure) || failure.File != "archetypes/default.md" || failure.Hint == "" {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestSite(t *testing.T) {
	files, err := Site(time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC))
	for _, name := range []string{"content/nieuws/2026-03-01-welkom.md", ".gitignore", "site.yaml"} {
		if err != nil || files[name] == nil {
			t.Errorf("%s: %v, %d files", name, err, len(files))
		}
	}
}
