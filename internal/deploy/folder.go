package deploy

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"drukpers/internal/config"
)

// folder is a store in a folder of this machine, or one that it has mounted. What the program keeps stands beside the
// site's folder, so that no web server shows it.
type folder struct {
	root string // the site's
	kept string // of the program
}

func openFolder(t config.Target, _ *secrets) (any, error) {
	dir, err := filepath.Abs(t.Path)
	if err != nil {
		return nil, err
	}
	f := &folder{root: dir, kept: filepath.Join(filepath.Dir(dir), strings.TrimSuffix(stateDir, "/"), filepath.Base(dir))}
	if t.State != "" {
		if f.kept, err = filepath.Abs(t.State); err != nil {
			return nil, err
		}
	}
	if t.Atomic {
		return &switched{folder: f}, nil
	}
	return f, nil
}

func (f *folder) parallel() int { return 4 }
func (f *folder) close() error  { return nil }

func (f *folder) path(name string) string {
	if inside, is := strings.CutPrefix(name, stateDir); is {
		return filepath.Join(f.kept, filepath.FromSlash(inside))
	}
	return filepath.Join(f.root, filepath.FromSlash(name))
}

func (f *folder) list(context.Context) ([]object, error) {
	var all []object
	err := filepath.WalkDir(f.root, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && name == f.kept {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(f.root, name)
		all = append(all, object{name: filepath.ToSlash(inside), size: info.Size()})
		return err
	})
	return all, err
}

func (f *folder) get(_ context.Context, name string) ([]byte, error) {
	return os.ReadFile(f.path(name))
}

// temporary ends the name of a file that is about to replace another.
const temporary = ".drukpers-tmp"

func (f *folder) put(_ context.Context, name string, data []byte) error {
	full := f.path(name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(full+temporary, data, 0o644); err != nil {
		return errors.Join(err, os.Remove(full+temporary))
	}
	return os.Rename(full+temporary, full)
}

func (f *folder) create(_ context.Context, name string, data []byte) error {
	full := f.path(name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	file, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}

// copy makes a second name where it can: no file is ever written in place.
func (f *folder) copy(ctx context.Context, from, to string) error {
	full := f.path(to)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return err
	}
	err := os.Link(f.path(from), full)
	if err == nil || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		return ignoring(err, fs.ErrExist)
	}
	data, err := f.get(ctx, from)
	if err != nil {
		return err
	}
	return f.put(ctx, to, data)
}

func (f *folder) remove(_ context.Context, name string) error {
	if err := os.Remove(f.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if os.Remove(f.path(dir)) != nil { // not empty
			break
		}
	}
	return nil
}

func ignoring(err, expected error) error {
	if errors.Is(err, expected) {
		return nil
	}
	return err
}
