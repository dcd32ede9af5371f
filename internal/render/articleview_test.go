package render

import "testing"

func TestMinutes(t *testing.T) {
	t.Parallel()
	for words, want := range map[int]int{0: 1, 1: 1, 220: 1, 329: 1, 330: 2, 440: 2, 549: 2, 550: 3, 2200: 10} {
		if got := Minutes(words); got != want {
			t.Errorf("%d words take %d minutes, want %d", words, got, want)
		}
	}
}
