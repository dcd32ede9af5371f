package twins

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

var day = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func words(random *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "woord%d ", random.IntN(5000))
	}
	return b.String()
}

func TestFind(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	const long, longer = "Meta koopt bedrijf Parijs", "Meta koopt een bedrijf in Parijs"
	story, other, filler := words(random, 300), words(random, 300), words(random, 300)
	part := story[:len(story)/3]
	for name, test := range map[string]struct {
		a, b *Text
		want string
	}{
		"the same text":              {New("Een", story, day), New("Twee", story, day), "100 false"},
		"another text":               {New("Een", story, day), New("Twee", other, day), ""},
		"half of it":                 {New("Een", story+filler, day), New("Twee", story+other, day), "33 false"},
		"a sixth of it":              {New("Een", part+filler, day), New("Twee", part+other, day), ""},
		"of a week":                  {New("Een", story, day), New("Twee", story, day.Add(Week)), "100 false"},
		"of more than a week":        {New("Een", story, day), New("Twee", story, day.Add(Week+time.Second)), ""},
		"nearly the same long title": {New(long, story, day), New(longer, other, day), "0 true"},
		"the same short title":       {New("Meta koopt bedrijf", story, day), New("Meta koopt bedrijf", other, day), ""},
		"without words":              {New("", "", day), New("", "", day), ""},
	} {
		got := ""
		for _, p := range Find([]*Text{test.a, test.b}, 20, func(int) bool { return true }) {
			got = fmt.Sprint(p.Share, " ", p.Titles)
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// TestFindAll compares what a sample finds with what a comparison of all with all does.
func TestFindAll(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	var texts []*Text
	var last string
	for i := range 300 {
		text := words(random, 200)
		if i%5 == 4 { // a half of the one before
			text = last[:len(last)/2] + text[:len(text)/2]
		}
		texts = append(texts, New(fmt.Sprint("Titel ", i), text, day.Add(time.Duration(i)*time.Hour)))
		last = text
	}
	var want []Pair
	for i, a := range texts {
		for j := i + 1; j < len(texts); j++ {
			share := int(100 * Overlap(a.sequences, texts[j].sequences))
			if share >= 15 && texts[j].date.Sub(a.date) <= Week {
				want = append(want, Pair{i, j, share, false})
			}
		}
	}
	got := Find(texts, 15, func(int) bool { return true })
	if len(want) < 50 || !slices.Equal(got, want) {
		t.Errorf("%d pairs, want %d", len(got), len(want))
	}
	of := want[7].Newer
	for _, p := range Find(texts, 15, func(i int) bool { return i == of }) {
		if p.Older != of && p.Newer != of {
			t.Errorf("pair %v is not of %d", p, of)
		}
	}
}

func TestOverlap(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		want float64
	}{
		{"", "", 0},
		{"een", "", 0},
		{"een twee", "Twee, een!", 1},
		{"een twee drie vier", "een twee vijf zes", 2.0 / 6},
	} {
		if got := Overlap(Words(test.a, 1), Words(test.b, 1)); got != test.want {
			t.Errorf("%q and %q: %v, want %v", test.a, test.b, got, test.want)
		}
	}
	if got := len(Words("de AI van vandaag", 3)); got != 2 {
		t.Errorf("%d long words", got)
	}
}

// BenchmarkFind is of as many texts as a large site has, a hundred a day.
func BenchmarkFind(b *testing.B) {
	random := rand.New(rand.NewPCG(5, 6))
	bodies, titles := make([]string, 7500), make([]string, 7500)
	for i := range bodies {
		bodies[i], titles[i] = words(random, 600), words(random, 8)
	}
	for b.Loop() {
		texts := make([]*Text, len(bodies))
		for i := range bodies {
			texts[i] = New(titles[i], bodies[i], day.Add(time.Duration(i)*15*time.Minute))
		}
		Find(texts, 15, func(int) bool { return true })
	}
}
