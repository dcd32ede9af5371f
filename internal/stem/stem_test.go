package stem

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// testdata/snowball.txt has words and their stems by Snowball 3.1.
func TestDutch(t *testing.T) {
	file := os.Getenv("STEMS") // a longer list
	if file == "" {
		file = "testdata/snowball.txt"
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		word, want, ok := strings.Cut(lines.Text(), " ")
		if !ok || strings.HasPrefix(word, "#") {
			continue
		}
		n++
		if got := Dutch(word); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
	if n < 500 {
		t.Errorf("%d words only", n)
	}
}

func TestOthers(t *testing.T) {
	for _, word := range []string{"", "gpt5", "z'n", "c++", "straße", "ij", "ge", "een"} {
		if got := Dutch(word); got != word {
			t.Errorf("%s: %s", word, got)
		}
	}
}

func FuzzDutch(f *testing.F) {
	f.Add("gegeven")
	f.Fuzz(func(t *testing.T, word string) {
		if got := Dutch(word); len(got) > len(word)+2 {
			t.Errorf("%q: %q", word, got)
		}
	})
}
