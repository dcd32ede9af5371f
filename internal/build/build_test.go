package build

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/dev/testsite"
)

func TestSameBytes(t *testing.T) {
	t.Parallel()
	source := write(t, 1, size(150, 20))
	one, two := filepath.Join(t.TempDir(), "public"), filepath.Join(t.TempDir(), "ergens", "anders")
	first := mustBuild(t, os.DirFS(source), one)
	mustBuild(t, os.DirFS(source), two)
	want := read(t, one)
	sameTree(t, read(t, two), want)
	noLeftovers(t, one)

	// Again: nothing is written, and the result says as much of the site.
	again := mustBuild(t, os.DirFS(source), one)
	if again.Written() != 0 || len(again.Deleted) != 0 || again.Unchanged != first.Pages+first.Files ||
		again.Bytes != first.Bytes {
		t.Errorf("the second build wrote %d, deleted %d, kept %d of %d, %d of %d bytes",
			again.Written(), len(again.Deleted), again.Unchanged, first.Pages+first.Files, again.Bytes, first.Bytes)
	}

	// Another process in another zone, folder and language, on one core, makes the same.
	three := filepath.Join(t.TempDir(), "public")
	cmd := child(t, source, three, "TZ=Pacific/Auckland", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "GOMAXPROCS=1")
	cmd.Dir = t.TempDir()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	sameTree(t, read(t, three), want)
	here, err := os.ReadDir(cmd.Dir)
	if err != nil || len(here) > 0 {
		t.Errorf("the working directory holds %v, %v", here, err)
	}
}

// child is a process that builds source into dir.
func child(t *testing.T, source, dir string, env ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, source, dir)
	cmd.Env = append(append(os.Environ(), childEnv+"=1"), env...)
	return cmd
}

// TestTogether runs builds of one folder at the same time, in one process and in two.
func TestTogether(t *testing.T) {
	t.Parallel()
	source := write(t, 2, size(60, 10))
	dir := filepath.Join(t.TempDir(), "public")
	var written atomic.Int64
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			result, err := buildOnce(newProject(os.DirFS(source)), dir)
			if err != nil {
				t.Error(err)
				return
			}
			written.Add(int64(result.Written()))
		})
		group.Go(func() {
			if out, err := child(t, source, dir).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	group.Wait()
	clean := filepath.Join(t.TempDir(), "public")
	want := mustBuild(t, os.DirFS(source), clean)
	sameTree(t, read(t, dir), read(t, clean))
	if got := int(written.Load()); got != 0 && got != want.Pages+want.Files {
		t.Errorf("the builds of this process wrote %d files of %d", got, want.Pages+want.Files)
	}
	noLeftovers(t, dir)
}

// broken is a file system on which one file can't be opened.
type broken struct {
	fs.FS
	name string
}

var errDisk = errors.New("the disk is broken")

func (b broken) Open(name string) (fs.File, error) {
	if name == b.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errDisk}
	}
	return b.FS.Open(name)
}

// TestReadFails has a static file that can't be read when its turn comes: what was there stays, to the byte.
func TestReadFails(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"site.yaml":             {},
		"static/stuk.txt":       {Data: []byte("heel")},
		"content/nieuws/een.md": {Data: []byte("---\ntitle: Een\n---\n")},
	}
	root := t.TempDir()
	dir := filepath.Join(root, "public")
	mustBuild(t, files, dir)
	before := read(t, root)
	files["content/nieuws/een.md"].Data = []byte("---\ntitle: Anders\n---\n")
	_, err := buildOnce(newProject(broken{files, "static/stuk.txt"}), dir)
	if err == nil || !strings.Contains(err.Error(), errDisk.Error()) || !strings.Contains(err.Error(), "niet-te-lezen") {
		t.Fatalf("the error is %v, want the problem of a file that can't be read", err)
	}
	sameTree(t, read(t, root), before)
	if got := mustBuild(t, files, dir); got.Written() == 0 {
		t.Error("the build after it wrote nothing")
	}
}

// TestStateFails has something else where a build keeps its state.
func TestStateFails(t *testing.T) {
	t.Parallel()
	site := testsite.FS(3, 5)
	for _, inTheWay := range []string{stateDir, stateDir + "/public.manifest/map", stateDir + "/public.lock/map"} {
		root := t.TempDir()
		name := filepath.Join(root, filepath.FromSlash(inTheWay))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755),
			os.WriteFile(name, []byte("van mij"), 0o644)); err != nil {
			t.Fatal(err)
		}
		if _, err := buildOnce(newProject(site), filepath.Join(root, "public")); err == nil {
			t.Errorf("with a %s in the way there is no error", inTheWay)
		}
		if data, err := os.ReadFile(name); err != nil || string(data) != "van mij" {
			t.Errorf("%s is now %q, %v", inTheWay, data, err)
		}
		if _, err := os.Stat(filepath.Join(root, "public")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("with a %s in the way the output is made: %v", inTheWay, err)
		}
	}
}

// TestHalfRemoved starts from what a build leaves that was killed between removing a folder and the one above it.
func TestHalfRemoved(t *testing.T) {
	t.Parallel()
	article := func(url string) fstest.MapFS {
		return fstest.MapFS{"site.yaml": {}, "content/nieuws/een.md": {Data: []byte("---\ntitle: Een\nurl: " + url +
			"\n---\n")}}
	}
	for _, next := range []string{"/a.html", "/b/"} {
		root := t.TempDir()
		dir := filepath.Join(root, "public")
		mustBuild(t, article("/a.html/b/c/"), dir)
		if err := os.RemoveAll(filepath.Join(dir, "a.html", "b")); err != nil {
			t.Fatal(err)
		}
		mustBuild(t, article(next), dir)
		clean := filepath.Join(t.TempDir(), "public")
		mustBuild(t, article(next), clean)
		sameTree(t, read(t, dir), read(t, clean))
	}
}

// TestFolderInsteadOfFile removes an article whose file somebody made a folder of: theirs stays, and no build stumbles.
func TestFolderInsteadOfFile(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	dir := filepath.Join(root, "public")
	mustBuild(t, fstest.MapFS{"site.yaml": {}, "static/a": {}, "static/b": {}}, dir)
	for _, name := range []string{"a", "b"} {
		if err := errors.Join(os.Remove(filepath.Join(dir, name)), os.Mkdir(filepath.Join(dir, name), 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "a", "van-mij.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, fstest.MapFS{"site.yaml": {}}, dir)
	for _, name := range []string{"a/van-mij.txt", "b"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

// TestCopyAcross is for a system on which a staged file can't be renamed into the output folder.
func TestCopyAcross(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "public")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	out, err := openOutput(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer out.close()
	if err := out.makeStaging(); err != nil {
		t.Fatal(err)
	}
	for _, data := range []string{"oud", "nieuw"} {
		if _, err := out.staged.write(7, "a.txt", []byte(data)); err != nil {
			t.Fatal(err)
		}
		if err := out.copyAcross(out.stagingDir()+"/"+out.staged.file(7, "a.txt"), "a.txt"); err != nil {
			t.Fatal(err)
		}
		sameTree(t, read(t, dir), tree{".": []byte("folder"), "a.txt": []byte(data)})
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	e, err := load(newProject(testsite.FS(4, size(100, 20))))
	if err != nil {
		t.Fatal(err)
	}
	var last, total atomic.Int64
	dir := filepath.Join(t.TempDir(), "public")
	for _, dry := range []bool{true, false} {
		result, _, err := Run(e, dir, Options{DryRun: dry, Progress: func(done, of int) {
			if int64(done) > last.Load() {
				last.Store(int64(done))
			}
			total.Store(int64(of))
		}})
		if err != nil {
			t.Fatal(err)
		}
		if int(last.Load()) != result.Pages+result.Files || int(total.Load()) != result.Pages+result.Files {
			t.Errorf("progress ends at %d of %d, want %d", last.Load(), total.Load(), result.Pages+result.Files)
		}
		if _, err := os.Stat(dir); dry != errors.Is(err, fs.ErrNotExist) {
			t.Errorf("after a dry run %t the folder is there: %v", dry, err)
		}
	}
}

func TestCheckTarget(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for dir, want := range map[string]string{
		"online": "", "site/online": "", "site/public-online": "",
		"site/public": "niet de uitvoermap zijn", "site/public/x": "niet de uitvoermap zijn",
		"site": "de map van het doel kan niet de map van het project", "site/content": "niet in content/",
	} {
		got := CheckTarget(filepath.Join(root, "site"), filepath.Join(root, "site", "public"), filepath.Join(root, dir))
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", dir, got, want)
		}
	}
}

func TestCheckOutput(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("paths of Unix")
	}
	root := t.TempDir()
	project := filepath.Join(root, "site")
	for _, dir := range []string{"site/content/nieuws", "site/uit", "elders"} {
		if err := os.MkdirAll(filepath.Join(root, filepath.FromSlash(dir)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for link, target := range map[string]string{
		"site/link": "content", "omweg": "site", "site/weg": "../elders",
		"site/lus": "lus",
	} {
		if err := os.Symlink(target, filepath.Join(root, filepath.FromSlash(link))); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct{ dir, want string }{
		{"site/public", ""},
		{"site/uit", ""},
		{"site/uit/nieuw", ""},
		{"site/contents", ""},
		{"site/weg", ""},
		{"site/weg/nieuw", ""},
		{"elders", ""},
		{"site-public", ""},
		{"nieuw/diep", ""},
		{"site", "map van het project zelf"},
		{"omweg", "map van het project zelf"},
		{"site/uit/..", "map van het project zelf"},
		{".", "waar het project in staat"},
		{"/", "waar het project in staat"},
		{"site/content", "niet in content/"},
		{"site/content/nieuws/diep", "niet in content/"},
		{"site/link", "niet in content/"},
		{"site/link/nieuw", "niet in content/"},
		{"omweg/static", "niet in static/"},
		{"site/themes/krant", "niet in themes/"},
		{"site/.git", "niet in .git/"},
		{"site/" + stateDir, "niet in " + stateDir},
	}
	for _, test := range tests {
		dir := test.dir
		if dir != "/" {
			dir = root + "/" + dir
		}
		for _, from := range []string{project, filepath.Join(root, "omweg")} {
			got := CheckOutput(from, dir)
			if (got == "") != (test.want == "") || !strings.Contains(got, test.want) {
				t.Errorf("output %s of %s: %q, want %q", test.dir, from, got, test.want)
			}
		}
	}
}

// TestInterrupted stops a build when all is published but the manifest does not say so. When the content is what it was
// before, the next build does not take the output for that of the build before.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "public")
	page := func(text string) fstest.MapFS {
		return fstest.MapFS{"site.yaml": {}, "content/a.md": {Data: []byte("---\ntitle: A\n---\n" + text + "\n")}}
	}
	mustBuild(t, page("Eerst."), dir)

	loaded, err := load(newProject(page("Anders.")))
	if err != nil {
		t.Fatal(err)
	}
	out, err := openOutput(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	before, err := readManifest(out.disk, out.manifestFile())
	if err != nil {
		t.Fatal(err)
	}
	r := &run{
		loaded: loaded, edition: loaded.Edition, pages: loaded.Edition.Site.Order, out: out, before: before,
		after: manifest{"other inputs", time.Time{}, map[string]entry{}},
	}
	if err := errors.Join(out.makeStaging(), r.render(), r.claim(), r.publish(), out.close()); err != nil {
		t.Fatal(err)
	}

	if result := mustBuild(t, page("Eerst."), dir); result.Written() == 0 {
		t.Error("the output of the interrupted build stays")
	}
	if data, err := os.ReadFile(filepath.Join(dir, "a", "index.html")); err != nil ||
		!strings.Contains(string(data), "Eerst.") {
		t.Errorf("%v, %.2000s", err, data)
	}
}
