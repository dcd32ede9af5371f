package markdown

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parse reads a piece of HTML as a browser does, in an element of a page.
func parse(t testing.TB, text string) []*html.Node {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(text), &html.Node{
		Type: html.ElementNode, Data: "div",
		DataAtom: atom.Div,
	})
	if err != nil {
		t.Fatal(err)
	}
	return nodes
}

// normalHTML is HTML in the one form that a parser gives it.
func normalHTML(t testing.TB, text string) string {
	t.Helper()
	var b strings.Builder
	for _, n := range parse(t, text) {
		if err := html.Render(&b, n); err != nil {
			t.Fatal(err)
		}
	}
	return strings.TrimSpace(b.String())
}

// addressed are the attributes that hold an address; in any other "javascript:" is a word.
var addressed = strings.Fields("href src action formaction data poster cite background ping from to values srcdoc")

// unsafeURLs gives the addresses in HTML that a browser would run, and not merely fetch.
func unsafeURLs(t testing.TB, text string) []string {
	t.Helper()
	var found []string
	for _, root := range parse(t, text) {
		for n := range root.Descendants() {
			for _, a := range n.Attr {
				if !slices.Contains(addressed, a.Key) {
					continue
				}
				// WHATWG URL 4.4: white space and controls around an address, tabs and newlines anywhere don't count.
				address := strings.TrimFunc(a.Val, func(r rune) bool { return r <= ' ' })
				address = strings.ToLower(strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(address))
				for _, scheme := range []string{"javascript:", "vbscript:", "data:"} {
					if strings.HasPrefix(address, scheme) {
						found = append(found, a.Key+"="+a.Val)
					}
				}
			}
		}
	}
	return found
}

// Addresses that run a script, as they can be disguised in markdown.
var scripts = []string{
	"javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "VBSCRIPT:x", "data:text/html,x",
	"data:text/html;base64,eA==",
	"data:image/png;base64,eA==", "javascript&colon;alert(1)", "javascript&#58;alert(1)", "javascript&#x3A;alert(1)",
	"&#106;avascript:alert(1)", "&#x6A;&#x61;vascript:alert(1)", "java&Tab;script:alert(1)", "java&#9;script:alert(1)",
	"java&NewLine;script:alert(1)", "java&#10;script:alert(1)", "java&#13;script:alert(1)", "&#1;javascript:alert(1)",
	"&#32;javascript:alert(1)", "&nbsp;javascript:alert(1)", "javascript\\:alert(1)", "java\tscript:alert(1)",
	" javascript:alert(1)", "\x01javascript:alert(1)", "javascript://a.nl/%0aalert(1)", "javascript:/alert(1)/",
	"javascript:?alert(1)",
	"javascript:#alert(1)", "feed:javascript:alert(1)", "javascript&amp;colon;alert(1)", "javascript&#38;colon;alert(1)",
	"javascript&amp;#58;alert(1)",
}

// Places where an address can stand; % is the address.
var scriptPlaces = []string{
	"[x](%)", "[x](<%>)", "![x](%)", "![x](<%> \"titel\")", "[x]\n\n[x]: %\n", "[x]\n\n[x]: <%>\n", "![x]\n\n[x]: %\n",
	"<%>", "x % x",
	"<a href=\"%\">x</a>", "<a href='%'>x</a>", "<a href=%>x</a>", "<img src=\"%\">", "<iframe src=\"%\"></iframe>",
	"<form action=\"%\"><button formaction=\"%\">x</button></form>", "<object data=\"%\"></object>", "<embed src=\"%\">",
	"<svg><a xlink:href=\"%\"><text>x</text></a></svg>", "<svg><a href=\"%\">x</a></svg>", "<svg><use href=\"%\"/></svg>",
	"<math><mi xlink:href=\"%\">x</mi></math>",
	"<video src=\"%\" poster=\"%\"></video>", "<template><a href=\"%\">x</a></template>", "<base href=\"%\">",
	"<link rel=stylesheet href=\"%\">",
	"<body background=\"%\">", "<table background=\"%\"></table>", "<area href=\"%\">", "<q cite=\"%\">x</q>",
	"<a ping=\"%\">x</a>",
	"<noscript><a href=\"%\">x</a></noscript>", "<noembed><a href=\"%\">x</a></noembed>",
	"<noframes><a href=\"%\">x</a></noframes>",
	"<meta http-equiv=refresh content=\"0;url=%\">", "<svg><a><animate attributeName=href values=\"/a;%\"/></a></svg>",
	"<svg><set attributeName=href to=\"%\"/></svg>", "<svg><animate attributeName=href from=\"%\" values=\"%\"/></svg>",
	"<div>\n<a\nhref\n=\n\"%\">x</a>\n</div>", "<p><b><a href=\"%\">open",
}

func TestNoScriptAddresses(t *testing.T) {
	for _, policy := range policies {
		m := converterUnder(policy)
		for _, place := range scriptPlaces {
			t.Run(policy+" "+place, func(t *testing.T) {
				for _, script := range scripts {
					body := strings.ReplaceAll(place, "%", script)
					got := htmlOf(m, []byte(body))
					if found := unsafeURLs(t, "<div>"+got+"</div>"); len(found) > 0 {
						t.Errorf("%q gives %q in %s", body, found, got)
					}
				}
			})
		}
	}
}

// The test above must be able to fail.
func TestUnsafeURLs(t *testing.T) {
	for _, text := range []string{
		`<p><a href="javascript:alert(1)">x</a></p>`, `<p><img src=" java&Tab;SCRIPT:alert(1)"></p>`,
		`<div><svg><a xlink:href="data:x"/></svg></div>`,
	} {
		if len(unsafeURLs(t, text)) != 1 {
			t.Errorf("nothing found in %s", text)
		}
	}
}

// Under sanitize no element or attribute that acts stays.
func TestSanitize(t *testing.T) {
	m := converterUnder(RawSanitize)
	for _, body := range []string{
		"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
		"<iframe srcdoc='<script>alert(1)</script>'></iframe>",
		"<style>*{display:none}</style>", "<p style='position:fixed'>x</p>", "<object data=x></object>",
		"<form action=/x><input name=q></form>",
		"<meta http-equiv=refresh content=0>", "<base href=//elders.nl/>", "<link rel=stylesheet href=x>",
		"<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
		"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<plaintext><img src=x onerror=alert(1)>",
		"<textarea><img src=x onerror=alert(1)>",
		"<xmp><img src=x onerror=alert(1)></xmp>", "<!--><img src=x onerror=alert(1)>-->", "<a href=x onclick=alert(1)>x</a>",
		"<template><script>alert(1)</script></template>",
	} {
		t.Run(body, func(t *testing.T) {
			got := htmlOf(m, []byte(body))
			for _, root := range parse(t, "<div>"+got+"</div>") {
				for n := range root.Descendants() {
					switch n.Data {
					case "script", "style", "iframe", "object", "form", "meta", "base", "link", "svg", "math", "template", "plaintext",
						"noscript":
						if n.Type == html.ElementNode {
							t.Errorf("<%s> in %s", n.Data, got)
						}
					}
					for _, a := range n.Attr {
						if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
							t.Errorf("%s in %s", a.Key, got)
						}
					}
				}
			}
		})
	}
}

// An editor's open element must not swallow the rest of the page.
func TestBodyIsClosed(t *testing.T) {
	for _, policy := range policies {
		m := converterUnder(policy)
		for _, body := range []string{
			"<b>open", "<div>\n<p>open", "</div></article>", "<!-- open", "<a href='open", "<textarea>open", "<title>open",
			"<script>open", "<style>open",
			"<table><tr><td>open", "<select><option>open", "<plaintext>open", "<svg><foreignObject>open", "<template>open",
			"<iframe>open", "<frameset>", "<?php open", "<![CDATA[ open",
			"<noscript>open", "<xmp>open", "<math><mi>open",
		} {
			t.Run(policy+" "+body, func(t *testing.T) {
				got := htmlOf(m, []byte(body))
				page := parse(t, "<main>"+got+"</main><footer>x</footer>")
				if len(page) != 2 || page[1].Data != "footer" || page[1].FirstChild == nil || page[1].FirstChild.Data != "x" {
					t.Errorf("%q swallows the footer", got)
				}
			})
		}
	}
}

// Whatever the markdown is: no panic, no address that runs, and nothing outside its place on the page.
func FuzzMarkdown(f *testing.F) {
	for _, place := range scriptPlaces {
		f.Add(strings.ReplaceAll(place, "%", "&#106;avascript:alert(1)"))
	}
	for _, seed := range []string{
		"# a {#b .c}\n\n[^1]\n\n[^1]: x\n", "a <!--more--> b\n\n<!--more-->\n", "| a |\n|:-:|\n| b |",
		"- [x] a\n\n```go\nx\n```", "a\n: b\n", "![a](/img/a.png \"b\")",
		"\xff<\x00a>", "<b>*a</b>*",
		"~~~" + strings.Repeat("~", 90) + "o" + strings.Repeat("~", 600) + "l~",
		"```" + strings.Repeat("a*", 20) + "\nx\n```",
	} {
		f.Add(seed)
	}
	var all []*Converter
	for _, policy := range policies {
		typographic := options(policy)
		typographic.Typography = true
		all = append(all, converterUnder(policy), NewConverter(typographic))
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, m := range all {
			got := htmlOf(m, []byte(body))
			page := parse(t, "<main>"+got+"</main><footer>x</footer>")
			if len(page) != 2 || page[1].Data != "footer" {
				t.Errorf("%s: %q gives %q, which does not stay in its place", m.options.RawHTML, body, got)
			}
			if found := unsafeURLs(t, "<div>"+got+"</div>"); len(found) > 0 {
				t.Errorf("%s: %q gives %q in %q", m.options.RawHTML, body, found, got)
			}
		}
	})
}
