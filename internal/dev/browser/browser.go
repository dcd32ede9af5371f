// Package browser opens pages in a real chromium, for tests of what a reader gets and for pictures of it.
//
// A Browser is one process. Each Tab of it has a profile of its own, so that tabs share no cache, cookie or storage. A
// Tab keeps a Log of what its page told the console and of every address that it asked for. No tab reaches the network:
// what a page wants from another host is answered by Outside.
package browser

import (
	"context"
	"errors"
	"os"
	"os/exec"

	"github.com/chromedp/chromedp"
)

// Browser is a running chromium.
type Browser struct {
	ctx   context.Context
	close context.CancelFunc
}

var errNone = errors.New("no chromium on this machine: `make browser` installs it on Debian, or says how")

// Find gives the path of chromium. The one without a window of its own does the same work in half the time.
func Find() (string, error) {
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errNone
}

// Start starts chromium without a window.
func Start() (*Browser, error) {
	path, err := Find()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], // headless and without background networking
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU)
	ctx, closeProcess := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closeTabs := chromedp.NewContext(ctx)
	b := &Browser{ctx: ctx, close: func() { closeTabs(); closeProcess() }}
	if err := chromedp.Do(ctx); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// Close ends the process and all tabs.
func (b *Browser) Close() { b.close() }

// Test is the part of testing.TB that a browser for a test needs.
type Test interface {
	Helper()
	Skip(reason ...any)
	Fatal(reason ...any)
	Cleanup(f func())
}

// ForTest starts a browser that ends with the test. Where there is none the test is skipped, but in CI it fails.
func ForTest(t Test) *Browser {
	t.Helper()
	b, err := Start()
	switch {
	case errors.Is(err, errNone) && os.Getenv("CI") == "":
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}
