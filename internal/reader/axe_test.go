package reader

import (
	"os"
	"testing"

	"drukpers/internal/browser"
)

// axeSource reads axe-core, which make test installs.
func axeSource(t testing.TB) string {
	t.Helper()
	source, err := os.ReadFile("../../.bin/npm/node_modules/axe-core/axe.min.js")
	switch {
	case os.IsNotExist(err) && os.Getenv("CI") == "":
		t.Skip("axe-core is not installed: `make npm` installs it, or says how")
	case err != nil:
		t.Fatal(err)
	}
	return string(source)
}

// runAxe lists the violations of all rules that are on by default, and of the one for WCAG 2.2 that is not.
const runAxe = `axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then((result) =>
	result.violations.flatMap((v) => v.nodes.map((n) => v.id + " (" + v.impact + "): " + n.target.join(" ") + ": " + n.failureSummary.replace(/\s+/g, " "))))`

func axeFaults(t testing.TB, tab *browser.Tab) []string {
	t.Helper()
	_, err := browser.Value[browser.Nothing](tab, axeSource(t)+"; undefined")
	must(t, err)
	return find(t, tab, runAxe)
}

func axeBar(t *testing.T, b *bench, p Page) {
	for name, view := range map[string]browser.View{"phone": phone, "desktop": desktop} {
		tab := b.open(t, view, b.site.URL(p))
		blame(t, name+", light", axeFaults(t, tab))
		view.Dark = true
		must(t, tab.Look(view))
		must(t, tab.Visit(b.site.URL(p)))
		blame(t, name+", dark", axeFaults(t, tab))
	}
}
