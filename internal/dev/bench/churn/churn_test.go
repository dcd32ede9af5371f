package main

import (
	"fmt"
	"strings"
	"testing"

	"drukpers/internal/dev/testsite"
)

// TestChurn holds what a day of 40 new articles does to a site of 400. More is a mistake in most cases: a page
// that shows what it need not, such as a count or the newest of something. If not, change the numbers here.
func TestChurn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := testsite.Write(dir, 1, 400); err != nil {
		t.Fatal(err)
	}
	list, err := compare(dir, 40)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, c := range list {
		fmt.Fprintf(&got, "%s: %d new, %d of %d changed, %d deleted\n", c.kind, c.added, c.changed, c.old, c.deleted)
	}
	want := `archive: 0 new, 1 of 1 changed, 0 deleted
article: 40 new, 5 of 355 changed, 0 deleted
feed: 41 new, 81 of 437 changed, 0 deleted
home: 0 new, 1 of 1 changed, 0 deleted
json feed: 0 new, 5 of 5 changed, 0 deleted
month: 1 new, 1 of 1 changed, 0 deleted
news sitemap: 0 new, 1 of 1 changed, 0 deleted
search data: 2 new, 18 of 29 changed, 0 deleted
search index: 0 new, 1 of 1 changed, 0 deleted
section: 0 new, 4 of 4 changed, 0 deleted
sitemap: 0 new, 1 of 1 changed, 0 deleted
static: 3 new, 0 of 13 changed, 0 deleted
taxonomy: 0 new, 2 of 2 changed, 0 deleted
term: 41 new, 74 of 430 changed, 0 deleted
term page: 1 new, 1 of 9 changed, 0 deleted
all: 129 new, 196 of 1308 changed, 0 deleted
`
	if got.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", got.String(), want)
	}
}
