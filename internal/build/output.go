package build

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/gofrs/flock"
)

// stateDir stands beside the output folder and holds, for each output folder, its manifest, its lock and the files that
// are about to be moved into it.
const stateDir = ".drukpers"

// output is the folder that a site is written to.
type output struct {
	disk   *disk
	name   string // in the disk's folder
	lock   *flock.Flock
	staged *staging        // nil for a dry run
	mu     sync.Mutex      // of folder
	folder map[string]bool // known to be real folders of the output
}

// lockWait is how long a build waits for another one of the same folder.
const lockWait = 5 * time.Minute

// openOutput makes the folder's parent and, unless for a dry run, takes the lock.
func openOutput(dir string, options Options) (*output, error) {
	dryRun := options.DryRun
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	parent, name := filepath.Dir(dir), filepath.Base(dir)
	if !dryRun {
		if err := os.MkdirAll(parent, 0o755); err != nil {
			return nil, err
		}
	}
	for dryRun && missing(parent) { // look from the nearest folder that is there
		parent, name = filepath.Dir(parent), filepath.Join(filepath.Base(parent), name)
	}
	root, err := os.OpenRoot(parent)
	if err != nil {
		return nil, err
	}
	o := &output{disk: &disk{root, parent, options.fault}, name: filepath.ToSlash(name), folder: map[string]bool{}}
	if dryRun {
		return o, nil
	}
	if err := o.disk.mkdirAll(stateDir); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	o.lock = flock.New(filepath.Join(parent, stateDir, name+".lock"))
	ctx, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	_, err = o.lock.TryLockContext(ctx, 50*time.Millisecond)
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("er is al een andere drukpers bezig in %s; wacht tot die klaar is", dir)
	}
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return o, nil
}

func missing(name string) bool {
	_, err := os.Stat(name)
	return errors.Is(err, fs.ErrNotExist)
}

func (o *output) close() error {
	var err error
	if o.lock != nil {
		err = errors.Join(err, o.lock.Unlock())
	}
	return errors.Join(err, o.disk.root.Close())
}

func (o *output) manifestFile() string    { return path.Join(stateDir, o.name+".manifest") }
func (o *output) stagingDir() string      { return path.Join(stateDir, o.name+".staging") }
func (o *output) path(file string) string { return path.Join(o.name, file) }

// clear removes what is of use to a build under way only.
func (o *output) clear() error {
	return errors.Join(o.disk.removeAll(o.stagingDir()), o.disk.removeAll(o.manifestFile()+temporary))
}

func (o *output) makeStaging() (err error) {
	_, missing := o.disk.lstat(o.name)
	o.staged, err = openStaging(o.disk, o.stagingDir(), errors.Is(missing, fs.ErrNotExist))
	return err
}

// has reports whether something stands where a file goes.
func (o *output) has(file string) bool {
	_, err := o.disk.lstat(o.path(file))
	return err == nil
}

// untouched reports whether a file is still the one that the manifest knows, by its size and time.
func (o *output) untouched(file string, known entry) bool {
	if known.size == 0 && known.modified == 0 {
		return false
	}
	info, err := o.disk.lstat(o.path(file))
	return err == nil && info.Mode().IsRegular() && info.Size() == known.size &&
		info.ModTime().UnixNano() == known.modified
}

// same reports whether a file exists, and whether it holds data; if so, e is what the manifest should say of it.
func (o *output) same(file string, data []byte) (e entry, same, exists bool, err error) {
	if o.staged != nil && o.staged.whole {
		return e, false, false, nil
	}
	info, err := o.disk.lstat(o.path(file))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return e, false, false, nil
	}
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return e, false, err == nil && !info.IsDir(), err
	}
	old, err := o.disk.readFull(o.path(file))
	if err != nil {
		return e, false, true, err
	}
	return entry{size: info.Size(), modified: info.ModTime().UnixNano()}, bytes.Equal(old, data), true, nil
}

// publishWhole makes the staged files the output.
func (o *output) publishWhole() error { return o.disk.rename(o.stagingDir(), o.name) }

// publish moves a staged file to its place.
func (o *output) publish(n int, file string) error {
	if err := o.makeFolder(path.Dir(file)); err != nil {
		return err
	}
	staged := path.Join(o.stagingDir(), o.staged.file(n, file))
	err := o.disk.rename(staged, o.path(file))
	if errors.Is(err, syscall.EXDEV) {
		return o.copyAcross(staged, file)
	}
	return err
}

// copyAcross is for an output folder that is a file system of its own.
func (o *output) copyAcross(staged, file string) error {
	data, err := o.disk.readFile(staged)
	if err != nil {
		return err
	}
	return o.disk.replace(o.path(file), data)
}

// makeFolder makes a folder of the output and those above it; a link in its place is refused, since it would lead
// elsewhere.
func (o *output) makeFolder(dir string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.makeFolders(dir)
}

func (o *output) makeFolders(dir string) error {
	if o.folder[dir] {
		return nil
	}
	full := o.path(dir)
	if dir != "." {
		if err := o.makeFolders(path.Dir(dir)); err != nil {
			return err
		}
	}
	info, err := o.disk.lstat(full)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = o.disk.mkdir(full)
	case err == nil && !info.IsDir():
		err = o.disk.named("mkdir", full, syscall.ENOTDIR)
	}
	if err == nil {
		o.folder[dir] = true
	}
	return err
}

// remove deletes a file of an earlier build, and the folders that it leaves empty.
func (o *output) remove(file string) error {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if info, err := o.disk.lstat(o.path(dir)); err == nil && !info.IsDir() {
			return nil // no longer the folder that was written to
		}
	}
	if info, err := o.disk.lstat(o.path(file)); err == nil && info.IsDir() {
		return nil // no longer the file that was written
	}
	if err := o.disk.remove(o.path(file)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		switch err := o.disk.remove(o.path(dir)); {
		case errors.Is(err, fs.ErrExist) || errors.Is(err, syscall.EBUSY): // not empty, or in use
			return nil
		case err != nil && !errors.Is(err, fs.ErrNotExist): // one that is gone was removed by a build that was killed
			return err
		}
		delete(o.folder, dir)
	}
	return nil
}
