package edit

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Overlay is a folder as it would be with other files in it: those of Files by their paths, and without those that
// have no bytes there (nil) and all below them. What would become of a change can be looked at before it is made.
type Overlay struct {
	fs.FS
	Files map[string][]byte
}

// Open opens a file, or lists a folder.
func (o Overlay) Open(name string) (fs.File, error) {
	data, changed := o.Files[name]
	switch {
	case o.gone(name):
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case changed:
		return &memoryFile{Reader: bytes.NewReader(data), info: fileInfo{path.Base(name), int64(len(data)), 0}}, nil
	}
	f, err := o.FS.Open(name)
	if err != nil && o.made(name) {
		return &memoryFile{Reader: bytes.NewReader(nil), info: fileInfo{path.Base(name), 0, fs.ModeDir}}, nil
	}
	return f, err
}

// Stat follows links.
func (o Overlay) Stat(name string) (fs.FileInfo, error) {
	if _, changed := o.Files[name]; changed || o.gone(name) || o.made(name) {
		f, err := o.Open(name)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }()
		return f.Stat()
	}
	return fs.Stat(o.FS, name)
}

// Lstat does not follow them.
func (o Overlay) Lstat(name string) (fs.FileInfo, error) {
	if _, changed := o.Files[name]; changed || o.gone(name) || o.made(name) {
		return o.Stat(name)
	}
	return fs.Lstat(o.FS, name)
}

// ReadLink gives where a link leads.
func (o Overlay) ReadLink(name string) (string, error) { return fs.ReadLink(o.FS, name) }

// ReadDir lists a folder, by name.
func (o Overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	if o.gone(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	entries, err := fs.ReadDir(o.FS, name)
	if err != nil && !o.made(name) {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		below := path.Join(name, e.Name())
		_, changed := o.Files[below]
		return changed || o.gone(below) || e.IsDir() && o.made(below)
	})
	seen := map[string]bool{}
	for file, data := range o.Files {
		below := strings.TrimPrefix(file, name+"/")
		if name == "." {
			below = file
		} else if below == file {
			continue
		}
		base, _, deeper := strings.Cut(below, "/")
		if data == nil || seen[base] {
			continue
		}
		seen[base] = true
		info := fileInfo{base, int64(len(data)), 0}
		if deeper {
			info = fileInfo{base, 0, fs.ModeDir}
		}
		entries = append(entries, fs.FileInfoToDirEntry(info))
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// gone reports whether a file, or a folder that it is in, is taken away.
func (o Overlay) gone(name string) bool {
	if data, changed := o.Files[name]; changed {
		return data == nil
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if data, changed := o.Files[dir]; changed && data == nil {
			return true
		}
	}
	return false
}

// made reports whether a folder has files of the overlay.
func (o Overlay) made(name string) bool {
	for file, data := range o.Files {
		if data != nil && strings.HasPrefix(file, name+"/") {
			return true
		}
	}
	return false
}

type memoryFile struct {
	*bytes.Reader
	info fileInfo
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *memoryFile) Close() error               { return nil }

type fileInfo struct {
	name string
	size int64
	mode fs.FileMode
}

func (i fileInfo) Name() string       { return i.name }
func (i fileInfo) Size() int64        { return i.size }
func (i fileInfo) Mode() fs.FileMode  { return i.mode }
func (i fileInfo) ModTime() time.Time { return time.Now() } // its bytes were never read before
func (i fileInfo) IsDir() bool        { return i.mode.IsDir() }
func (i fileInfo) Sys() any           { return nil }
