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

// output is the folder that a site is written to. Files are made, read and deleted through one os.Root on the folder's
// parent, so that no link leads out of it. The two calls that every file of a build needs, asking for its size and
// moving it into place, go by its full name: its folders have been looked at once and found to be no links. That is a
// tenth of the calls to the system for the same safety.
type output struct {
	parent *os.Root
	full   string // name of the parent
	name   string // of the output folder in its parent
	lock   *flock.Flock
	staged *staging        // nil for a dry run
	mu     sync.Mutex      // of folder
	folder map[string]bool // known to be real folders of the output
}

// lockWait is how long a build waits for another one of the same folder.
const lockWait = 5 * time.Minute

// openOutput makes the folder's parent and, unless for a dry run, takes the lock.
func openOutput(dir string, dryRun bool) (*output, error) {
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
	o := &output{parent: root, full: parent, name: name, folder: map[string]bool{}}
	if dryRun {
		return o, nil
	}
	if err := root.MkdirAll(stateDir, 0o755); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	o.lock = flock.New(filepath.Join(parent, stateDir, name+".lock"))
	ctx, cancel := context.WithTimeout(context.Background(), lockWait)
	defer cancel()
	if ok, err := o.lock.TryLockContext(ctx, 50*time.Millisecond); err != nil || !ok {
		return nil, errors.Join(fmt.Errorf("another build of %s is still running: %w", dir, err), root.Close())
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
	return errors.Join(err, o.parent.Close())
}

func (o *output) manifestFile() string    { return path.Join(stateDir, o.name+".manifest") }
func (o *output) stagingDir() string      { return path.Join(stateDir, o.name+".staging") }
func (o *output) path(file string) string { return path.Join(o.name, file) }
func (o *output) fullPath(file string) string {
	return filepath.Join(o.full, o.name, filepath.FromSlash(file))
}
func (o *output) clearStaging() error { return o.parent.RemoveAll(o.stagingDir()) }

func (o *output) makeStaging() (err error) {
	o.staged, err = openStaging(o.parent, o.stagingDir(), isMissing(o.parent, o.name))
	return err
}

// untouched reports whether a file is still the one that the manifest knows, by its size and time.
func (o *output) untouched(file string, known entry) bool {
	if known.size == 0 && known.modified == 0 {
		return false
	}
	info, err := os.Lstat(o.fullPath(file))
	return err == nil && info.Mode().IsRegular() && info.Size() == known.size &&
		info.ModTime().UnixNano() == known.modified
}

// same reports whether a file exists, and whether it holds data; if so, e is what the manifest should say of it.
func (o *output) same(file string, data []byte) (e entry, same, exists bool, err error) {
	if o.staged != nil && o.staged.whole {
		return e, false, false, nil
	}
	info, err := os.Lstat(o.fullPath(file))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return e, false, false, nil
	}
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return e, false, err == nil && !info.IsDir(), err
	}
	old, err := os.ReadFile(o.fullPath(file))
	if err != nil {
		return e, false, true, err
	}
	return entry{size: info.Size(), modified: info.ModTime().UnixNano()}, bytes.Equal(old, data), true, nil
}

// publishWhole makes the staged files the output.
func (o *output) publishWhole() error { return o.parent.Rename(o.stagingDir(), o.name) }

// publish moves a staged file to its place.
func (o *output) publish(n int, file string) error {
	if err := o.makeFolder(path.Dir(file)); err != nil {
		return err
	}
	staged := path.Join(o.stagingDir(), o.staged.file(n, file))
	err := os.Rename(filepath.Join(o.full, filepath.FromSlash(staged)), o.fullPath(file))
	if errors.Is(err, syscall.EXDEV) {
		return o.copyAcross(staged, file)
	}
	return err
}

// copyAcross is for an output folder that is a file system of its own.
func (o *output) copyAcross(staged, file string) error {
	data, err := o.parent.ReadFile(staged)
	if err != nil {
		return err
	}
	temporary := o.path(file) + ".drukpers-tmp"
	if err := o.parent.WriteFile(temporary, data, 0o644); err != nil {
		return err
	}
	return o.parent.Rename(temporary, o.path(file))
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
	info, err := o.parent.Lstat(full)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = o.parent.Mkdir(full, 0o755)
	case err == nil && !info.IsDir():
		err = fmt.Errorf("%s is not a folder but stands where one is needed; remove it", full)
	}
	if err == nil {
		o.folder[dir] = true
	}
	return err
}

// remove deletes a file of an earlier build, and the folders that it leaves empty.
func (o *output) remove(file string) error {
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if info, err := o.parent.Lstat(o.path(dir)); err == nil && !info.IsDir() {
			return nil // no longer the folder that was written to
		}
	}
	if info, err := o.parent.Lstat(o.path(file)); err == nil && info.IsDir() {
		return nil // no longer the file that was written
	}
	if err := o.parent.Remove(o.path(file)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		// One that is gone may have been removed by a build that was killed before it came to the next.
		if err := o.parent.Remove(o.path(dir)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			break
		}
		delete(o.folder, dir)
	}
	return nil
}
