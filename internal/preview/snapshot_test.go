package preview

import (
	"context"
	"io/fs"
	"os"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// longAgo is a time that no file has by itself.
var longAgo = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

func TestSnapshot(t *testing.T) {
	t.Parallel()
	f := newFolder(t, map[string]string{"a/een.txt": "1", "a/diep/twee.txt": "22", "b/drie.txt": "333"})
	s := newSnapshot(os.DirFS(string(f)))
	look := func() (sizes []int64) {
		t.Helper()
		for _, top := range []string{"a", "b"} {
			must(t, fs.WalkDir(s, top, func(name string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				info, err := fs.Stat(s, name)
				if err == nil {
					sizes = append(sizes, info.Size())
				}
				return err
			}))
		}
		return sizes
	}
	want := func(what string, want ...int64) {
		t.Helper()
		if got := look(); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	want("as it begins", 2, 1, 3)
	f.write(t, "a/een.txt", "4444")
	f.write(t, "b/nieuw.txt", "5")
	want("nothing is forgotten", 2, 1, 3)
	if data := readAll(t, s, "a/een.txt"); string(data) != "4444" {
		t.Errorf("the bytes of a file are %q", data)
	}
	s.forget("a/een.txt")
	want("one file is forgotten", 2, 4, 3)
	s.forget("b/nieuw.txt")
	want("a new file is heard of", 2, 4, 3, 1)
	f.remove(t, "a")
	f.write(t, "a/diep/twee.txt", "666666")
	s.forget("a")
	want("a folder is another", 6, 3, 1)
	f.remove(t, "b/nieuw.txt")
	s.forgetAll()
	want("all is forgotten", 6, 3)
}

// TestSnapshotCheck has files change that nobody tells of.
func TestSnapshotCheck(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what string
		edit func(f folder)
		want []string
	}{
		{"nothing", func(folder) {}, nil},
		{"another size", func(f folder) { f.write(t, "a/een.txt", "22") }, []string{"a/een.txt"}},
		{"another time", func(f folder) { must(t, os.Chtimes(f.path("a/een.txt"), time.Time{}, longAgo)) }, []string{"a/een.txt"}},
		{"another size of a file that was only read", func(f folder) { f.write(t, "a/twee.txt", "22") }, []string{"a/twee.txt"}},
		{"another file of the name", func(f folder) {
			f.write(t, "nieuw.txt", "3")
			must(t, os.Chtimes(f.path("nieuw.txt"), time.Time{}, longAgo))
			must(t, os.Rename(f.path("nieuw.txt"), f.path("a/drie.txt")))
		}, []string{"a/drie.txt"}},
		{"a new file", func(f folder) { f.write(t, "a/nieuw.txt", "") }, []string{"a"}},
		{"a new folder", func(f folder) { f.write(t, "a/b/nieuw.txt", "") }, []string{"a"}},
		{"a file goes", func(f folder) { f.remove(t, "a/twee.txt") }, []string{"a", "a/twee.txt"}},
		{"a file becomes a folder", func(f folder) { f.remove(t, "a/twee.txt"); f.write(t, "a/twee.txt/x", "") }, []string{"a", "a/twee.txt"}},
	} {
		f := newFolder(t, map[string]string{"a/een.txt": "1", "a/twee.txt": "2", "a/drie.txt": "3"})
		s := newSnapshot(os.DirFS(string(f)))
		if s.changes() != nil {
			t.Errorf("%s: at first not everything is new", c.what)
		}
		_, err := s.ReadDir("a")
		must(t, err)
		_, err = s.Stat("a/een.txt")
		must(t, err)
		opened, err := s.Open("a/twee.txt")
		must(t, err)
		must(t, opened.Close())
		_, err = s.Stat("a/drie.txt")
		must(t, err)
		c.edit(f)
		s.check(t.Context())
		got := s.changes()
		slices.Sort(got)
		if got == nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
		if got := s.changes(); got == nil || len(got) > 0 {
			t.Errorf("%s: then %q", c.what, got)
		}
	}
}

// TestSnapshotRace has a file forgotten while it is looked at: what was seen may be old, and is not kept.
func TestSnapshotRace(t *testing.T) {
	t.Parallel()
	f := newFolder(t, map[string]string{"een.txt": "1"})
	s := newSnapshot(os.DirFS(string(f)))
	s.changes()
	size := func(during func()) int64 {
		t.Helper()
		info, err := remembered(s, func() map[string]fs.FileInfo { return s.stats }, "een.txt", func(fsys fs.FS, name string) (fs.FileInfo, error) {
			info, err := fs.Stat(fsys, name)
			during()
			return info, err
		})
		must(t, err)
		return info.Size()
	}
	size(func() {
		f.write(t, "een.txt", "22")
		s.forget("een.txt")
	})
	if got := size(func() {}); got != 2 {
		t.Errorf("size %d", got)
	}
	if got := s.changes(); !slices.Equal(got, []string{"een.txt"}) {
		t.Errorf("to be looked at again: %q", got)
	}
	s.forget("een.txt")
	s.changes()
	size(func() { s.forget("twee.txt") })
	if got := s.changes(); len(got) != 2 {
		t.Errorf("to be looked at again: %q", got)
	}
}

// TestBurst has changes at several moments of a burst, and counts how often the site is loaded for it.
func TestBurst(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	for _, c := range []struct {
		what    string
		changes []time.Duration // after the first
		load    time.Duration
		took    time.Duration
		loads   int
		more    bool // a change is left for the next burst
	}{
		{"one change", nil, 10 * ms, quiet, 1, false},
		{"a long load", nil, 60 * ms, lull + 60*ms, 1, false},
		{"several at once", []time.Duration{ms, 2 * ms, 3 * ms}, 10 * ms, 3*ms + quiet, 1, false},
		{"one during the load", []time.Duration{6 * ms}, 10 * ms, 12*ms + quiet, 2, false},
		{"one while waiting", []time.Duration{20 * ms}, 10 * ms, 20*ms + quiet, 2, false},
		{"one after", []time.Duration{quiet + ms}, 10 * ms, quiet, 1, false},
		{"without end", slices.Repeat([]time.Duration{10 * ms}, 50), 10 * ms, 0, 0, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			changes := make(chan struct{}, 1)
			started := time.Now()
			go func() {
				for i, at := range c.changes {
					if c.more {
						at *= time.Duration(i)
					}
					select {
					case <-time.After(time.Until(started.Add(at))):
						signal(changes)
					case <-ctx.Done():
						return
					}
				}
			}()
			b := beginBurst(ctx, changes)
			b.rest()
			loads := 0
			for over := false; !over; over = b.over() {
				loads++
				time.Sleep(c.load)
			}
			took := time.Since(started)
			if c.more {
				if took < longest || took > longest+quiet+c.load {
					t.Errorf("%s: %v", c.what, took)
				}
			} else if took != c.took || loads != c.loads {
				t.Errorf("%s: %d loads in %v, want %d in %v", c.what, loads, took, c.loads, c.took)
			}
			if left := len(changes) > 0; left != c.more {
				t.Errorf("%s: a change is left: %v", c.what, left)
			}
		})
	}
}
