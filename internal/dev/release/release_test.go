package main

import (
	"bytes"
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const root = "../../.."

// mit is a licence of this kind.
func mit(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "LICENSE"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A licence that nobody knows, one that asks for more than a notice, and none at all stop a release.
func TestNotices(t *testing.T) {
	t.Parallel()
	gpl := "SPDX-License-Identifier: GPL-3.0-only\n\nhttps://www.gnu.org/licenses/gpl-3.0.html\n"
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string // kinds, or a part of the error
		good  bool
	}{
		{"at the top", map[string]string{"LICENSE": mit(t)}, "MIT", true},
		{"British, with an extension", map[string]string{"Licence.md": mit(t)}, "MIT", true},
		{"of the package", map[string]string{"LICENSE": mit(t), "sub/pkg/COPYING": mit(t)}, "MIT", true},
		{"of another package", map[string]string{"other/LICENSE": mit(t)}, "has no licence", false},
		{"with a notice", map[string]string{"LICENSE": mit(t), "NOTICE.txt": "Made by them."}, "MIT NOTICE.txt", true},
		{"a notice alone", map[string]string{"NOTICE": "Made by them."}, "has no licence", false},
		{"source", map[string]string{"license.go": "package x"}, "has no licence", false},
		{"none", map[string]string{"README.md": "Ours."}, "has no licence", false},
		{"unknown", map[string]string{"LICENSE": "You may do what we like, on Mondays."}, "no licence that is known", false},
		{
			"MIT and more",
			map[string]string{"LICENSE": mit(t) + strings.Repeat("Pay us each month.\n", 90)},
			"no licence that is known", false,
		},
		{"GPL", map[string]string{"LICENSE": gpl}, "licence", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			p := linked{Dir: filepath.Join(dir, "sub", "pkg")}
			p.Module = &struct {
				Path, Version, Dir string
				Main               bool
			}{Path: "example.org/m", Dir: dir}
			for name, text := range tt.files {
				put(t, filepath.Join(dir, name), text)
			}
			if err := os.MkdirAll(p.Dir, 0o755); err != nil {
				t.Fatal(err)
			}
			var got []string
			files, err := p.notices()
			for _, file := range files {
				n, wrong := readNotice("m", file)
				if got = append(got, n.kind); wrong != nil {
					err = wrong
				}
			}
			text := strings.Join(got, " ")
			if err != nil {
				text = err.Error()
			}
			if !strings.Contains(text, tt.want) || (err == nil) != tt.good {
				t.Errorf("got %s", text)
			}
		})
	}
}

// The licences of all that is linked are known, whatever the system.
func TestLicences(t *testing.T) {
	t.Parallel()
	list, err := licencesOf(root, systems)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"\ndrukpers (MIT)\n", "\nGo ", "\nidiomorph (", "\nNewsreader (typeface) (OFL-1.1)\n",
		"\ngithub.com/spf13/cobra v", "\ngithub.com/inconshreveable/mousetrap v", "\ngithub.com/yuin/goldmark v",
	} {
		if !bytes.Contains(list, []byte(want)) {
			t.Errorf("the list has no %q", want)
		}
	}
	if bytes.Contains(list, []byte("chromedp")) {
		t.Error("the list has what only tests use")
	}
}

// The same source gives the same bytes, wherever it stands, and says its version.
func TestRelease(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it builds the command twice")
	}
	here := system{runtime.GOOS, runtime.GOARCH}
	elsewhere := t.TempDir()
	for _, name := range []string{"cmd", "internal", "themes"} {
		if err := os.CopyFS(filepath.Join(elsewhere, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"go.mod", "go.sum", "LICENSE"} {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(elsewhere, name), string(data))
	}
	outputs := []string{t.TempDir(), t.TempDir()}
	for i, source := range []string{root, elsewhere} {
		if err := release(source, "v1.2.3", outputs[i], []system{here}); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{here.fileName("v1.2.3"), "LICENSES.txt", "SHA256SUMS"} {
		var data [2][]byte
		for i, dir := range outputs {
			var err error
			if data[i], err = os.ReadFile(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(data[0], data[1]) {
			t.Errorf("%s differs between two builds", name)
		}
		if bytes.Contains(data[0], []byte(elsewhere)) {
			t.Errorf("%s holds the path of its source", name)
		}
	}
	program := filepath.Join(outputs[0], here.fileName("v1.2.3"))
	if out, err := exec.Command(program, "--version").Output(); err != nil || string(out) != "drukpers v1.2.3\n" {
		t.Errorf("it says %q, %v", out, err)
	}
	if runtime.GOOS != "linux" {
		return
	}
	file, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if libraries, err := file.ImportedLibraries(); err != nil || len(libraries) > 0 {
		t.Errorf("it needs %q, %v", libraries, err)
	}
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
