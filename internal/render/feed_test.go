package render_test

import (
	"encoding/xml"
	"strings"
	"testing"
)

// TestFeedTexts reads feeds of texts that XML has trouble with, as a feed reader would.
func TestFeedTexts(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"plain":              {"Een *tekst*.", "<p>Een <em>tekst</em>.</p>\n"},
		"end of CDATA":       {"<style>a]]>b</style>\n", "a]]>b"},
		"control characters": {"a\x01b\x1fc", "<p>abc</p>\n"},
		"no characters":      {"a\uFFFEb\uFFFFc", "<p>abc</p>\n"},
		"links":              {"[een](/x/) ![twee](../b.png) [drie](https://c.nl/)", `href="https://t.nl/x/"`},
		"empty":              {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			e, _ := load(t, map[string]string{
				"site.yaml": "title: T\nbase_url: https://t.nl\nmarkdown: {raw_html: allow}\n",
				"content/nieuws/a.md": "---\ntitle: A & B\ndate: 2026-01-01\nbron: {naam: C & D, url: " +
					"\"https://c.nl/?a=1&b=2\"}\n---\n" + test.body + "\n",
			})
			var feed struct {
				Channel struct {
					Items []struct {
						Title   string `xml:"title"`
						Content string `xml:"encoded"`
					} `xml:"item"`
				} `xml:"channel"`
			}
			data := rendered(t, e, "/nieuws/index.xml")
			if err := xml.Unmarshal([]byte(data), &feed); err != nil {
				t.Fatalf("%v in %s", err, data)
			}
			item := feed.Channel.Items[0]
			const source = `<p>Bron: <a href="https://c.nl/?a=1&amp;b=2">C &amp; D</a></p>`
			if body, ok := strings.CutSuffix(item.Content, source); item.Title != "A & B" || !ok ||
				!strings.Contains(body, test.want) {
				t.Errorf("%q, %q", item.Title, item.Content)
			}
		})
	}
}
