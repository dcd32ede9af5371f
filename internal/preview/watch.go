package preview

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"drukpers/internal/content"
)

const (
	// quiet is how long nothing may happen before a burst of events counts as over: an editor's save is several.
	quiet = 25 * time.Millisecond
	// longest bounds a burst that goes on.
	longest = 200 * time.Millisecond
	// rescan follows each update, so that an event that got lost while files were read leaves nothing stale.
	rescan = 400 * time.Millisecond
	// pollEvery is how often files are looked at where events do not arrive.
	pollEvery = 500 * time.Millisecond
	probeWait = time.Second
)

// watchedFolders are those below the project whose files make the site.
var watchedFolders = []string{"content", "themes", "static"}

// watch calls Update for every burst of changes until ctx ends.
func (s *Server) watch(ctx context.Context) {
	changes := make(chan struct{}, 1)
	watcher, err := s.events(ctx, changes)
	if err != nil {
		s.options.Log("bestanden melden zich hier niet (%v); ik kijk zelf elke halve seconde", err)
		go poll(ctx, s.dir, changes)
	} else if watcher != nil {
		defer func() { _ = watcher.Close() }()
	} else {
		go poll(ctx, s.dir, changes)
	}
	again := time.NewTimer(rescan)
	defer again.Stop()
	for {
		due := s.nextDue()
		select {
		case <-ctx.Done():
			due.Stop()
			return
		case <-changes:
			settle(ctx, changes)
			s.Update()
			again.Reset(rescan)
		case <-again.C:
			s.Update()
		case <-due.C:
			s.Update()
		}
		due.Stop()
	}
}

// settle waits until a burst is over.
func settle(ctx context.Context, changes <-chan struct{}) {
	end := time.NewTimer(longest)
	defer end.Stop()
	for {
		select {
		case <-changes:
		case <-time.After(quiet):
			return
		case <-end.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// nextDue fires when the next future article appears, where that shows.
func (s *Server) nextDue() *time.Timer {
	if e := s.state.Load().edition; s.options.AsPublished && e != nil && !e.Site.LeftOut.NextDue.IsZero() {
		return time.NewTimer(time.Until(e.Site.LeftOut.NextDue))
	}
	return time.NewTimer(time.Hour)
}

// events watches folders, never files: editors save by renaming. It returns nil when polling was asked for.
func (s *Server) events(ctx context.Context, changes chan<- struct{}) (*fsnotify.Watcher, error) {
	if s.options.Poll {
		return nil, nil
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	err = watcher.Add(s.dir)
	for _, folder := range watchedFolders {
		if err == nil {
			err = addFolders(watcher, filepath.Join(s.dir, folder))
		}
	}
	if err == nil {
		err = s.probe(watcher)
	}
	if err != nil {
		return nil, firstOf(err, watcher.Close())
	}
	go s.forward(ctx, watcher, changes)
	return watcher, nil
}

func firstOf(err error, _ error) error { return err }

// addFolders watches a folder and all below it; one that does not exist is watched for by its parent.
func addFolders(watcher *fsnotify.Watcher, root string) error {
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // it is gone again, or can't be read: loading the site will say so
		}
		if !d.IsDir() {
			return nil
		}
		return watcher.Add(name)
	})
}

// forward turns events into signals; folders that appear are watched from then on.
func (s *Server) forward(ctx context.Context, watcher *fsnotify.Watcher, changes chan<- struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case e, open := <-watcher.Events:
			if !open {
				return
			}
			if e.Op == fsnotify.Chmod || !s.concerns(e.Name) {
				continue
			}
			if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
				_ = addFolders(watcher, e.Name)
			}
		case _, open := <-watcher.Errors:
			if !open {
				return
			}
		}
		signal(changes)
	}
}

func signal(changes chan<- struct{}) {
	select {
	case changes <- struct{}{}:
	default:
	}
}

// concerns reports whether a file can make a difference to the site.
func (s *Server) concerns(name string) bool {
	rel, err := filepath.Rel(s.dir, name)
	if err != nil || temporary(filepath.Base(rel)) {
		return false
	}
	top, _, below := strings.Cut(filepath.ToSlash(rel), "/")
	for _, folder := range watchedFolders {
		if top == folder {
			return true
		}
	}
	return !below && rel == content.ConfigFile
}

// temporary reports whether editors make files of this name on the way to saving another.
func temporary(base string) bool {
	switch filepath.Ext(base) {
	case ".swp", ".swx", ".tmp", ".bck", ".crdownload", ".part":
		return true
	}
	return strings.HasSuffix(base, "~") || strings.HasPrefix(base, ".#") || strings.HasPrefix(base, ".goutputstream-") || base == "4913"
}

// probe writes a file in a watched folder of its own and waits for the event: on some network and container file systems
// none ever comes.
func (s *Server) probe(watcher *fsnotify.Watcher) error {
	state := filepath.Join(s.dir, ".drukpers")
	if err := os.MkdirAll(state, 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(state, "probe-")
	if err != nil {
		return err
	}
	defer func() {
		_ = watcher.Remove(dir)
		_ = os.RemoveAll(dir)
		_ = os.Remove(state) // only when it is empty
	}()
	if err := watcher.Add(dir); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "probe"), nil, 0o644); err != nil {
		return err
	}
	timeout := time.After(probeWait)
	for {
		select {
		case e := <-watcher.Events:
			if filepath.Dir(e.Name) == dir {
				return nil
			}
		case err := <-watcher.Errors:
			return err
		case <-timeout:
			return fmt.Errorf("no event came for %s", dir)
		}
	}
}

// poll signals when any file of the site has another size or time, or is new or gone.
func poll(ctx context.Context, dir string, changes chan<- struct{}) {
	last := stamp(dir)
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if now := stamp(dir); now != last {
				last = now
				signal(changes)
			}
		}
	}
}

func stamp(dir string) uint64 {
	h := fnv.New64a()
	add := func(name string, d fs.DirEntry, err error) error {
		if err != nil || temporary(filepath.Base(name)) {
			return nil //nolint:nilerr // as in addFolders
		}
		if info, err := d.Info(); err == nil {
			fmt.Fprintf(h, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	}
	for _, folder := range watchedFolders {
		_ = filepath.WalkDir(filepath.Join(dir, folder), add)
	}
	if info, err := os.Lstat(filepath.Join(dir, content.ConfigFile)); err == nil {
		_ = add(content.ConfigFile, fs.FileInfoToDirEntry(info), nil)
	}
	return h.Sum64()
}
