package check_test

import (
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/check"
	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/themes"
)

// checked is the edition of a site of which a load has nothing to tell, and what check tells of its pages.
func checked(t *testing.T, files fstest.MapFS) (*render.Edition, report.List) {
	t.Helper()
	loaded, err := project.New(files, themes.Krant()).Load(project.Options{
		Selection: site.Selection{Now: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)},
	})
	if err != nil || len(loaded.Problems) > 0 {
		t.Fatal(err, loaded.Problems)
	}
	problems, err := check.Pages(loaded.Edition, files)
	if err != nil {
		t.Fatal(err)
	}
	return loaded.Edition, problems
}

// folder is a file system of texts by their names.
func folder(texts map[string]string) fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range texts {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}
