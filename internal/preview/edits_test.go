package preview

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"drukpers/internal/render"
)

// TestEdits makes hundreds of random edits, and has the preview look at all files after some and only at those that
// differ after the others. Each time it shows at every URL what a site that is loaded from nothing shows.
func TestEdits(t *testing.T) {
	t.Parallel()
	edits := 152
	if testing.Short() {
		edits = 40
	}
	for _, seed := range []uint64{20260301, 20260302} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			randomEdits(t, seed, edits)
		})
	}
}

func randomEdits(t *testing.T, seed uint64, edits int) {
	t.Helper()
	w := newWorkshop(t, seed)
	server := w.real.server(t, Options{})
	w.compare(t, server, "the site as it begins")
	dir := string(w.real)
	known := list(t.Context(), dir)
	done := map[string]int{}
	for n := range edits {
		edit := editKinds[w.IntN(len(editKinds))]
		if n < len(editKinds) {
			edit = editKinds[n]
		}
		what := edit.do(w, t)
		done[edit.name]++
		if w.IntN(3) == 0 {
			server.Update()
		} else {
			server.changes.add(known.changedTo(list(t.Context(), dir))...)
			server.update(always)
		}
		known = list(t.Context(), dir)
		w.compare(t, server, fmt.Sprintf("edit %d, %s: %s", n, edit.name, what))
		if t.Failed() {
			return
		}
	}
	t.Logf("edits: %v", done)
}

// compare holds the preview against a fresh edition of the good folder. A broken template or site.yaml is mended first,
// after seeing that the preview stays as it was.
func (w *workshop) compare(t *testing.T, s *Server, what string) {
	t.Helper()
	for _, name := range []string{"site.yaml", "themes/krant/page.html"} {
		w.mendAfterLook(t, s, name, what)
	}
	st := s.state.Load()
	want := w.good.edition(t, st.edition.Site.Now)
	sameEdition(t, st, want, what)
}

func (w *workshop) mendAfterLook(t *testing.T, s *Server, name, what string) {
	t.Helper()
	if !w.differs(t, name) {
		return
	}
	st := s.state.Load()
	sameEdition(t, st, w.good.edition(t, st.edition.Site.Now), what+" (still broken)")
	if name == "site.yaml" {
		w.real.write(t, name, w.good.read(t, name))
	} else {
		w.real.remove(t, name)
	}
	s.Update()
}

// differs reports whether a file is broken in the previewed folder only.
func (w *workshop) differs(t *testing.T, name string) bool {
	t.Helper()
	has := func(f folder) string {
		if slices.Contains(f.tree(t), name) {
			return f.read(t, name)
		}
		return ""
	}
	return has(w.real) != has(w.good)
}

// sameEdition compares URLs and bytes.
func sameEdition(t *testing.T, st *state, want *render.Edition, what string) {
	t.Helper()
	for _, p := range st.edition.Site.Order {
		if want.Site.Page(p.URL) == nil {
			t.Errorf("%s: the preview has %s", what, p.URL)
		}
	}
	for _, p := range want.Site.Order {
		url := p.URL
		if st.edition.Site.Page(url) == nil {
			t.Errorf("%s: the preview has no %s", what, url)
			continue
		}
		data, err := want.Renderer().Render(p)
		if err != nil {
			t.Fatalf("%s: %s: %v", what, url, err)
		}
		if a := st.answer(url, editors); !bytes.Equal(a.raw, data) {
			t.Errorf("%s: %s differs: %s", what, url, firstDifference(a.raw, data))
		}
	}
}

func firstDifference(got, want []byte) string {
	at := 0
	for at < min(len(got), len(want)) && got[at] == want[at] {
		at++
	}
	part := func(b []byte) []byte { return b[max(0, at-60):min(len(b), at+60)] }
	return fmt.Sprintf("at byte %d …%s…, want …%s…", at, part(got), part(want))
}
