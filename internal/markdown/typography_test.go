package markdown

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

var testMarkdown = goldmark.New(
	goldmark.WithExtensions(extension.GFM, extension.Footnote),
	goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(typographyTransformer{}, 700))),
)

func inDutch() parser.ParseOption {
	pc := parser.NewContext()
	pc.Set(findingsKey, &findings{language: languageOf("nl")})
	return parser.WithContext(pc)
}

func convert(t testing.TB, source string) string {
	t.Helper()
	var b bytes.Buffer
	if err := testMarkdown.Convert([]byte(source), &b, inDutch()); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}

func TestTypographerMarkdown(t *testing.T) {
	for _, test := range []struct{ source, want string }{
		{`*'tandarts'* en '**tekst**'`, `<p><em>‘tandarts’</em> en ‘<strong>tekst</strong>’</p>`},
		{`'[tekst](/a'b"c)'`, `<p>‘<a href="/a&#39;b%22c">tekst</a>’</p>`},
		{`['tekst']('x')`, `<p><a href="&#39;x&#39;">‘tekst’</a></p>`},
		{`**AI**'s, [foto](/a)'s`, `<p><strong>AI</strong>’s, <a href="/a">foto</a>’s</p>`},
		{"`it's \"a\" -- b...` 'x'", "<p><code>it's &quot;a&quot; -- b...</code> ‘x’</p>"},
		{"'`code`' en `API`'s", "<p>‘<code>code</code>’ en <code>API</code>’s</p>"},
		{"'een\ntwee'\n'drie'", "<p>‘een\ntwee’\n‘drie’</p>"},
		{"'een'  \n'twee'\\\n'drie'", "<p>‘een’<br>\n‘twee’<br>\n‘drie’</p>"},
		{`\'a\' \"b\" 'c' \-- \...`, `<p>'a' &quot;b&quot; ‘c’ -- ...</p>`},
		{`&quot;'a'&quot; &#39;b&#39; -&#45;`, `<p>&quot;‘a’&quot; 'b' --</p>`},
		{
			`<https://x.nl/it's--a> https://x.nl/it's--b`,
			`<p><a href="https://x.nl/it's--a">https://x.nl/it's--a</a>` +
				` <a href="https://x.nl/it's--b">https://x.nl/it's--b</a></p>`,
		},
		{`!['t Gooi "nu"](a'b.png) 'x'`, `<p><img src="a'b.png" alt="’t Gooi “nu”"> ‘x’</p>`},
		{`'![alt](a.png)'`, `<p>‘<img src="a.png" alt="alt">’</p>`},
		{"## Zo'n 'kop'", "<h2>Zo’n ‘kop’</h2>"},
		{
			"> 'citaat'\n\n- 'punt'\n- zo'n",
			"<blockquote>\n<p>‘citaat’</p>\n</blockquote>\n<ul>\n<li>‘punt’</li>\n<li>zo’n</li>\n</ul>",
		},
		{"- [ ] 'taak' & meer...", "<ul>\n<li><input disabled=\"\" type=\"checkbox\"> ‘taak’ &amp; meer…</li>\n</ul>"},
		{
			"    it's \"code\"\n\n```\nit's...\n```",
			"<pre><code>it's &quot;code&quot;\n</code></pre>\n<pre><code>it's...\n</code></pre>",
		},
	} {
		t.Run(test.source, func(t *testing.T) {
			// What goldmark escapes a quote to is its own affair.
			plain := strings.NewReplacer("&#39;", "'").Replace
			if got := convert(t, test.source); plain(got) != plain(test.want) {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestTypographyAroundHTML(t *testing.T) {
	c := NewConverter(Options{RawHTML: RawSanitize, Typography: true})
	const want = `<p>‘a’<br/>‘b’ <i class="x">‘c’</i></p>`
	if got := normalHTML(t, htmlOf(c, []byte(`'a'<br>'b' <i class="x">'c'</i>`))); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTypographerTable(t *testing.T) {
	got := convert(t, "|'kop'|zo'n|\n|---|---|\n|'open|dicht'|\n|*'a'*|`'b'` 'c\\|d'|")
	for _, cell := range []string{"‘kop’", "zo’n", "‘open", "dicht’", "<em>‘a’</em>", "<code>'b'</code> ‘c|d’"} {
		if !strings.Contains(got, ">"+cell+"<") {
			t.Errorf("no cell %s in\n%s", cell, got)
		}
	}
}

// What walks over the tree for its text finds all of it in text and string nodes.
func TestTypographerKeepsText(t *testing.T) {
	source := []byte("Zo'n \"*'test'*\"...\nen [foto's](/a) -- 'x'  \ny'")
	var got strings.Builder
	_ = ast.Walk(testMarkdown.Parser().Parse(text.NewReader(source), inDutch()),
		func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n := n.(type) {
			case *ast.Text:
				if entering {
					got.Write(n.Value(source))
					if n.SoftLineBreak() || n.HardLineBreak() {
						got.WriteByte('\n')
					}
				}
			case *ast.String:
				if entering {
					got.Write(n.Value)
				}
			}
			return ast.WalkContinue, nil
		})
	if want := "Zo’n “‘test’”…\nen foto’s – ‘x’\ny’"; got.String() != want {
		t.Errorf("got %q, want %q", got.String(), want)
	}
}
