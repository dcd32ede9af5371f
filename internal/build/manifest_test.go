package build

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

func TestManifestRoundTrip(t *testing.T) {
	t.Parallel()
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	want := manifest{"0123", map[string]entry{
		"index.html":            {size: 12, modified: 1_782_000_000_123_456_789},
		"nieuws/één c++/a.html": {modified: -1},
		"raar\n\"\\ .html":      {},
	}}
	if err := want.write(root, "m"); err != nil {
		t.Fatal(err)
	}
	got, err := readManifest(root, "m")
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the manifest is %v, %v, want %v", got, err, want)
	}
	if got, err := readManifest(root, "geen"); err != nil || len(got.files) != 0 {
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
		{"of the version before", manifestHeader1 + "\n" + strings.Join(hashed, "\n") + "\n", "[oud.txt]"},
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
