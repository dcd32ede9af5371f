package build

import (
	"bytes"
	"runtime"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// render renders every page, over all cores, and stages those that changed.
func (r *run) render() error {
	var next, done atomic.Int64
	var failed atomic.Bool
	work := func() error {
		renderer := r.edition.Renderer()
		for n := next.Add(1) - 1; n < int64(len(r.pages)) && !failed.Load(); n = next.Add(1) - 1 {
			if err := r.page(renderer, int(n)); err != nil {
				failed.Store(true)
				return err
			}
			if d := int(done.Add(1)); r.options.Progress != nil && (d%64 == 0 || d == len(r.pages)) {
				r.options.Progress(d, len(r.pages))
			}
		}
		return nil
	}
	var group errgroup.Group
	for range runtime.GOMAXPROCS(0) {
		group.Go(work)
	}
	return group.Wait()
}

// page renders one page and stages it when it differs from the file on disk.
func (r *run) page(renderer *render.Renderer, n int) (err error) {
	p := r.pages[n]
	defer report.Recover(render.Source(p), &err)
	file := p.OutputFile()
	started := time.Now()
	data, err := renderer.Render(p)
	rendered := time.Now()
	if problem, is := report.AsProblem(err); is {
		r.mu.Lock()
		r.problems.Add(problem)
		r.mu.Unlock()
		return nil
	}
	if err != nil {
		return err
	}
	e, same, exists, err := r.out.same(file, data)
	if err == nil && !same && !r.options.DryRun {
		e, err = r.out.staged.write(n, file, data)
	}
	if err != nil {
		return err
	}
	known := r.entryOf(p)
	known.size, known.modified = e.size, e.modified
	r.mu.Lock()
	defer r.mu.Unlock()
	if p.Kind == site.Redirects {
		r.redirects = bytes.Clone(data)
	}
	r.note(n, file, known, int64(len(data)), same, exists)
	r.result.Times.Render += rendered.Sub(started)
	r.result.Times.Write += time.Since(rendered)
	return nil
}

func (r *run) note(n int, file string, e entry, size int64, same, exists bool) {
	r.after.files[file] = e
	r.result.count(r.pages[n])
	r.result.Bytes += size
	switch {
	case same:
		r.result.Unchanged++
		return
	case exists:
		r.result.Changed = append(r.result.Changed, file)
	default:
		r.result.New = append(r.result.New, file)
	}
	r.staged = append(r.staged, n)
}
