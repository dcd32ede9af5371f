package preview

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// watched is a running preview whose watcher is known to work, with a count of its updates.
type watched struct {
	*running
	folder
	journal *journal
	number  int
}

func watch(t *testing.T, f folder, options Options) *watched {
	t.Helper()
	w := &watched{folder: f, journal: &journal{}}
	options.Log = w.journal.log
	w.running = f.run(t, options, "0")
	w.works(t)
	return w
}

// works makes an edit and waits until it shows.
func (w *watched) works(t *testing.T) {
	t.Helper()
	w.number++
	word := fmt.Sprintf("bezonken %d", w.number)
	w.write(t, "content/bezinksel.md", "---\ntitle: Bezinksel\n---\n\n"+word+"\n")
	w.shows(t, "/bezinksel/", word)
}

// settle waits until the look after an edit is over, of which there is nothing to see.
func (w *watched) settle(t *testing.T) {
	t.Helper()
	w.works(t)
	time.Sleep(rescan + 150*time.Millisecond)
}

// shows waits until a page has a word.
func (w *watched) shows(t *testing.T, path, word string) {
	t.Helper()
	within(t, patience, path+" shows "+word, func() bool { return strings.Contains(w.page(t, path), word) })
}

func (w *watched) page(t *testing.T, path string) string {
	t.Helper()
	return string(body(t, ask(w.Server, http.MethodGet, path)))
}

// attempts are how often a test tries what a machine that takes a break in the middle can spoil.
const attempts = 10

// once makes changes until one is a single update, that shows nothing broken. A change that took longer than a burst
// may proves nothing, and nor do all of them together: TestBurst has a clock of its own.
func (w *watched) once(t *testing.T, what string, change, shown func(n int)) {
	t.Helper()
	var spoilt []string
	for n := range attempts {
		w.settle(t)
		before := len(w.journal.all())
		started := time.Now()
		change(n)
		took := time.Since(started)
		shown(n)
		lines := w.journal.all()[before:]
		if len(lines) == 1 && !strings.Contains(lines[0], "fout") {
			return
		}
		if took < quiet {
			spoilt = append(spoilt, fmt.Sprintf("in %v: %q", took, lines))
		}
	}
	if len(spoilt) > 2 {
		t.Errorf("%s is never one good update: %s", what, spoilt)
	}
}

// must stops the test on an error of the machine.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTemporaryFiles(t *testing.T) {
	t.Parallel()
	files := smallSite()
	files["themes/krant/assets/los.txt"] = "er al"
	w := watch(t, newFolder(t, files), Options{})
	w.settle(t)
	before := len(w.journal.all())
	for _, name := range []string{
		".een.md.swp", ".een.md.swx", "een.md~", "4913", "een.tmp", ".#een.md",
		".goutputstream-AB", "een.md.bck", "een.part",
	} {
		if concerns(string(w.folder), w.path("content/nieuws/"+name)) {
			t.Errorf("%s makes an update", name)
		}
		for _, folder := range []string{"content/nieuws", "static", "themes/krant/assets", "."} {
			w.write(t, folder+"/"+name, "onaf")
		}
	}
	w.write(t, "aantekening.txt", "hoort er niet bij")
	w.write(t, "public/index.html", "hoort er niet bij")
	time.Sleep(rescan + 150*time.Millisecond)
	if said := w.journal.all()[before:]; len(said) > 0 {
		t.Errorf("updates: %q", said)
	}
	w.write(t, "content/nieuws/een.md", article("Een", "2026-03-01", "Alleen dit."))
	w.shows(t, "/nieuws/een/", "Alleen dit.")
	for _, p := range w.state.Load().edition.Site.Order {
		url := p.URL
		if strings.Contains(url, "swp") || strings.Contains(url, "4913") || strings.HasSuffix(url, "~") ||
			strings.Contains(url, "tmp") {
			t.Errorf("%s is a page", url)
		}
	}
	if problems := w.state.Load().problems; len(problems) > 0 {
		t.Errorf("%v", problems)
	}
}

// A file of the site may be a link to one elsewhere in the project: its changes are the link's.
func TestLinkedFiles(t *testing.T) {
	t.Parallel()
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll %v", poll), func(t *testing.T) {
			t.Parallel()
			f := newFolder(t, smallSite())
			f.write(t, "inbox/stuk.md", article("Stuk", "2026-03-01", "Oud."))
			f.write(t, "inbox/diep/foto.svg", "<svg>oud</svg>")
			link := func(target, name string) {
				if err := os.Symlink(filepath.FromSlash(target), f.path(name)); err != nil {
					t.Skip(err)
				}
			}
			link("../../inbox/stuk.md", "content/nieuws/stuk.md")
			w := watch(t, f, Options{Poll: poll})
			w.settle(t)
			w.shows(t, "/nieuws/stuk/", "Oud.")
			w.write(t, "inbox/stuk.md", article("Stuk", "2026-03-01", "Nieuw."))
			w.shows(t, "/nieuws/stuk/", "Nieuw.")
			w.remove(t, "inbox/stuk.md")
			gone := func() bool { return !strings.Contains(w.page(t, "/nieuws/stuk/"), "Nieuw.") }
			within(t, patience, "the article is gone", gone)
			w.write(t, "inbox/stuk.md", article("Stuk", "2026-03-01", "Terug."))
			w.shows(t, "/nieuws/stuk/", "Terug.")

			w.write(t, "static/los.txt", "maakt de map")
			link("../inbox/diep/foto.svg", "static/foto.svg") // while it is being watched
			w.shows(t, "/foto.svg", "oud")
			w.settle(t)
			w.write(t, "content/nieuws/stuk.md", article("Stuk", "2026-03-01", "Geen link meer."))
			w.shows(t, "/nieuws/stuk/", "Geen link meer.")
		})
	}
}

func TestConcerns(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"site.yaml": true, "content": true, "content/a/b.md": true, "content/a/_index.md": true, "static/x": true,
		"themes/krant/nl.yaml": true, "themes/krant/partials/card.html": true, "themes/krant/assets/krant.css": true,
		"public/index.html": false, ".drukpers/probe-1/probe": false, "README.md": false, "a/site.yaml": false,
		"contents/x": false,
		"site.yaml~": false, "../content/x": false, ".git/index": false,
	} {
		if got := concerns("/project", filepath.Join("/project", name)); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestManyFiles changes two hundred files as git checkout does: each is removed and written anew.
func TestManyFiles(t *testing.T) {
	t.Parallel()
	const many = 200
	f := newFolder(t, smallSite())
	name := func(n int) string { return fmt.Sprintf("content/tak/stuk-%d.md", n) }
	write := func(text string) {
		for n := range many {
			f.remove(t, name(n))
			must(t, os.WriteFile(f.path(name(n)), []byte(article(fmt.Sprint("Stuk ", n), "2026-03-01", text)), 0o644))
		}
	}
	must(t, os.MkdirAll(f.path("content/tak"), 0o755))
	write("Op de ene tak.")
	w := watch(t, f, Options{})
	text := func(attempt int) string { return fmt.Sprintf("Op tak %d.", attempt) }
	w.once(t, "a checkout of 200 files", func(attempt int) { write(text(attempt)) }, func(attempt int) {
		for n := range many {
			w.shows(t, fmt.Sprintf("/tak/stuk-%d/", n), text(attempt))
		}
	})
}

func TestFolders(t *testing.T) {
	t.Parallel()
	w := watch(t, newFolder(t, smallSite()), Options{})
	elsewhere := newFolder(t, map[string]string{
		"rubriek/stuk.md":      article("Stuk", "2026-03-01", "Meegenomen."),
		"rubriek/diep/laag.md": article("Laag", "2026-03-01", "Dieper."),
	})
	gone := func(path string) {
		t.Helper()
		within(t, patience, path+" is gone", func() bool {
			return ask(w.Server, http.MethodGet,
				path).StatusCode == http.StatusNotFound
		})
	}
	must(t, os.Rename(elsewhere.path("rubriek"), w.path("content/rubriek")))
	w.shows(t, "/rubriek/stuk/", "Meegenomen.")
	w.write(t, "content/rubriek/stuk.md", article("Stuk", "2026-03-01", "Hier bewerkt."))
	w.shows(t, "/rubriek/stuk/", "Hier bewerkt.")
	w.works(t)
	w.write(t, "content/rubriek/diep/laag.md", article("Laag", "2026-03-01", "Diep bewerkt."))
	w.shows(t, "/rubriek/diep/laag/", "Diep bewerkt.")

	w.rename(t, "content/rubriek", "content/anders")
	w.shows(t, "/anders/stuk/", "Hier bewerkt.")
	gone("/rubriek/stuk/")
	w.works(t)
	w.write(t, "content/anders/stuk.md", article("Stuk", "2026-03-01", "Na de verhuizing."))
	w.shows(t, "/anders/stuk/", "Na de verhuizing.")

	w.remove(t, "content/anders")
	gone("/anders/stuk/")
	w.write(t, "content/anders/stuk.md", article("Stuk", "2026-03-01", "Teruggekomen."))
	w.shows(t, "/anders/stuk/", "Teruggekomen.")
	w.works(t)
	w.write(t, "content/anders/stuk.md", article("Stuk", "2026-03-01", "En bewerkt."))
	w.shows(t, "/anders/stuk/", "En bewerkt.")

	w.write(t, "themes/krant/partials/card.html", `<p>Kaart van {{.Title}}</p>`)
	w.shows(t, "/", "Kaart van Stuk")
	w.remove(t, "themes")
	within(t, patience, "the built-in card is back", func() bool { return !strings.Contains(w.page(t, "/"), "Kaart van") })
}

func TestPoll(t *testing.T) {
	t.Parallel()
	w := watch(t, newFolder(t, smallSite()), Options{Poll: true})
	w.write(t, "content/nieuws/een.md", article("Een", "2026-03-01", "Opgemerkt."))
	w.shows(t, "/nieuws/een/", "Opgemerkt.")
	w.write(t, "content/nieuw/stuk.md", article("Stuk", "2026-03-01", "Nieuw."))
	w.shows(t, "/nieuw/stuk/", "Nieuw.")
	w.remove(t, "content/nieuw")
	within(t, patience, "the article is gone", func() bool {
		return ask(w.Server, "GET",
			"/nieuw/stuk/").StatusCode == http.StatusNotFound
	})
	w.write(t, "site.yaml", "title: Nieuwe naam\nbase_url: https://proef.example/\n")
	w.shows(t, "/", "Nieuwe naam")
}

// TestNoEvents has a folder in which the probe can't be written: the server says so and looks for itself.
func TestNoEvents(t *testing.T) {
	t.Parallel()
	files := smallSite()
	files[".drukpers"] = "a file"
	w := watch(t, newFolder(t, files), Options{})
	if said := strings.Join(w.journal.all(), "\n"); !strings.Contains(said, "ik kijk zelf elke halve seconde") {
		t.Errorf("it says only %q", said)
	}
	w.write(t, "content/nieuws/een.md", article("Een", "2026-03-01", "Toch gezien."))
	w.shows(t, "/nieuws/een/", "Toch gezien.")
}

// TestWatchLimit has more files than a system that watches each of them can bear.
func TestWatchLimit(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	s := newFolder(t, smallSite()).server(t, Options{})
	for _, c := range []struct {
		system string
		files  int
		events bool
	}{
		{"darwin", maxWatched + 1, false},
		{"freebsd", maxWatched + 1, false},
		{"darwin", maxWatched, true},
		{"linux", 100 * maxWatched, true},
		{"windows", 100 * maxWatched, true},
	} {
		n, err := s.notifier(ctx, c.system, c.files)
		if (err == nil) != c.events || err != nil && !errors.Is(err, errManyFiles) {
			t.Errorf("%d files on %s: %v", c.files, c.system, err)
		}
		if n != nil {
			defer n.tell(ctx, make(chan struct{}, 1)) // closes it
		}
	}
	cancel()
}

// TestLostEvent changes a file by its other name, of which the watched folder is not told. The look that follows every
// update finds it.
func TestLostEvent(t *testing.T) {
	t.Parallel()
	w := watch(t, newFolder(t, smallSite()), Options{})
	outside := folder(t.TempDir())
	if err := os.Link(w.path("content/nieuws/een.md"), outside.path("een.md")); err != nil {
		t.Skip(err)
	}
	w.write(t, "content/nieuws/twee.md", article("Twee", "2026-03-02", "Met bericht."))
	w.shows(t, "/nieuws/twee/", "Met bericht.")
	must(t, os.WriteFile(outside.path("een.md"), []byte(article("Een", "2026-03-01", "Zonder bericht.")), 0o644))
	w.shows(t, "/nieuws/een/", "Zonder bericht.")
}

// TestProbe leaves nothing behind of the probe, and what was there before as it was.
func TestProbe(t *testing.T) {
	t.Parallel()
	w := watch(t, newFolder(t, smallSite()), Options{})
	for _, name := range w.tree(t) {
		if strings.HasPrefix(name, ".drukpers") {
			t.Errorf("%s is left behind", name)
		}
	}
	files := smallSite()
	files[".drukpers/public.manifest"] = "van build"
	kept := watch(t, newFolder(t, files), Options{})
	if got := kept.read(t, ".drukpers/public.manifest"); got != "van build" {
		t.Errorf("the manifest is %q", got)
	}
	if entries, err := os.ReadDir(kept.path(".drukpers")); err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
}

// TestDue has an article that appears and one that expires while nothing is edited. The clock is synctest's, which
// begins at the start of 2000.
func TestDue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := newFolder(t, map[string]string{
			"site.yaml":                "",
			"content/nieuws/straks.md": article("Straks", "2000-01-01T00:01:00Z", "Er."),
			"content/nieuws/even.md":   article("Even", "1999-12-01", "Nog.", "expiryDate: 2000-01-01T00:02:00Z"),
		})
		for _, asPublished := range []bool{true, false} {
			var said journal
			start := time.Now()
			s := f.server(t, Options{AsPublished: asPublished, Poll: true, Log: said.log})
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan struct{})
			go func() { defer close(done); s.watch(ctx) }()
			query := ""
			if !asPublished {
				query = "?" + publishedQuery
			}
			look := func(path string, want int) {
				t.Helper()
				if got := ask(s, "GET", path+query).StatusCode; got != want {
					t.Errorf("%s after %v: %d", path, time.Since(start), got)
				}
			}
			if asPublished {
				look("/nieuws/straks/", 404)
				look("/nieuws/even/", 200)
			}
			time.Sleep(61 * time.Second)
			look("/nieuws/straks/", 200)
			time.Sleep(60 * time.Second)
			look("/nieuws/even/", 404)
			if n := len(said.all()); n > 3 {
				t.Errorf("%d updates: %q", n, said.all())
			}
			cancel()
			<-done
		}
	})
}
