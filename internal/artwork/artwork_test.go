package artwork

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

func TestArtwork(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, title := range []string{
		"Tool calling voor MKB", "Één stap terug", "‘Hallo’, zei de robot", "<b> & co",
		"GPT-5 is er", "2026", "", "…",
	} {
		for _, section := range []string{"Nieuws & Tools", ""} {
			art := string(SVG(section, title))
			if art != string(SVG(section, title)) {
				t.Errorf("%q: two drawings differ", title)
			}
			if seen[art] {
				t.Errorf("%q in %q has the drawing of another", title, section)
			}
			seen[art] = true
			if strings.Contains(art, "style=") || len(art) > 20_000 || !utf8.ValidString(art) {
				t.Errorf("%q: %d bytes of %.200s", title, len(art), art)
			}
			node, err := html.Parse(strings.NewReader(art))
			if err != nil || strings.Count(art, "<text") != 1 || strings.Contains(art, "<b>") {
				t.Errorf("%q: %v %v", title, node, err)
			}
		}
	}
	found := map[string]bool{}
	for section := range 40 {
		art := string(SVG(fmt.Sprint(section), "x"))
		ink, _, _ := strings.Cut(strings.TrimPrefix(art, `<svg class="art art-`), `"`)
		found[ink] = true
		if n, err := strconv.Atoi(ink); err != nil || n < 0 || n >= inks {
			t.Errorf("section %d has ink %s", section, ink)
		}
	}
	if len(found) != inks {
		t.Errorf("forty sections have the inks %v", found)
	}
}

func TestInitial(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"Tool calling voor MKB": "T", "De grote vraag": "G", "één stap terug": "É",
		"AI voor B2B": "A", "Een AI-model": "A", "Het": "H", "‘écht’ waar": "É", "AI is er": "A",
		"12 tips": "T",
		"2026":    "2", "…": "", "": "", "<b>": "B",
	} {
		if got := Initial(title); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}
