// Package deploy brings a site that was built to where readers find it.
//
// Run compares the files of a folder with the manifest that the target holds, puts what differs in an order in which a
// reader meets no dead link, and then the manifest. A target is a store, where each file shows as soon as it is there,
// or it has releases, which replace each other whole. Files that drukpers did not put there are left alone. A deploy
// that is killed is gone on with by the next, from any machine: all that matters is kept at the target.
//
// Errors are *report.Trouble where the cause is known, in Dutch. None holds a secret.
package deploy

import (
	"context"
	"io/fs"
	"slices"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/host"
	"drukpers/internal/report"
)

// Options of one deploy.
type Options struct {
	DryRun        bool // say what would change, and change nothing
	Force         bool // also when more than a tenth of all files would go
	DeleteForeign bool // delete the files that drukpers did not put there
	Version       string
	Next          time.Time             // when an article appears or expires by itself; zero when none does
	Added         map[string][]byte     // files to put beside those of the folder
	Progress      func(done, total int) // called from several goroutines; may be nil
	fault         func(store) store     // of tests
	patience      *patience             // of tests; usual when nil
}

// Result says what a deploy did, or a dry run would do. The lists are names of files, sorted.
type Result struct {
	Number    int // of the deploy that is online now
	New       []string
	Changed   []string
	Deleted   []string
	Unchanged int
	Bytes     int64 // of what was put
	Sizes     map[string]int64
	Foreign   int      // files that are not drukpers' own; known only where the target was listed
	Resumed   bool     // a deploy that was killed was gone on with
	Adopted   bool     // the target had no manifest of this version, so that its files were compared
	Told      []string // names of which others may be told: of this deploy, and of one that was killed
}

// Written is how many files were put.
func (r *Result) Written() int { return len(r.New) + len(r.Changed) }

// Run deploys the site in a folder.
func Run(ctx context.Context, t config.Target, files fs.FS, o Options) (*Result, error) {
	s, err := openSession(t, o)
	if err != nil {
		return nil, err
	}
	defer s.close()
	l, err := readLocal(ctx, files, o.Added)
	if err != nil {
		return nil, err
	}
	if len(l.files) == 0 {
		return nil, trouble("er is niets om te publiceren: de map van de site is leeg", "Bouw eerst: drukpers build.")
	}
	if headers, is := s.raw.(interface{ obey(rules *host.Headers) }); is {
		headers.obey(l.rules)
	}
	result, err := s.deploy(ctx, l, o, nil)
	return result, s.explain(err)
}

// deploy makes the target hold the local files. With a parent, it is as if the deploys after that were not.
func (s *session) deploy(ctx context.Context, l *local, o Options, parent *manifest) (*Result, error) {
	if s.releases != nil {
		return s.deployRelease(ctx, l, o)
	}
	p, st, result, err := s.look(ctx, s.store, l, o)
	if err != nil || o.DryRun || len(p.phases) == 0 && !st.stale(o, parent) {
		return result, err
	}
	ctx, unlock, err := takeLock(ctx, s.store, s.p)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if p, st, result, err = s.look(ctx, s.store, l, o); err != nil { // another deploy may have ended meanwhile
		return nil, err
	}
	if parent != nil {
		p.after.Parent = parent.Parent
	}
	p.after.Next, p.after.Program, p.after.At = o.Next, o.Version, time.Now().UTC().Round(time.Second)
	e := &execution{store: s.store, local: l, plan: p, p: s.p, done: counter(o, len(p.steps()))}
	err = e.run(ctx, st.manifest)
	if cause := context.Cause(ctx); err != nil && cause != nil {
		err = cause
	}
	return result, err
}

// stale reports whether the manifest has to be put although no file differs.
func (st *state) stale(o Options, parent *manifest) bool {
	return st.resumed || st.foreign || parent != nil || st.manifest.Number == 0 || !st.manifest.Next.Equal(o.Next)
}

// look compares what is local with what is online.
func (s *session) look(ctx context.Context, store store, l *local, o Options) (*plan, *state, *Result, error) {
	st, err := readState(ctx, store, l)
	if err != nil {
		return nil, nil, nil, err
	}
	var foreign []string
	strangers := 0
	if st.foreign || o.DeleteForeign {
		objects, err := store.list(ctx)
		if err != nil {
			return nil, nil, nil, err
		}
		for _, object := range objects {
			if st.manifest.knows(object.name) || l.has(object.name) {
				continue
			}
			strangers++
			if o.DeleteForeign {
				foreign = append(foreign, object.name)
			}
		}
	}
	p := planOf(l.files, st, foreign)
	result := resultOf(p, st, l)
	result.Foreign = strangers - len(foreign)
	return p, st, result, tooMuch(p, st, o)
}

func (m *manifest) knows(name string) bool {
	_, online := m.Files[name]
	_, kept := m.Retired[name]
	return online || kept
}

func (l *local) has(name string) bool { _, is := l.files[name]; return is }

func resultOf(p *plan, st *state, l *local) *Result {
	r := &Result{
		Number: p.after.Number, Resumed: st.resumed, Adopted: st.foreign, Told: st.done,
		Sizes: map[string]int64{},
	}
	for _, s := range p.steps() {
		switch s.is {
		case isNew:
			r.New = append(r.New, s.name)
		case isChanged:
			r.Changed = append(r.Changed, s.name)
		case isDeleted:
			r.Deleted = append(r.Deleted, s.name)
		case isClean:
			continue
		}
		r.Bytes += s.file.Size
		r.Sizes[s.name] = s.file.Size
		r.Told = append(r.Told, s.name)
	}
	for _, list := range []*[]string{&r.New, &r.Changed, &r.Deleted, &r.Told} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	r.Unchanged = len(l.files) - r.Written()
	return r
}

// few is how many deletions are never too many.
const few = 10

// tooMuch refuses a deploy that would delete more than a tenth of what is online.
func tooMuch(p *plan, st *state, o Options) error {
	deleted := 0
	for _, s := range p.steps() {
		if s.is == isDeleted {
			deleted++
		}
	}
	online := len(st.manifest.Files) + len(p.foreign)
	deleted -= len(p.foreign) // which were asked for
	if o.Force || o.DryRun || deleted < few || deleted*10 <= online {
		return nil
	}
	return trouble("er zouden "+report.Number(deleted)+" van de "+report.Number(online)+
		" bestanden verdwijnen die online staan; ik heb niets veranderd",
		"Bouwde je de goede map? Met --dry-run zie je welke; klopt het, publiceer dan met --force.")
}

// counter counts steps for the progress of a deploy.
func counter(o Options, total int) func() {
	if o.Progress == nil {
		return func() {}
	}
	return progress(o.Progress, total)
}
