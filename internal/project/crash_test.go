package project

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"drukpers/internal/report"
	"drukpers/themes"
)

// trap is a file system that makes the program panic over one file.
type trap struct {
	fs.FS
	file string
}

func (t trap) Open(name string) (fs.File, error) {
	if name == t.file {
		panic("trapped")
	}
	return t.FS.Open(name)
}

// A panic is a problem of the file that was worked on, whatever goroutine it is in.
func TestCrash(t *testing.T) {
	t.Parallel()
	for file, blamed := range map[string]string{
		"content/nieuws/a.md": "content/nieuws/a.md",
		"content":             "site.yaml",
		"static":              "site.yaml",
		"themes/krant":        "site.yaml",
	} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			files := fstest.MapFS{
				"site.yaml": {Data: []byte("title: A\n")}, "static/a.txt": {}, "themes/krant/assets/a.css": {},
				"content/nieuws/a.md": {Data: []byte("---\ntitle: A\n---\n")},
			}
			_, err := New(trap{files, file}, themes.Krant()).Load(Options{})
			if p, is := report.AsProblem(err); !is || p.Rule != report.CrashRule || p.File != blamed {
				t.Errorf("got %v, want a crash of %s", err, blamed)
			}
		})
	}
}
