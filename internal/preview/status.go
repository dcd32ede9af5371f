package preview

import (
	"encoding/json"
	"net/http"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/render"
	"drukpers/internal/report"
)

// status is what the toolbar and the overlay of a page show.
type status struct {
	Title       string            `json:"title"`
	State       string            `json:"state"` // concept, gepland, verlopen, gepubliceerd, or empty when it is no article
	Label       string            `json:"label"`
	Words       int               `json:"words"`
	Minutes     int               `json:"minutes"`
	Problems    []problem         `json:"problems"` // of the whole site, errors first
	Own         int               `json:"own"`      // how many of them are of this article
	Editor      string            `json:"editor"`   // link that opens the file
	NextDraft   string            `json:"nextDraft"`
	PrevDraft   string            `json:"prevDraft"`
	Published   bool              `json:"published"`   // the tab shows the site as published
	Unpublished map[string]string `json:"unpublished"` // link → label
	Took        int64             `json:"took"`        // of the last update, in ms
	Edition     int64             `json:"edition"`
	Follow      bool              `json:"follow"`
}

type problem struct {
	report.Problem
	Editor string
}

// MarshalJSON gives a problem with its place in words and the link that opens it.
func (p problem) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Error  bool   `json:"error"`
		Place  string `json:"place"`
		Line   int    `json:"line"`
		Col    int    `json:"col"`
		Text   string `json:"text"`
		Hint   string `json:"hint"`
		Source string `json:"source"`
		Editor string `json:"editor"`
	}{p.Level == report.Error, p.Place(), p.Line, p.Col, p.Text, p.Hint, p.Source, p.Editor})
}

func (s *Server) serveStatus(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(s.status(s.state.Load(), r.URL.Query().Get("url"), published(r)))
}

func (s *Server) status(st *state, url string, published bool) status {
	out := status{
		Published: published, Took: st.took.Milliseconds(), Edition: st.number, Follow: s.options.Follow,
		Unpublished: map[string]string{}, Problems: []problem{},
	}
	own := ""
	if e := st.view(published); e != nil {
		path, _ := sitePath(e.Site.Config, url)
		if p := e.Site.Pages[path]; p != nil && p.Article != nil {
			a := p.Article
			own = a.Path
			out.Title, out.Words, out.Minutes = a.Heading, a.Words, render.Minutes(a.Words)
			out.State, out.Label = publication(a, e, time.Now())
			out.Editor = s.editorLink(a.Path, report.Pos{})
		}
		s.drafts(&out, e, path)
	}
	for _, level := range []report.Level{report.Error, report.Warning} {
		for _, p := range st.problems.At(level) {
			out.Problems = append(out.Problems, problem{p, s.editorLink(p.File, p.Pos)})
			if p.File == own {
				out.Own++
			}
		}
	}
	return out
}

// publication says in Dutch whether and when an article is on the site.
func publication(a *content.Article, e *render.Edition, now time.Time) (state, label string) {
	moment := func(t time.Time) string { return e.Theme.Moment(t, e.Site.Config.Location).Text }
	switch {
	case a.Draft:
		return "concept", "Concept"
	case a.Published().After(now):
		return "gepland", "Gepland: " + moment(a.Published())
	case !a.ExpiryDate.IsZero() && !a.ExpiryDate.After(now):
		return "verlopen", "Verlopen: " + moment(a.ExpiryDate)
	default:
		return "gepubliceerd", "Gepubliceerd"
	}
}

// drafts lists what is not published yet, and finds the ones before and after the page.
func (s *Server) drafts(out *status, e *render.Edition, path string) {
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
			if a.URL == path {
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
	} else if here < 0 && len(links) > 0 {
		out.PrevDraft = links[len(links)-1]
	}
}
