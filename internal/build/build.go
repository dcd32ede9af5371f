// Package build writes a site to a folder.
//
// Run renders every page of an edition and makes the folder hold exactly them: what changed is written, what is the
// same keeps its time, and what an earlier build wrote and this one did not is deleted, but for what was online of an
// article that has errors now. Files that no build wrote are never touched, unless the site has a page of their name;
// those that look like pages are told, and Options.Prune removes them.
//
// Nothing in the folder changes before all pages have been rendered and stored beside it. Then they are moved into
// place, files before the pages that need them, and deletions last. A build that is killed leaves the old site or a
// mixture of old and new whole files; the next one makes it right.
package build

import (
	"cmp"
	"errors"
	"maps"
	"path"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// Options of one build.
type Options struct {
	DryRun   bool                  // say what would change, and write nothing
	Prune    bool                  // delete the files that look like pages and that no build knows
	Progress func(done, total int) // called now and then while pages are rendered; may be nil

	fault func(call, name string) error // see disk
}

// Result says what a build did, or a dry run would do. The lists are files below the output folder, in order.
type Result struct {
	Pages     int   // HTML of the site's own, but for the pages of aliases
	Files     int   // all others
	Bytes     int64 // of all
	Unchanged int
	New       []string
	Changed   []string
	Deleted   []string
	Kept      []string // articles that have errors and of which the last good page stays
	Times     Times
}

// count adds a page to Pages or Files.
func (r *Result) count(p *site.Page) {
	if render.IsHTML(p) && p.Kind != site.Alias {
		r.Pages++
	} else {
		r.Files++
	}
}

// Written is how many files were written.
func (r *Result) Written() int { return len(r.New) + len(r.Changed) }

// Times is where a build spent its time. Render and Write are added up over all cores.
type Times struct{ Render, Write, Publish time.Duration }

// Run builds the site into dir. The problems are of the rendered pages and of the folder; with errors among them
// nothing is changed and there is no Result. An error is the machine's.
func Run(loaded *project.Loaded, dir string, options Options) (_ *Result, _ report.List, err error) {
	out, err := openOutput(dir, options)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, out.close()) }()
	if !options.DryRun { // what a build that was killed left
		if err := out.clear(); err != nil {
			return nil, nil, err
		}
	}
	before, err := readManifest(out.disk, out.manifestFile())
	if err != nil {
		return nil, nil, err
	}
	in, err := inputsOf(loaded)
	if err != nil {
		return nil, nil, err
	}
	e := loaded.Edition
	r := &run{
		loaded: loaded, edition: e, pages: e.Site.Order, out: out, options: options, before: before,
		after: manifest{in, e.Site.NextChange, make(map[string]entry, len(e.Site.Order))},
	}
	r.keepBroken()
	if r.strangers, err = r.findStrangers(); err != nil {
		return nil, nil, err
	}
	if r.upToDate() {
		r.problems = append(r.problems, r.tellStrangers()...)
		return &r.result, r.problems, r.noteNext()
	}
	if !options.DryRun {
		if err := out.makeStaging(); err != nil {
			return nil, nil, err
		}
		defer func() { err = errors.Join(err, out.clear()) }()
	}
	if err := r.render(); err != nil {
		return nil, nil, err
	}
	if r.problems.HasErrors() {
		r.problems.Sort()
		return nil, r.problems, nil
	}
	if err := r.finish(); err != nil {
		return nil, nil, err
	}
	r.problems.Sort()
	return &r.result, r.problems, nil
}

// run is one build under way.
type run struct {
	loaded        *project.Loaded
	edition       *render.Edition
	out           *output
	options       Options
	pages         []*site.Page
	before, after manifest
	kept          map[string]entry // files of articles that have errors now, which stay
	strangers     []string         // see findStrangers

	mu        sync.Mutex // of what follows and of after
	problems  report.List
	result    Result
	redirects []byte // the site's _redirects
	staged    []int  // pages that changed
}

// finish moves the staged files into place and deletes what is gone.
func (r *run) finish() error {
	slices.Sort(r.result.New)
	slices.Sort(r.result.Changed)
	maps.Copy(r.after.files, r.kept)
	for file := range r.before.files {
		if _, ours := r.after.files[file]; !ours {
			r.result.Deleted = append(r.result.Deleted, file)
		}
	}
	r.problems = append(r.problems, r.tellVanished()...)
	if r.mayPrune() {
		r.result.Deleted = append(r.result.Deleted, r.strangers...)
	} else {
		r.problems = append(r.problems, r.tellStrangers()...)
	}
	slices.Sort(r.result.Deleted)
	if r.options.DryRun {
		return nil
	}
	started := time.Now()
	defer func() { r.result.Times.Publish = time.Since(started) }()
	if err := r.claim(); err != nil {
		return err
	}
	inTheWay, gone := r.divideDeletions()
	for _, file := range inTheWay {
		if err := r.out.remove(file); err != nil {
			return err
		}
	}
	if err := r.publish(); err != nil {
		return err
	}
	for _, file := range gone {
		if err := r.out.remove(file); err != nil {
			return err
		}
	}
	return r.after.write(r.out.disk, r.out.manifestFile())
}

// publish moves the staged files into place, one phase after another and each over all cores.
func (r *run) publish() error {
	if r.out.staged.whole {
		return r.out.publishWhole()
	}
	slices.SortFunc(r.staged, func(a, b int) int {
		return cmp.Or(cmp.Compare(r.phase(a), r.phase(b)), a-b)
	})
	for len(r.staged) > 0 {
		phase := r.phase(r.staged[0])
		end := slices.IndexFunc(r.staged, func(n int) bool { return r.phase(n) != phase })
		if end < 0 {
			end = len(r.staged)
		}
		group := new(errgroup.Group)
		for part := range slices.Chunk(r.staged[:end], end/runtime.GOMAXPROCS(0)+1) {
			group.Go(func() error {
				for _, n := range part {
					if err := r.publishPage(n); err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err := group.Wait(); err != nil {
			return err
		}
		r.staged = r.staged[end:]
	}
	return nil
}

func (r *run) publishPage(n int) (err error) {
	defer report.Recover(render.Source(r.pages[n]), &err)
	return r.out.publish(n, r.pages[n].OutputFile())
}

func (r *run) phase(n int) site.Phase { return r.pages[n].Kind.Phase() }

// claim notes in the manifest every file this build is about to write, so that a next build knows whose they are even
// when this one does not end. It has no inputs: a build that was killed is not taken for one that ended.
func (r *run) claim() error {
	if len(r.staged) == 0 && len(r.result.Deleted) == 0 {
		return nil
	}
	both := manifest{files: maps.Clone(r.before.files)}
	for _, n := range r.staged {
		both.files[r.pages[n].OutputFile()] = r.entryOf(r.pages[n])
	}
	return both.write(r.out.disk, r.out.manifestFile())
}

// divideDeletions tells the old files that stand where a new one needs a folder, or in a folder where a new one needs a
// file, from those that can wait until the end.
func (r *run) divideDeletions() (inTheWay, gone []string) {
	folders := map[string]bool{}
	for file := range r.after.files {
		for dir := path.Dir(file); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	for _, file := range r.result.Deleted {
		blocks := folders[file]
		for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
			_, isFile := r.after.files[dir]
			blocks = blocks || isFile
		}
		if blocks {
			inTheWay = append(inTheWay, file)
		} else {
			gone = append(gone, file)
		}
	}
	return inTheWay, gone
}
