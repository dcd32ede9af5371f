package preview

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/host"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// state is what the server shows; it is never changed, but replaced by the next.
type state struct {
	edition  *render.Edition // the last good one; nil until there is one
	problems report.List
	number   int64 // 0 before anything was loaded
	took     time.Duration
	edited   *content.Article // the article that the last change was about, if it was about one
	until    time.Time        // when an article appears or expires by itself; zero when none will

	published func() *render.Edition // without drafts, future and expired articles
	answers   sync.Map               // see answer
	rules     func() host.Rules
}

func newState(edition *render.Edition, problems report.List, number int64) *state {
	var until time.Time
	if edition != nil {
		until = edition.Site.NextChange
	}
	return &state{
		edition: edition, problems: problems, number: number, until: until,
		published: sync.OnceValue(func() *render.Edition { return edition.Select(site.Selection{Now: time.Now()}) }),
		rules:     sync.OnceValue(func() host.Rules { return readRules(edition) }),
	}
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
func (st *state) shows(edition *render.Edition, problems report.List, now time.Time) bool {
	due := !st.until.IsZero() && !now.Before(st.until)
	same := edition == st.edition || edition != nil && edition.Same(st.edition)
	return st.number > 0 && !due && same && slices.Equal(problems, st.problems)
}

// view chooses between what the server shows by default and the site as it is published.
func (st *state) view(published bool) *render.Edition {
	if published && st.edition != nil {
		return st.published()
	}
	return st.edition
}

// editedArticle is the one article that an edition has otherwise than the one before it, if it is one.
func editedArticle(old, next *render.Edition) *content.Article {
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

// load reads the site. Where it can't be shown the edition is that of the old state.
func (s *Server) load(old *state) (*render.Edition, report.List) {
	var edition *render.Edition
	var problems report.List
	var err error
	for range loadTries {
		edition, problems, err = s.project.Load(render.LoadOptions{Selection: s.selection(), SkipBroken: true, Changed: s.changes.take()})
		if err == nil {
			break
		}
		s.changes.addAll() // what of the changes was seen is not known
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	if err != nil {
		return old.edition, append(problems, report.Problem{
			Level: report.Error, Rule: "computer", File: s.dir, Text: "de computer kan een bestand niet lezen: " + err.Error(),
		})
	}
	if edition == nil {
		return old.edition, problems
	}
	if broken := s.tryTheme(edition, old.edition); len(broken) > 0 {
		problems = append(problems, broken...)
		if old.edition != nil {
			edition = old.edition
		}
	}
	return edition, problems
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
		if !isPage(p) || tried[p.Kind] && !open[p.URL] {
			continue
		}
		tried[p.Kind] = true
		_, err := edition.Renderer().Render(p)
		if problem, is := render.IsTemplateError(err); is && !slices.Contains(problems, problem) {
			problems.Add(problem)
		}
	}
	problems.Sort()
	problems.FillSources(s.project.Files)
	return problems
}

func (s *Server) log(st *state) {
	what := "bijgewerkt"
	if st.number == 1 {
		what = "geladen"
	}
	if st.edited != nil {
		what += ": " + st.edited.Path
	}
	switch n := st.problems.Count(report.Error); n {
	case 0:
	case 1:
		what += " (1 fout, zie de browser)"
	default:
		what += fmt.Sprintf(" (%d fouten, zie de browser)", n)
	}
	s.options.Log("%s in %d ms", what, st.took.Milliseconds())
}
