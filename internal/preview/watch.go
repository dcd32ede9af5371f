package preview

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"drukpers/internal/content"
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

// watchedFolders are those below the project whose files make the site.
var watchedFolders = []string{"content", "themes", "static"}

// watch calls Update for every burst of changes until ctx ends.
func (s *Server) watch(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	var wait sync.WaitGroup
	defer wait.Wait()
	defer cancel()
	changes := make(chan struct{}, 1)
	source := s.changeSource(ctx)
	wait.Go(func() { source.tell(ctx, changes) })

	again := time.NewTimer(rescan)
	defer again.Stop()
	checked, checking := make(chan struct{}, 1), false
	for {
		due := time.NewTimer(s.untilDue())
		select {
		case <-ctx.Done():
			due.Stop()
			return
		case <-changes:
			b := beginBurst(ctx, changes)
			b.rest()
			s.update(b.over)
			again.Reset(rescan)
		case <-again.C:
			if checking {
				again.Reset(rescan)
				break
			}
			checking = true
			wait.Go(func() { s.check(ctx, source); checked <- struct{}{} })
		case <-checked:
			checking = false
			if s.update(always) {
				again.Reset(rescan)
			}
		case <-due.C:
			s.Update()
		}
		due.Stop()
	}
}

// check finds what the source did not tell of.
func (s *Server) check(ctx context.Context, source changeSource) {
	source.refresh()
	s.files.check(ctx)
}

// changeSource tells when files change.
type changeSource struct {
	tell    func(ctx context.Context, changes chan<- struct{}) // until ctx ends
	refresh func()                                             // in case it missed a new folder
}

// changeSource prefers the events of the operating system.
func (s *Server) changeSource(ctx context.Context) changeSource {
	polling := changeSource{
		tell:    func(ctx context.Context, changes chan<- struct{}) { poll(ctx, s.dir, s.files.forgetAll, changes) },
		refresh: func() {},
	}
	if s.options.Poll {
		return polling
	}
	n, err := newNotifier(ctx, s.dir, s.files)
	if err != nil {
		s.options.Log("bestanden melden zich hier niet (%v); ik kijk zelf elke halve seconde", err)
		return polling
	}
	return changeSource{tell: n.tell, refresh: func() { _ = n.watchAll() }}
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

// over waits until the burst is, and reports whether nothing changed meanwhile. A burst that took its longest is over all
// the same; what changes then is another.
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

func signal(changes chan<- struct{}) {
	select {
	case changes <- struct{}{}:
	default:
	}
}

// concerns reports whether a file can make a difference to the site in dir.
func concerns(dir, name string) bool {
	rel, err := filepath.Rel(dir, name)
	if err != nil || content.Temporary(filepath.Base(rel)) {
		return false
	}
	top, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	return rel == content.ConfigFile || slices.Contains(watchedFolders, top)
}

// poll signals when any file of the site has another size or time, or is new or gone.
func poll(ctx context.Context, dir string, forget func(), changes chan<- struct{}) {
	last := stamp(dir)
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if now := stamp(dir); now != last {
				last = now
				forget()
				signal(changes)
			}
		}
	}
}

// stamp tells two states of the site's files apart.
func stamp(dir string) uint64 {
	h := fnv.New64a()
	add := func(name string, info fs.FileInfo) {
		fmt.Fprintf(h, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
	}
	for _, folder := range watchedFolders {
		_ = filepath.WalkDir(filepath.Join(dir, folder), func(name string, d fs.DirEntry, err error) error {
			if err != nil || content.Temporary(filepath.Base(name)) {
				return nil //nolint:nilerr // it is gone again, or can't be read: loading the site will say so
			}
			if info, err := d.Info(); err == nil && !d.IsDir() {
				add(name, info)
			}
			return nil
		})
	}
	if info, err := os.Lstat(filepath.Join(dir, content.ConfigFile)); err == nil {
		add(content.ConfigFile, info)
	}
	return h.Sum64()
}
