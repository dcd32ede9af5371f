package reader

import (
	"fmt"
	"os"
	"testing"

	"drukpers/internal/dev/browser"
)

// axeSource reads axe-core, which make test installs.
func axeSource(t testing.TB) string {
	t.Helper()
	source, err := os.ReadFile("../../../.bin/npm/node_modules/axe-core/axe.min.js")
	switch {
	case os.IsNotExist(err) && os.Getenv("CI") == "":
		t.Skip("axe-core is not installed: `make npm` installs it, or says how")
	case err != nil:
		t.Fatal(err)
	}
	return string(source)
}

// runAxe lists violations. The rules for the size of targets (WCAG 2.2) and for the contrast of level AAA are off by
// default.
const runAxe = `axe.run(document, {resultTypes: ["violations"], preload: false, %s}).then((result) =>
	result.violations.flatMap((v) => v.nodes.map((n) => v.id + " (" + v.impact + "): " + n.target.join(" ") + ": " +
			n.failureSummary.replace(/\s+/g, " "))))`

// What axe looks for: everything, or what depends on colours only, which takes a part of the time.
const (
	everyRule  = `rules: {"target-size": {enabled: true}, "color-contrast-enhanced": {enabled: true}}`
	colourRule = `runOnly: {type: "rule", values: ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]}`
)

func axeFaults(t testing.TB, tab *browser.Tab) []string {
	t.Helper()
	return runAxeFor(t, tab, everyRule)
}

func runAxeFor(t testing.TB, tab *browser.Tab, rules string) []string {
	t.Helper()
	_, err := browser.Value[browser.Nothing](tab, axeSource(t)+"; undefined")
	must(t, err)
	return find(t, tab, fmt.Sprintf(runAxe, rules))
}

// axeBar holds a page to axe's rules at two sizes and in two schemes of colours. Each rule is tried at both sizes and
// in both schemes; those of colours in all four.
func axeBar(t *testing.T, b *bench, p Page) {
	for _, trial := range []struct {
		name  string
		view  browser.View
		dark  bool
		rules string
	}{
		{"phone, light", phone, false, everyRule},
		{"phone, dark", phone, true, colourRule},
		{"desktop, dark", desktop, true, everyRule},
		{"desktop, light", desktop, false, colourRule},
	} {
		trial.view.Dark = trial.dark
		blame(t, trial.name, runAxeFor(t, b.open(t, trial.view, b.site.URL(p)), trial.rules))
	}
}
