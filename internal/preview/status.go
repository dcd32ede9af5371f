package preview

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// status is what the toolbar and the overlay of a page show.
type status struct {
	// State is concept, gepland, verlopen or gepubliceerd, or empty for what is no article.
	State       string            `json:"state"`
	Label       string            `json:"label"`
	Words       int               `json:"words"`
	Minutes     int               `json:"minutes"`
	Errors      []problem         `json:"errors"` // of the whole site
	Notes       []problem         `json:"notes"`  // what else there is to say of this article
	Editor      string            `json:"editor"` // link that opens the file
	NextDraft   string            `json:"nextDraft"`
	PrevDraft   string            `json:"prevDraft"`
	Published   bool              `json:"published"`   // the tab shows the site as published
	Always      bool              `json:"always"`      // and so do all tabs
	Unpublished map[string]string `json:"unpublished"` // link → label
	Took        int64             `json:"took"`        // of the last update, in ms
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

// status is that of a page by its URL below the base path.
func (s *Server) status(st *state, url string, to audience) status {
	out := status{
		Published: to == readers, Always: s.options.AsPublished, Took: st.took.Milliseconds(), Follow: s.options.Follow,
		Unpublished: map[string]string{}, Errors: []problem{}, Notes: []problem{},
	}
	var own *content.Article
	if e := st.view(to); e != nil {
		if p := e.Site.Page(url); p != nil && p.Article != nil {
			own = p.Article
			out.Words, out.Minutes = own.Words, render.Minutes(own.Words)
			out.State, out.Label = publication(own, e, time.Now())
			out.Editor = s.editorLink(own.Path, report.Pos{})
		}
		out.drafts(e, url)
	}
	if own != nil {
		for _, p := range own.Body().Problems {
			out.Notes = append(out.Notes, s.problem(p))
		}
	}
	for _, p := range st.problems {
		switch {
		case p.Level == report.Error:
			out.Errors = append(out.Errors, s.problem(p))
		case own != nil && p.File == own.Path:
			out.Notes = append(out.Notes, s.problem(p))
		}
	}
	return out
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
		"{file}", content.Href(path), "{line}", fmt.Sprint(max(pos.Line, 1)), "{col}", fmt.Sprint(max(pos.Col, 1)),
	).Replace(pattern)
}
