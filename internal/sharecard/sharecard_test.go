package sharecard

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"drukpers/internal/dev/golden"
)

// cards are by what is remarkable of them.
var cards = map[string]Card{
	"usual":      {"Nieuws & Tools", "OpenAI lanceert GPT-5.4: wat dat betekent voor jouw bedrijf", "AI-nieuws"},
	"short":      {"Creatief", "AI", "AI-nieuws"},
	"long":       {"Slimmer Werken", strings.Repeat("De belastingaangifte van het nieuwe jaar ", 9), "AI-nieuws"},
	"long word":  {"Groei", "Arbeidsongeschiktheidsverzekeringsmaatschappijen", strings.Repeat("Een lange naam ", 9)},
	"one letter": {"", strings.Repeat("w", 400), ""},
	"languages":  {"", "🚀 Żółć über 日本語 “écht’ waar”", "Nieuws"},
	"arabic":     {"Sectie", "العربية", "Nieuws"},
	"empty":      {"", "", ""},
}

// TestCards holds the bytes of every card, and how large it is. Look at the pictures when they change: with -update the
// golden file has their digests.
func TestCards(t *testing.T) {
	t.Parallel()
	var digests strings.Builder
	for _, name := range []string{"usual", "short", "long", "long word", "one letter", "languages", "arabic", "empty"} {
		data, err := cards[name].Draw()
		if err != nil {
			t.Fatal(err)
		}
		config, err := png.DecodeConfig(bytes.NewReader(data))
		if err != nil || config.Width != Width || config.Height != Height || len(data) > 40_000 {
			t.Errorf("%s: %d by %d, %d bytes, %v", name, config.Width, config.Height, len(data), err)
		}
		sum := sha256.Sum256(data)
		fmt.Fprintf(&digests, "%s %s\n", hex.EncodeToString(sum[:8]), name)
	}
	golden.Equal(t, "testdata/cards.txt", digests.String())
}

// TestColumn draws titles of random words: no ink leaves the column, and every size ends above the line.
func TestColumn(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	letters := []rune("abcdeijmnorstwAMW-é ’“8ij")
	for range 60 {
		title := make([]rune, 1+random.IntN(160))
		for i := range title {
			title[i] = letters[random.IntN(len(letters))]
		}
		data, err := Card{"Sectie", string(title), "Site"}.Draw()
		if err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		paper := m.At(0, 0)
		for y := range lineTop - 8 {
			for x := range panelLeft {
				inColumn := x >= margin-4 && x <= panelLeft-margin+4 && y > 60 && y < lineTop-10
				if !inColumn && m.At(x, y) != paper {
					t.Fatalf("%q: ink at %d, %d", string(title), x, y)
				}
			}
		}
	}
}

func TestName(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for name, card := range cards {
		if other := seen[card.Name()]; other != "" {
			t.Errorf("%s is called as %s", name, other)
		}
		seen[card.Name()] = name
	}
}

func BenchmarkDraw(b *testing.B) {
	for b.Loop() {
		if _, err := cards["usual"].Draw(); err != nil {
			b.Fatal(err)
		}
	}
}
