package content

import "testing"

func TestWithoutEntities(t *testing.T) {
	for text, want := range map[string]string{
		"AI&#8217;s rol &amp; nut": "AI’s rol & nut",
		"caf&eacute; &#xE9;&#X65;": "café ée",
		"&amp;amp; &amp;lt;":       "&amp; &lt;",
		"R&D, Q&A, AT&T; en meer":  "R&D, Q&A, AT&T; en meer",
		"?a=1&copy=2&lt=3":         "?a=1&copy=2&lt=3",
		"&bestaatniet; &;":         "&bestaatniet; &;",
		"&quot;x&quot; &hellip;":   `"x" …`,
		"a&nbsp;b":                 "a\u00a0b",
		"&#27;[2J &#10; &#0;":      "&#27;[2J &#10; \uFFFD",
		"&#99999999999;":           "\uFFFD",
		"gewoon":                   "gewoon",
	} {
		equal(t, withoutEntities(text), want)
	}
}

// Entities are resolved wherever readers see a text, in every format of head, and not in addresses.
func TestEntitiesOfHead(t *testing.T) {
	want := FrontMatter{
		Title: "A’s", Subtitle: "b & c", Summary: "é", Description: "ü", Authors: Authors{"Zoë"}, Tags: []string{"R&D", "x"},
		Categorieen: []string{"a & b"}, Cover: Cover{Image: "/a&amp;b.png", Alt: "ñ", Caption: "ö"}, Slug: "a&amp;b",
	}
	for _, text := range []string{
		`---
title: A&#8217;s
subtitle: b &amp; c
summary: &eacute;
description: &uuml;
author: Zo&euml;
tags: [R&amp;D, x]
categorieen: a &amp; b
cover: {image: /a&amp;b.png, alt: &ntilde;, caption: "&ouml;"}
slug: a&amp;b
---
`,
		`{"title": "A&#8217;s", "subtitle": "b &amp; c", "summary": "&eacute;", "description": "&uuml;",
"author": "Zo&euml;", "tags": ["R&amp;D", "x"], "categorieen": ["a &amp; b"], "slug": "a&amp;b",
"cover": {"image": "/a&amp;b.png", "alt": "&ntilde;", "caption": "&ouml;"}}
`,
	} {
		fm, problems := decode(text)
		if len(problems) > 0 {
			t.Error(problems)
		}
		equal(t, fm, want)
	}
}
