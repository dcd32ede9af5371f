package build

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"sync"
)

// staging is the folder beside the output where files wait until all are there. Where there is no output yet, it has
// the shape of one and becomes it by a single rename: a first build then makes every file and folder once, not twice.
//
// Its files go by their full names: it was made for this build just before, so that no link is in it. On a first build
// that saves a third of what making a file through an os.Root takes.
type staging struct {
	full    string     // its name
	whole   bool       // it becomes the output
	mu      sync.Mutex // of folders
	folders map[string]bool
}

// shards are the folders that share the staged files of an output that exists: cores that make files in one folder wait
// for each other.
const shards = 32

func openStaging(parent *os.Root, name string, whole bool) (*staging, error) {
	err := errors.Join(parent.RemoveAll(name), parent.MkdirAll(name, 0o755))
	return &staging{
		full:    filepath.Join(parent.Name(), filepath.FromSlash(name)),
		whole:   whole,
		folders: map[string]bool{},
	}, err
}

// file is where page n, which goes to the output's file, is staged.
func (s *staging) file(n int, file string) string {
	if s.whole {
		return file
	}
	return path.Join(strconv.Itoa(n%shards), strconv.Itoa(n))
}

func (s *staging) write(n int, file string, data []byte) (entry, error) {
	name := filepath.Join(s.full, filepath.FromSlash(s.file(n, file)))
	if err := s.makeFolder(filepath.Dir(name)); err != nil {
		return entry{}, err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return entry{}, err
	}
	_, err = f.Write(data)
	info, statErr := f.Stat()
	if err = errors.Join(err, statErr, f.Close()); err != nil {
		return entry{}, err
	}
	return entry{size: info.Size(), modified: info.ModTime().UnixNano()}, nil
}

func (s *staging) makeFolder(dir string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.folders[dir] {
		return nil
	}
	err := os.Mkdir(dir, 0o755)
	// What is above it is missing, or a page below it came first.
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) {
		err = os.MkdirAll(dir, 0o755)
	}
	s.folders[dir] = err == nil
	return err
}

// isMissing reports whether nothing at all stands at a place.
func isMissing(root *os.Root, name string) bool {
	_, err := root.Lstat(name)
	return errors.Is(err, fs.ErrNotExist)
}
