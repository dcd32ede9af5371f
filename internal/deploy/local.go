package deploy

import (
	"context"
	"crypto/md5"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"drukpers/internal/host"
)

// local are the files of a site as it was built.
type local struct {
	fsys    fs.FS
	files   map[string]file
	added   map[string][]byte // files that no build makes
	rules   *host.Headers
	content func(name string) ([]byte, error) // nil but for --back
}

// readLocal lists a folder and takes the hash of each of its files. Hidden files are left out, but for .well-known.
func readLocal(ctx context.Context, fsys fs.FS, added map[string][]byte) (*local, error) {
	l := &local{fsys: fsys, files: map[string]file{}, added: added}
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == "." {
			return err
		}
		if strings.HasPrefix(d.Name(), ".") && d.Name() != ".well-known" {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.Type().IsRegular() && name != manifestFile {
			names = append(names, name)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, trouble("er is nog niets gebouwd om te publiceren", "Bouw eerst: drukpers build.")
	}
	if err != nil {
		return nil, err
	}
	found := lockedFiles{files: l.files}
	err = inParallel(ctx, runtime.GOMAXPROCS(0), names, func(_ context.Context, name string) error {
		data, err := fs.ReadFile(fsys, name)
		found.set(name, file{hashOf(data), int64(len(data))})
		return err
	})
	for name, data := range added {
		l.files[name] = file{hashOf(data), int64(len(data))}
	}
	if text, missing := fs.ReadFile(fsys, "_headers"); missing == nil {
		l.rules, _ = host.ReadHeaders("_headers", text)
	}
	return l, err
}

// read gives the contents of a file, which have to be those that were listed.
func (l *local) read(name string) ([]byte, error) {
	if data, is := l.added[name]; is {
		return data, nil
	}
	if l.content != nil {
		return l.content(name)
	}
	data, err := fs.ReadFile(l.fsys, name)
	if err == nil && hashOf(data) != l.files[name].Hash {
		err = trouble(name+" veranderde tijdens het publiceren", "Probeer het opnieuw als de bouw klaar is.")
	}
	return data, err
}

// urlOf is the path of the site that a file answers.
func urlOf(name string) string {
	if dir, base := path.Split(name); base == "index.html" {
		return "/" + dir
	}
	return "/" + name
}

func md5Of(data []byte) string {
	sum := md5.Sum(data)
	return hex.EncodeToString(sum[:])
}

func sha1Of(data []byte) string {
	sum := sha1.Sum(data)
	return hex.EncodeToString(sum[:])
}

// lockedFiles is a map that goroutines share.
type lockedFiles struct {
	mu    sync.Mutex
	files map[string]file
}

func (l *lockedFiles) set(name string, f file) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.files[name] = f
}

// inParallel calls f for every item, so many at a time, and ends at the first error.
func inParallel[T any](ctx context.Context, many int, items []T, f func(ctx context.Context, item T) error) error {
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(many)
	for _, item := range items {
		if working.Err() != nil {
			break
		}
		group.Go(func() error { return f(working, item) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}
