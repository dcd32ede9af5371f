package finder_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"drukpers/internal/dev/finder"
	"drukpers/internal/project"
	"drukpers/internal/site"
	"drukpers/themes"
)

// TestRelevance asks what readers would of the real site that DRUKPERS_CORPUS names: nine queries in ten have one of
// the articles that a person chose among their first three. A line of relevance.txt is a query and, after a TAB, the
// digests of the titles of those articles.
func TestRelevance(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("DRUKPERS_CORPUS")
	if dir == "" || testing.Short() {
		t.Skip("DRUKPERS_CORPUS names no folder")
	}
	loaded, err := project.New(os.DirFS(dir), themes.Krant()).Load(project.Options{
		Selection: site.Selection{Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)}, SkipBroken: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	e := loaded.Edition
	renderer := e.Renderer()
	f, err := finder.Open(func(name string) (string, error) {
		data, err := renderer.Render(e.Site.Page(site.SearchURL + name))
		return string(data), err
	})
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/relevance.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	right := 0
	for _, line := range lines {
		query, wanted, _ := strings.Cut(line, "\t")
		hits, err := f.Find(query + " ")
		if err != nil {
			t.Fatal(err)
		}
		var first []string
		found := slices.ContainsFunc(hits[:min(3, len(hits))], func(h finder.Hit) bool {
			card, err := f.Card(h.Document)
			if err != nil {
				t.Fatal(err)
			}
			first = append(first, card.Title)
			a := e.Site.Articles[len(e.Site.Articles)-1-h.Document]
			return slices.Contains(strings.Fields(wanted), digest(a.Title))
		})
		if found {
			right++
		} else {
			t.Logf("%s: %q", query, first)
		}
	}
	t.Logf("%d of %d queries", right, len(lines))
	if right*10 < len(lines)*9 {
		t.Errorf("%d of %d queries have the article in the first three", right, len(lines))
	}
}

func digest(title string) string {
	sum := sha256.Sum256([]byte(title))
	return hex.EncodeToString(sum[:6])
}
