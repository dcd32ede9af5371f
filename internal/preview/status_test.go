package preview

import (
	"fmt"
	"strings"
	"testing"

	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// TestErrorsOfAPage breaks files one after another: the errors of a page's own file come first, then those of the file
// that was saved last, and the words on what is shown are true.
func TestErrorsOfAPage(t *testing.T) {
	t.Parallel()
	const broken = "---\ntitle: [onaf\n---\n"
	files := smallSite()
	files["content/nieuws/begin.md"] = broken // never had a good version
	f := newFolder(t, files)
	s := f.server(t, Options{})
	look := func(url string, own int, places, shown string) {
		t.Helper()
		status := s.status(s.state.Load(), url, editors)
		var got []string
		for _, p := range status.Errors {
			file, _, _ := strings.Cut(strings.TrimPrefix(p.Place, "content/"), ":")
			got = append(got, file)
		}
		if strings.Join(got, " ") != places || status.Own != own || !strings.Contains(status.Shown, shown) ||
			(status.Shown == "") != (shown == "") {
			t.Errorf("%s: %d of its own of %q, %q", url, status.Own, got, status.Shown)
		}
	}
	look("/nieuws/begin/", 1, "nieuws/begin.md", "nog geen goede versie")
	look("/nieuws/een/", 0, "nieuws/begin.md", "de nieuwste versie")
	f.write(t, "content/uitleg/drie.md", broken)
	s.Update()
	look("/uitleg/drie/", 1, "uitleg/drie.md nieuws/begin.md", "laatste goede versie van dit artikel")
	look("/nieuws/een/", 0, "uitleg/drie.md nieuws/begin.md", "de nieuwste versie")
	look("/", 0, "uitleg/drie.md nieuws/begin.md", "de nieuwste versie")
	f.write(t, "site.yaml", "title: [onaf")
	s.Update()
	look("/nieuws/een/", 0, "site.yaml nieuws/begin.md uitleg/drie.md", "zoals hij was")
	f.write(t, "site.yaml", files["site.yaml"])
	f.write(t, "themes/krant/article.html", "{{.Nergens}}")
	s.Update()
	look("/nieuws/een/", 0, "themes/krant/article.html nieuws/begin.md uitleg/drie.md", "zoals hij was")
	look("/nieuws/begin/", 1, "nieuws/begin.md themes/krant/article.html uitleg/drie.md", "zoals hij was")
	f.remove(t, "themes")
	f.remove(t, "content/nieuws/begin.md")
	f.remove(t, "content/uitleg/drie.md")
	s.Update()
	look("/nieuws/een/", 0, "", "")
}

// TestNothingToShow has errors from the start that no site can be made with.
func TestNothingToShow(t *testing.T) {
	t.Parallel()
	s := newFolder(t, nil).server(t, Options{})
	if got := s.status(s.state.Load(), "/", editors).Shown; got != "De site kan nog niet worden getoond." {
		t.Error(got)
	}
	s = newFolder(t, map[string]string{"site.yaml": "", "themes/krant/home.html": "{{.Nergens}}"}).server(t, Options{})
	if got := s.status(s.state.Load(), "/", editors).Shown; !strings.Contains(got, "niet te zien") {
		t.Error(got)
	}
}

// TestMissingFile asks for pages that are not there.
func TestMissingFile(t *testing.T) {
	t.Parallel()
	f := newFolder(t, smallSite())
	f.write(t, "content/nieuws/stuk.md", "---\ntitle: [onaf\n---\n")
	for _, asPublished := range []bool{false, true} {
		s := f.server(t, Options{AsPublished: asPublished})
		for url, want := range map[string]string{
			"/nieuws/een/": "", "/": "", "/nieuws/test/": "content/nieuws/test.md", "/test/": "content/test.md",
			"/nieuws/a/b/": "content/nieuws/a/b.md", "/nieuw/test/": "content/nieuw/test.md",
			"/nieuws/café/": "content/nieuws/café.md",
			"/tags/iets/":   "", "/tags/ai/": "", "/nieuws/Hoofd/": "", "/nieuws/stuk/": "", "/uitleg/klad/": "", "//": "",
			"/img/foto.png": "static/img/foto.png", "/nieuws/foto.JPG": "static/nieuws/foto.JPG", "/nieuws/test": "",
			"/../x/": "", "": "", "/a//b/": "",
		} {
			if got := s.status(s.state.Load(), url, editors).Missing; got != want {
				t.Errorf("%s: %q, want %q", url, got, want)
			}
		}
	}
}

// TestWordsForReaders has labels of what readers don't see, while a tab shows the site as they do.
func TestWordsForReaders(t *testing.T) {
	t.Parallel()
	files := smallSite()
	files["content/uitleg/weg.md"] = article("Weg", "2026-01-01", "Voorbij.", "expiryDate: 2026-02-01")
	s := newFolder(t, files).server(t, Options{})
	for url, want := range map[string]string{
		"/uitleg/klad/": "Concept (dit is nog niet gepubliceerd)", "/nieuws/een/": "Gepubliceerd", "/": "",
		"/uitleg/weg/": "Verlopen: 2 februari 2026 (dit is niet meer gepubliceerd)",
	} {
		got := s.status(s.state.Load(), url, readers)
		if got.Label != want || !got.Published || (got.Editor == "") != (url == "/") || len(got.Unpublished) != 2 {
			t.Errorf("%s: %+v", url, got)
		}
	}
}

// TestCheckOfAPage has what Check finds on a page among its notes, with the line of the file.
func TestCheckOfAPage(t *testing.T) {
	t.Parallel()
	f := newFolder(t, smallSite())
	s := f.server(t, Options{Check: func(e *render.Edition, p *site.Page) report.List {
		return report.List{{File: p.Article.Path, Pos: report.Pos{Line: 7, Col: 1}, Text: fmt.Sprint("op ", p.URL)}}
	}})
	notes := s.status(s.state.Load(), "/nieuws/een/", editors).Notes
	if len(notes) != 1 || notes[0].Text != "op /nieuws/een/" || notes[0].Source != "Eerste tekst." {
		t.Errorf("%+v", notes)
	}
}

// TestLog has the first new error of each update, once.
func TestLog(t *testing.T) {
	t.Parallel()
	var said journal
	f := newFolder(t, map[string]string{"content/nieuws/een.md": article("Een", "2026-03-01", "Tekst.")})
	s := f.server(t, Options{Log: said.log})
	expect := func(wanted ...string) {
		t.Helper()
		all := said.all()
		last := all[len(all)-1]
		for _, want := range wanted {
			if !strings.Contains(last, want) {
				t.Errorf("it says %q, without %q", last, want)
			}
		}
		if strings.Contains(last, "→") != strings.Contains(strings.Join(wanted, ""), "fout:") {
			t.Errorf("it says %q", last)
		}
	}
	expect("nog niet te tonen (1 fout",
		"site.yaml: fout: site.yaml staat niet in deze map", "Een nieuwe site begin je met drukpers init")
	f.write(t, "site.yaml", "")
	s.Update()
	expect("bijgewerkt in ")
	f.write(t, "content/nieuws/a.md", "---\ntitle: [onaf\n---\n")
	s.Update()
	expect("(1 fout", "content/nieuws/a.md:2", "fout:", "title: [onaf")
	f.write(t, "content/nieuws/b.md", "---\ntitle: B\ndate: gisteren\n---\n")
	s.Update()
	expect("(2 fouten", "content/nieuws/b.md:3", "fout:")
	f.write(t, "content/nieuws/een.md", article("Een", "2026-03-01", "Anders."))
	s.Update()
	expect("bijgewerkt: content/nieuws/een.md (2 fouten")
}
