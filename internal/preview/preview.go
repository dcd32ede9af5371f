// Package preview shows a site while it is written.
//
// Server answers every URL as the host will: it renders the page that is asked for, from memory, with the render
// function that builds use, and adds one script. When files change it loads what changed, makes a new edition, serves
// that, and then tells each open tab whose page has other bytes now. What can't be loaded leaves the last good edition
// in place, and the tabs list every problem until it is mended. The server writes nothing but a probe file that it
// takes away again.
package preview

import (
	"context"
	"crypto/rand"
	"errors"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"drukpers/internal/config"
	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// Options of a preview.
type Options struct {
	AsPublished bool   // leave out drafts, future and expired articles
	Poll        bool   // look at the files now and then instead of waiting for events
	Follow      bool   // take every tab to the article that is being edited
	Editor      string // address of a file in the editor, with {file}, {line} and {col}
	Log         func(format string, args ...any)

	// Check finds what is wrong on a page. Nil finds nothing.
	Check func(*render.Edition, *site.Page) report.List
	// Pictures makes the variants that a site's pages lack, and gives how many it made. Nil makes none.
	Pictures func(context.Context, *render.Edition) int
}

// Server is the preview of one project.
type Server struct {
	project *project.Project
	changes changes
	dir     string // absolute
	options Options
	token   string // that other machines have to know
	state   atomic.Pointer[state]
	hub     hub
	loading sync.Mutex
	shown   chan struct{} // there is a new state
}

// New makes a preview of the project in dir. It loads the site when Run or Update is called.
func New(p *project.Project, dir string, options Options) (*Server, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if options.Log == nil {
		options.Log = func(string, ...any) {}
	}
	if options.Check == nil {
		options.Check = func(*render.Edition, *site.Page) report.List { return nil }
	}
	p.Library.KeepLastGood = true
	s := &Server{project: p, dir: dir, options: options, token: rand.Text(), shown: make(chan struct{}, 1)}
	s.state.Store(newState(nil, nil, 0))
	return s, nil
}

// Limits of requests: an editor's own browser needs no more.
const (
	headerTimeout = 5 * time.Second
	idleTimeout   = 2 * time.Minute
	maxHeader     = 16 << 10
)

// Run loads the site and serves it on listener until ctx ends; then all connections are closed at once. The first
// answer does not wait for the watcher.
func (s *Server) Run(ctx context.Context, listener net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.Update()
	web := &http.Server{
		Handler: s, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	var wait errgroup.Group
	wait.Go(report.Guard(s.dir, func() error { s.makePictures(ctx); return nil }))
	wait.Go(report.Guard(s.dir, func() error { defer cancel(); return s.watch(ctx) }))
	wait.Go(func() error { <-ctx.Done(); return web.Close() })
	err := web.Serve(listener)
	cancel()
	crash := wait.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return crash
	}
	return err
}

// Update looks at all files, loads what changed since the last call and serves it. It reports whether there is anything
// new.
func (s *Server) Update() bool {
	s.changes.addAll()
	return s.update(always)
}

func always() bool { return true }

// update is Update for when s.changes has all files that may have changed. What it loaded counts when settled says that
// nothing changed since it began; else it loads again.
func (s *Server) update(settled func() bool) bool {
	s.loading.Lock()
	defer s.loading.Unlock()
	for {
		next := s.next(s.state.Load())
		if !settled() {
			continue
		}
		if next == nil {
			return false
		}
		s.show(next)
		s.log(next)
		return true
	}
}

// show lets every tab know of a state.
func (s *Server) show(next *state) {
	s.state.Store(next)
	s.hub.wake()
	select {
	case s.shown <- struct{}{}:
	default: // that is known
	}
}

// makePictures makes the pictures that are missing after each new state, and then lets tabs show them. What goes wrong
// is for a build to tell.
func (s *Server) makePictures(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.shown:
		}
		e := s.state.Load().edition
		if e == nil || s.options.Pictures == nil || s.options.Pictures(ctx, e) == 0 {
			continue
		}
		s.loading.Lock()
		old := s.state.Load()
		next := newState(old.loaded, old.problems, old.number+1)
		next.stale, next.edited = old.stale, old.edited
		s.show(next)
		s.loading.Unlock()
	}
}

// next loads the state that follows an old one, or nil when that shows all there is.
func (s *Server) next(old *state) (next *state) {
	var err error
	defer func() {
		if crash, crashed := report.AsProblem(err); crashed {
			next = newState(old.loaded, report.List{crash}, old.number+1)
		}
	}()
	defer report.Recover(config.File, &err)
	started := time.Now()
	loaded, problems := s.load(old)
	if old.shows(loaded, problems, started) {
		return nil
	}
	next = newState(loaded, problems, old.number+1)
	next.stale = loaded != nil && loaded == old.loaded
	next.fresh = newProblems(old.problems, problems)
	next.edited = editedArticle(old.loaded, loaded)
	if next.edited != nil {
		next.answer(next.edited.URL, editors) // it will be asked for, and now there is time: a burst may not be over yet
	}
	next.took = time.Since(started)
	return next
}
