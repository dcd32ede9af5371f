package finder_test

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/dev/browser"
	"drukpers/internal/dev/finder"
	"drukpers/internal/dev/reader"
	"drukpers/internal/dev/testsite"
	"drukpers/internal/search"
	"drukpers/internal/site"
)

// results waits until the page has answered: how many documents there are, then the titles of the first.
const results = `(async () => {
	const status = document.querySelector(".search-status");
	for (let i = 0; i < 400 && !/\d|Niets/.test(status.textContent); i++) await new Promise((go) => setTimeout(go, 20));
	return [(/[\d.]+/.exec(status.textContent) ?? ["0"])[0],
		...[...document.querySelectorAll(".search-results h2 a")].map((a) => a.textContent)];
})()`

// TestBrowser holds that the theme's script finds what the Go reader of the index does, in the same order, with few
// requests and bytes: those of a real site where DRUKPERS_CORPUS names one.
func TestBrowser(t *testing.T) {
	t.Parallel()
	chromium := browser.ForTest(t)
	generated := fstest.MapFS{"content/search.md": {Data: []byte("---\ntitle: Zoeken\nlayout: search\n---\n")}}
	err := testsite.Each(1, 700, func(path string, data []byte) error {
		generated[path] = &fstest.MapFile{Data: data}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var files fs.FS = generated
	queries := []string{
		"gpt-5.4", "beleid", "klantcontact vindbaarheid", "subsidie", "de", "beeldherken", "zoekgedrag -beleid",
	}
	if dir := os.Getenv("DRUKPERS_CORPUS"); dir != "" && !testing.Short() {
		files = os.DirFS(dir)
		queries = append(queries, "subsidie", "chatgpt", "klantenservice", "factuur", "automatisering", "foto's herstellen",
			"SCHOENENMERK rekenkracht", "robothonden", "phishing -mkb", "efficientie", "c++", "gpt-rosalind", "woordenboek")
	}
	s, err := reader.Open(files, reader.Options{Now: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	e := s.Edition
	renderer := e.Renderer()
	get := func(name string) (string, error) {
		data, err := renderer.Render(e.Site.Page(site.SearchURL + name))
		return string(data), err
	}
	f, err := finder.Open(get)
	if err != nil {
		t.Fatal(err)
	}
	answered := 0
	for _, query := range queries {
		hits, err := f.Find(query)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		seen := map[int]bool{}
		for _, h := range hits[:min(4, len(hits))] {
			card, err := f.Card(h.Document)
			if err != nil {
				t.Fatal(err)
			}
			if !seen[card.Story] {
				want = append(want, card.Title)
			}
			seen[card.Story] = true
		}
		tab, err := chromium.Open(browser.View{Width: 360, Height: 300})
		if err != nil {
			t.Fatal(err)
		}
		if err := tab.Visit(s.Address + e.Site.SearchPage().URL + "?q=" + url.QueryEscape(query)); err != nil {
			t.Fatal(err)
		}
		got, err := browser.Value[[]string](tab, results)
		if err != nil {
			t.Fatal(err)
		}
		requests, size := 0, 0
		for _, address := range tab.Log().Requests {
			name, inIndex := strings.CutPrefix(address, s.Address+site.SearchURL)
			if !inIndex {
				continue
			}
			text, err := get(name)
			if err != nil {
				t.Fatal(err)
			}
			requests, size = requests+1, size+packed(t, text)
		}
		tab.Close()
		if len(got) == 0 || len(got)-1 > 4 || !slices.Equal(got[1:], want) {
			t.Errorf("%q: the page shows %q, want %q", query, got, want)
		}
		words := 0
		search.Words(query, func(string) { words++ })
		// The script is one request more, of 4 kB. A word that is nowhere asks for the list of words, too.
		if words == 1 && len(hits) > 0 && (requests > 7 || size > 46_000) {
			t.Errorf("%q: %d requests, %d bytes", query, requests, size)
		}
		t.Logf("%q: %d documents, %d requests of the index, %d bytes", query, len(hits), requests, size)
		if len(hits) > 0 {
			answered++
		}
	}
	if answered < len(queries)/2 {
		t.Errorf("%d of %d queries find something", answered, len(queries))
	}
}

// packed is the size of a file as a host sends it.
func packed(t *testing.T, text string) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
