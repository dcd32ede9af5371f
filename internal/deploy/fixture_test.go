package deploy

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"drukpers/internal/config"
)

// fixture is a target with a real server behind it, and what tests ask of it.
type fixture struct {
	target  config.Target
	secrets map[string]string                      // environment
	online  func() map[string][]byte               // all that readers can get, by name
	place   func(t *testing.T, name, data string)  // put something there past drukpers
	forget  func(t *testing.T, data []byte)        // replace the manifest; nil data removes it
	writes  func() int                             // requests that changed something so far; nil where nobody counts
	answer  func(status int, header string, n int) // the next n requests are answered so; nil without HTTP
	budget  func(bytes int64)                      // the line is cut after so many bytes; < 0 never. nil without a line
	deny    func(t *testing.T) (restore func())    // credentials are wrong from now on
	whole   bool                                   // releases replace each other whole
	listing bool                                   // knows what is there without a manifest
}

func (f *fixture) read(name string) ([]byte, bool) {
	data, is := f.online()[name]
	return data, is
}

// setenv is t.Setenv for all tests at once: none may run in parallel with one that changes it.
func (f *fixture) setenv(t testing.TB) {
	t.Helper()
	for name, value := range f.secrets {
		t.Setenv(name, value)
	}
}

// fixtures make every type of target.
var fixtures = map[string]func(t testing.TB) *fixture{
	"folder":     folderFixture,
	"atomic":     atomicFixture,
	"sftp":       sftpFixture,
	"s3":         s3Fixture,
	"netlify":    netlifyFixture,
	"cloudflare": cloudflareFixture,
}

// eachTarget runs a test for every type.
func eachTarget(t *testing.T, test func(t *testing.T, f *fixture)) {
	for name, make := range fixtures {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && !slices.Contains(brief, name) {
				t.Skip("one store in the process and one host will do")
			}
			f := make(t)
			f.setenv(t)
			test(t, f)
		})
	}
}

// brief are the fixtures of a short run.
var brief = []string{"s3", "netlify"}

// quick is little patience.
var quick = patience{
	tries: 4, first: time.Millisecond, longest: 4 * time.Millisecond, timeout: 5 * time.Second,
	lock: 50 * time.Millisecond, expiry: 2 * time.Second, flush: 5 * time.Millisecond,
}

func deployed(t *testing.T, f *fixture, site small, o Options) *Result {
	t.Helper()
	result, err := tried(f, site, o)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func tried(f *fixture, site small, o Options) (*Result, error) {
	if o.patience == nil {
		o.patience = &quick
	}
	return Run(context.Background(), f.target, site.files(), o)
}

// readTree reads all files below a folder.
func readTree(dir string) map[string][]byte {
	all := map[string][]byte{}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return all
	}
	_ = filepath.WalkDir(real, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasSuffix(name, temporary) {
			inside, _ := filepath.Rel(real, name)
			if data, err := os.ReadFile(name); err == nil {
				all[filepath.ToSlash(inside)] = data
			}
		}
		return nil
	})
	return all
}

func put(t testing.TB, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

func replace(t testing.TB, name string, data []byte) {
	t.Helper()
	if data == nil {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		return
	}
	put(t, name, string(data))
}

func folderFixture(t testing.TB) *fixture {
	dir := filepath.Join(t.TempDir(), "www", "site")
	return &fixture{
		target:  config.Target{Name: "proef", Type: "folder", Path: dir},
		online:  func() map[string][]byte { return readTree(dir) },
		place:   func(t *testing.T, name, data string) { t.Helper(); put(t, filepath.Join(dir, name), data) },
		listing: true,
		forget: func(t *testing.T, data []byte) {
			t.Helper()
			replace(t, filepath.Join(dir, "../.drukpers/site/manifest.json.gz"), data)
		},
	}
}

func atomicFixture(t testing.TB) *fixture {
	f := folderFixture(t)
	f.target.Atomic, f.whole = true, true
	f.forget = func(t *testing.T, data []byte) {
		t.Helper()
		to, err := os.Readlink(f.target.Path)
		if err != nil {
			t.Fatal(err)
		}
		replace(t, filepath.Join(filepath.Dir(f.target.Path), to)+".json.gz", data)
	}
	return f
}
