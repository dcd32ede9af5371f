package check_test

import (
	"crypto/sha256"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"drukpers/internal/check"
	"drukpers/internal/project"
	"drukpers/internal/report"
	"drukpers/internal/rules"
	"drukpers/internal/site"
	"drukpers/themes"
)

// ofCorpus are all that check tells of the real site that DRUKPERS_CORPUS names.
var ofCorpus = sync.OnceValues(func() (report.List, error) {
	files := os.DirFS(os.Getenv("DRUKPERS_CORPUS"))
	loaded, err := project.New(files, themes.Krant()).Load(project.Options{
		Selection: site.Selection{Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)}, SkipBroken: true,
	})
	if err != nil {
		return nil, err
	}
	pages, err := check.Pages(loaded.Edition, files)
	return slices.Concat(loaded.Problems, pages, rules.New(loaded.Edition.Site, files).Look()), err
})

func corpusProblems(t *testing.T) report.List {
	t.Helper()
	if os.Getenv("DRUKPERS_CORPUS") == "" || testing.Short() {
		t.Skip("DRUKPERS_CORPUS names no folder")
	}
	problems, err := ofCorpus()
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

// TestCorpus holds what check finds in 2,659 articles to counts made without it, by 60 lines of Python and PyYAML.
func TestCorpus(t *testing.T) {
	t.Parallel()
	found := map[string]int{}
	for _, p := range corpusProblems(t) {
		found[p.Rule]++
	}
	for rule, want := range map[string]int{
		"dubbele-sleutel":    3,
		"dubbele-titel":      249,
		"geen-cover":         19,
		"kapot-teken":        2,
		"lange-samenvatting": 395,
		"tag-eenmalig":       544,
		"tag-spelling":       377,
		"zonder-cover":       1397,
	} {
		if got := found[rule]; math.Abs(float64(got-want)) > 0.02*float64(want) {
			t.Errorf("%s: found %d, want %d", rule, got, want)
		}
	}
}

// TestVerdicts holds that a person agrees with what the rules that guess find: three findings in four at least. A line
// of verdicts.txt is a rule, the digest of a finding, and whether it is right.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	told := map[string]bool{}
	for _, p := range corpusProblems(t) {
		told[findingID(p)] = true
	}
	data, err := os.ReadFile("testdata/verdicts.txt")
	if err != nil {
		t.Fatal(err)
	}
	right, wrong, missed := map[string]int{}, map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(data)) {
		var rule, id, verdict string
		if _, err := fmt.Sscan(line, &rule, &id, &verdict); err != nil {
			t.Fatal(err)
		}
		switch {
		case verdict == "wrong" && told[id]:
			wrong[rule]++
		case verdict == "right" && told[id]:
			right[rule]++
		case verdict == "right":
			missed[rule]++
		}
	}
	for _, rule := range []string{"engelse-alt", "tikfout", "tweeling"} {
		t.Logf("%s: %d right, %d wrong, %d missed", rule, right[rule], wrong[rule], missed[rule])
		if right[rule] < 3*wrong[rule] || missed[rule] > right[rule]/10 {
			t.Errorf("%s: too few findings are right, or too many are missed", rule)
		}
	}
}

var about = regexp.MustCompile(`“[^”]*”|content/\S+\.md`)

// findingID tells a finding from others: by its rule, its file, and the word or the article that it is about.
func findingID(p report.Problem) string {
	sum := sha256.Sum256([]byte(p.Rule + "\n" + p.File + "\n" + about.FindString(p.Text)))
	return fmt.Sprintf("%x", sum[:8])
}
