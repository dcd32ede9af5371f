package content

import (
	"bytes"
	"regexp"
	"testing"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"drukpers/internal/testsite"
)

// doubtful are texts with addresses; most leave linkify something to do.
var doubtful = []struct {
	name, text string
	bare       bool
}{
	{"no address", "geen *adres*", false},
	{"written out", "zie [de site](https://a.nl/b?c=d) en [nog een](http://c.nl)", false},
	{"picture", "![een foto](https://a.nl/b.png)", false},
	{"at sign in a link", "[de blog](https://medium.com/@naam/www.stuk)", false},
	{"bare", "zie https://a.nl", true},
	{"bare after a link", "[de site](https://a.nl) en https://a.nl", true},
	{"without a scheme", "zie www.a.nl", true},
	{"mail", "mail a@b.nl", true},
	{"between parentheses", "bron (https://a.nl)", true},
	{"no opening bracket", "de site](https://a.nl)", true},
	{"bracket escaped", `\[de site](https://a.nl)`, true},
	{"not closed", "[de site](https://a.nl en meer", true},
	{"link in a link", "[a [de site](https://a.nl) b](https://b.nl)", true},
	{"task", "- [x](https://a.nl)", true},
	{"footnote", "a[^1](https://a.nl)\n\n[^1]: b", true},
	{"cells of a table", "| a | b |\n|---|---|\n| [de | site](https://a.nl) |", true},
	{"across code", "`a [de` site](https://a.nl)", true},
	{"across lines", "[de\n\nsite](https://a.nl)", true},
	{"bracket in another address", "[]([de site)](https://a.nl)", true},
	{"reference before it", "[a][de site](https://a.nl)\n\n[de site]: /b", true},
	{"after code", "`a`https://a.nl", true},
}

func TestBareLinks(t *testing.T) {
	for _, test := range doubtful {
		t.Run(test.name, func(t *testing.T) {
			if got := bareLinks([]byte(test.text)); got != test.bare {
				t.Errorf("%q: %v, want %v", test.text, got, test.bare)
			}
			sameWithoutLinkify(t, markdownUnder(t, RawEscape), test.text)
		})
	}
}

func TestSiteWithoutLinkify(t *testing.T) {
	m := markdownUnder(t, RawEscape)
	without := 0
	for i := range 200 {
		_, article := testsite.Article(1, i)
		_, body, _ := bytes.Cut(article, []byte("\n---\n"))
		sameWithoutLinkify(t, m, string(body))
		if !bareLinks(body) {
			without++
		}
	}
	if without < 100 {
		t.Errorf("only %d of 200 articles are parsed without linkify", without)
	}
}

var spaceAtEnd = regexp.MustCompile(` +(<br|\n)`)

func sameWithoutLinkify(t *testing.T, m *markdown, source string) {
	t.Helper()
	if bareLinks([]byte(source)) {
		return
	}
	with, without := parsedBy(t, m, m.gold.Parser(), source), parsedBy(t, m, m.linkless, source)
	if spaceAtEnd.ReplaceAllString(with, "$1") != spaceAtEnd.ReplaceAllString(without, "$1") {
		t.Errorf("%q\nwith linkify: %q\nwithout: %q", source, with, without)
	}
}

func parsedBy(t *testing.T, m *markdown, p parser.Parser, source string) string {
	t.Helper()
	var b bytes.Buffer
	pc := parser.NewContext(parser.WithIDs(&headingIDs{}))
	pc.Set(sponsoredKey, false)
	if err := m.gold.Renderer().Render(&b, []byte(source), p.Parse(text.NewReader([]byte(source)), parser.WithContext(pc))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func FuzzBareLinks(f *testing.F) {
	for _, test := range doubtful {
		f.Add(test.text)
	}
	m := markdownUnder(f, RawEscape)
	f.Fuzz(func(t *testing.T, source string) { sameWithoutLinkify(t, m, source) })
}
