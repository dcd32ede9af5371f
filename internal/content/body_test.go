package content

import (
	"strings"
	"testing"

	"drukpers/internal/markdown"
)

// words gives n words that start with a letter.
func words(letter string, n int) string {
	return strings.TrimSpace(strings.Repeat(letter+" ", n))
}

// The lead of an article: <!--more--> goes before the front matter's summary, and that before the first blocks.
func TestLead(t *testing.T) {
	a60, b60, c10 := words("a", 60), words("b", 60), words("c", 10)
	for _, tt := range []struct{ name, head, body, want string }{
		{"marker on its own line", "", "Eerst *dit*.\n\nDan dit.\n\n<!--more-->\n\nDe rest.", "Eerst dit. Dan dit."},
		{"marker within a line", "", "Eerst dit.<!--more--> De rest.\n\nNiet meer.", "Eerst dit."},
		{"marker between two lines", "", "Eerst dit.\n<!--more-->\nDe rest.", "Eerst dit."},
		{"marker in a list", "", "- een <!--more-->\n- twee\n\nDe rest.", "een"},
		{"marker in a heading", "", "Een.\n\n## Kop <!--more--> op\n\nTwee.", "Een."},
		{"marker first", "", "<!--more-->\n\nDe rest.", ""},
		{"two markers", "", "Een.\n\n<!--more-->\n\nTwee.\n\n<!--more-->\n\nDrie.", "Een."},
		{"marker before the front matter", "summary: Kop", "Eerst.\n\n<!--more-->\n\nDe rest.", "Eerst."},
		{"marker in code", "summary: Kop", "`<!--more-->`\n\n    <!--more-->\n\nRest.", "Kop"},
		{"other comments", "summary: Kop", "Een.\n\n<!-- moreover -->\n\nTwee.", "Kop"},
		{"marker with spaces", "summary: Kop", "Een. <!-- more --> Twee.", "Een."},
		{"marker with spaces on its own line", "summary: Kop", "Een.\n\n<!--  more -->\n\nTwee.", "Een."},
		{"no pictures", "", "![Logo](/x.png)\n\n![Portret](/x.png \"Foto: ik\")\n\nEen.", "Een."},
		{"front matter", "summary: 'Kop & \"kop\"'", "Tekst.", "Kop & \"kop\""},
		{"empty summary counts as absent", "summary: ''", "Tekst.", "Tekst."},
		{"whole blocks until 70 words", "", a60 + "\n\n" + b60 + "\n\n" + c10, a60 + " " + b60},
		{"one block of 70 words is enough", "", words("a", 70) + "\n\n" + b60, words("a", 70)},
		{"69 words are not", "", words("a", 69) + "\n\n" + c10 + "\n\n" + b60, words("a", 69) + " " + c10},
		{"short body", "", "Een.\n\nTwee.", "Een. Twee."},
		{
			"no headings, code, tables, lines", "",
			"# Kop\n\nEen.\n\n```\ncode\n```\n\n    code\n\n---\n\n|a|\n|-|\n|b|\n\nTwee.", "Een. Twee.",
		},
		{"no notes", "", "Een[^1].\n\n[^1]: Noot.", "Een."},
		{"lists and quotes", "", "- een\n- twee\n\n> citaat\n\nTerm\n: uitleg", "een twee citaat Term uitleg"},
		{"plain text", "", "**Vet**, [link](/x/ \"t\"), `code`, ![alt](/x.png), https://a.nl, &eacute;\\* <b>b</b>\nnieuwe " +
			"regel  \nen nog een.", "Vet, link, code, , https://a.nl, é* b nieuwe regel en nog een."},
		{"empty body", "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, policy := range []string{markdown.RawEscape, markdown.RawSanitize, markdown.RawAllow} {
				config := plainConfig()
				config.Markdown.RawHTML = policy
				a := load(t, new(Library), project(map[string]string{"content/nieuws/a.md": "---\ntitle: x\n" + tt.head +
					"\n---\n" + tt.body}), config)[0]
				equal(t, a.Lead(), tt.want)
				shown := strings.NewReplacer("<code>&lt;!--more--&gt;", "", "<pre><code>&lt;!--more--&gt;",
					"").Replace(a.Body().HTML)
				if strings.Contains(shown, "!--more--") {
					t.Errorf("%s: the marker shows: %s", policy, shown)
				}
			}
		})
	}
}

func TestTOC(t *testing.T) {
	for body, want := range map[string]string{
		"":                                "",
		"# Een\n\n#### Vier":              "",
		"## A\n\n## B":                    "A#a B#b",
		"## A\n\n### B\n\n### C\n\n## D":  "A#a(B#b C#c) D#d",
		"### A\n\n## B\n\n### C":          "A#a B#b(C#c)",
		"## A\n\n# X\n\n### B":            "A#a(B#b)",
		"## A *b* `c` & [d](/d/)":         "A b c & d#a-b-c--d",
		"## A {#z}\n\n## A":               "A#z A#a",
		"> ## In citaat\n\n- ## In lijst": "In citaat#in-citaat In lijst#in-lijst",
	} {
		t.Run(body, func(t *testing.T) {
			var show func(all []*markdown.Heading) string
			show = func(all []*markdown.Heading) string {
				var parts []string
				for _, h := range all {
					part := h.Text + "#" + h.ID
					if len(h.Children) > 0 {
						part += "(" + show(h.Children) + ")"
					}
					parts = append(parts, part)
				}
				return strings.Join(parts, " ")
			}
			equal(t, show(article(t, "---\ntitle: x\ntoc: true\n---\n"+body).Body().TOC), want)
		})
	}
}

func TestWords(t *testing.T) {
	for body, want := range map[string]int{
		"":                              0,
		"Een twee, drie.":               3,
		"AI-tools zijn er 24/7":         4,
		"## Kop\n\n- **vet** & zo -- 5": 4,
		"...\n\n---\n\n* * *":           0,
		"één\u00a0twee":                 2,
		"日本 語":                          2,
	} {
		t.Run(body, func(t *testing.T) {
			equal(t, article(t, "---\ntitle: tel deze niet mee\n---\n"+body).Words, want)
		})
	}
	if a := article(t, "---\ntitle: x\n---\nEen twee.\n\nBron: Naam met woorden\n"); a.Words != 2 {
		t.Errorf("with a closing source line: %d words, want 2", a.Words)
	}
}

func TestSponsoredArticle(t *testing.T) {
	body := article(t, "---\ntitle: x\ngesponsord: true\n---\n[elders](https://elders.nl/)").Body().HTML
	if !strings.Contains(body, `rel="noopener nofollow sponsored"`) {
		t.Errorf("the link does not say so: %s", body)
	}
}
