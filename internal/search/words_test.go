package search_test

import (
	"os"
	"strings"
	"testing"

	"drukpers/internal/search"
)

func wordsOf(text string) []string {
	var words []string
	search.Words(text, func(word string) { words = append(words, word) })
	return words
}

// TestWords reads testdata/words.txt, which the test of the theme's script reads too.
func TestWords(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		text, want, isCase := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if got := strings.Join(wordsOf(text), " "); isCase && got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// FuzzWords holds that a word of the index finds itself: it is one word, and its own.
func FuzzWords(f *testing.F) {
	f.Add("e-mail’s C++ gpt-5.4 Ĳs \u00ada")
	f.Fuzz(func(t *testing.T, text string) {
		for _, word := range wordsOf(text) {
			if strings.ContainsAny(word, "\t\n") || word == "" {
				t.Errorf("%q has the word %q", text, word)
			}
			if again := wordsOf(word); len(again) > 1 && !strings.ContainsFunc(word, isRare) {
				t.Errorf("%q has the word %q, which is the words %q", text, word, again)
			}
		}
	})
}

// isRare reports whether a character is none that Dutch is written in: folded a second time it may be another.
func isRare(r rune) bool { return r > 0x24F }
