package disk

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

var texts = map[string]string{"a/one.md": "één", "a/two.md": "", "b/three.md": strings.Repeat("drie ", 100_000), "four.md": "4"}

// folder is one on disk with the texts.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range texts {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		stamp, err := Create(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		sameStamp(t, name, stamp)
	}
	return dir
}

func sameStamp(t *testing.T, name string, got Stamp) {
	t.Helper()
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if got.Size != info.Size() || !got.Modified.Equal(info.ModTime()) {
		t.Errorf("%s: %v, want %d bytes of %v", name, got, info.Size(), info.ModTime())
	}
}

func TestRead(t *testing.T) {
	dir := folder(t)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	memory := fstest.MapFS{}
	for name, text := range texts {
		memory[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(1, 0)}
	}
	for name, fsys := range map[string]fs.FS{"handles": handles{root.FS()}, "folder": os.DirFS(dir), "memory": memory} {
		t.Run(name, func(t *testing.T) {
			r := Reader{FS: fsys}
			defer r.Close()
			for range 2 {
				for name, text := range texts {
					data, stamp, err := r.Read(name)
					if err != nil || string(data) != text || stamp.Size != int64(len(text)) {
						t.Errorf("%s: %.9q, %v, %v", name, data, stamp, err)
					}
					if _, inMemory := fsys.(fstest.MapFS); !inMemory {
						sameStamp(t, filepath.Join(dir, name), stamp)
					}
				}
			}
		})
	}
}

// handles gives its folders.
type handles struct{ fs.FS }

func (h handles) Folder(name string) (Folder, error) { return FolderOf(h.FS, name) }

func TestReadWhatIsNotThere(t *testing.T) {
	r := Reader{FS: handles{os.DirFS(folder(t))}}
	defer r.Close()
	for _, name := range []string{"a/none.md", "none/one.md", "none.md"} {
		if _, _, err := r.Read(name); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := r.Read("a"); err == nil {
		t.Error("a folder was read as a file")
	}
}

// TestLinks holds that a link is left to the fs.FS, which here follows it inside and refuses it outside.
func TestLinks(t *testing.T) {
	dir := folder(t)
	outside := filepath.Join(t.TempDir(), "secret.md")
	if _, err := Create(outside, []byte("geheim")); err != nil {
		t.Fatal(err)
	}
	for link, target := range map[string]string{"a/inside.md": "one.md", "a/outside.md": outside} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	r := Reader{FS: handles{root.FS()}}
	defer r.Close()
	if data, _, err := r.Read("a/inside.md"); err != nil || string(data) != texts["a/one.md"] {
		t.Errorf("a link inside: %q, %v", data, err)
	}
	if data, _, err := r.Read("a/outside.md"); err == nil {
		t.Errorf("a link that leads out: %q", data)
	}
}

func TestCreate(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.html")
	for _, text := range []string{strings.Repeat("lang ", 1_000_000), "kort"} {
		stamp, err := Create(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		sameStamp(t, name, stamp)
		if data, err := os.ReadFile(name); err != nil || !bytes.Equal(data, []byte(text)) {
			t.Errorf("%.9q, %v", data, err)
		}
	}
	if _, err := Create(filepath.Join(name, "below"), nil); err == nil || !strings.Contains(err.Error(), name) {
		t.Error("a file below a file: ", err)
	}
	if _, err := Create(filepath.Join(filepath.Dir(name), "none", "a"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a file in no folder: ", err)
	}
}
