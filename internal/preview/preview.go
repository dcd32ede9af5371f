// Package preview shows a site while it is written.
//
// Server answers every URL as the host will: it renders the page that is asked for, from memory, with the render function
// that builds use, and adds one script. When files change it loads what changed, makes a new edition, serves that, and
// then tells each open tab whose page has other bytes now. What can't be loaded leaves the last good edition in place, and
// the tabs list every problem until it is mended. The server writes nothing but a probe file that it takes away again.
package preview

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"drukpers/internal/content"
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
}

// Server is the preview of one project.
type Server struct {
	project *render.Project
	dir     string // absolute
	options Options
	state   atomic.Pointer[state]
	hub     hub
	hosts   map[string]bool // names that requests may call this server by
	loading sync.Mutex
}

// state is what the server shows; it is never changed, but replaced by the next.
type state struct {
	edition  *render.Edition // the last good one; nil until there is one
	problems report.List
	number   int64
	took     time.Duration
	edited   *content.Article // the article that the last change was about, if it was about one

	published func() *render.Edition // without drafts, future and expired articles
	answers   sync.Map               // of this state; see answer
	rules     func() hostRules
}

// New makes a preview of the project in dir. It loads the site when Run is called.
func New(project *render.Project, dir string, options Options) (*Server, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if options.Log == nil {
		options.Log = func(string, ...any) {}
	}
	project.Library.KeepLastGood = true
	return &Server{project: project, dir: dir, options: options}, nil
}

// Limits of requests: an editor's own browser needs no more.
const (
	headerTimeout = 5 * time.Second
	idleTimeout   = 2 * time.Minute
	maxHeader     = 16 << 10
)

// Run loads the site and serves it on listener until ctx ends; then all connections are closed at once. The first answer
// does not wait for the watcher.
func (s *Server) Run(ctx context.Context, listener net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.hosts = allowedHosts(listener.Addr())
	s.Update()
	web := &http.Server{
		Handler: s, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	var wait sync.WaitGroup
	wait.Go(func() { s.watch(ctx) })
	wait.Go(func() { <-ctx.Done(); _ = web.Close() })
	err := web.Serve(listener)
	cancel()
	wait.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func (s *Server) selection() site.Selection {
	all := !s.options.AsPublished
	return site.Selection{Now: time.Now(), Drafts: all, Future: all, Expired: all}
}

// Update loads what changed since the last call and serves it. It reports whether there is anything new.
func (s *Server) Update() bool {
	s.loading.Lock()
	defer s.loading.Unlock()
	started := time.Now()
	old := s.state.Load()
	edition, problems, err := s.project.Load(render.LoadOptions{Selection: s.selection(), SkipBroken: true})
	if err != nil {
		edition = nil
		problems.Add(report.Problem{Level: report.Error, Rule: "computer", File: s.dir, Text: "de computer kan een bestand niet lezen: " + err.Error()})
	}
	if old != nil && old.edition != nil {
		problems = append(problems, s.tryTheme(edition, old)...)
		if edition == nil || problems.Count(report.Error) > 0 && templateBroken(problems) {
			edition = old.edition
		}
		if edition.Same(old.edition) && sameProblems(problems, old.problems) {
			return false
		}
	}
	next := &state{edition: edition, problems: problems, took: time.Since(started)}
	if old != nil {
		next.number = old.number + 1
		if edition != nil && old.edition != nil {
			if changed := edition.ChangedSince(old.edition); len(changed) == 1 {
				next.edited = changed[0]
			}
		}
	}
	next.published = sync.OnceValue(func() *render.Edition {
		return edition.Select(site.Selection{Now: time.Now()})
	})
	next.rules = sync.OnceValue(func() hostRules { return readRules(edition) })
	s.state.Store(next)
	s.log(next, old)
	s.hub.tell(s, next)
	return true
}

func sameProblems(a, b report.List) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

const templateRule = "sjabloon"

func templateBroken(problems report.List) bool {
	for _, p := range problems {
		if p.Rule == templateRule && p.Level == report.Error {
			return true
		}
	}
	return false
}

// tryTheme renders, in a theme that is new, a page of every kind and the pages that are open, so that a mistake in a
// template is told instead of shown.
func (s *Server) tryTheme(edition *render.Edition, old *state) report.List {
	if edition == nil || edition.Theme == old.edition.Theme {
		return nil
	}
	tried := map[site.Kind]bool{}
	open := s.hub.urls()
	var problems report.List
	for _, p := range edition.Site.Order {
		if tried[p.Kind] && !open[p.URL] {
			continue
		}
		tried[p.Kind] = true
		_, err := edition.Render(p)
		if problem, is := render.IsTemplateError(err); is {
			problems.Add(problem)
		}
	}
	problems.Sort()
	problems.FillSources(s.project.Files)
	return problems
}

func (s *Server) log(next, old *state) {
	errors := next.problems.Count(report.Error)
	what := "geladen"
	if old != nil {
		what = "bijgewerkt"
	}
	if next.edited != nil {
		what += ": " + next.edited.Path
	}
	if errors > 0 {
		what += fmt.Sprintf(" (%d fouten, zie de browser)", errors)
	}
	s.options.Log("%s in %d ms", what, next.took.Milliseconds())
}

// editorLink is the address that opens a file in the editor.
func (s *Server) editorLink(file string, pos report.Pos) string {
	pattern := s.options.Editor
	if pattern == "" {
		pattern = "vscode://file{file}:{line}:{col}"
	}
	name := filepath.ToSlash(filepath.Join(s.dir, filepath.FromSlash(file)))
	if _, err := os.Lstat(name); err != nil {
		return ""
	}
	return strings.NewReplacer("{file}", content.Href(name), "{line}", fmt.Sprint(max(pos.Line, 1)), "{col}", fmt.Sprint(max(pos.Col, 1))).Replace(pattern)
}
