package reader

import (
	"slices"
	"strings"
	"testing"

	"drukpers/internal/dev/browser"
	"drukpers/internal/site"
)

// themeKey is where a reader's choice of light or dark is kept, which is all that is.
const themeKey = "weergave"

// consoleBar holds a page to saying nothing on the console, which is where violations of the Content-Security-Policy
// go.
func consoleBar(t *testing.T, b *bench, p Page) {
	tab := b.open(t, desktop, b.site.URL(p))
	blame(t, "console", consoleFaults(tab))
	if p.Kind != site.NotFound { // the page itself is what was not found
		blame(t, "failed request", tab.Log().Failed)
	}
}

func consoleFaults(tab *browser.Tab) []string { return tab.Log().Console }

// pressAll presses every button that can be seen.
const pressAll = `(() => {
	for (const button of document.querySelectorAll("button, summary")) if (button.checkVisibility()) button.click();
	return new Promise((done) => setTimeout(() => done(true), 50));
})()`

// keptThings lists what the page left in the browser.
const keptThings = `(async () => [
	...(document.cookie ? ["a cookie: " + document.cookie] : []),
	...Object.keys(localStorage).map((key) => "localStorage: " + key),
	...Object.keys(sessionStorage).map((key) => "sessionStorage: " + key),
	...(await indexedDB.databases()).map((d) => "a database: " + d.name),
	...(await caches.keys()).map((key) => "a cache: " + key),
	...(await navigator.serviceWorker.getRegistrations()).map((r) => "a service worker: " + r.scope),
])()`

// privacyBar holds a page to asking nobody but its own host and the hosts of its covers, and to remembering nothing but
// the choice of colours, whatever is pressed.
func privacyBar(t *testing.T, b *bench, p Page) {
	view := desktop
	view.Outside.Picture = b.photo
	tab := b.openNew(t, view) // in a profile that has nothing yet
	defer tab.Close()
	must(t, tab.Visit(b.site.URL(p)))
	blame(t, "kept", keptFaults(t, tab))
	blame(t, "asked of another host", outsideFaults(tab, b.site.Address, b.site.hasCover))
}

func keptFaults(t testing.TB, tab *browser.Tab) []string {
	t.Helper()
	_, err := browser.Value[bool](tab, pressAll)
	must(t, err)
	kept := find(t, tab, keptThings)
	cookies, err := tab.Cookies()
	must(t, err)
	for _, name := range cookies {
		kept = append(kept, "a cookie: "+name)
	}
	return slices.DeleteFunc(kept, func(thing string) bool { return thing == "localStorage: "+themeKey })
}

func outsideFaults(tab *browser.Tab, own string, isCover func(string) bool) []string {
	return slices.DeleteFunc(tab.Log().Requests, func(address string) bool {
		return strings.HasPrefix(address, own+"/") || strings.HasPrefix(address, "data:") || isCover(address)
	})
}

// hasCover reports whether an address is that of some article's cover.
func (s *Site) hasCover(address string) bool {
	for _, a := range s.Edition.Site.Articles {
		if elsewhere(a) && s.Edition.Site.Config.Link(a.Cover.Image) == address {
			return true
		}
	}
	return false
}
