package reader

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"drukpers/internal/dev/browser"
)

// pressed tells what the switch of colours says of itself, now and after each of two clicks.
const pressed = `(() => {
	const button = document.querySelector(".scheme"), said = () => button.getAttribute("aria-pressed");
	const before = said();
	button.click();
	const once = said();
	button.click();
	return [before, once, said()];
})()`

// The switch of colours says whether the dark ones are on, whatever the reader's system asks for.
func TestScheme(t *testing.T) {
	b := &bench{site: openSample(t), browser: browser.ForTest(t)}
	for dark, want := range map[bool][]string{false: {"false", "true", "false"}, true: {"true", "false", "true"}} {
		view := phone
		view.Dark = dark
		tab := b.openNew(t, view)
		must(t, tab.Visit(b.site.URL(named(t, b.site.Pages(), "404"))))
		if got := find(t, tab, pressed); !slices.Equal(got, want) {
			t.Errorf("dark %v: the switch says %q, want %q", dark, got, want)
		}
		tab.Close()
	}
}

// jump asks for a page by its number, and gives where that leads.
const jump = `new Promise((done) => {
	const form = document.querySelector(".jump");
	form.elements[0].value = %d;
	navigation.addEventListener("navigate", (event) => {
		event.preventDefault();
		done(new URL(event.destination.url).pathname);
	});
	form.requestSubmit();
})`

// A reader may ask for any page of a long list.
func TestJump(t *testing.T) {
	files := fstest.MapFS{"site.yaml": {Data: []byte("page_size: 1\npagination: newest\n")}}
	for i := range 9 {
		text := fmt.Sprintf("---\ntitle: Artikel %d\ndate: 2026-03-0%d\n---\nTekst.\n", i, i+1)
		files[fmt.Sprintf("content/a/%d.md", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	s, err := Open(files, Options{Now: SampleNow})
	must(t, err)
	defer s.Close()
	tab, err := browser.ForTest(t).Open(phone)
	must(t, err)
	defer tab.Close()
	for _, test := range []struct {
		from   string
		number int
		want   string
	}{{"/", 7, "/page/7/"}, {"/page/3/", 1, "/"}, {"/a/page/9/", 2, "/a/page/2/"}} {
		must(t, tab.Visit(s.Address+test.from))
		if got, err := browser.Value[string](tab, fmt.Sprintf(jump, test.number)); err != nil || got != test.want {
			t.Errorf("from %s to %d: %s, want %s: %v", test.from, test.number, got, test.want, err)
		}
	}
}
