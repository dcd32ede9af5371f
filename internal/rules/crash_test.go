package rules

import (
	"testing"
	"testing/fstest"

	"drukpers/internal/report"
)

// TestCrash holds that a mistake in a rule costs no more than what it would have found.
func TestCrash(t *testing.T) {
	desk, _ := deskOf(t, fstest.MapFS{
		"content/nieuws/een.md": {Data: []byte("---\ntitle: Een\ndate: 2026-03-01\n---\nCre\uFFFDer.\n")},
	})
	before := All
	t.Cleanup(func() { All = before })
	All = append([]*Rule{
		{Name: "a", article: func(*finder, *article) { panic("article") }},
		{Name: "b", site: func(*finder) { inParallel(1, func(int) { panic("site") }) }},
	}, before...)
	found := map[string]int{}
	for _, p := range desk.Look() {
		found[p.Rule]++
	}
	if found[report.CrashRule] != 2 || found["kapot-teken"] != 1 {
		t.Errorf("found %v", found)
	}
}
