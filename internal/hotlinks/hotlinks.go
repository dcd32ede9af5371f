// Package hotlinks makes copies of pictures of other sites, for the pages to show instead. It is the one way in which
// the program fetches what it then publishes, so it asks public hosts only, trusts no header and takes no more than
// a picture needs.
package hotlinks

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path"
	"slices"
	"sync"
	"time"

	"drukpers/internal/copies"
	"drukpers/internal/edit"
	"drukpers/internal/manners"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/internal/urls"
)

// Options of one run.
type Options struct {
	Now          time.Time // its day is noted
	AllowPrivate bool      // ask hosts that are not on the public internet, too
	Progress     func(done, total int)

	allowed func(netip.AddrPort) bool // hosts that may be asked; public where nil
	timeout time.Duration             // of one request
	pause   time.Duration             // between two requests to a host
	wait    time.Duration             // half of what the first retry waits for
}

// Result is what a run did.
type Result struct {
	Fetched  int         // pictures
	Bytes    int64       // of these
	Gone     int         // that their sites say are no longer there
	Problems report.List // with those that were not fetched for another reason
}

const (
	parallel = 2    // hosts at once
	width    = 1600 // in pixels, of photos of hosts that have several
	maxFails = 3    // pictures of a host that did not answer, after which it is asked for no other
	saveEach = 25   // pictures
	rule     = "niet-opgehaald"
)

type fetcher struct {
	options Options
	site    *site.Site
	files   fs.FS // of the project, as fs.FS
	root    *os.Root
	client  *http.Client
	reading sync.Mutex

	mu     sync.Mutex
	index  copies.Index
	result Result
	done   int
	silent map[string]int // pictures by host that nothing answered to, one after the other
	failed error          // of the machine
}

// All fetches the pictures of other sites that articles of a site show and that the project has no copy of. What was
// fetched stays when it is stopped, and the next run goes on from there. The error is the context's, or the machine's.
func All(ctx context.Context, root *os.Root, s *site.Site, o Options) (*Result, error) {
	o.timeout = cmp.Or(o.timeout, time.Minute)
	o.pause, o.wait = cmp.Or(o.pause, time.Second/4), cmp.Or(o.wait, time.Second)
	if o.allowed == nil {
		o.allowed = func(to netip.AddrPort) bool { return public(to.Addr()) }
	}
	f := &fetcher{
		options: o, site: s, files: root.FS(), root: root, client: newClient(o.AllowPrivate, o.allowed),
		silent: map[string]int{},
	}
	defer f.client.CloseIdleConnections()
	var err error
	if f.index, err = copies.Read(f.files, s.Config.Images.Dir); err != nil {
		return nil, err
	}
	wanted := wantedBy(s)
	addresses := slices.Collect(maps.Keys(wanted))
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	stopped := manners.Each(ctx, addresses, parallel, o.pause, func(address string) {
		if !f.one(ctx, wanted[address], len(addresses)) {
			stop()
		}
	})
	f.mu.Lock()
	defer f.mu.Unlock()
	f.result.Problems.Sort()
	return &f.result, cmp.Or(f.failed, errors.Join(stopped, f.save()))
}

// one fetches a picture, and reports whether to go on.
func (f *fetcher) one(ctx context.Context, w *wanted, total int) bool {
	host := hostOf(w.address)
	var data []byte
	var format string
	var err error
	if f.givesUpOn(host) {
		err = &refusal{text: "de site antwoordt niet", hint: tryLater, silent: true}
	} else {
		data, format, err = f.get(ctx, cmp.Or(urls.AtWidth(w.address, width), w.address))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	entry := copies.Entry{
		Date: f.options.Now.Format(time.DateOnly), Credit: w.credit, License: licenses[host],
	}
	var gone *goneError
	var refused *refusal
	switch {
	case err == nil:
		entry.File = copies.Name(data, format)
		if f.failed = f.keep(entry.File, data); f.failed != nil {
			return false
		}
		f.index[w.address] = entry
		f.result.Fetched++
		f.result.Bytes += int64(len(data))
	case errors.As(err, &gone):
		f.result.Gone++
		if f.index[w.address].Status != gone.status {
			f.index[w.address] = copies.Entry{Status: gone.status, Date: entry.Date}
		}
	case errors.As(err, &refused):
		f.result.Problems.Add(w.problem(f.files, host, refused))
	default: // it is stopped
		return false
	}
	if f.silent[host]++; refused == nil || !refused.silent {
		f.silent[host] = 0
	}
	f.done++
	if f.options.Progress != nil {
		f.options.Progress(f.done, total)
	}
	if f.done%saveEach == 0 {
		f.failed = f.save()
	}
	return f.failed == nil
}

func (f *fetcher) givesUpOn(host string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.silent[host] >= maxFails
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// licenses are the terms of hosts that have the same for all of their photos.
var licenses = map[string]string{
	"images.pexels.com":   "https://www.pexels.com/license/",
	"images.unsplash.com": "https://unsplash.com/license",
	"cdn.pixabay.com":     "https://pixabay.com/service/license-summary/",
}

// keep puts a copy in its folder, unless it is there.
func (f *fetcher) keep(name string, data []byte) error {
	err := edit.Create(f.root, path.Join(f.site.Config.Images.Dir, name), data)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

func (f *fetcher) save() error { return save(f.root, f.site.Config.Images.Dir, f.index) }

// save writes what is known, when that changed.
func save(root *os.Root, dir string, index copies.Index) error {
	name, data := path.Join(dir, copies.FileName), index.JSON()
	old, err := fs.ReadFile(root.FS(), name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && len(index) == 0:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return edit.Create(root, name, data)
	case err != nil || slices.Equal(old, data):
		return err
	}
	return edit.Replace(root, name, data)
}

// Prune forgets the pictures that no article of a site shows, and gives the files of their copies, which it deletes.
// The error is the machine's, or of an index that can't be read.
func Prune(root *os.Root, s *site.Site) ([]string, error) {
	dir := s.Config.Images.Dir
	index, err := copies.Read(root.FS(), dir)
	if err != nil {
		return nil, err
	}
	shown := map[string]bool{} // files of copies
	for _, p := range s.Order {
		if p.File != nil && path.Dir(p.File.Path) == dir {
			shown[path.Base(p.File.Path)] = true
		}
	}
	wanted := wantedBy(s)
	unused := map[string]bool{}
	for address, e := range index {
		if e.File != "" && !shown[e.File] {
			unused[path.Join(dir, e.File)] = true
		}
		if !shown[e.File] && wanted[address] == nil {
			delete(index, address)
		}
	}
	if err := save(root, dir, index); err != nil { // first: an index that names what is not there is worse
		return nil, err
	}
	files := slices.Sorted(maps.Keys(unused))
	for _, file := range files {
		if err := root.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return files, nil
}
