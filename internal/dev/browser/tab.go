package browser

import (
	"context"
	"fmt"
	"iter"
	"sync/atomic"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Patience is how long a tab waits for the browser before it gives up.
const Patience = time.Minute

// View is how a tab shows pages.
type View struct {
	Width, Height int64
	Scale         float64 // pixels of the screen in one of the page; 0 is 1
	Phone         bool    // touch, and the viewport that a page asks for
	Dark          bool    // the reader's system is set to dark
	StillPlease   bool    // … and to reduced motion
	Print         bool    // as on paper
	NoScript      bool
	Outside       Outside
}

// Outside is what a page gets from other hosts. The zero value is a host that can't be reached.
type Outside struct {
	Picture []byte        // a PNG
	Wait    time.Duration // before anything comes, or the host turns out to be unreachable
}

// Tab is one page, alone in a profile of its own.
type Tab struct {
	ctx   context.Context
	close context.CancelFunc
	view  atomic.Pointer[View]
	log   recorder
}

// Open opens an empty tab.
func (b *Browser) Open(view View) (*Tab, error) {
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	t := &Tab{ctx: ctx, close: cancel}
	if err := t.prepare(view); err != nil {
		cancel()
		return nil, fmt.Errorf("opening a tab: %w", err)
	}
	return t, nil
}

func (t *Tab) prepare(view View) error {
	if err := chromedp.Do(t.ctx); err != nil {
		return err
	}
	go t.log.hear(chromedp.Console(t.ctx))
	go t.log.count(chromedp.Events(t.ctx, network.RequestWillBeSent))
	t.view.Store(&view)
	go t.answer(chromedp.Events(t.ctx, fetch.RequestPaused))
	if _, err := chromedp.Call(t.ctx, network.Enable, network.EnableParams{}); err != nil {
		return err
	}
	elsewhere := []*fetch.RequestPattern{{URLPattern: "https://*"}}
	if _, err := chromedp.Call(t.ctx, fetch.Enable, fetch.EnableParams{Patterns: elsewhere}); err != nil {
		return err
	}
	return t.Look(view)
}

// Look shows this page and those that follow in another way.
func (t *Tab) Look(view View) error {
	t.view.Store(&view)
	if _, err := call(t, emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: view.NoScript}); err != nil {
		return err
	}
	if _, err := call(t, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
		return err
	}
	scheme, motion := "light", "no-preference"
	if view.Dark {
		scheme = "dark"
	}
	if view.StillPlease {
		motion = "reduce"
	}
	medium := ""
	if view.Print {
		medium = "print"
	}
	media := emulation.SetEmulatedMediaParams{Media: medium, Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: motion},
	}}
	if _, err := call(t, emulation.SetEmulatedMedia, media); err != nil {
		return err
	}
	var options []chromedp.EmulateViewportOption
	if view.Phone {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	if view.Scale > 0 {
		options = append(options, chromedp.EmulateScale(view.Scale))
	}
	return t.Do(chromedp.EmulateViewport(view.Width, view.Height, options...))
}

// answer speaks for all other hosts.
func (t *Tab) answer(requests iter.Seq2[fetch.EventRequestPaused, error]) {
	for asked, err := range requests {
		if err != nil {
			return
		}
		outside := t.view.Load().Outside
		go func() {
			select {
			case <-time.After(outside.Wait):
			case <-t.ctx.Done():
				return
			}
			// An error means that the page has gone, and then nobody waits for the answer.
			if outside.Picture == nil {
				_, _ = chromedp.Call(t.ctx, fetch.FailRequest, fetch.FailRequestParams{
					RequestID:   asked.RequestID,
					ErrorReason: network.ErrorReasonConnectionRefused,
				})
				return
			}
			_, _ = chromedp.Call(t.ctx, fetch.FulfillRequest, fetch.FulfillRequestParams{
				RequestID: asked.RequestID, ResponseCode: 200, Body: outside.Picture,
				ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: "image/png"}},
			})
		}()
	}
}

// Close closes the tab.
func (t *Tab) Close() { t.close() }

// Do carries out what gives no value.
func (t *Tab) Do(actions ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(t.ctx, Patience)
	defer cancel()
	return chromedp.Do(ctx, actions...)
}

// Visit starts a new log, goes to an address, and waits until all of the page is there and drawn. Nothing comes from a
// cache.
func (t *Tab) Visit(address string) error {
	t.log.clear()
	if err := t.Do(chromedp.Navigate(address)); err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	if t.view.Load().NoScript {
		return nil // nothing in the page can tell
	}
	_, err := Value[bool](t,
		`document.fonts.ready.then(() => new Promise((done) =>
			requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))`)
	if err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	return nil
}

// Nothing is the value of JavaScript that has none.
type Nothing = chromedp.Void

// Value evaluates JavaScript in the page, and waits for it where it is a promise.
func Value[T any](t *Tab, code string) (T, error) {
	ctx, cancel := context.WithTimeout(t.ctx, Patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](code, chromedp.EvalAwaitPromise))
}

// call sends one command of the browser's protocol.
func call[P, R any](t *Tab, command cdp.Command[P, R], params P) (R, error) {
	ctx, cancel := context.WithTimeout(t.ctx, Patience)
	defer cancel()
	return chromedp.Call(ctx, command, params)
}

// Cookies gives the names of all that the tab's profile has, those that scripts can't see too.
func (t *Tab) Cookies() ([]string, error) {
	result, err := call(t, network.GetCookies, network.GetCookiesParams{})
	var names []string
	for _, c := range result.Cookies {
		names = append(names, c.Name)
	}
	return names, err
}
