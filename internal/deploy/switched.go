package deploy

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// switched is a folder that is a symlink to one of several releases, which stand beside it. What two of them have in
// common is one file with two names.
type switched struct{ folder *folder }

func (s *switched) locks() store { return s.folder }
func (s *switched) close() error { return nil }

func (s *switched) dir(id string) string { return filepath.Join(s.folder.kept, "releases", id) }

func (s *switched) online(context.Context) (data []byte, id string, err error) {
	info, err := os.Lstat(s.folder.root)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, "", fs.ErrNotExist
	}
	if err == nil && info.Mode()&fs.ModeSymlink == 0 {
		return nil, "", trouble(s.folder.root+" is een gewone map; met atomic hoort er een verwijzing (symlink)",
			"Geef de map een andere naam, of haal atomic weg in site.yaml.")
	}
	if err != nil {
		return nil, "", err
	}
	to, err := os.Readlink(s.folder.root)
	if err != nil {
		return nil, "", err
	}
	id = filepath.Base(to)
	data, err = os.ReadFile(s.dir(id) + ".json.gz")
	return data, id, err
}

func (s *switched) adopt(ctx context.Context, l *local) (map[string]file, map[string]string, error) {
	real, err := filepath.EvalSymlinks(s.folder.root)
	if err != nil {
		return nil, nil, err
	}
	objects, err := (&folder{root: real}).list(ctx)
	if err != nil {
		return nil, nil, err
	}
	files, carried := map[string]file{}, map[string]string{}
	for _, o := range objects {
		f, ours := l.files[o.name]
		data, err := s.folder.get(ctx, o.name)
		switch {
		case err != nil:
			return nil, nil, err
		case !ours:
			carried[o.name] = hashOf(data)
		case hashOf(data) != f.Hash:
			files[o.name] = file{Hash: unknown}
		default:
			files[o.name] = f
		}
	}
	return files, carried, nil
}

func (s *switched) get(ctx context.Context, name string) ([]byte, error) {
	return s.folder.get(ctx, name)
}

// release makes a folder of all files beside the others, and switches the symlink. A folder that a deploy that was
// killed left is begun anew: what has not changed costs a link only.
func (s *switched) release(ctx context.Context, r *release) error {
	id := strconv.Itoa(r.after.Number)
	for number := r.after.Number; id == r.before; number++ { // after going back
		id = strconv.Itoa(number + 1)
	}
	dir := &folder{root: s.dir(id)}
	if err := os.RemoveAll(dir.root); err != nil {
		return err
	}
	names := slices.Concat(r.names(), keysOf(r.after.Carried))
	err := inParallel(ctx, s.folder.parallel(), names, func(ctx context.Context, name string) error {
		f, ours := r.after.Files[name]
		if known, is := r.known[name]; is && known.Hash == f.Hash || !ours {
			full := dir.path(name)
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				return err
			}
			if os.Link(s.folder.path(name), full) == nil {
				return nil
			}
		}
		data, err := r.read(ctx, name)
		if err == nil {
			err = dir.put(ctx, name, data)
		}
		r.done()
		return err
	})
	if err == nil {
		err = os.WriteFile(s.dir(id)+".json.gz", r.data, 0o644)
	}
	if err != nil {
		return err
	}
	if err := s.point(id); err != nil {
		return err
	}
	return s.clean(r.after.Number)
}

// point switches the symlink.
func (s *switched) point(id string) error {
	next := s.folder.root + temporary
	to, err := filepath.Rel(filepath.Dir(s.folder.root), s.dir(id))
	if err != nil {
		return err
	}
	if err := errors.Join(ignoring(os.Remove(next), fs.ErrNotExist), os.Symlink(to, next)); err != nil {
		return err
	}
	return os.Rename(next, s.folder.root)
}

// numbers are those of the releases that are there, the newest first.
func (s *switched) numbers() ([]int, error) {
	found, err := filepath.Glob(filepath.Join(s.folder.kept, "releases", "*.json.gz"))
	var all []int
	for _, name := range found {
		if n, err := strconv.Atoi(filepath.Base(name[:len(name)-len(".json.gz")])); err == nil {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	slices.Reverse(all)
	return all, err
}

// clean removes the releases that --back can't reach any more.
func (s *switched) clean(number int) error {
	numbers, err := s.numbers()
	for _, n := range numbers {
		if n < number-grace {
			id := strconv.Itoa(n)
			err = errors.Join(err, os.RemoveAll(s.dir(id)), os.Remove(s.dir(id)+".json.gz"))
		}
	}
	return err
}

func (s *switched) back(ctx context.Context) error {
	_, id, err := s.online(ctx)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	numbers, err := s.numbers()
	if err != nil {
		return err
	}
	at, _ := strconv.Atoi(id)
	for _, n := range numbers {
		if n < at {
			return s.point(strconv.Itoa(n))
		}
	}
	return errNoBack
}
