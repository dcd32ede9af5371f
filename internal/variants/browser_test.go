package variants_test

import (
	"fmt"
	"os"
	"regexp"
	"testing"
	"time"

	"drukpers/internal/dev/browser"
	"drukpers/internal/dev/reader"
)

// TestBrowser holds which version of a picture a reader loads in each place and width, and that nothing moves.
func TestBrowser(t *testing.T) {
	t.Parallel()
	chromium := browser.ForTest(t)
	files := example(t)
	files["static/img/cover.png"] = photo(t, 1600, 10)
	for n := range 12 {
		files[fmt.Sprintf("content/nieuws/meer-%d.md", n)] = fmt.Appendf(nil,
			"---\ntitle: Meer nieuws %d\ndate: 2026-02-%02d\ncover: /img/cover.png\n---\nTekst\n", n, n+1)
	}
	dir := write(t, files)
	makeAll(t, open(t, dir), load(t, dir))
	s, err := reader.Open(os.DirFS(dir), reader.Options{Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, tt := range []struct {
		width  int64
		scale  float64
		page   string
		place  string // a selector
		loaded string // its width
	}{
		{360, 1, "/nieuws/cover/", ".cover img", "480"},
		{360, 3, "/nieuws/cover/", ".cover img", "1200"},
		{1440, 1, "/nieuws/cover/", ".cover img", "800"},
		{360, 1, "/nieuws/cover/", ".prose img", "480"},
		{1440, 1, "/nieuws/cover/", ".prose img", "800"},
		{1440, 2, "/nieuws/cover/", ".prose img", "1200"},
		{360, 1, "/nieuws/", ".with-cover .card-image img", "480"},
		{1440, 2, "/nieuws/", ".with-cover .card-image img", "480"},
		{360, 1, "/nieuws/bundel/", ".cover img", "480"},
	} {
		tab, err := chromium.Open(browser.View{Width: tt.width, Height: 3000, Scale: tt.scale})
		if err != nil {
			t.Fatal(err)
		}
		if err := tab.Visit(s.Address + tt.page); err != nil {
			t.Fatal(err)
		}
		got, err := browser.Value[string](tab, fmt.Sprintf(`(() => {
			const image = document.querySelector(%q)
			return image ? image.currentSrc + " " + Math.round(image.getBoundingClientRect().width) : ""
		})()`, tt.place))
		if err != nil {
			t.Fatal(err)
		}
		if m := regexp.MustCompile(`-(\d+)\.webp (\d+)$`).FindStringSubmatch(got); m == nil || m[1] != tt.loaded {
			t.Errorf("%s at %d×%g: %s loads %q, want %s", tt.page, tt.width, tt.scale, tt.place, got, tt.loaded)
		}
		moved, err := browser.Value[float64](tab, `new Promise(done => {
			let sum = 0
			new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value })
				.observe({ type: "layout-shift", buffered: true })
			setTimeout(() => done(sum), 100)
		})`)
		if err != nil || moved > 0 {
			t.Errorf("%s at %d: layout shift %g, %v", tt.page, tt.width, moved, err)
		}
		tab.Close()
	}
}
