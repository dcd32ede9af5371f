package build

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strconv"
	"sync"
)

// staging is the folder beside the output where files wait until all are there. Where there is no output yet, it has the
// shape of one and becomes it by a single rename: a first build then makes every file and folder once, not twice.
type staging struct {
	root    *os.Root
	name    string // from the output's parent
	whole   bool   // it becomes the output
	folders sync.Map
	turn    sync.Mutex // two cores that make files at once wait for each other in the file system: taking turns is faster
}

// shards are the folders that share the staged files of an output that exists: cores that make files in one folder wait
// for each other.
const shards = 32

func openStaging(parent *os.Root, name string, whole bool) (*staging, error) {
	s := &staging{name: name, whole: whole}
	err := errors.Join(parent.RemoveAll(name), parent.MkdirAll(name, 0o755))
	if err == nil {
		s.root, err = parent.OpenRoot(name)
	}
	return s, err
}

func (s *staging) close() error {
	if s == nil || s.root == nil {
		return nil
	}
	return s.root.Close()
}

// file is where page n, which goes to the output's file, is staged.
func (s *staging) file(n int, file string) string {
	if s.whole {
		return file
	}
	return path.Join(strconv.Itoa(n%shards), strconv.Itoa(n))
}

func (s *staging) write(n int, file string, data []byte) (entry, error) {
	name := s.file(n, file)
	dir := path.Dir(name)
	s.turn.Lock()
	defer s.turn.Unlock()
	once, _ := s.folders.LoadOrStore(dir, sync.OnceValue(func() error { return s.root.MkdirAll(dir, 0o755) }))
	if err := once.(func() error)(); err != nil {
		return entry{}, err
	}
	f, err := s.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return entry{}, err
	}
	if _, err := f.Write(data); err != nil {
		return entry{}, errors.Join(err, f.Close())
	}
	info, err := f.Stat()
	if err = errors.Join(err, f.Close()); err != nil {
		return entry{}, err
	}
	return entry{size: info.Size(), modified: info.ModTime().UnixNano()}, nil
}

// isMissing reports whether nothing at all stands at a place.
func isMissing(root *os.Root, name string) bool {
	_, err := root.Lstat(name)
	return errors.Is(err, fs.ErrNotExist)
}
