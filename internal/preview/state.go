package preview

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/host"
	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// state is what the server shows; it is never changed, but replaced by the next.
type state struct {
	loaded   *project.Loaded // the last that could be shown; nil until there is one
	edition  *render.Edition // of loaded
	problems report.List
	number   int64 // 0 before anything was loaded
	took     time.Duration
	edited   *content.Article // the article that the last change was about, if it was about one
	until    time.Time        // when an article appears or expires by itself; zero when none will
	stale    bool             // problems stand in the way of a newer edition
	fresh    map[string]bool  // files with problems that the state before this did not have

	published func() *render.Edition // without drafts, future and expired articles
	answers   sync.Map               // see answer
	rules     func() host.Rules
}

func newState(loaded *project.Loaded, problems report.List, number int64) *state {
	st := &state{loaded: loaded, problems: problems, number: number}
	if loaded != nil {
		st.edition = loaded.Edition
		st.until = st.edition.Site.NextChange
	}
	st.published = sync.OnceValue(func() *render.Edition { return loaded.Select(site.Selection{Now: time.Now()}) })
	st.rules = sync.OnceValue(func() host.Rules { return readRules(st.edition) })
	return st
}

// readRules gives the rules of an edition, which are pages of it.
func readRules(e *render.Edition) host.Rules {
	read := func(url string) []byte {
		if e == nil || e.Site.Page(url) == nil {
			return nil
		}
		data, _ := e.Renderer().Render(e.Site.Page(url))
		return data
	}
	return host.Read(read("/_redirects"), read("/_headers"))
}

// shows reports whether a newly loaded site would show nothing new.
func (st *state) shows(loaded *project.Loaded, problems report.List, now time.Time) bool {
	due := !st.until.IsZero() && !now.Before(st.until)
	same := loaded == st.loaded || loaded != nil && st.loaded != nil && loaded.Same(st.loaded)
	return st.number > 0 && !due && same && slices.Equal(problems, st.problems)
}

// audience is whom the site is shown as to.
type audience int

const (
	editors audience = iota // with drafts, future and expired articles, unless AsPublished
	readers                 // as it is published
)

// view is the edition for an audience.
func (st *state) view(to audience) *render.Edition {
	if to == readers && st.edition != nil {
		return st.published()
	}
	return st.edition
}

// editedArticle is the one article that a load has otherwise than the one before it, if it is one.
func editedArticle(old, next *project.Loaded) *content.Article {
	if old == nil || next == nil {
		return nil
	}
	if changed := next.ChangedSince(old); len(changed) == 1 {
		return changed[0]
	}
	return nil
}

func (s *Server) selection() site.Selection {
	all := !s.options.AsPublished
	return site.Selection{Now: time.Now(), Drafts: all, Future: all, Expired: all}
}

// loadTries is how often a site is read of which a file goes away between being listed and being read.
const loadTries = 3

// newProblems are the files of a list with problems that an older list does not have.
func newProblems(old, now report.List) map[string]bool {
	files := map[string]bool{}
	for _, p := range now {
		if !slices.Contains(old, p) {
			files[p.File] = true
		}
	}
	return files
}

// load reads the site. Where it can't be shown, what it gives is that of the old state.
func (s *Server) load(old *state) (*project.Loaded, report.List) {
	var loaded *project.Loaded
	var err error
	for range loadTries {
		loaded, err = s.project.Load(project.Options{
			Selection: s.selection(), SkipBroken: true, Changed: s.changes.take(),
		})
		if err == nil {
			break
		}
		s.changes.addAll() // what of the changes was seen is not known
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	if problem, is := report.AsProblem(err); is {
		return old.loaded, report.List{problem}
	}
	if err != nil {
		text, hint := report.Explain(err)
		return old.loaded, report.List{{
			Level: report.Error, Rule: "computer", File: cmp.Or(report.FileOf(err), s.dir), Text: text, Hint: hint,
		}}
	}
	problems := loaded.Problems
	if loaded.Edition == nil {
		return old.loaded, problems
	}
	if broken := s.tryTheme(loaded.Edition, old.edition); len(broken) > 0 {
		problems = slices.Concat(problems, broken)
		if old.loaded != nil {
			loaded = old.loaded
		}
	}
	return loaded, problems
}

// tryTheme renders, in a theme that is new, a page of every kind and the pages that are open, so that a mistake in a
// template is told instead of shown.
func (s *Server) tryTheme(edition, old *render.Edition) report.List {
	if old != nil && edition.Theme == old.Theme {
		return nil
	}
	tried := map[site.Kind]bool{}
	open := s.hub.urls()
	var problems report.List
	for _, p := range edition.Site.Order {
		if !render.IsHTML(p) || tried[p.Kind] && !open[p.URL] {
			continue
		}
		tried[p.Kind] = true
		_, err := edition.Renderer().Render(p)
		if problem, is := report.AsProblem(err); is && !slices.Contains(problems, problem) {
			problems.Add(problem)
		}
	}
	problems.Sort()
	problems.FillSources(s.project.Files)
	return problems
}

// log tells of a new state, with the first error that the state before it did not have.
func (s *Server) log(st *state) {
	what := "bijgewerkt"
	switch {
	case st.edition == nil:
		what = "de site is nog niet te tonen"
	case st.number == 1:
		what = "geladen"
	}
	if st.edited != nil {
		what += ": " + st.edited.Path
	}
	errs := st.problems.At(report.Error)
	switch n := len(errs); n {
	case 0:
	case 1:
		what += " (1 fout, zie de browser)"
	default:
		what += fmt.Sprintf(" (%d fouten, zie de browser)", n)
	}
	what += fmt.Sprintf(" in %d ms", st.took.Milliseconds())
	if first := slices.IndexFunc(errs, func(p report.Problem) bool { return st.fresh[p.File] }); first >= 0 {
		var told strings.Builder
		_ = report.Text(&told, errs[first:first+1], report.Style{})
		what += "\n" + strings.TrimRight(told.String(), "\n")
	}
	s.options.Log("%s", what)
}
