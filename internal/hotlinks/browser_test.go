package hotlinks

import (
	"os"
	"slices"
	"strings"
	"testing"

	"drukpers/internal/dev/browser"
	"drukpers/internal/dev/reader"
)

// TestBrowser holds that a reader asks another site for pictures before they are fetched, and then no more.
func TestBrowser(t *testing.T) {
	t.Parallel()
	chromium := browser.ForTest(t)
	w := startWeb(t, "")
	dir := folder(t, w.URL, "/goed.jpg", "/liegt-over-soort.jpg")
	visit := func(width int64, path string) (elsewhere []string, shown bool) {
		s, err := reader.Open(os.DirFS(dir), reader.Options{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		tab, err := chromium.Open(browser.View{Width: width, Height: 4000})
		if err != nil {
			t.Fatal(err)
		}
		defer tab.Close()
		if err := tab.Visit(s.Address + path); err != nil {
			t.Fatal(err)
		}
		shown, err = browser.Value[bool](tab, `(async () => {
			const all = [...document.images]
			const loaded = () => all.length > 0 && all.every(i => i.complete && i.naturalWidth > 0)
			for (let i = 0; i < 250 && !loaded(); i++) await new Promise(go => setTimeout(go, 20)) // lazy ones come later
			return loaded()
		})()`)
		if err != nil {
			t.Fatal(err)
		}
		elsewhere = slices.DeleteFunc(tab.Log().Requests, func(address string) bool {
			return strings.HasPrefix(address, s.Address) || strings.HasPrefix(address, "data:")
		})
		return elsewhere, shown
	}
	pages := []string{"/", "/nieuws/", "/nieuws/a/"}
	for _, path := range pages {
		if elsewhere, _ := visit(1440, path); len(elsewhere) == 0 {
			t.Errorf("%s asks no other site before: the test sees nothing", path)
		}
	}
	if result, err := fetchAll(t, t.Context(), dir, Options{allowed: port(t, w.URL)}); err != nil || result.Fetched != 2 {
		t.Fatal(result, err)
	}
	for _, path := range pages {
		for _, width := range []int64{360, 1440} {
			if elsewhere, shown := visit(width, path); len(elsewhere) > 0 || !shown {
				t.Errorf("%s at %d pixels asks for %q, shows its pictures: %v", path, width, elsewhere, shown)
			}
		}
	}
}
