package reader

import (
	"runtime"
	"testing"

	"drukpers/internal/dev/browser"
)

// Sizes that the bars are held at.
var (
	phone   = browser.View{Width: 360, Height: 740, Phone: true}
	desktop = browser.View{Width: 1280, Height: 800}
)

// bench is what the bars look at: the sample, in a browser.
type bench struct {
	site    *Site
	browser *browser.Browser
	photo   []byte
	idle    chan *browser.Tab // for reuse: a new one takes the browser longer than a page does
}

// bars is the table of what a reader is promised, on every page.
var bars = map[string]func(t *testing.T, b *bench, p Page){
	"axe":       axeBar,
	"console":   consoleBar,
	"privacy":   privacyBar,
	"keyboard":  keyboardBar,
	"skip link": skipBar,
	"targets":   targetsBar,
	"overflow":  overflowBar,
	"phone":     phoneBar,
	"headlines": headlinesBar,
	"lost":      lostBar,
	"motion":    motionBar,
	"shift":     shiftBar,
	"no script": noScriptBar,
}

func TestBrowser(t *testing.T) {
	t.Parallel()
	b := &bench{
		site: openSample(t), browser: browser.ForTest(t), photo: Photo(),
		idle: make(chan *browser.Tab, runtime.GOMAXPROCS(0)),
	}
	axeSource(t) // missing, it is missed once
	pages := b.site.Pages()
	if testing.Short() {
		pages = []Page{named(t, pages, "home"), named(t, pages, "article-remote")}
	}
	t.Run("bars", func(t *testing.T) { // ends when the parallel tests in it have
		for name, bar := range bars {
			for _, p := range pages {
				t.Run(name+"/"+p.Name, func(t *testing.T) {
					t.Parallel()
					bar(t, b, p)
				})
			}
		}
	})
}

func openSample(t testing.TB) *Site {
	t.Helper()
	project, err := Sample("../../..")
	must(t, err)
	s, err := Open(project, Options{Now: SampleNow})
	must(t, err)
	t.Cleanup(s.Close)
	return s
}

func named(t testing.TB, pages []Page, name string) Page {
	t.Helper()
	for _, p := range pages {
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("the sample has no page %q", name)
	return Page{}
}

// open shows a page.
func (b *bench) open(t testing.TB, view browser.View, address string) *browser.Tab {
	t.Helper()
	if view.Outside.Wait == 0 {
		view.Outside.Picture = b.photo
	}
	var tab *browser.Tab
	select {
	case tab = <-b.idle:
		must(t, tab.Look(view))
	default:
		tab = b.openNew(t, view)
	}
	t.Cleanup(func() {
		select {
		case b.idle <- tab:
		default:
			tab.Close()
		}
	})
	must(t, tab.Visit(address))
	return tab
}

func (b *bench) openNew(t testing.TB, view browser.View) *browser.Tab {
	t.Helper()
	tab, err := b.browser.Open(view)
	must(t, err)
	return tab
}

// find evaluates JavaScript that lists faults.
func find(t testing.TB, tab *browser.Tab, code string) []string {
	t.Helper()
	faults, err := browser.Value[[]string](tab, code)
	must(t, err)
	return faults
}

// blame fails with the first few faults.
func blame(t testing.TB, what string, faults []string) {
	t.Helper()
	const most = 8
	for i, fault := range faults {
		if i == most {
			t.Errorf("%s: … and %d more", what, len(faults)-most)
			return
		}
		t.Errorf("%s: %s", what, fault)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
