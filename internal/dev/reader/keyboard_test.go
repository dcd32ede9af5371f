package reader

import (
	_ "embed"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"drukpers/internal/dev/browser"
)

// keyboard.js lists what can be reached, and notes what is.
//
//go:embed testdata/keyboard.js
var keyboardScript string

//go:embed testdata/targets.js
var targetsScript string

// keyboardFaults goes through a page by the Tab key.
func keyboardFaults(t testing.TB, tab *browser.Tab) []string {
	t.Helper()
	count, err := browser.Value[int](tab, keyboardScript)
	must(t, err)
	const spare = 3 // more than the list: the browser makes boxes that scroll reachable too
	for range count + spare {
		must(t, tab.Do(chromedp.KeyEvent(kb.Tab)))
	}
	return find(t, tab, `keyboardFaults()`)
}

// keyboardBar holds a page to letting everything be reached by Tab, and to showing where one is.
func keyboardBar(t *testing.T, b *bench, p Page) {
	views := map[string]browser.View{"desktop": desktop}
	if !strings.HasPrefix(p.Name, "terms") { // hundreds of links, all alike
		views["phone"] = phone
	}
	for name, view := range views {
		blame(t, name, keyboardFaults(t, b.open(t, view, b.site.URL(p))))
	}
}

// skipFaults presses Tab and Enter on a page, and Tab again.
func skipFaults(t testing.TB, tab *browser.Tab) []string {
	t.Helper()
	must(t, tab.Do(chromedp.KeyEvent(kb.Tab)))
	faults := find(t, tab, `(() => {
		skip = document.activeElement;
		const r = skip.getBoundingClientRect(), style = getComputedStyle(skip);
		if (!skip.matches('a[href^="#"]')) return ["the first Tab leads to " + skip.outerHTML.slice(0, 80)];
		if (document.getElementById(skip.hash.slice(1)) === null) return ["it leads nowhere: " + skip.hash];
		if (r.width < 24 || r.height < 24 || r.left < 0 || r.top < 0 || r.right > innerWidth || style.opacity < 1)
			return ["it can't be seen when it has the focus"];
		return [];
	})()`)
	if len(faults) > 0 {
		return faults
	}
	must(t, tab.Do(chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab)))
	return find(t, tab, `(() => {
		const target = document.getElementById(skip.hash.slice(1)), active = document.activeElement;
		const beyond = Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY;
		return target.compareDocumentPosition(active) & beyond ? [] :
			["after it, Tab leads to " + active.outerHTML.slice(0, 80)];
	})()`)
}

// skipBar holds a page to a link past its menu, before anything else.
func skipBar(t *testing.T, b *bench, p Page) {
	blame(t, "skip link", skipFaults(t, b.open(t, desktop, b.site.URL(p))))
}

// targetsBar holds what can be pressed to 24 by 24 pixels.
func targetsBar(t *testing.T, b *bench, p Page) {
	for name, view := range map[string]browser.View{"phone": phone, "desktop": desktop} {
		blame(t, name, find(t, b.open(t, view, b.site.URL(p)), targetsScript))
	}
}
