package prose

import (
	"fmt"
	"strings"
	"testing"
)

func TestOf(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{"---\ntitle: x\n---\nTekst.", "Tekst."},
		{"Lees `code` en ``a ` b`` hier.", "Lees en hier."},
		{"Een ` alleen.", "Een alleen."},
		{"Voor\n\n```go\nfunc main() {}\n```\nna.", "Voor na."},
		{"> ~~~\n> code\n> ~~~\n> na", "> na"},
		{"A <!-- weg -->B <b>vet</b> a < b", "A B vet a < b"},
		{"Een [link](https://a.nl/x_(y)) en https://b.nl/a en www.c.nl.", "Een [link] en en"},
		{"Een {{ shortcode }} hier", "Een hier"},
		{"```\nopen", ""},
	} {
		start := strings.LastIndex(test.text, "---\n") + 1
		if start > 0 {
			start += len("--\n")
		}
		got := Of(test.text, start)
		if len(got) != len(test.text) || strings.Join(strings.Fields(got), " ") != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	var got []string
	Words("Café's, GPT-5 en ÉÉN x", func(word string, at int) { got = append(got, fmt.Sprint(word, at)) })
	if want := "café0 s6 gpt9 513 en15 één18 x24"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}

func TestFleschDouma(t *testing.T) {
	t.Parallel()
	// Two sentences of seven words, each of one syllable.
	index, words := FleschDouma("De kat slaapt. Een hond blaft hard!")
	if words != 7 || fmt.Sprintf("%.1f", index) != fmt.Sprintf("%.1f", 206.84-0.77*700/7-0.93*3.5) {
		t.Errorf("%.1f of %d words", index, words)
	}
	if index, words := FleschDouma(" 12 – "); index != 0 || words != 0 {
		t.Errorf("%v of %d words", index, words)
	}
	for word, want := range map[string]int{"kat": 1, "idee": 2, "ideeën": 3, "verstand": 2, "pst": 1} {
		if got := syllablesOf(word); got != want {
			t.Errorf("%s has %d syllables, want %d", word, got, want)
		}
	}
}
