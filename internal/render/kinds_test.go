package render

import (
	"testing"

	"drukpers/internal/report"
	"drukpers/internal/site"
)

// TestKinds holds that every kind has one way to be made.
func TestKinds(t *testing.T) {
	t.Parallel()
	for _, k := range site.Kinds() {
		row := kinds[k]
		if (row.template == "") == (row.write == nil) || (row.template == "") != (row.fill == nil) {
			t.Errorf("%s has template %q, fill %v, write %v", k, row.template, row.fill != nil, row.write != nil)
		}
	}
	if len(kinds) != len(site.Kinds()) {
		t.Errorf("%d rows for %d kinds", len(kinds), len(site.Kinds()))
	}
}

// TestCrash has a page that makes the program panic: that is an error of this page.
func TestCrash(t *testing.T) {
	t.Parallel()
	_, err := new(Edition).Renderer().Render(&site.Page{URL: "/a/", Kind: site.Static})
	p, is := report.AsProblem(err)
	if !is || p.Rule != report.CrashRule || p.File != "site.yaml" {
		t.Errorf("got %v", err)
	}
}
