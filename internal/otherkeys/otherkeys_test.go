package otherkeys

import (
	"slices"
	"testing"
	"time"

	"drukpers/internal/frontmatter"
)

// hint is what is said of the last key of a head, where the others and some more are known.
func hint(t *testing.T, head string, known ...string) string {
	t.Helper()
	d := frontmatter.NewDecoder("a.md", time.UTC)
	root := d.YAML([]byte(head))
	if root == nil {
		t.Fatal(d.Problems)
	}
	Warn(d, root, len(root.Keys)-1, known, true)
	return d.Problems[0].Hint
}

func TestWarn(t *testing.T) {
	const own = "Zet eigen gegevens onder params, of haal de sleutel weg."
	for _, tt := range []struct {
		head  string
		known []string
		want  string
	}{
		{"image: a", []string{"cover"}, "Heet hier “cover”."},
		{"IMAGE_URL: a", []string{"cover"}, "Heet hier “cover”."},
		{"image: a", []string{"title"}, own},
		{"src: a", []string{"image", "alt"}, "Heet hier “image”."},
		{"link: a", []string{"title", "url"}, "Komt het nieuws hiervandaan, noem dat dan als “bron”."},
		{"address: a", []string{"title", "url"}, own},
		{"publish-date: a", []string{"date", "publishDate"}, "Heet hier “publishDate”."},
		{"cover: a\nimage: b", []string{"cover"}, "Heet hier “cover”, en dat staat er al: haal er een weg."},
		{"sectie: a", []string{"title"}, "De sectie van een artikel is de map waarin het staat."},
		{"sumary: a", []string{"summary"}, "Bedoelde je “summary”?"},
		{"zomaar: a", []string{"summary"}, own},
	} {
		t.Run(tt.head, func(t *testing.T) {
			if got := hint(t, tt.head, tt.known...); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// A name stands in one table, and in a row once: else what it means depends on the order of maps.
func TestTables(t *testing.T) {
	for name := range theirWays {
		if legacy[name] || draftWhenFalse[name] || draftWhenTrue[name] {
			t.Errorf("%s stands in two tables", name)
		}
	}
	for name, ours := range theirNames {
		if slices.Sort(ours); len(slices.Compact(slices.Clone(ours))) != len(ours) {
			t.Errorf("%s stands twice in a row of %v", name, ours)
		}
	}
	for name := range draftStatus {
		if publicStatus[name] {
			t.Errorf("%s is a draft and is not", name)
		}
	}
}
