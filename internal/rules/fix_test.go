package rules

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/site"
)

// oneArticle is the desk of a single article, without pages; nil where it has errors.
func oneArticle(t testing.TB, text string) (*Desk, *content.Article) {
	t.Helper()
	files := fstest.MapFS{"content/nieuws/een.md": {Data: []byte(text)}}
	c := config.Default()
	var library content.Library
	articles, problems, err := library.Reload(files, c, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(articles) != 1 || problems.HasErrors() {
		return nil, nil
	}
	return New(&site.Site{Config: c, Articles: articles}, files), articles[0]
}

// moved has another address for two.
func moved(address string) string {
	now := strings.NewReplacer("http://b.nl/oud", "https://b.nl/nieuw", "http://b.nl/weg", "https://b.nl/er")
	return now.Replace(address)
}

func TestFixes(t *testing.T) {
	t.Parallel()
	const head = "---\ntitle: Een\n"
	for _, tt := range []struct{ rule, old, want string }{
		{"tekenverwijzing", head + "---\nCaf&eacute; &amp; bar &#8217;s\n", head + "---\nCafé & bar ’s\n"},
		{
			"tekenverwijzing", "---\ntitle: Q&amp;A\n---\n`&eacute;` &lt;b> &amp;lt; &quot;\n",
			"---\ntitle: Q&A\n---\n`&eacute;` &lt;b> &amp;lt; &quot;\n",
		},
		{
			"bron-met-volgcode", head + "source_url: https://a.nl/?utm_source=a&b=1#c\n---\n",
			head + "source_url: https://a.nl/?b=1#c\n---\n",
		},
		{"bron-met-volgcode", head + "bron: '[A](https://a.nl/?gclid=1)'\n---\n", head + "bron: '[A](https://a.nl/)'\n---\n"},
		{"tag-spelling", head + "tags: [AI, AI, 'ai', \"Ai\"]  # x\r\n---\n", head + "tags: [AI, AI]  # x\r\n---\n"},
		{"tag-spelling", head + "tags:\n  - AI\n  - AI\n  - 'ai'\n---\n", head + "tags:\n  - AI\n  - AI\n---\n"},
		{"tag-spelling", head + "tags: AI, AI, ai\n---\n", head + "tags: [AI, AI]\n---\n"},
		{"lijst-met-kommas", head + "tags: ai, chat bots\n---\n", head + "tags: [ai, chat bots]\n---\n"},
		{"lijst-met-kommas", head + "tags: 'ai, chat'\n---\n", ""},
		{
			"link-verhuisd",
			head + "bron: '[B](http://b.nl/oud)'\n---\n[x](http://b.nl/oud#a) <http://b.nl/weg>, `http://b.nl/weg`\n",
			head + "bron: '[B](https://b.nl/nieuw)'\n---\n[x](https://b.nl/nieuw#a) <https://b.nl/er>, `http://b.nl/weg`\n",
		},
		{
			"link-verhuisd",
			"+++\ntitle = 'Een'\nsource_url = 'http://b.nl/oud' # x\n+++\n(http://b.nl/weg).\n",
			"+++\ntitle = 'Een'\nsource_url = 'https://b.nl/nieuw' # x\n+++\n(https://b.nl/er).\n",
		},
		{"los-accent", head + "---\nCafe\u0301\n", head + "---\nCafé\n"},
		{
			"spatie-aan-eind", "---\ntitle: Een \t\n---\nA \nb  \nc\n    d \n \n",
			"---\ntitle: Een\n---\nA\nb  \nc\n    d \n \n",
		},
		{"spatie-aan-eind", head + "---\r\nA \r\nb\r\n", head + "---\r\nA\r\nb\r\n"},
		{"spatie-aan-eind", "---\ntitle: |\n  Een \n---\n", ""},
	} {
		t.Run(tt.rule, func(t *testing.T) {
			t.Parallel()
			desk, _ := oneArticle(t, tt.old)
			if desk == nil {
				t.Fatalf("%q has errors", tt.old)
			}
			got := ""
			for _, f := range desk.Fixes(nil, moved, tt.rule) {
				got = f.New
				if f.Old != tt.old || !slices.Equal(f.Rules, []string{tt.rule}) {
					t.Errorf("%v of %q", f.Rules, f.Old)
				}
			}
			if got != tt.want {
				t.Errorf("%q\nbecomes %q\nwant    %q", tt.old, got, tt.want)
			}
		})
	}
}

func TestDoubleKeys(t *testing.T) {
	t.Parallel()
	const cover = "cover:\n  image: a.png\n"
	for _, tt := range []struct{ old, want string }{
		{"---\n" + cover + "tags: [a]\n" + cover + "---\nx\n", "---\n" + cover + "tags: [a]\n---\nx\n"},
		{"---\ntitle: a\ntitle: b\n---\n", "---\ntitle: a\ntitle: b\n---\n"},
		{"---\n" + cover + "  alt: b\n" + cover + "---\n", "---\n" + cover + "  alt: b\n" + cover + "---\n"},
		{"+++\ntitle = 1\ntitle = 1\n+++\n", "+++\ntitle = 1\ntitle = 1\n+++\n"},
	} {
		if got := doubleKeys(tt.old); got != tt.want {
			t.Errorf("%q becomes %q, want %q", tt.old, got, tt.want)
		}
	}
}

// FuzzFixes holds that a text means the same once it is mended, whatever it is, and that mending it again does nothing.
// Only what is named may differ: a text without it stays byte for byte.
func FuzzFixes(f *testing.F) {
	for _, text := range []string{
		"Caf&eacute; \n\n```\ncode \n&amp;\n```\n", "a  \nb \n", "<div>&eacute; \n</div>\n", "e\u0301 `e\u0301`",
		"[a](/x?b=1&amp;c=2)", "0&#x91;0",
		"    code &eacute;\n", "&amp;lt; &#x41; &lt;b&gt;", "| a | \n|---| \n| &amp; |\n", "- \n- a\n", "# \n",
		"\\ \nb", "<!-- &eacute; -->",
	} {
		f.Add(text)
	}
	mended := []string{
		"tekenverwijzing", "los-accent", "spatie-aan-eind", "tag-spelling",
		"lijst-met-kommas", "bron-met-volgcode",
	}
	f.Fuzz(func(t *testing.T, text string) {
		old := "---\ntitle: Een\ntags: [AI, AI, ai]\n---\n" + text
		desk, before := oneArticle(t, old)
		if desk == nil {
			return
		}
		fixes := desk.Fixes(nil, moved, mended...)
		if len(fixes) == 0 {
			t.Fatal("the tag stays as it was")
		}
		again, after := oneArticle(t, fixes[0].New)
		if again == nil {
			t.Fatalf("%q becomes %q, which has errors", old, fixes[0].New)
		}
		if more := again.Fixes(nil, moved, mended...); len(more) > 0 {
			t.Errorf("%q becomes %q, and then %q", old, fixes[0].New, more[0].New)
		}
		if a, b := before.Body().HTML, after.Body().HTML; shown(a) != shown(b) {
			t.Errorf("%q becomes %q, which shows\n%q\nwhere it was\n%q", old, fixes[0].New, b, a)
		}
		oldLines, newLines := strings.Split(old, "\n"), strings.Split(fixes[0].New, "\n")
		if len(oldLines) != len(newLines) {
			t.Fatalf("%q becomes %q, which has other lines", old, fixes[0].New)
		}
		for i, line := range oldLines {
			named := strings.HasPrefix(line, "tags: ") || strings.Contains(line, "&") || !norm.NFC.IsNormalString(line) ||
				strings.TrimRight(line, " \t\r") != line
			if line != newLines[i] && !named {
				t.Errorf("the line %q becomes %q", line, newLines[i])
			}
		}
	})
}

// shown is HTML without what a browser does not show. A number of a control character of Windows (&#x91;) is the letter
// that HTML takes it for, which is what --fix writes; CommonMark leaves the control character.
func shown(text string) string {
	text = strings.Map(func(r rune) rune {
		if r >= 0x80 && r < 0xa0 {
			return []rune(html.UnescapeString(fmt.Sprintf("&#%d;", r)))[0]
		}
		return r
	}, text)
	return norm.NFC.String(trailing.ReplaceAllString(text, "$1"))
}

var trailing = regexp.MustCompile(`(?m)[ \t\r]+(?:$|(</))`)
