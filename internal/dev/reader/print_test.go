package reader

import (
	"testing"
	"time"

	"drukpers/internal/dev/browser"
)

// printScript lists what of a page is not as it should be on paper.
const printScript = `(() => {
	const faults = [];
	const colour = getComputedStyle(document.body).backgroundColor;
	if (colour !== "rgb(255, 255, 255)") faults.push("the paper is " + colour);
	const beside = ".skip, .menu, .tools, .breadcrumbs, .share, .pager, .neighbours, .related, .top, " +
		"[data-letter]:not(:has(img))";
	for (const e of document.querySelectorAll(beside)) if (e.checkVisibility()) faults.push("is printed: " + e.className);
	for (const i of document.images) {
		if (i.checkVisibility() && i.complete && !i.naturalWidth) faults.push("a broken picture: " + i.src);
	}
	const colophon = getComputedStyle(document.querySelector(".colophon"));
	if (colophon.breakBefore !== "avoid") faults.push("the colophon may get a page of its own");
	return faults;
})()`

// What is printed is the text: in black on white, also for who reads in the dark, and without what only a screen has.
func TestPrint(t *testing.T) {
	b := &bench{site: openSample(t), browser: browser.ForTest(t)}
	view := browser.View{Width: 794, Height: 1123, Dark: true, Print: true}
	view.Outside.Wait = time.Millisecond
	for _, name := range []string{"article-remote", "section", "home"} {
		tab := b.openNew(t, view)
		must(t, tab.Visit(b.site.URL(named(t, b.site.Pages(), name))))
		blame(t, name, find(t, tab, printScript))
		tab.Close()
	}
}
