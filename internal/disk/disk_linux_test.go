package disk

import (
	"io/fs"
	"os"
	"slices"
	"testing"
)

// closed gives its folders and no files, and notes what is read.
type closed struct {
	handles
	read []string
}

func (c *closed) Open(name string) (fs.File, error) { return nil, fs.ErrPermission }

func (c *closed) Folder(name string) (Folder, error) {
	folder, err := c.handles.Folder(name)
	folder.Reading = func(file string) { c.read = append(c.read, file) }
	return folder, err
}

// TestReadFromFolder holds that files are read from the handles of their folders, and not otherwise.
func TestReadFromFolder(t *testing.T) {
	c := &closed{handles: handles{os.DirFS(folder(t))}}
	r := Reader{FS: c}
	defer r.Close()
	names := []string{"a/one.md", "a/two.md", "b/three.md", "four.md", "a/one.md"}
	for _, name := range names {
		if data, _, err := r.Read(name); err != nil || string(data) != texts[name] {
			t.Errorf("%s: %.9q, %v", name, data, err)
		}
	}
	if !slices.Equal(c.read, names) {
		t.Errorf("told of %q, want %q", c.read, names)
	}
}
