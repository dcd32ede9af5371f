package spelling

import (
	"fmt"
	"testing"
)

func TestKnown(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"duidelijker", "hiërarchie", "zoekmachine", "afbeeldingen", "concurrentie"} {
		if !Listed(word) || !Known(word) {
			t.Errorf("%s is not known", word)
		}
	}
	for _, word := range []string{"duideliker", "concureren", "samenvatming", "afbeellingen", "telefonsich"} {
		if Known(word) {
			t.Errorf("%s is known", word)
		}
	}
}

func TestListed(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]bool{
		"kort": false, "precies": true, "Amsterdam": false, "cd-speler": false,
		"patiënt": true,
	} {
		if Listed(word) != want {
			t.Errorf("Listed(%q) = %v", word, !want)
		}
	}
}

// TestUnknownWords holds how many words that are in no list the filter takes for one.
func TestUnknownWords(t *testing.T) {
	t.Parallel()
	wrong := 0
	const n = 10_000
	for i := range n {
		if Known(fmt.Sprintf("xq%dzz", i)) {
			wrong++
		}
	}
	if wrong > n/30 {
		t.Errorf("%d of %d words that do not exist are known", wrong, n)
	}
}

func TestFilter(t *testing.T) {
	t.Parallel()
	var words []string
	for i := range 1000 {
		words = append(words, fmt.Sprintf("woord%d", i))
	}
	filter := Filter(words)
	for _, word := range words {
		eachBit(word, len(filter)*8, func(bit int) {
			if filter[bit/8]&(1<<(bit%8)) == 0 {
				t.Fatalf("%s is lost", word)
			}
		})
	}
}
