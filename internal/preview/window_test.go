package preview

import (
	"context"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// browser finds chromium. In CI it must be there.
func browser(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const how = "no chromium on this machine: `make browser` installs it on Debian, or says how"
	if os.Getenv("CI") != "" {
		t.Fatal(how)
	}
	t.Skip(how)
	return ""
}

// startBrowser gives the context in which tabs open.
func startBrowser(t testing.TB) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], // headless and without background networking
		chromedp.ExecPath(browser(t)), chromedp.NoSandbox, chromedp.DisableGPU)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	must(t, chromedp.Do(ctx))
	return ctx
}

// window is one tab, alone in a window of its own, with what its console said.
type window struct {
	t       testing.TB
	ctx     context.Context
	mu      sync.Mutex
	console []string
	network []string // requests that failed, which the browser tells too
}

func open(t testing.TB, browser context.Context, address string) *window {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	w := &window{t: t, ctx: ctx}
	must(t, chromedp.Do(ctx))
	go w.hear(chromedp.Console(ctx))
	w.do(chromedp.EmulateViewport(1280, 800), chromedp.Navigate(address))
	w.until("the toolbar is there", shadow+`?.querySelector(".bar .actions, .show") != null`)
	w.js(`window.marker = 1`)
	return w
}

// shadow is the root of all that the script shows.
const shadow = `document.querySelector("drukpers-preview")?.shadowRoot`

func (w *window) hear(messages iter.Seq2[chromedp.ConsoleMessage, error]) {
	for m, err := range messages {
		if err != nil {
			return
		}
		w.mu.Lock()
		switch {
		case m.Source == "network":
			w.network = append(w.network, m.Text+" "+m.URL)
		case m.Type != chromedp.ConsoleLog && m.Type != chromedp.ConsoleInfo && m.Type != chromedp.ConsoleDebug:
			w.console = append(w.console, m.Source+" "+m.String())
		}
		w.mu.Unlock()
	}
}

// limited ends what the browser does not.
func (w *window) limited() (context.Context, context.CancelFunc) {
	return context.WithTimeout(w.ctx, 3*patience)
}

func (w *window) do(actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	ctx, cancel := w.limited()
	defer cancel()
	must(w.t, chromedp.Do(ctx, actions...))
}

func (w *window) js(code string) {
	w.t.Helper()
	w.do(chromedp.Evaluate[chromedp.Void](code))
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
	ctx, cancel := w.limited()
	defer cancel()
	holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`Boolean(`+condition+`)`))
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
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.console) > 0 || !wasGone && len(w.network) > 0 {
		w.t.Errorf("the console says %q, %q", w.console, w.network)
	}
}
