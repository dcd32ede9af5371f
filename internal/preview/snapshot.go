package preview

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
)

// snapshot is a folder whose listings, sizes and times are asked of the disk once, and again for what is forgotten: with
// thousands of articles that is most of the work of an edit. What is in files is always read anew.
type snapshot struct {
	fs.FS
	mu      sync.Mutex
	stats   map[string]fs.FileInfo
	lists   map[string][]fs.DirEntry
	age     int             // how often something was forgotten
	changed map[string]bool // what was forgotten since changes was called; nil when it is all
}

func newSnapshot(fsys fs.FS) *snapshot {
	s := &snapshot{FS: fsys}
	s.forgetAll()
	return s
}

func (s *snapshot) Stat(name string) (fs.FileInfo, error) {
	return remembered(s, func() map[string]fs.FileInfo { return s.stats }, name, fs.Stat)
}

func (s *snapshot) ReadDir(name string) ([]fs.DirEntry, error) {
	return remembered(s, func() map[string][]fs.DirEntry { return s.lists }, name, fs.ReadDir)
}

// Open sees to it that check knows the size and time of what is read.
func (s *snapshot) Open(name string) (fs.File, error) {
	var opened fs.File
	_, err := remembered(s, func() map[string]fs.FileInfo { return s.stats }, name, func(fsys fs.FS, name string) (fs.FileInfo, error) {
		f, err := fsys.Open(name)
		if err != nil {
			return nil, err
		}
		opened = f
		return f.Stat()
	})
	switch {
	case err == nil && opened == nil: // known
		return s.FS.Open(name)
	case err != nil && opened != nil:
		return nil, errors.Join(err, opened.Close())
	default:
		return opened, err
	}
}

func (s *snapshot) ReadFile(name string) ([]byte, error) { return fs.ReadFile(s.FS, name) }

// remembered asks the disk for what is not known. The answer is not kept when something was forgotten meanwhile, since it
// may be from before that: it counts as forgotten too.
func remembered[V any](s *snapshot, kept func() map[string]V, name string, ask func(fs.FS, string) (V, error)) (V, error) {
	s.mu.Lock()
	value, known := kept()[name]
	age := s.age
	s.mu.Unlock()
	if known {
		return value, nil
	}
	value, err := ask(s.FS, name)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err == nil && s.age == age:
		kept()[name] = value
	case s.age != age && s.changed != nil:
		s.changed[name] = true
	}
	return value, err
}

// forget makes a file, or a folder and all below it, be asked for again.
func (s *snapshot) forget(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.age++
	if s.changed != nil {
		s.changed[name] = true
	}
	if _, folder := s.lists[name]; folder {
		forgetBelow(s.stats, name)
		forgetBelow(s.lists, name)
	}
	delete(s.stats, name)
	delete(s.lists, name)
	if !s.stillListed(name) {
		delete(s.lists, path.Dir(name))
	}
}

// stillListed reports whether the list that is known of a file's folder has the file as it is now. A save changes no list,
// and to make that of a large folder anew takes longer than all else of an edit.
func (s *snapshot) stillListed(name string) bool {
	list := s.lists[path.Dir(name)]
	i, found := slices.BinarySearchFunc(list, path.Base(name), func(d fs.DirEntry, base string) int { return strings.Compare(d.Name(), base) })
	if !found {
		return false
	}
	info, err := fs.Lstat(s.FS, name)
	return err == nil && info.Mode().Type() == list[i].Type()
}

func forgetBelow[V any](kept map[string]V, folder string) {
	for name := range kept {
		if strings.HasPrefix(name, folder+"/") {
			delete(kept, name)
		}
	}
}

func (s *snapshot) forgetAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.age++
	s.stats, s.lists, s.changed = map[string]fs.FileInfo{}, map[string][]fs.DirEntry{}, nil
}

// changes are the files and folders that were forgotten since the last call; nil when everything was.
func (s *snapshot) changes() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.changed == nil {
		s.changed = map[string]bool{}
		return nil
	}
	names := slices.AppendSeq([]string{}, maps.Keys(s.changed))
	clear(s.changed)
	return names
}

// check forgets what the disk says otherwise now. It keeps nobody waiting who asks for something meanwhile.
func (s *snapshot) check(ctx context.Context) {
	s.mu.Lock()
	stats, lists := maps.Clone(s.stats), maps.Clone(s.lists)
	s.mu.Unlock()
	for name, list := range lists {
		now, err := fs.ReadDir(s.FS, name)
		if err != nil || !slices.EqualFunc(now, list, sameEntry) {
			s.forget(name)
		}
	}
	for name, info := range stats {
		if ctx.Err() != nil {
			return
		}
		now, err := fs.Stat(s.FS, name)
		if err != nil || now.Size() != info.Size() || !now.ModTime().Equal(info.ModTime()) || now.Mode() != info.Mode() {
			s.forget(name)
		}
	}
}

func sameEntry(a, b fs.DirEntry) bool { return a.Name() == b.Name() && a.Type() == b.Type() }
