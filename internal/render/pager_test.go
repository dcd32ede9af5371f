package render

import (
	"fmt"
	"slices"
	"testing"

	"drukpers/internal/site"
)

func TestPageNumbers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		number, total int
		stable        bool
		want          string
	}{
		{1, 1, false, "[1]"},
		{1, 3, false, "[1 2 3]"},
		{1, 150, false, "[1 2 75 150]"},
		{75, 150, false, "[1 38 74 75 76 112 150]"},
		{150, 150, false, "[1 75 149 150]"},
		{1, 1, true, "[1]"},
		{1, 2, true, "[1 2]"},
		{1, 4, true, "[1 4 3 2]"},
		{1, 101, true, "[1 101 90 79 68 57 46 35 24 13 2]"},
		{101, 101, true, "[1 101 100 91 51 2]"},
		{60, 101, true, "[1 61 60 59 50 31 2]"},
		{2, 101, true, "[1 3 2]"},
	} {
		got := fmt.Sprint(pageNumbers(&site.Pager{Number: test.number, Total: test.total, Stable: test.stable}))
		if got != test.want {
			t.Errorf("%d of %d, stable %v: %s, want %s", test.number, test.total, test.stable, got, test.want)
		}
	}
}

// TestPageNumbersLaws holds for lists of any length: both ends and the pages beside this one are there, each page is
// within some clicks of the first, and a stable page stays as it is while the list grows.
func TestPageNumbersLaws(t *testing.T) {
	t.Parallel()
	const most = 13 // clicks, in lists of up to 200 pages
	for _, stable := range []bool{false, true} {
		for total := 1; total <= 200; total++ {
			clicks := map[int]int{1: 0}
			for queue := []int{1}; len(queue) > 0; queue = queue[1:] {
				n := queue[0]
				numbers := pageNumbers(&site.Pager{Number: n, Total: total, Stable: stable})
				if !slices.Contains(numbers, n) || numbers[0] != 1 {
					t.Fatalf("page %d of %d: %v", n, total, numbers)
				}
				for _, next := range numbers {
					if _, known := clicks[next]; !known {
						clicks[next] = clicks[n] + 1
						queue = append(queue, next)
					}
				}
				longer := pageNumbers(&site.Pager{Number: n, Total: total + 1, Stable: stable})
				if stable && n > 1 && n < total && !slices.Equal(numbers, longer) {
					t.Errorf("page %d changes with the length of the list: %v, %v", n, numbers, longer)
				}
			}
			for n := 1; n <= total; n++ {
				if c, reached := clicks[n]; !reached || c > most {
					t.Fatalf("page %d of %d (stable %v) is %d clicks away", n, total, stable, c)
				}
			}
		}
	}
}
