package preview

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// probeWait is how long the event of the probe file may take.
const probeWait = time.Second

// notifier hears of changed files from the operating system. It watches folders, never files: editors save by renaming.
type notifier struct {
	dir     string
	changes *changes
	watcher *fsnotify.Watcher

	mu    sync.Mutex
	links map[string][]string // file in dir → names in the project of links that lead to it
}

// newNotifier fails where events do not arrive.
func newNotifier(ctx context.Context, dir string, changes *changes) (*notifier, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	n := &notifier{dir: dir, changes: changes, watcher: watcher, links: map[string][]string{}}
	if err = n.probe(ctx); err == nil {
		err = n.watchAll()
	}
	if err != nil {
		_ = watcher.Close()
		return nil, err
	}
	return n, nil
}

// watchAll watches the folders of the site as they are now; one that is watched already stays so.
func (n *notifier) watchAll() error {
	if err := n.watcher.Add(n.dir); err != nil {
		return err
	}
	for _, folder := range watchedFolders {
		if err := n.add(filepath.Join(n.dir, folder)); err != nil {
			return err
		}
	}
	return nil
}

// add watches a folder and all below it, or where a link leads; what does not exist is watched for by its parent.
func (n *notifier) add(root string) error {
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil: // it is gone again, or can't be read: loading the site will say so
			return nil //nolint:nilerr // as above
		case d.Type()&fs.ModeSymlink != 0:
			n.follow(name)
			return nil
		case d.IsDir():
			return n.watcher.Add(name)
		}
		return nil
	})
}

// follow watches the folder of the file that a link leads to, if that is in the project; no other is read.
func (n *notifier) follow(link string) {
	root, err := filepath.EvalSymlinks(n.dir)
	if err != nil {
		return
	}
	target, err := filepath.EvalSymlinks(link)
	if err != nil {
		return
	}
	inside, err := filepath.Rel(root, target)
	if err != nil || !filepath.IsLocal(inside) {
		return
	}
	target = filepath.Join(n.dir, inside)
	name, err := filepath.Rel(n.dir, link)
	if err != nil || n.watcher.Add(filepath.Dir(target)) != nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if name = filepath.ToSlash(name); !slices.Contains(n.links[target], name) {
		n.links[target] = append(n.links[target], name)
	}
}

// concerned are the names in the project of the files of the site that a changed file is.
func (n *notifier) concerned(file string) []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	names := slices.Clone(n.links[file])
	if name, err := filepath.Rel(n.dir, file); err == nil && concerns(n.dir, file) {
		names = append(names, filepath.ToSlash(name))
	}
	return names
}

// tell turns events into signals; folders that appear are watched from then on.
func (n *notifier) tell(ctx context.Context, changes chan<- struct{}) {
	defer func() { _ = n.watcher.Close() }()
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-n.watcher.Events:
			names := n.concerned(e.Name)
			if e.Op == fsnotify.Chmod || len(names) == 0 {
				continue
			}
			n.changes.add(names...)
			if concerns(n.dir, e.Name) {
				_ = n.add(e.Name)
			}
		case <-n.watcher.Errors: // events got lost
			_ = n.watchAll()
			n.changes.addAll()
		}
		signal(changes)
	}
}

// probe writes a file in a watched folder of its own and waits for the event: on some network and container file
// systems none ever comes.
func (n *notifier) probe(ctx context.Context) error {
	state := filepath.Join(n.dir, ".drukpers")
	if err := os.MkdirAll(state, 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(state, "probe-")
	if err != nil {
		return err
	}
	defer func() {
		_ = n.watcher.Remove(dir)
		_ = os.RemoveAll(dir)
		_ = os.Remove(state) // only when it is empty
	}()
	if err := n.watcher.Add(dir); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "probe"), nil, 0o644); err != nil {
		return err
	}
	timeout := time.After(probeWait)
	select {
	case <-n.watcher.Events:
		return nil
	case err := <-n.watcher.Errors:
		return err
	case <-timeout:
		return fmt.Errorf("no event came for %s", dir)
	case <-ctx.Done():
		return ctx.Err()
	}
}

func signal(changes chan<- struct{}) {
	select {
	case changes <- struct{}{}:
	default:
	}
}
