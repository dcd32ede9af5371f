package browser

import (
	"iter"
	"slices"
	"sync"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Log is what a tab noted since its last visit.
type Log struct {
	Console  []string // warnings, errors, exceptions and violations of the Content-Security-Policy
	Failed   []string // requests that failed, which the browser tells too
	Requests []string // every address that was asked for
}

// recorder fills a Log while the page goes on.
type recorder struct {
	mu  sync.Mutex
	log Log
}

func (r *recorder) clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.log = Log{}
}

func (r *recorder) hear(messages iter.Seq2[chromedp.ConsoleMessage, error]) {
	for m, err := range messages {
		if err != nil {
			return
		}
		r.mu.Lock()
		switch {
		case m.Source == "network":
			r.log.Failed = append(r.log.Failed, m.Text+" "+m.URL)
		case m.Type != chromedp.ConsoleLog && m.Type != chromedp.ConsoleInfo && m.Type != chromedp.ConsoleDebug:
			r.log.Console = append(r.log.Console, m.Source+" "+m.String())
		}
		r.mu.Unlock()
	}
}

func (r *recorder) count(requests iter.Seq2[network.EventRequestWillBeSent, error]) {
	for asked, err := range requests {
		if err != nil {
			return
		}
		r.mu.Lock()
		r.log.Requests = append(r.log.Requests, asked.Request.URL)
		r.mu.Unlock()
	}
}

// Log gives a copy of what was noted so far.
func (t *Tab) Log() Log {
	t.log.mu.Lock()
	defer t.log.mu.Unlock()
	l := t.log.log
	return Log{slices.Clone(l.Console), slices.Clone(l.Failed), slices.Clone(l.Requests)}
}
