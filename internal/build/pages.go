package build

import (
	"runtime"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"drukpers/internal/render"
)

// render renders every page, over all cores, and stages those that changed.
func (r *run) render() error {
	var next, done atomic.Int64
	var failed atomic.Bool
	work := func() error {
		var sheet render.Sheet
		for n := next.Add(1) - 1; n < int64(len(r.pages)) && !failed.Load(); n = next.Add(1) - 1 {
			if err := r.page(&sheet, int(n)); err != nil {
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
func (r *run) page(sheet *render.Sheet, n int) error {
	p := r.pages[n]
	file := p.OutputFile()
	var times Times
	clock := time.Now()
	lap := func(d *time.Duration) { now := time.Now(); *d += now.Sub(clock); clock = now }

	err := sheet.Draw(r.edition, p)
	lap(&times.Render)
	var known, e entry
	var same, exists bool
	if err == nil {
		known = entry{hash: sheet.Digest()}
		if old := r.before[file]; old.hash == known.hash && r.out.untouched(file, old) {
			e, same = old, true
		}
		lap(&times.Write)
	}
	var data []byte
	if err == nil && !same {
		data, err = sheet.Finish()
		lap(&times.Minify)
	}
	if problem, is := render.IsTemplateError(err); is {
		r.mu.Lock()
		r.problems.Add(problem)
		r.mu.Unlock()
		return nil
	}
	if err == nil && !same {
		e, same, exists, err = r.out.same(file, data)
	}
	if err == nil && !same && !r.options.DryRun {
		e, err = r.out.staged.write(n, file, data)
	}
	lap(&times.Write)
	if err != nil {
		return err
	}
	e.hash = known.hash
	size := int64(len(data))
	if same {
		size = e.size // data may not have been minified
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.note(n, file, e, size, same, exists)
	r.result.Times.Render += times.Render
	r.result.Times.Minify += times.Minify
	r.result.Times.Write += times.Write
	return nil
}

func (r *run) note(n int, file string, e entry, size int64, same, exists bool) {
	_, ours := r.before[file]
	e.found = same && !ours
	r.after[file] = e
	r.result.Pages++
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
