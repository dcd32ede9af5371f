// Package disk reads and makes files by the thousand. It gives and takes what package os does, with fewer calls to the system
// for each file where it knows how: on Linux os asks five times whether a file could be waited for like a socket.
package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"time"
)

// Stamp is what tells that a file has not changed.
type Stamp struct {
	Size     int64
	Modified time.Time
}

// FS is an fs.FS whose folders may be opened as those of the disk that they are. Their regular files are then read from there,
// and not by its Open.
type FS interface {
	fs.FS
	Folder(name string) (Folder, error)
}

// Folder is an open folder of the disk.
type Folder struct {
	*os.File
	Reading func(file string) // is told the name of each file in the fs.FS before it is read; or nil
}

// Reader reads files, best those of a folder one after another. One goroutine at a time.
type Reader struct {
	FS     fs.FS
	name   string // of folder
	folder Folder // no file where there is none to be had
}

// Read gives a file's bytes with the stamp that it had just before they were read.
func (r *Reader) Read(name string) ([]byte, Stamp, error) {
	if folder := r.folderOf(name); folder.File != nil {
		if folder.Reading != nil {
			folder.Reading(name)
		}
		if data, stamp, err := readIn(folder.File, path.Base(name)); err == nil {
			return data, stamp, nil
		}
	}
	return readFile(r.FS, name)
}

func (r *Reader) folderOf(name string) Folder {
	source, ok := r.FS.(FS)
	if dir := path.Dir(name); ok && dir != r.name {
		r.Close()
		r.name = dir
		r.folder, _ = source.Folder(dir)
	}
	return r.folder
}

// Close lets go of the last folder.
func (r *Reader) Close() {
	if r.folder.File != nil {
		_ = r.folder.Close() // it was only read
	}
	r.name, r.folder = "", Folder{}
}

func readFile(fsys fs.FS, name string) ([]byte, Stamp, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, Stamp{}, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, Stamp{}, err
	}
	data := make([]byte, info.Size())
	n, err := io.ReadFull(f, data)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) { // it has become shorter
		err = nil
	}
	return data[:n], Stamp{info.Size(), info.ModTime()}, err
}

// FolderOf opens a folder of an fs.FS whose folders are those of the disk, such as that of an os.Root.
func FolderOf(fsys fs.FS, name string) (Folder, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return Folder{}, err
	}
	folder, ok := f.(*os.File)
	if !ok {
		return Folder{}, errors.Join(errors.ErrUnsupported, f.Close())
	}
	return Folder{File: folder}, nil
}
