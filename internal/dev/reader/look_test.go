package reader

import (
	_ "embed"
	"testing"
	"time"

	"drukpers/internal/dev/browser"
	"drukpers/internal/site"
)

//go:embed testdata/phone.js
var phoneScript string

//go:embed testdata/headlines.js
var headlinesScript string

//go:embed testdata/lost.js
var lostScript string

// currentScript tells which entry of the menu is marked.
const currentScript = `[...document.querySelectorAll(".masthead [aria-current]")].map((e) => e.pathname)`

// phoneBar holds a page to showing its menu and the way to its search on a narrow phone, with the section marked that
// one is in, and text beside pictures at the widths of phones and tablets.
func phoneBar(t *testing.T, b *bench, p Page) {
	for name, view := range map[string]browser.View{
		"phone of 320": {Width: 320, Height: 568, Phone: true}, "phone": phone,
		"tablet": {Width: 768, Height: 1024, Phone: true},
	} {
		tab := b.open(t, view, b.site.URL(p))
		blame(t, name, find(t, tab, phoneScript))
		if p.Section == nil || p.Kind != site.Article && p.Kind != site.SectionList {
			continue
		}
		want := b.site.Edition.Site.Config.Href(p.Section.Top().URL)
		if current := find(t, tab, currentScript); len(current) != 1 || current[0] != want {
			t.Errorf("%s: the menu marks %q, want %s", name, current, want)
		}
	}
}

// headlinesBar holds the headlines of a page to spaces that can be seen, on screens with large and with small pixels.
func headlinesBar(t *testing.T, b *bench, p Page) {
	for name, view := range map[string]browser.View{
		"phone, 1x": {Width: 360, Height: 740, Scale: 1}, "phone, 2x": {Width: 360, Height: 740, Phone: true, Scale: 2},
		"desktop, 1x": {Width: 1280, Height: 800, Scale: 1}, "desktop, 2x": {Width: 1280, Height: 800, Scale: 2},
	} {
		tab := b.open(t, view, b.site.URL(p))
		if ready, err := browser.Value[bool](tab, `document.fonts.check("660 20px Newsreader")`); err != nil || !ready {
			t.Errorf("%s: the headline font has not come: %v", name, err)
		}
		blame(t, name, find(t, tab, headlinesScript))
	}
}

// lostBar holds a page to leaving no broken box where a cover of another host does not come.
func lostBar(t *testing.T, b *bench, p Page) {
	view := phone
	view.Outside = browser.Outside{Wait: time.Millisecond}
	tab := b.open(t, view, b.site.URL(p))
	_, err := browser.Value[bool](tab, `new Promise((done) => {
		document.querySelectorAll("[data-letter] img").forEach((i) => i.loading = "eager");
		setTimeout(() => done(true), 300);
	})`)
	must(t, err)
	blame(t, "pictures never come", find(t, tab, lostScript))
}
