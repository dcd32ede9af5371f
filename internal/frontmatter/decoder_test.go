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
		"- x":           "1:1 verkeerd-soort",
		"more: [x]":     "1:7 verkeerd-soort",
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
