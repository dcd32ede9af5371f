package build

import (
	"crypto/sha256"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"drukpers/internal/content"
)

// TestKilled kills build after build, each followed by an edit. Whatever the moment, the folder holds whole files of
// some edition, and one build that ends makes it that of a build from scratch.
func TestKilled(t *testing.T) {
	t.Parallel()
	kills, articles := 20, 300
	if testing.Short() {
		kills, articles = 5, 60
	}
	source := write(t, 6, articles)
	project, library := os.DirFS(source), &content.Library{}
	root := t.TempDir()
	dir, clean := filepath.Join(root, "public"), filepath.Join(root, "schoon")
	e := newEditor(t, source, 6, articles)

	whole := map[string]map[[32]byte]bool{} // file → the bytes it had in some edition
	edition := func() (took time.Duration) {
		started := time.Now()
		if _, err := buildOnce(project, clean, library); err != nil {
			t.Fatal(err)
		}
		took = time.Since(started)
		for name, data := range read(t, clean) {
			if whole[name] == nil {
				whole[name] = map[[32]byte]bool{}
			}
			whole[name][sha256.Sum256(data)] = true
		}
		return took
	}
	took := edition()
	before, while, after := 0, 0, 0
	for i := range kills {
		switch e.killed(child(t, source, dir), filepath.Join(root, stateDir, "public.manifest"), took, i%2 == 1) {
		case "before":
			before++
		case "while":
			while++
		case "after":
			after++
		}
		if _, err := os.Stat(dir); err == nil {
			for name, data := range read(t, dir) {
				// A folder of no edition can't stay: it is empty, or below it is a file of no edition.
				if known := whole[name]; known != nil && !known[sha256.Sum256(data)] {
					t.Errorf("%s is not a whole file of any edition", name)
				} else if known == nil {
					t.Errorf("%s is of no edition", name)
				}
			}
		}
		if i%2 == 0 { // every page changes, so that there is much to publish
			edits["name of the site"](e)
		}
		t.Log(e.one())
		edition()
	}
	t.Logf("killed %d times before a page was published, %d times while or after; %d builds ended by themselves", before, while, after)
	if before+while < kills/4 {
		t.Error("hardly a build was killed")
	}

	mustBuild(t, project, dir)
	scratch := filepath.Join(t.TempDir(), "public")
	mustBuild(t, project, scratch)
	want := read(t, scratch)
	sameTree(t, read(t, dir), want)
	sameTree(t, read(t, clean), want)
	for _, name := range []string{"public.staging", "public.manifest.tmp"} {
		if _, err := os.Stat(filepath.Join(root, stateDir, name)); err == nil {
			t.Errorf("%s is left over", name)
		}
	}
}

// killed starts a build and kills it: at some moment of the time that a build takes, or at some moment after it has
// claimed the files that it is about to publish. It says whether that was before the claim, after it, or too late.
func (e *editor) killed(cmd *exec.Cmd, manifest string, took time.Duration, publishing bool) string {
	e.t.Helper()
	written := func() time.Time {
		info, err := os.Stat(manifest)
		if err != nil {
			return time.Time{}
		}
		return info.ModTime()
	}
	claimed, old := false, written()
	cmd.Stderr = os.Stderr
	e.must(cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	moment := time.After(time.Duration(e.Int64N(int64(took))))
	if publishing {
		moment = nil
	}
	poll := time.NewTicker(100 * time.Microsecond)
	defer poll.Stop()
	for {
		select {
		case <-moment:
			_ = cmd.Process.Kill()
			moment = nil
		case <-poll.C:
			if !claimed && !written().Equal(old) {
				claimed = true
				if publishing {
					moment = time.After(time.Duration(e.Int64N(int64(took / 8))))
				}
			}
		case err := <-ended:
			switch {
			case err == nil:
				return "after"
			case claimed || !written().Equal(old):
				return "while"
			default:
				return "before"
			}
		}
	}
}
