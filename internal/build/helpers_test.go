package build

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"drukpers/internal/dev/testsite"
	"drukpers/internal/project"
	"drukpers/internal/site"
	"drukpers/themes"
)

// now is just after the newest article of a site of testsite.
var now = time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)

// childEnv makes this test binary build a site instead of testing: drukpers-like, for tests that need a process.
const childEnv = "DRUKPERS_TEST_BUILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) == "" {
		os.Exit(m.Run())
	}
	if _, err := buildOnce(newProject(os.DirFS(os.Args[1])), os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
}

func newProject(files fs.FS) *project.Project { return project.New(files, themes.Krant()) }

// load loads a project without errors.
func load(p *project.Project) (*project.Loaded, error) {
	l, err := p.Load(project.Options{Selection: site.Selection{Now: now}})
	if err == nil && l.Problems.HasErrors() {
		err = fmt.Errorf("problems: %v", l.Problems)
	}
	return l, err
}

func buildOnce(p *project.Project, dir string) (*Result, error) {
	l, err := load(p)
	if err != nil {
		return nil, err
	}
	result, problems, err := Run(l, dir, Options{})
	if err == nil && problems.HasErrors() {
		err = fmt.Errorf("problems: %v", problems)
	}
	return result, err
}

// mustBuild builds from scratch.
func mustBuild(t *testing.T, files fs.FS, dir string) *Result {
	t.Helper()
	result, err := buildOnce(newProject(files), dir)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// size is how large a test is: in full, or under -short, as when the race detector makes everything slow.
func size(full, short int) int {
	if testing.Short() {
		return short
	}
	return full
}

// write makes a site of n articles in a folder of the test's.
func write(t *testing.T, seed uint64, n int) string {
	t.Helper()
	dir := t.TempDir()
	if err := testsite.Write(dir, seed, n); err != nil {
		t.Fatal(err)
	}
	return dir
}

// tree is what a folder holds: path → bytes, and "folder" for a folder.
type tree map[string][]byte

func read(t *testing.T, dir string) tree {
	t.Helper()
	files := tree{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(dir, name)
		if err != nil || d.IsDir() {
			files[filepath.ToSlash(inside)] = []byte("folder")
			return err
		}
		files[filepath.ToSlash(inside)], err = os.ReadFile(name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// rendered is what a build from scratch has to write, in memory: every page as render gives it.
func rendered(t *testing.T, p *project.Project) tree {
	t.Helper()
	l, err := load(p)
	if err != nil {
		t.Fatal(err)
	}
	files := tree{".": []byte("folder")}
	for _, p := range l.Edition.Site.Order {
		data, err := l.Edition.Renderer().Render(p)
		if err != nil {
			t.Fatal(err)
		}
		files[p.OutputFile()] = data
		for dir := path.Dir(p.OutputFile()); dir != "."; dir = path.Dir(dir) {
			files[dir] = []byte("folder")
		}
	}
	return files
}

// sameTree compares two folders byte by byte, empty folders included.
func sameTree(t *testing.T, got, want tree) {
	t.Helper()
	wrong := 0
	complain := func(format string, args ...any) {
		if wrong++; wrong <= 10 {
			t.Errorf(format, args...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		data, ok := got[name]
		switch {
		case !ok:
			complain("%s is missing", name)
		case !bytes.Equal(data, want[name]):
			at := 0
			for at < min(len(data), len(want[name])) && data[at] == want[name][at] {
				at++
			}
			part := func(b []byte) []byte { return b[max(0, at-40):min(len(b), at+40)] }
			complain("%s differs at byte %d: …%s…, want …%s…", name, at, part(data), part(want[name]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			complain("%s should not be there", name)
		}
	}
	if wrong > 10 {
		t.Errorf("… %d differences in all", wrong)
	}
}

// noLeftovers looks for what a build should have cleared away.
func noLeftovers(t *testing.T, dir string) {
	t.Helper()
	state := filepath.Join(filepath.Dir(dir), stateDir)
	for name := range read(t, state) {
		switch name {
		case ".", filepath.Base(dir) + ".lock", filepath.Base(dir) + ".manifest":
		default:
			t.Errorf("%s is left over in %s", name, state)
		}
	}
}
