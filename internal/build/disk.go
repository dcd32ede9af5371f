package build

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// disk is the folder that holds an output and what builds keep beside it. Names are slash-separated paths in it; errors
// have the whole path.
//
// Files are made, read and deleted through an os.Root, so that no link leads out of it. The calls that every file of a
// build needs go by the full name, which is a tenth of the calls to the system: asking for its size, storing it and
// moving it into place. Its folders have been looked at once and found to be no links.
type disk struct {
	root  *os.Root
	full  string                        // name of the folder
	fault func(call, name string) error // of tests: what a call fails with; nil elsewhere
}

func (d *disk) path(name string) string { return filepath.Join(d.full, filepath.FromSlash(name)) }

// failing is the error that a test wants of a call.
func (d *disk) failing(call, name string) error {
	if d.fault == nil {
		return nil
	}
	return d.fault(call, name)
}

// do makes a call to the system.
func (d *disk) do(call, name string, f func() error) error {
	err := d.failing(call, name)
	if err == nil {
		err = f()
	}
	return d.named(call, name, err)
}

// named gives an error the whole path, whatever the call knew of it.
func (d *disk) named(call, name string, err error) error {
	if err == nil {
		return nil
	}
	var path *fs.PathError
	var link *os.LinkError
	for errors.As(err, &path) {
		err = path.Err
	}
	if errors.As(err, &link) {
		err = link.Err
	}
	return &fs.PathError{Op: call, Path: d.path(name), Err: err}
}

func (d *disk) lstat(name string) (info fs.FileInfo, err error) {
	err = d.do("lstat", name, func() error { info, err = os.Lstat(d.path(name)); return err })
	return info, err
}

func (d *disk) readFile(name string) (data []byte, err error) {
	err = d.do("read", name, func() error { data, err = d.root.ReadFile(name); return err })
	return data, err
}

// readFull is readFile by the full name.
func (d *disk) readFull(name string) (data []byte, err error) {
	err = d.do("read", name, func() error { data, err = os.ReadFile(d.path(name)); return err })
	return data, err
}

func (d *disk) mkdir(name string) error {
	return d.do("mkdir", name, func() error { return d.root.Mkdir(name, 0o755) })
}

func (d *disk) mkdirAll(name string) error {
	return d.do("mkdir", name, func() error { return d.root.MkdirAll(name, 0o755) })
}

// makeNew makes a folder by its full name, with those above it.
func (d *disk) makeNew(name string) error {
	return d.do("mkdir", name, func() error {
		err := os.Mkdir(d.path(name), 0o755)
		// What is above it is missing, or a page below it came first.
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) {
			err = os.MkdirAll(d.path(name), 0o755)
		}
		return err
	})
}

func (d *disk) remove(name string) error {
	return d.do("remove", name, func() error { return d.root.Remove(name) })
}

func (d *disk) removeAll(name string) error {
	return d.do("remove", name, func() error { return d.root.RemoveAll(name) })
}

// rename goes by full names.
func (d *disk) rename(from, to string) error {
	return d.do("rename", to, func() error { return os.Rename(d.path(from), d.path(to)) })
}

// temporary ends the name of a file that is about to replace another.
const temporary = ".drukpers-tmp"

// replace writes a file beside its place, and then moves it there.
func (d *disk) replace(name string, data []byte) error {
	next := name + temporary
	var f *os.File
	err := d.do("create", next, func() (err error) {
		f, err = d.root.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
		return err
	})
	if err != nil {
		return err
	}
	if _, err := d.fill(f, next, data); err != nil {
		return err
	}
	return d.do("rename", name, func() error { return d.root.Rename(next, name) })
}

// store writes a file by its full name.
func (d *disk) store(name string, data []byte) (entry, error) {
	var f *os.File
	err := d.do("create", name, func() (err error) {
		f, err = os.OpenFile(d.path(name), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
		return err
	})
	if err != nil {
		return entry{}, err
	}
	return d.fill(f, name, data)
}

// fill writes all of a file and closes it. A test's write fails halfway, as on a full disk.
func (d *disk) fill(f *os.File, name string, data []byte) (entry, error) {
	failing := d.failing("write", name)
	if failing != nil {
		data = data[:len(data)/2]
	}
	_, err := f.Write(data)
	info, statErr := f.Stat()
	if statErr == nil && info.Size() != int64(len(data)) {
		statErr = io.ErrShortWrite // the system says it wrote more than there is
	}
	if err = errors.Join(failing, err, statErr, f.Close(), d.failing("close", name)); err != nil {
		return entry{}, d.named("write", name, err)
	}
	return entry{size: info.Size(), modified: info.ModTime().UnixNano()}, nil
}
