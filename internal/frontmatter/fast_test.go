package frontmatter

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drukpers/internal/dev/testsite"
)

var plainOrNot = []struct {
	name, yaml string
	plain      bool
}{
	{"text", "title: \"Één: a # b, c [d] 'e' 😀\"", true},
	{"empty text", `title: ""`, true},
	{"long text", `title: "` + strings.Repeat("lang ", 400) + `"`, true},
	{"list", `tags: ["één", "b: c","d"]`, true},
	{"long list", `tags: ["` + strings.Repeat("lang ", 400) + `", "b"]`, true},
	{"bool", "draft: true\ntoc: false", true},
	{"moment", "date: 2026-04-22T20:22:37.005Z\nlastmod: 2026-04-22T20:22:37+02:00\n", true},
	{"mapping", "cover:\n  image: \"/a.png\"\n  alt: \"b\"\ntitle: \"c\"\n", true},
	{"mapping at the end", "cover:\n    image: \"/a.png\"", true},
	{"key twice", "title: \"a\"\ntitle: \"b\"", true},
	{"nothing", "", false},
	{"no value", "title:\ndraft: true", false},
	{"number", "weight: 3", false},
	{"day", "date: 2026-04-22", false},
	{"no such moment", "date: 2026-13-22T20:22:37Z", false},
	{"unquoted", "title: a", false},
	{"single quotes", "title: 'a'", false},
	{"backslash", `title: "a\tb"`, false},
	{"not closed", "title: \"a\nb\"", false},
	{"text after text", `title: "a" b`, false},
	{"comment", `title: "a" # b`, false},
	{"comment line", "# a\ntitle: \"a\"", false},
	{"blank line", "title: \"a\"\n\ndraft: true", false},
	{"two spaces", `title:  "a"`, false},
	{"no space", `title:"a"`, false},
	{"tab", "title: \"a\tb\"", false},
	{"carriage return", "title: \"a\"\r\n", false},
	{"separator", "title: \"a\u2028b\"", false},
	{"not UTF-8", "title: \"a\xff\"", false},
	{"empty list", "tags: []", false},
	{"list of plain texts", "tags: [a, b]", false},
	{"comma at the end", `tags: ["a",]`, false},
	{"list not closed", `tags: ["a"`, false},
	{"list of pairs", `tags: ["a": "b"]`, false},
	{"list in lines", "tags:\n  - \"a\"", false},
	{"indented at random", "cover:\n  image: \"a\"\n   alt: \"b\"", false},
	{"too deep", "cover:\n  image:\n    a: \"b\"", false},
	{"indented first", "  title: \"a\"", false},
	{"null key", "~: \"a\"", false},
}

func TestPlainHead(t *testing.T) {
	for _, test := range plainOrNot {
		t.Run(test.name, func(t *testing.T) {
			data := []byte("---\n" + test.yaml + "\n---\nTekst.\n")
			if _, _, ok := fastYAML(data); ok != test.plain {
				t.Errorf("plain: %v, want %v", ok, test.plain)
			}
			sameAsLibraries(t, data)
		})
	}
}

// TestPlainFrontMatter holds that the shortcut is taken for the front matter that a site is full of.
func TestPlainFrontMatter(t *testing.T) {
	plain := 0
	for i := range 200 {
		_, article := testsite.Article(1, i)
		sameAsLibraries(t, article)
		if _, _, ok := fastYAML(article); ok {
			plain++
		}
	}
	if plain < 190 {
		t.Errorf("only %d of 200 articles have plain front matter", plain)
	}
}

func sameAsLibraries(t *testing.T, data []byte) {
	t.Helper()
	got, body, ok := fastYAML(data)
	if !ok {
		return
	}
	d := &Decoder{}
	want, wantBody, err := d.splitAny(data)
	if err != nil || d.line != 1 {
		t.Fatalf("%q is plain, but the libraries say %v, from line %d", data, err, d.line)
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Node{})); diff != "" {
		t.Errorf("%q (-libraries +plain):\n%s", data, diff)
	}
	if string(body) != string(wantBody) {
		t.Errorf("%q: body %q, want %q", data, body, wantBody)
	}
}

func FuzzPlainHead(f *testing.F) {
	for _, test := range plainOrNot {
		f.Add([]byte("---\n" + test.yaml + "\n---\nTekst.\n"))
	}
	f.Add([]byte("---\ntitle: \"a\"\n---\n---\n\n---\n"))
	f.Fuzz(sameAsLibraries)
}
