package preview

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/content"
)

// changes are the files that may have changed since the site was last loaded, by their names in the project. At first
// that is any file.
type changes struct {
	mu    sync.Mutex
	known bool // no others than names
	names map[string]bool
}

func (c *changes) add(names ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, name := range names {
		if c.known {
			c.names[name] = true
		}
	}
}

// addAll is for when it is not known what changed.
func (c *changes) addAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.known, c.names = false, nil
}

// take gives the names, nil when any file may have changed, and begins anew.
func (c *changes) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	names := slices.AppendSeq([]string{}, maps.Keys(c.names))
	if !c.known {
		names = nil
	}
	c.known, c.names = true, map[string]bool{}
	return names
}

// watchedFolders are those below the project whose files make the site.
var watchedFolders = []string{"content", "themes", "static"}

// listing has the size, time and mode of every file of the site in a folder, links followed.
type listing map[string]fileState

type fileState struct {
	size     int64
	modified time.Time
	mode     fs.FileMode
}

// list looks at all files of the site in dir. What can't be read is passed over: loading the site will say so. It gives
// nil when ctx ends.
func list(ctx context.Context, dir string) listing {
	all := listing{}
	add := func(name string) {
		if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); err == nil && !info.IsDir() {
			all[name] = fileState{info.Size(), info.ModTime(), info.Mode()}
		}
	}
	for _, folder := range watchedFolders {
		_ = fs.WalkDir(os.DirFS(dir), folder, func(name string, d fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return fs.SkipAll
			case err == nil && !d.IsDir() && !content.Temporary(d.Name()):
				add(name)
			}
			return nil
		})
	}
	add(config.File)
	if ctx.Err() != nil {
		return nil
	}
	return all
}

// changedTo lists the files that are others in a later listing, or in one of the two only.
func (l listing) changedTo(later listing) []string {
	var names []string
	for name, state := range later {
		if before, ok := l[name]; !ok || before.size != state.size || !before.modified.Equal(state.modified) ||
			before.mode != state.mode {
			names = append(names, name)
		}
	}
	for name := range l {
		if _, ok := later[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// concerns reports whether a file can make a difference to the site in dir.
func concerns(dir, name string) bool {
	rel, err := filepath.Rel(dir, name)
	if err != nil || content.Temporary(filepath.Base(rel)) {
		return false
	}
	top, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	return rel == config.File || slices.Contains(watchedFolders, top)
}
