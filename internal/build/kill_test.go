package build

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestKilled kills build after build, each followed by an edit. Whatever the moment, the folder holds whole files of
// some edition, and one build that ends makes it that of a build from scratch.
func TestKilled(t *testing.T) {
	t.Parallel()
	kills, articles := size(20, 4), size(300, 20)
	source := write(t, 6, articles)
	project := newProject(os.DirFS(source))
	root := t.TempDir()
	dir := filepath.Join(root, "public")
	e := newEditor(t, source, 6, articles)
	// What only makes building slower is off.
	e.replace(filepath.Join(source, "site.yaml"), `feed: true`, "feed: false")
	e.replace(filepath.Join(source, "site.yaml"), `\z`, "build: {minify: false}\n")

	whole := map[string]map[[32]byte]bool{} // file → the bytes it had in some edition
	edition := func() {
		for name, data := range rendered(t, project) {
			if whole[name] == nil {
				whole[name] = map[[32]byte]bool{}
			}
			whole[name][sha256.Sum256(data)] = true
		}
	}
	var took time.Duration // of a build that has little to write, as most here
	spare := filepath.Join(t.TempDir(), "public")
	for range 2 {
		started := time.Now()
		if out, err := child(t, source, spare).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		took = time.Since(started)
	}
	ends := map[string]int{}
	for i := range kills {
		passing := filepath.Join(source, "content", "creatief", fmt.Sprintf("tijdelijk-%d.md", i))
		e.must(os.WriteFile(passing, fmt.Appendf(nil, "---\ntitle: Tijdelijk\ntags: [tijdelijk %d]\n---\n", i), 0o644))
		edition()
		most, publishing := took, i%2 == 1
		if publishing {
			most = []time.Duration{took / 3, 2 * time.Millisecond}[i/2%2]
		}
		page := filepath.Join(dir, "creatief", fmt.Sprintf("tijdelijk-%d", i), "index.html")
		ends[e.killed(child(t, source, dir), page, most, publishing)]++
		if _, err := os.Stat(dir); err == nil {
			for name, data := range read(t, dir) {
				if !whole[name][sha256.Sum256(data)] {
					t.Errorf("%s is not a whole file of any edition", name)
				}
			}
		}
		if i%4 == 0 { // every page changes, so that the next build has much to publish
			edits["name of the site"](e)
		}
		e.must(os.Remove(passing)) // and with it what the killed build published of it
		e.one()
	}
	t.Logf("killed before and while publishing, or after it: %v", ends)
	if ends["after"] > kills*3/4 {
		t.Error("hardly a build was killed")
	}

	mustBuild(t, project.Files, dir)
	scratch := filepath.Join(t.TempDir(), "public")
	mustBuild(t, project.Files, scratch)
	want := read(t, scratch)
	sameTree(t, read(t, dir), want)
	for _, name := range []string{"public.staging", "public.manifest.drukpers-tmp"} {
		if _, err := os.Stat(filepath.Join(root, stateDir, name)); err == nil {
			t.Errorf("%s is left over", name)
		}
	}
}

// killed starts a build and kills it at some moment: at most so long after its start, or after it has begun publishing,
// which shows by a new page. It says whether the build was killed before or while it published, or ended first.
func (e *editor) killed(cmd *exec.Cmd, page string, most time.Duration, publishing bool) string {
	e.t.Helper()
	cmd.Stderr = os.Stderr
	e.must(cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	wait := time.Duration(e.Int64N(int64(most)))
	var moment <-chan time.Time
	if !publishing {
		moment = time.After(wait)
	}
	begun := func() bool { _, err := os.Stat(page); return err == nil }
	poll := time.NewTicker(100 * time.Microsecond)
	defer poll.Stop()
	for {
		select {
		case <-moment:
			_ = cmd.Process.Kill()
			moment = nil
		case <-poll.C:
			if publishing && begun() {
				moment, publishing = time.After(wait), false
			}
		case err := <-ended:
			switch {
			case err == nil:
				return "after"
			case begun():
				return "while"
			default:
				return "before"
			}
		}
	}
}
