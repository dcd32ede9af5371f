package preview

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"drukpers/internal/dev/browser"
)

// window is one tab, alone in a window of its own, with what its console said.
type window struct {
	*browser.Tab
	t testing.TB
}

func open(t testing.TB, b *browser.Browser, address string) *window {
	t.Helper()
	tab, err := b.Open(browser.View{Width: 1280, Height: 800})
	must(t, err)
	t.Cleanup(tab.Close)
	w := &window{tab, t}
	w.do(chromedp.Navigate(address))
	w.until("the toolbar is there", shadow+`?.querySelector(".bar .actions, .show") != null`)
	w.js(`window.marker = 1`)
	return w
}

// shadow is the root of all that the script shows.
const shadow = `document.querySelector("drukpers-preview")?.shadowRoot`

func (w *window) do(actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	must(w.t, w.Do(actions...))
}

func (w *window) js(code string) {
	w.t.Helper()
	w.do(chromedp.Evaluate[chromedp.Void](code))
}

func (w *window) address() string {
	w.t.Helper()
	address, err := browser.Value[string](w.Tab, `location.href`)
	must(w.t, err)
	return address
}

func (w *window) press(key string) {
	w.t.Helper()
	w.do(chromedp.KeyEvent(key))
}

func (w *window) click(id string) {
	w.t.Helper()
	w.js(shadow + `.getElementById("` + id + `").click()`)
}

// is evaluates a condition, which does not hold while the page is being loaded.
func (w *window) is(condition string) bool {
	holds, err := browser.Value[bool](w.Tab, `Boolean(`+condition+`)`)
	return err == nil && holds
}

func (w *window) until(what, condition string) {
	w.t.Helper()
	within(w.t, 3*patience, what, func() bool { return w.is(condition) })
}

func (w *window) says(text string) string {
	return fmt.Sprintf(`document.body.innerText.includes(%q)`, text)
}

// same fails when the page was loaded anew since it was opened.
func (w *window) same(what string) {
	w.t.Helper()
	if !w.is(`window.marker === 1`) {
		w.t.Errorf("%s: the page was loaded anew", what)
	}
}

// calm fails on anything that the console said. Where a server or a page was gone it tells of failed requests, and of
// nothing else.
func (w *window) calm(wasGone bool) {
	w.t.Helper()
	if log := w.Log(); len(log.Console) > 0 || !wasGone && len(log.Failed) > 0 {
		w.t.Errorf("the console says %q, %q", log.Console, log.Failed)
	}
}
