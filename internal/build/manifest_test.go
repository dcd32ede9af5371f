package build

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestManifestRoundTrip(t *testing.T) {
	t.Parallel()
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	d := &disk{root: root, full: root.Name()}
	want := manifest{"0123", time.Date(2026, 3, 1, 8, 30, 0, 0, time.UTC), map[string]entry{
		"index.html":            {size: 12, modified: 1_782_000_000_123_456_789},
		"a/index.html":          {size: 7, modified: 8, source: "content/een \"\n\" 1 twéé.md", digest: "0011223344556677"},
		"nieuws/één c++/a.html": {modified: -1},
		"raar\n\"\\ .html":      {},
	}}
	if err := want.write(d, "m"); err != nil {
		t.Fatal(err)
	}
	got, err := readManifest(d, "m")
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the manifest is %v, %v, want %v", got, err, want)
	}
	if got, err := readManifest(d, "geen"); err != nil || len(got.files) != 0 {
		t.Errorf("a manifest that is not there is %v, %v", got, err)
	}
}

// TestManifestNotTrusted writes manifests that no build wrote: whatever they say, only files below the output folder
// that they name are deleted, and a damaged line costs that line only.
func TestManifestNotTrusted(t *testing.T) {
	t.Parallel()
	lines := []string{
		`1 1 "../buiten.txt"`, `1 1 "/buiten.txt"`, `1 1 "a/../../buiten.txt"`, `1 1 ""`, `1 1 "."`,
		`x 1 "eigen.txt"`, `1 x "eigen.txt"`, `1 1 eigen.txt`, `1 "eigen.txt"`, "", "onzin", `1 1 "oud.txt"`,
		`1 1 "eigen.txt" bron`, `1 1 "eigen.txt" "\x"`,
	}
	var hashed []string
	for _, line := range lines {
		hashed = append(hashed, "000102030405060708090a0b0c0d0e0f "+line)
	}
	tests := []struct {
		name, text string
		deleted    string
	}{
		{"ours", manifestHeader + "\n" + strings.Join(lines, "\n") + "\n", "[oud.txt]"},
		{"of the version before", manifestHeader2 + "\n" + strings.Join(lines, "\n") + "\n", "[oud.txt]"},
		{"of two versions before", manifestHeader1 + "\n" + strings.Join(hashed, "\n") + "\n", "[oud.txt]"},
		{"cut off", manifestHeader + "\n" + `1 1 "oud.txt`, "[]"},
		{"of another version", "drukpers manifest 0\n" + strings.Join(lines, "\n") + "\n", "[]"},
		{"empty", "", "[]"},
		{"no text", "\x00\xff\x00", "[]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			dir := filepath.Join(root, "public")
			for name, text := range map[string]string{
				"buiten.txt": "x", "public/eigen.txt": "x", "public/oud.txt": "x", stateDir + "/public.manifest": test.text,
			} {
				file := filepath.Join(root, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			result := mustBuild(t, fstest.MapFS{"site.yaml": {}}, dir)
			if got := fmt.Sprint(result.Deleted); got != test.deleted {
				t.Errorf("deleted %s, want %s", got, test.deleted)
			}
			for name, want := range map[string]bool{
				"buiten.txt": true, "public/eigen.txt": true,
				"public/oud.txt": test.deleted == "[]",
			} {
				if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(name))); (err == nil) != want {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
}

// TestRetracted loses, cuts or replaces the manifest of a site by one of an older version, while articles go, move and
// come. The one that went is deleted where it is known, and else told and pruned. What is not the site's stays.
func TestRetracted(t *testing.T) {
	t.Parallel()
	page := func(title string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: " + title + "\n---\n")}
	}
	site := func() fstest.MapFS {
		return fstest.MapFS{
			"site.yaml": {}, "content/nieuws/a.md": page("A"), "content/nieuws/b.md": page("B"), "content/b.md": page("C"),
			"content/weg/c.md": page("W"),
		}
	}
	edits := map[string]func(fstest.MapFS){
		"deleted": func(m fstest.MapFS) { delete(m, "content/nieuws/b.md") },
		"renamed": func(m fstest.MapFS) {
			m["content/nieuws/z.md"] = m["content/nieuws/b.md"]
			delete(m, "content/nieuws/b.md")
		},
		"added":           func(m fstest.MapFS) { m["content/nieuws/n.md"] = page("N") },
		"a section":       func(m fstest.MapFS) { delete(m, "content/weg/c.md") },
		"a standing page": func(m fstest.MapFS) { delete(m, "content/b.md") },
	}
	losses := map[string]func(text string) string{
		"there":   func(text string) string { return text },
		"cut":     func(text string) string { return text[:len(text)/2] },
		"empty":   func(string) string { return "" },
		"foreign": func(string) string { return manifestHeader + "\ninputs 00\n1 1 \"iets/index.html\"\n" },
		"later":   func(text string) string { return strings.Replace(text, manifestHeader, "drukpers manifest 99", 1) },
		"version 2": func(text string) string {
			text = strings.Replace(text, manifestHeader, manifestHeader2, 1)
			return regexp.MustCompile(`(?m)" "content.*$`).ReplaceAllString(text, `"`)
		},
	}
	mine := []string{"docs/api/index.html", "nieuws/foto.jpg", ".git/index.html", "assets/oud.css"}
	for loss, damage := range losses {
		for edit, change := range edits {
			for _, before := range []bool{false, true} { // the loss is met by a build of its own, before the edit
				t.Run(fmt.Sprintf("%s, %s, %t", loss, edit, before), func(t *testing.T) {
					t.Parallel()
					files := site()
					dir := filepath.Join(t.TempDir(), "public")
					mustBuild(t, files, dir)
					for _, name := range mine {
						name = filepath.Join(dir, filepath.FromSlash(name))
						err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte("x"), 0o644))
						if err != nil {
							t.Fatal(err)
						}
					}
					name := filepath.Join(dir, "..", stateDir, "public.manifest")
					text, err := os.ReadFile(name)
					if err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(name, []byte(damage(string(text))), 0o644); err != nil {
						t.Fatal(err)
					}
					if before {
						mustBuild(t, files, dir)
					}
					change(files)
					told := mustPrune(t, files, dir, false)
					pruned := mustPrune(t, files, dir, true)
					if len(told) != len(pruned) {
						t.Errorf("told %q, pruned %q", told, pruned)
					}
					if (before || loss == "there") && len(told) > 0 {
						t.Errorf("told %q of which a build knows", told)
					}
					want := rendered(t, newProject(files))
					for _, name := range mine {
						for ; name != "."; name = path.Dir(name) {
							if want[name] == nil {
								want[name] = []byte("folder")
							}
						}
					}
					for _, name := range mine {
						want[name] = []byte("x")
					}
					sameTree(t, read(t, dir), want)
				})
			}
		}
	}
}

// mustPrune builds, and gives the strangers it told of, or those it pruned.
func mustPrune(t *testing.T, files fs.FS, dir string, prune bool) []string {
	t.Helper()
	loaded, err := load(newProject(files))
	if err != nil {
		t.Fatal(err)
	}
	result, problems, err := Run(loaded, dir, Options{Prune: prune})
	if err != nil || problems.HasErrors() {
		t.Fatal(err, problems)
	}
	if prune {
		return result.Deleted
	}
	var told []string
	for _, p := range problems {
		if p.Rule == "vreemde-pagina" {
			told = append(told, p.File)
		}
	}
	return told
}
