package render

import (
	"testing"

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
