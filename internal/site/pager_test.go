package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestPaginate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		n, size int
		stable  bool
		want    string // url[articles]number/total of each page
	}{
		{0, 2, false, "/[]1/1"},
		{0, 2, true, "/[]1/1"},
		{1, 2, false, "/[1]1/1"},
		{2, 2, false, "/[2 1]1/1"},
		{2, 2, true, "/[2 1]1/1"},
		{3, 2, false, "/[3 2]1/2 /page/2/[1]2/2"},
		{3, 2, true, "/[3 2]1/2 /page/2/[2 1]2/2"},
		{4, 2, false, "/[4 3]1/2 /page/2/[2 1]2/2"},
		{4, 2, true, "/[4 3]1/2 /page/2/[2 1]2/2"},
		{5, 2, false, "/[5 4]1/3 /page/2/[3 2]2/3 /page/3/[1]3/3"},
		{5, 2, true, "/[5 4]1/3 /page/3/[4 3]3/3 /page/2/[2 1]2/3"},
		{3, 1, true, "/[3]1/3 /page/3/[2]3/3 /page/2/[1]2/3"},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.n, test.size, test.stable), func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, c := range paginate("/", pieces(test.n), test.size, test.stable) {
				got = append(got, fmt.Sprintf("%s[%s]%d/%d", c.url, titles(c.list), c.pager.Number, c.pager.Total))
			}
			equal(t, "the list", strings.Join(got, " "), test.want)
		})
	}
}

// TestPaginateLaws holds for lists of any length: the first page has the newest, every article is on a page, pages lead
// to each other, and the URLs are the same for both ways of numbering.
func TestPaginateLaws(t *testing.T) {
	t.Parallel()
	const size = 3
	for n := range 30 {
		list := pieces(n)
		var addresses [2][]string
		for i, stable := range []bool{false, true} {
			chunks := paginate("/nieuws/", list, size, stable)
			seen := map[string]int{}
			for j, c := range chunks {
				for _, a := range c.list {
					seen[a.Title]++
				}
				addresses[i] = append(addresses[i], c.url)
				newer, older := "", ""
				if j > 0 {
					newer = chunks[j-1].url
				}
				if j < len(chunks)-1 {
					older = chunks[j+1].url
				}
				if c.pager.Newer != newer || c.pager.Older != older {
					t.Errorf("%d articles: %s leads to %q and %q, want %q and %q", n, c.url, c.pager.Newer, c.pager.Older, newer,
						older)
				}
			}
			equal(t, fmt.Sprintf("the first page of %d", n), titles(chunks[0].list), titles(list[:min(n, size)]))
			if len(seen) != n {
				t.Errorf("%d of %d articles are on a page", len(seen), n)
			}
			for title, times := range seen {
				if times > 1 && !stable {
					t.Errorf("%d articles: %s is on %d pages", n, title, times)
				}
			}
		}
		slices.Sort(addresses[0])
		slices.Sort(addresses[1])
		equal(t, fmt.Sprintf("the URLs of %d articles", n), addresses[1], addresses[0])
	}
}

// TestPaginateStable adds articles one by one: a page after the first keeps its URL, number and articles for ever.
func TestPaginateStable(t *testing.T) {
	t.Parallel()
	const size = 3
	list := pieces(40)
	var before []chunk
	for n := range len(list) + 1 {
		now := paginate("/", list[len(list)-n:], size, true)
		for _, old := range before[min(1, len(before)):] {
			i := slices.IndexFunc(now, func(c chunk) bool { return c.url == old.url })
			if i < 0 {
				t.Fatalf("with %d articles %s is gone", n, old.url)
			}
			if titles(now[i].list) != titles(old.list) || now[i].pager.Number != old.pager.Number ||
				now[i].pager.Older != old.pager.Older {
				t.Errorf("with %d articles %s changes: %s, number %d, was %s, number %d", n, old.url,
					titles(now[i].list), now[i].pager.Number, titles(old.list), old.pager.Number)
			}
		}
		before = now
	}
}
