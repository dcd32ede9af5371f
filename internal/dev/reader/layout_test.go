package reader

import (
	_ "embed"
	"slices"
	"strings"
	"testing"
	"time"

	"drukpers/internal/dev/browser"
)

//go:embed testdata/overflow.js
var overflowScript string

//go:embed testdata/motion.js
var motionScript string

//go:embed testdata/shift.js
var shiftScript string

//go:embed testdata/shown.js
var shownScript string

// overflowBar holds a page to its width: on a narrow phone, and on a screen of 1280 pixels that is zoomed to 400 %.
func overflowBar(t *testing.T, b *bench, p Page) {
	for name, view := range map[string]browser.View{
		"phone of 320": {Width: 320, Height: 568, Phone: true}, "zoom of 400 %": {Width: 1280 / 4, Height: 1024 / 4},
	} {
		blame(t, name, find(t, b.open(t, view, b.site.URL(p)), overflowScript))
	}
}

// motionBar holds a page to standing still for readers who ask for that.
func motionBar(t *testing.T, b *bench, p Page) {
	view := desktop
	view.StillPlease = true
	blame(t, "motion", find(t, b.open(t, view, b.site.URL(p)), motionScript))
}

// shiftBar holds a page to staying where it is while it loads, when the pictures of other hosts come late or never.
func shiftBar(t *testing.T, b *bench, p Page) {
	for name, view := range map[string]browser.View{"phone": phone, "desktop": desktop} {
		for how, picture := range map[string][]byte{"late": b.photo, "never": nil} {
			view.Outside = browser.Outside{Picture: picture, Wait: 300 * time.Millisecond}
			tab := b.open(t, view, b.site.URL(p))
			faults := find(t, tab, shiftScript)
			// A busy machine may draw a page of which it has read the half: what the page does, it does again.
			if len(faults) > 0 {
				must(t, tab.Visit(b.site.URL(p)))
				faults = find(t, tab, shiftScript)
			}
			blame(t, name+", pictures come "+how, faults)
			if !slices.ContainsFunc(tab.Log().Requests, func(address string) bool {
				return strings.HasPrefix(address,
					"https:")
			}) {
				break // it has none
			}
		}
	}
}

// noScriptBar holds a page to showing all that it shows, and leading where it leads, without scripts.
func noScriptBar(t *testing.T, b *bench, p Page) {
	with := find(t, b.open(t, desktop, b.site.URL(p)), shownScript)
	view := desktop
	view.NoScript = true
	blame(t, "only with scripts", missing(with, find(t, b.open(t, view, b.site.URL(p)), shownScript)))
	if len(with) == 0 {
		t.Error("the page shows nothing")
	}
}

func missing(want, got []string) []string {
	have := map[string]bool{}
	for _, thing := range got {
		have[thing] = true
	}
	var gone []string
	for _, thing := range want {
		if !have[thing] && strings.TrimSpace(thing) != "" {
			gone = append(gone, thing)
		}
	}
	return gone
}
