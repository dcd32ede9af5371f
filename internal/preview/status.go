package preview

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/internal/urls"
)

// status is what the toolbar and the overlay of a page show.
type status struct {
	// State is concept, gepland, verlopen or gepubliceerd, or empty for what is no article.
	State       string            `json:"state"`
	Label       string            `json:"label"`
	Words       int               `json:"words"`
	Minutes     int               `json:"minutes"`
	Missing     string            `json:"missing"` // the file that would make the page; "" where there is one
	Errors      []problem         `json:"errors"`  // of the whole site, those of this page first
	Own         int               `json:"own"`     // how many of them are of this page
	Shown       string            `json:"shown"`   // what there is to see, where there are errors
	Notes       []problem         `json:"notes"`   // what else there is to say of this page
	Editor      string            `json:"editor"`  // link that opens the file
	NextDraft   string            `json:"nextDraft"`
	PrevDraft   string            `json:"prevDraft"`
	Published   bool              `json:"published"`   // the tab shows the site as published
	Always      bool              `json:"always"`      // and so do all tabs
	Unpublished map[string]string `json:"unpublished"` // link → label
	Took        int64             `json:"took"`        // of the last update, in ms
	First       bool              `json:"first"`       // which was the first load
	Follow      bool              `json:"follow"`
}

// problem has its place in words and the link that opens it.
type problem struct {
	Place  string `json:"place"`
	Line   int    `json:"line"`
	Col    int    `json:"col"`
	Text   string `json:"text"`
	Hint   string `json:"hint"`
	Source string `json:"source"`
	Editor string `json:"editor"`
}

func (s *Server) problem(p report.Problem) problem {
	return problem{p.Place(), p.Line, p.Col, p.Text, p.Hint, p.Source, s.editorLink(p.File, p.Pos)}
}

func (s *Server) serveStatus(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(s.status(s.state.Load(), s.askedURL(r), audienceOf(r)))
}

// status is that of a page by its URL below the base path. What readers don't see yet keeps its own, with a word on it.
func (s *Server) status(st *state, url string, to audience) status {
	out := status{
		Published: to == readers, Always: s.options.AsPublished, Took: st.took.Milliseconds(), First: st.number == 1,
		Follow: s.options.Follow, Unpublished: map[string]string{}, Errors: []problem{}, Notes: []problem{},
	}
	var p *site.Page
	if e := st.edition; e != nil {
		if p = e.Site.Page(url); p == nil {
			out.Missing = s.missingFile(e.Site, url)
		} else if a := p.Article; a != nil {
			out.Words, out.Minutes = a.Words, render.Minutes(a.Words)
			out.State, out.Label = publication(a, e, time.Now())
			out.Editor = s.editorLink(a.Path, report.Pos{})
			if st.view(to).Site.Page(url) == nil {
				out.Label += notForReaders(out.State)
			}
		}
		out.drafts(e, url)
	}
	own := func(file string) bool {
		if p != nil && p.Article != nil {
			return file == p.Article.Path
		}
		return urlOf(file) == url || file == "static"+url
	}
	s.addErrors(&out, st, own)
	out.Shown = st.shown(p, out.Own)
	s.addNotes(&out, st, p, to)
	return out
}

func notForReaders(state string) string {
	if state == "verlopen" {
		return " (dit is niet meer gepubliceerd)"
	}
	return " (dit is nog niet gepubliceerd)"
}

// addErrors puts those of the page's own file first, then those of the files that were saved last.
func (s *Server) addErrors(out *status, st *state, own func(file string) bool) {
	errs := st.problems.At(report.Error)
	rank := func(p report.Problem) int {
		switch {
		case own(p.File):
			return 0
		case st.fresh[p.File]:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(errs, func(a, b report.Problem) int { return cmp.Compare(rank(a), rank(b)) })
	for _, p := range errs {
		if own(p.File) {
			out.Own++
		}
		out.Errors = append(out.Errors, s.problem(p))
	}
}

// addNotes gives what there is to say of a page that is no error: of its article, and of what it shows and leads to.
func (s *Server) addNotes(out *status, st *state, p *site.Page, to audience) {
	if p == nil {
		return
	}
	var notes report.List
	if a := p.Article; a != nil {
		notes = slices.Clone(a.Body().Problems)
		for _, problem := range st.problems.At(report.Warning) {
			if problem.File == a.Path {
				notes.Add(problem)
			}
		}
	}
	e := st.view(to)
	if shown := e.Site.Page(p.URL); shown != nil {
		notes = append(notes, s.options.Check(e, shown)...)
	}
	notes.Sort()
	notes.FillSources(s.project.Files)
	for _, problem := range notes {
		out.Notes = append(out.Notes, s.problem(problem))
	}
}

// shown says what a tab of a page shows while there are errors, of which some are of its own file.
func (st *state) shown(p *site.Page, own int) string {
	theme := func(p report.Problem) bool { return strings.HasPrefix(p.File, "themes/") }
	switch errs := st.problems.At(report.Error); {
	case len(errs) == 0:
		return ""
	case st.edition == nil:
		return "De site kan nog niet worden getoond."
	case st.stale:
		return "Je ziet de site zoals hij was voordat deze fout er stond."
	case own > 0 && p != nil:
		return "Je ziet de laatste goede versie van dit artikel."
	case own > 0:
		return "Van dit artikel is er nog geen goede versie om te tonen."
	case slices.ContainsFunc(errs, theme):
		return "Pagina's waar deze fout in zit, zijn niet te zien."
	default:
		return "Deze pagina is wel de nieuwste versie."
	}
}

// urlOf is the URL that a file below content/ gives its article, where its head says nothing of it; else "".
func urlOf(file string) string {
	name, is := strings.CutPrefix(file, "content/")
	if !is {
		return ""
	}
	name = strings.TrimSuffix(name, path.Ext(name))
	if folder, base := path.Split(name); base == "index" || base == "_index" {
		return "/" + urls.Path(folder)
	}
	return "/" + urls.Path(name) + "/"
}

// missingFile is the file that would make the page of a URL that has none; "" where no single file does, or where it is
// there and makes no page.
func (s *Server) missingFile(in *site.Site, url string) string {
	name, isFolder := strings.CutSuffix(strings.TrimPrefix(url, "/"), "/")
	first, _, _ := strings.Cut(name, "/")
	top := in.Page("/" + first + "/")
	file := "content/" + name + ".md"
	switch {
	case urls.IsFile(url):
		file = "static/" + name
	case !isFolder || !fs.ValidPath(name) || urlOf(file) != url ||
		top != nil && top.Kind != site.SectionList && top.Article == nil:
		return "" // of a list of terms or months, for example
	}
	if _, err := fs.Stat(s.project.Files, file); !errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return file
}

// publication says in Dutch whether and when an article is on the site.
func publication(a *content.Article, e *render.Edition, now time.Time) (state, label string) {
	moment := func(t time.Time) string { return e.Theme.Language.Moment(t, e.Site.Config.Location).Text }
	switch site.StatusOf(a, now) {
	case site.Draft:
		return "concept", "Concept"
	case site.Scheduled:
		return "gepland", "Gepland: " + moment(a.Published())
	case site.Expired:
		return "verlopen", "Verlopen: " + moment(a.ExpiryDate)
	default:
		return "gepubliceerd", "Gepubliceerd"
	}
}

// drafts lists what is not published yet, and finds the ones before and after the page.
func (out *status) drafts(e *render.Edition, url string) {
	var links []string
	here := -1
	now := time.Now()
	for _, list := range [][]*content.Article{e.Site.Articles, e.Site.Standing} {
		for _, a := range list {
			state, label := publication(a, e, now)
			if state == "gepubliceerd" {
				continue
			}
			href := e.Site.Config.Href(a.URL)
			out.Unpublished[href] = label
			if a.URL == url {
				here = len(links)
			}
			links = append(links, href)
		}
	}
	if here+1 < len(links) {
		out.NextDraft = links[here+1]
	}
	if here > 0 {
		out.PrevDraft = links[here-1]
	}
}

// editorLink is the address that opens a file in the editor; "" for what is not a file of the project.
func (s *Server) editorLink(file string, pos report.Pos) string {
	pattern := s.options.Editor
	if pattern == "" {
		pattern = "vscode://file{file}:{line}:{col}"
	}
	name := filepath.Join(s.dir, filepath.FromSlash(file))
	if _, err := os.Lstat(name); err != nil {
		return ""
	}
	path := filepath.ToSlash(name)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	return strings.NewReplacer(
		"{file}", urls.Href(path), "{line}", fmt.Sprint(max(pos.Line, 1)), "{col}", fmt.Sprint(max(pos.Col, 1)),
	).Replace(pattern)
}
