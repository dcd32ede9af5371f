package check_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"drukpers/internal/check"
	"drukpers/internal/dev/golden"
	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/themes"
)

// TestStrangers holds what becomes of sites that were written for other programs: which pages they get as they are, and
// what is told.
func TestStrangers(t *testing.T) {
	golden.Each(t, "strangers/*.txtar", func(t *testing.T, file string, data []byte) {
		files := fstest.MapFS{}
		for _, f := range txtar.Parse(data).Files {
			files[f.Name] = &fstest.MapFile{Data: f.Data, Mode: 0o644}
		}
		now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
		loaded, err := project.New(files, themes.Krant()).Load(project.Options{
			Selection: site.Selection{Now: now}, SkipBroken: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		problems, err := check.Pages(loaded.Edition, files)
		if err != nil {
			t.Fatal(err)
		}
		problems = append(problems, loaded.Problems...)
		problems.Sort()
		var b strings.Builder
		for _, p := range loaded.Edition.Site.Order {
			if p.Article != nil && render.IsHTML(p) {
				fmt.Fprintf(&b, "%s %s\n", p.URL, p.Article.Path)
			}
		}
		b.WriteString("\n")
		if err := report.Text(&b, problems.Told(), report.Style{}); err != nil {
			t.Fatal(err)
		}
		golden.Equal(t, strings.TrimSuffix(file, "txtar")+"txt", b.String())
	})
}
