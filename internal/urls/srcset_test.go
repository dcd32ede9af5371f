package urls

import (
	"slices"
	"testing"
)

func TestSrcset(t *testing.T) {
	t.Parallel()
	for set, want := range map[string][]Candidate{
		"":                              nil,
		" , ":                           nil,
		"/a.jpg":                        {{"/a.jpg", ""}},
		"/a.jpg 480w, /b.jpg 800w":      {{"/a.jpg", "480w"}, {"/b.jpg", "800w"}},
		"/a.jpg,/b.jpg 2x":              {{"/a.jpg,/b.jpg", "2x"}},
		"/a.jpg, /b.jpg\t2x ,\n/c.jpg,": {{"/a.jpg", ""}, {"/b.jpg", "2x"}, {"/c.jpg", ""}},
		"/w,h=2,q=3.jpg  1.5x":          {{"/w,h=2,q=3.jpg", "1.5x"}},
	} {
		if got := Srcset(set); !slices.Equal(got, want) {
			t.Errorf("Srcset(%q) = %q, want %q", set, got, want)
		}
	}
}
