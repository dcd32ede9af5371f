package reader

import (
	"testing"

	"drukpers/internal/dev/browser"
)

// playFilm clicks the film of a page, and tells what then stands in its place.
const playFilm = `(async () => {
	const film = document.querySelector("a.film");
	if (!film) return "no film";
	film.click();
	await new Promise((done) => setTimeout(done, 300));
	const frame = document.querySelector("iframe.embed");
	return frame ? frame.src + " " + (document.activeElement === frame) : "no frame";
})()`

// A film is asked of its host when it is clicked and not before, and the Content-Security-Policy lets it.
func TestFilm(t *testing.T) {
	b := &bench{site: openSample(t), browser: browser.ForTest(t), photo: Photo()}
	tab := b.openNew(t, phone)
	defer tab.Close()
	must(t, tab.Visit(b.site.URL(named(t, b.site.Pages(), "trial-film"))))
	if asked := outsideFaults(tab, b.site.Address, b.site.hasCover); len(asked) > 0 {
		t.Errorf("asked before it was clicked: %q", asked)
	}
	got, err := browser.Value[string](tab, playFilm)
	must(t, err)
	if want := "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1 true"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	blame(t, "console", consoleFaults(tab))
}
