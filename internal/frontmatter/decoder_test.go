package frontmatter

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"drukpers/internal/report"
)

var amsterdam = func() *time.Location {
	location, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	return location
}()

// head is a front matter of the tests.
type head struct {
	Title string            `key:"title"`
	Date  time.Time         `key:"date"`
	Tags  []string          `key:"tags,labels"`
	Cover cover             `key:"cover"`
	Extra map[string]string `key:"extra"`
}

type cover struct {
	Image string `key:"image"`
	Alt   string `key:"alt,omschrijving"`
}

func decode(text string) (head, report.List) {
	var h head
	d := NewDecoder("content/nieuws/a.md", amsterdam)
	if root, _ := d.Split([]byte(text)); root != nil {
		d.Into(root, &h)
	}
	return h, d.Problems
}

// places gives "line:col rule" of each problem.
func places(problems report.List) string {
	var all []string
	for _, p := range problems {
		all = append(all, strings.TrimPrefix(p.Place(), p.File+":")+" "+p.Rule)
	}
	return strings.Join(all, ", ")
}

func TestLists(t *testing.T) {
	for _, tt := range []struct{ line, tags, want string }{
		{"tags: a, b, c", "a|b|c", "3:7 lijst-met-kommas"},
		{`tags: "a, b"`, "a|b", "3:7 lijst-met-kommas"},
		{"tags: 'a,b , ,c,'", "a|b|c", "3:7 lijst-met-kommas"},
		{"labels: a, b", "a|b", "3:9 lijst-met-kommas"},
		{`tags: ["a, b"]`, "a, b", ""},
		{`tags: ["a, b", "c"]`, "a, b|c", ""},
		{"tags:\n  - a, b", "a, b", ""},
		{"tags: 1,5 miljard", "1,5 miljard", ""},
		{"tags: 1,5 miljard, geld", "1,5 miljard|geld", "3:7 lijst-met-kommas"},
		{"tags: /a,b/", "/a,b/", ""},
		{"tags: /a,b/, /c/", "/a,b/|/c/", "3:7 lijst-met-kommas"},
		{"tags: a,", "a", ""},
		{"tags: ','", "", ""},
		{"tags: foo bar", "foo bar", ""},
		{"tags: kunstmatige intelligentie nu", "kunstmatige intelligentie nu", ""},
		{"tags: foo bar baz qux", "foo bar baz qux", "3:7 een-waarde"},
		{"tags: [foo bar baz qux]", "foo bar baz qux", ""},
		{"tags: {}", "", ""},
		{"tags: []", "", ""},
	} {
		for name, text := range map[string]string{
			"YAML": "---\ntitle: x\n" + tt.line + "\n---\n", "fast": "---\ntitle: \"x\"\n" + tt.line + "\n---\n",
		} {
			t.Run(name+" "+tt.line, func(t *testing.T) {
				h, problems := decode(text)
				if got := strings.Join(h.Tags, "|"); got != tt.tags || places(problems) != tt.want || problems.HasErrors() {
					t.Errorf("%q with %q, want %q with %q", got, places(problems), tt.tags, tt.want)
				}
				if len(problems) > 0 && problems[0].Group != "tags" {
					t.Errorf("group %q", problems[0].Group)
				}
			})
		}
	}
}

// What has no value is absent, and a list of one is what is in it.
func TestWrongKindsWithAMeaning(t *testing.T) {
	for line, want := range map[string]string{
		"title: []": "", "title: {}": "", "title: [x]": "x", "date: []": "", "date: [2026-03-01]": "", "cover: []": "",
		"cover: {}": "", "extra: []": "",
	} {
		if h, problems := decode("---\n" + line + "\n---\n"); h.Title != want || len(problems) > 0 {
			t.Errorf("%s: %q, %v", line, h.Title, problems)
		}
	}
}

// TestPositions has a place for every key, whatever it is called and however deep it stands.
func TestPositions(t *testing.T) {
	for name, text := range map[string]string{
		"YAML": "---\nTitle: x\nlabels: [a, '', b]\ncover:\n  image: c\n  omschrijving: d\nextra: {een: 1}\neigen: e\n---\n",
		"fast": "---\nTitle: \"x\"\nlabels: [\"a\", \"\", \"b\"]\ncover:\n  image: \"c\"\n  omschrijving: \"d\"\n---\n",
		"TOML": "+++\nTitle = 'x'\nlabels = ['a', '', 'b']\n[cover]\nimage = 'c'\nomschrijving = 'd'\n+++\n",
		"JSON": "{\"Title\": \"x\",\n\"labels\": [\"a\", \"\", \"b\"],\n\"cover\": {\n\"image\": \"c\",\n\"omschrijving\": " +
			"\"d\"}}\n",
	} {
		t.Run(name, func(t *testing.T) {
			var h head
			d := NewDecoder("a.md", amsterdam)
			root, _ := d.Split([]byte(text))
			d.Into(root, &h)
			positions := d.Positions(root, &h)
			lines := strings.Split(text, "\n")
			for key, want := range map[string]string{
				"title": "x", "tags 0": "a", "tags 1": "b", "cover.image": "c",
				"cover.alt": "d", "extra.een": "1", "eigen": "e",
			} {
				item := -1
				_, _ = fmt.Sscanf(key, "tags %d", &item)
				name, _, _ := strings.Cut(key, " ")
				if (name == "extra.een" || name == "eigen") && !strings.Contains(text, "eigen") {
					continue
				}
				at := positions.At(name, item)
				line := []rune(lines[at.Line-1])
				if got := strings.Trim(string(line[at.Col-1:]), `"'`); !strings.HasPrefix(got, want) {
					t.Errorf("%s stands at %v, where it says %q", key, at, got)
				}
			}
			if got := positions.At("nergens", -1); got != (report.Pos{Line: 1, Col: 1}) {
				t.Errorf("a key that is not there stands at %v", got)
			}
		})
	}
}

func TestDecodeYAML(t *testing.T) {
	type words struct {
		More string            `key:"more"`
		Date map[string]string `key:"date"`
	}
	for text, want := range map[string]string{
		"more: Lees meer\ndate: {day: 2 januari}": "",
		"":              "",
		"meer: x":       "1:1 onbekende-sleutel",
		"more: x\n\ta:": "2:1 syntaxis",
		"- x":           "1:3 verkeerd-soort",
		"more: [x, y]":  "1:7 verkeerd-soort",
	} {
		t.Run(text, func(t *testing.T) {
			var w words
			problems := DecodeYAML("themes/krant/nl.yaml", []byte(text), &w)
			got := places(problems)
			if got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if len(problems) > 0 && problems[0].File != "themes/krant/nl.yaml" {
				t.Errorf("the wrong file: %+v", problems[0])
			}
		})
	}
}
