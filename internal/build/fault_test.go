package build

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"

	"drukpers/internal/project"
)

var errKilled = errors.New("killed")

// faults are what may happen at a call of the output layer. One that lasts fails every call after it too, as of a
// process that was killed or a disk that went away; a write that fails has written half.
var faults = []struct {
	name  string
	err   error
	lasts bool
}{
	{"EIO", syscall.EIO, false},
	{"ENOSPC", syscall.ENOSPC, false},
	{"EACCES", syscall.EACCES, false},
	{"full from then on", syscall.ENOSPC, true},
	{"killed", errKilled, true},
}

// manifests are what may have become of the manifest before the build.
var manifests = []struct {
	name   string
	damage func(text []byte) []byte // nil removes it
}{
	{"there", func(text []byte) []byte { return text }},
	{"lost", nil},
	{"cut", func(text []byte) []byte { return text[:len(text)/2] }},
	{"of an older version", func(text []byte) []byte {
		return bytes.Replace(text, []byte(manifestHeader), []byte(manifestHeader2), 1)
	}},
}

// TestFaults lets a build meet a fault at a call. The output then holds whole files of the site before or after it, and
// all as before where publishing has not begun; a fault that did harm is told. The next build makes the output that of
// a build from nothing. DRUKPERS_CHAOS tries every call, otherwise a sample is tried.
func TestFaults(t *testing.T) {
	t.Parallel()
	page := func(head string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ndate: 2026-06-01\n" + head + "\n---\nTekst.\n")}
	}
	config := &fstest.MapFile{Data: []byte("search: {enabled: false}\nbuild: {minify: false}\n")}
	old := fstest.MapFS{
		"site.yaml": config, "static/a.txt": {Data: []byte("a")}, "content/nieuws/een.md": page("title: Een"),
		"content/nieuws/weg.md": page("title: Weg\ntags: [weg]"), "content/nieuws/map.md": page("title: M\nurl: /map.html"),
	}
	changes := []struct {
		name          string
		before, after fstest.MapFS
	}{
		{"first build", nil, old},
		{"nothing", old, old},
		{"edited, deleted, renamed and added", old, fstest.MapFS{
			"site.yaml": config, "content/nieuws/twee.md": page("title: Een"), "content/b.md": page("title: Nieuw"),
			"content/nieuws/map.md": page("title: M\nurl: /map.html"),
		}},
		{"a folder for a file", old, fstest.MapFS{
			"site.yaml": config, "content/nieuws/map.md": page("title: M\nurl: /map.html/diep/"),
		}},
	}
	random := rand.New(rand.NewPCG(7, 1))
	for _, change := range changes {
		loaded := mustLoad(t, change.after)
		want := rendered(t, newProject(change.after))
		start := t.TempDir()
		if change.before != nil {
			mustBuild(t, change.before, filepath.Join(start, "public"))
		}
		for _, m := range manifests {
			if change.name == "a folder for a file" && m.name != "there" {
				continue // whose file stands in the way is not known
			}
			c := faultCase{start: start, loaded: loaded, after: want, damage: m.damage}
			calls := c.count(t)
			for _, f := range faults {
				tries := every(calls)
				if os.Getenv("DRUKPERS_CHAOS") == "" {
					tries = []int{1 + random.IntN(calls), 1 + random.IntN(calls)}
				}
				for _, n := range tries {
					c, n := c, n
					c.err, c.lasts = f.err, f.lasts
					t.Run(fmt.Sprintf("%s, manifest %s, %s at %d", change.name, m.name, f.name, n), func(t *testing.T) {
						t.Parallel()
						c.run(t, n)
					})
				}
			}
		}
	}
}

func every(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i + 1
	}
	return all
}

func mustLoad(t *testing.T, files fstest.MapFS) *project.Loaded {
	t.Helper()
	loaded, err := load(newProject(files))
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

// faultCase is a row of the table: from the folder start to the site of loaded.
type faultCase struct {
	start  string
	loaded *project.Loaded
	after  tree
	damage func([]byte) []byte
	err    error
	lasts  bool
}

// begin copies the start, with the manifest as it has become.
func (c *faultCase) begin(t *testing.T) (dir string) {
	t.Helper()
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS(c.start)); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(root, stateDir, "public.manifest")
	if text, err := os.ReadFile(name); err == nil {
		if c.damage == nil {
			err = os.Remove(name)
		} else {
			err = os.WriteFile(name, c.damage(text), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(root, "public")
}

// count is how many calls the build makes.
func (c *faultCase) count(t *testing.T) int {
	t.Helper()
	var mu sync.Mutex
	calls := 0
	_, _, err := Run(c.loaded, c.begin(t), Options{fault: func(string, string) error {
		mu.Lock()
		defer mu.Unlock()
		calls++
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	return calls
}

func (c *faultCase) run(t *testing.T, n int) {
	dir := c.begin(t)
	before := tree{}
	if _, err := os.Stat(dir); err == nil {
		before = read(t, dir)
	}
	var mu sync.Mutex
	calls, publishing, failed := 0, false, ""
	_, _, err := Run(c.loaded, dir, Options{fault: func(call, name string) error {
		mu.Lock()
		defer mu.Unlock()
		if calls++; calls == n || c.lasts && calls > n {
			if failed == "" {
				failed = call + " " + name
			}
			return c.err
		}
		inOutput := name == "public" || strings.HasPrefix(name, "public/")
		publishing = publishing || inOutput && (call == "rename" || call == "remove" || call == "mkdir")
		return nil
	}})
	switch {
	case failed == "":
		t.Skip("this time the build made fewer calls")
	case err != nil && !errors.Is(err, c.err):
		t.Errorf("%s: the error is %v", failed, err)
	case err == nil && c.err == errKilled:
		t.Errorf("%s: a killed build ended well", failed)
	}
	now := tree{}
	if _, err := os.Stat(dir); err == nil {
		now = read(t, dir)
	}
	switch {
	case err == nil:
		c.complete(t, now, before, false)
	case !publishing:
		sameTree(t, now, before)
	}
	for name, data := range now {
		if !bytes.Equal(data, before[name]) && !bytes.Equal(data, c.after[name]) &&
			!(string(data) == "folder" || strings.HasSuffix(name, ".drukpers-tmp")) {
			t.Errorf("%s: %s is no whole file of either site", failed, name)
		}
	}

	if _, problems, err := Run(c.loaded, dir, Options{Prune: true}); err != nil || problems.HasErrors() {
		t.Fatal(err, problems)
	}
	c.complete(t, read(t, dir), before, true)
	noLeftovers(t, dir)
}

// complete compares an output with the site; what stands there beside it was there before, and no build knew of it.
func (c *faultCase) complete(t *testing.T, now, before tree, pruned bool) {
	t.Helper()
	want := tree{}
	for name, data := range c.after {
		want[name] = data
	}
	for name := range now {
		if c.after[name] == nil && before[name] != nil && c.damaged() && !(pruned && pageLike(name)) {
			want[name] = before[name]
		}
	}
	sameTree(t, now, want)
}

// damaged reports whether the manifest has lost files.
func (c *faultCase) damaged() bool {
	text := []byte(manifestHeader + "\n")
	return c.damage == nil || len(c.damage(text)) < len(text)-1
}
