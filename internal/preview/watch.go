package preview

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"drukpers/internal/report"
)

const (
	// lull is how long nothing may happen before the site is loaded, which then waits for quiet.
	lull = 2 * time.Millisecond
	// quiet is how long nothing may happen before a burst of events counts as over: an editor's save is several.
	quiet = 25 * time.Millisecond
	// longest bounds a burst that goes on.
	longest = 200 * time.Millisecond
	// rescan follows each update, so that an event that got lost while files were read leaves nothing stale. It goes on
	// beside the next update: of many thousands of files it takes a while.
	rescan = 400 * time.Millisecond
	// pollEvery is how often files are looked at where events do not arrive.
	pollEvery = 500 * time.Millisecond
	// idle is how long nothing may be expected to happen by itself.
	idle = time.Hour
)

// watch calls update for every burst of changes until ctx ends: events are debounced. The error is a *report.Failure.
func (s *Server) watch(ctx context.Context) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	wait, ctx := errgroup.WithContext(ctx)
	defer func() { cancel(); err = wait.Wait() }()
	changes := make(chan struct{}, 1)
	again, refresh := rescan, func() {}
	known := list(ctx, s.dir)
	if n, err := s.notifier(ctx, runtime.GOOS, len(known)); err == nil {
		refresh = func() { _ = n.watchAll() }
		wait.Go(report.Guard(s.dir, func() error { n.tell(ctx, changes); return nil }))
	} else {
		again = pollEvery
		if !s.options.Poll {
			s.options.Log("bestanden melden zich hier niet: %s; ik kijk zelf elke halve seconde", unwatched(err))
		}
	}
	s.Update() // something may have changed before there was anyone to tell

	timer := time.NewTimer(again)
	defer timer.Stop()
	listed, busy := make(chan listing, 1), false
	for {
		due := time.NewTimer(s.untilDue())
		select {
		case <-ctx.Done():
			due.Stop()
			return nil
		case <-changes:
			b := beginBurst(ctx, changes)
			b.rest()
			s.update(b.over)
			timer.Reset(again)
		case <-timer.C:
			if !busy {
				busy = true
				wait.Go(report.Guard(s.dir, func() error { refresh(); listed <- list(ctx, s.dir); return nil }))
			}
		case now := <-listed:
			busy = false
			names := known.changedTo(now)
			known = now
			if len(names) > 0 {
				s.changes.add(names...)
				signal(changes)
			} else if again == pollEvery {
				timer.Reset(again)
			}
		case <-due.C:
			s.Update()
		}
		due.Stop()
	}
}

var (
	errPoll      = errors.New("asked to look at the files")
	errManyFiles = errors.New("het zijn er te veel voor dit systeem")
)

// maxWatched is how many files are watched where each takes a descriptor: kqueue(2), of macOS and the BSDs, watches
// files where others watch folders. A process of macOS has 10,240 of them at most by default.
const maxWatched = 4000

// notifier fails where the system's events do not arrive, or would cost too much on an operating system.
func (s *Server) notifier(ctx context.Context, system string, files int) (*notifier, error) {
	hasKqueue := slices.Contains([]string{"darwin", "dragonfly", "freebsd", "netbsd", "openbsd"}, system)
	switch {
	case s.options.Poll:
		return nil, errPoll
	case hasKqueue && files > maxWatched:
		return nil, errManyFiles
	}
	return newNotifier(ctx, s.dir, &s.changes)
}

// burst is a number of changes that count as one.
type burst struct {
	ctx     context.Context
	changes chan struct{}
	end     time.Time // when it counts as over whatever happens
	last    time.Time // its last change
}

func beginBurst(ctx context.Context, changes chan struct{}) *burst {
	now := time.Now()
	return &burst{ctx, changes, now.Add(longest), now}
}

// rest waits for a lull.
func (b *burst) rest() {
	for !b.calm(lull) && time.Now().Before(b.end) {
	}
}

// over waits until the burst is, and reports whether nothing changed meanwhile. A burst that took its longest is over
// all the same; what changes then is another.
func (b *burst) over() bool {
	if b.calm(quiet) {
		return true
	}
	if time.Now().After(b.end) {
		signal(b.changes)
		return true
	}
	b.rest()
	return false
}

// calm waits until nothing has changed for some time since the last change, or something changes. On a busy machine the
// time may be over and a change be there; then the change counts.
func (b *burst) calm(since time.Duration) bool {
	wait := time.NewTimer(time.Until(b.last.Add(since)))
	defer wait.Stop()
	select {
	case <-b.changes:
	case <-b.ctx.Done():
		return true
	case <-wait.C:
		select {
		case <-b.changes:
		default:
			return true
		}
	}
	b.last = time.Now()
	return false
}

// untilDue is how long it takes until an article appears or expires.
func (s *Server) untilDue() time.Duration {
	until := s.state.Load().until
	if until.IsZero() {
		return idle
	}
	return min(idle, time.Until(until))
}

// unwatched says why events do not arrive. A system lends a number of watches, and calls having none left a full disk
// or too many open files (inotify(7)).
func unwatched(err error) string {
	text, _ := report.Explain(err)
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "het systeem laat er niet meer bekijken. Verhoog op Linux fs.inotify.max_user_watches (sysctl)"
	case errors.Is(err, syscall.EMFILE):
		return "er kijken al te veel programma's mee. Sluit er een paar, of verhoog op Linux " +
			"fs.inotify.max_user_instances (sysctl)"
	}
	return text
}
