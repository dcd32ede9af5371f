package deploy

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"time"
)

// deployRelease makes a release of the local files.
func (s *session) deployRelease(ctx context.Context, l *local, o Options) (*Result, error) {
	if locked, is := s.releases.(interface{ locks() store }); is && !o.DryRun {
		inside, unlock, err := takeLock(ctx, patient{locked.locks(), s.p}, s.p)
		if err != nil {
			return nil, err
		}
		defer unlock()
		ctx = inside
	}
	st, id, err := s.readRelease(ctx, l)
	if err != nil {
		return nil, err
	}
	carried := st.manifest.Carried
	for name := range carried {
		if l.has(name) {
			delete(carried, name)
		}
	}
	var foreign []string
	if o.DeleteForeign {
		foreign, carried = slices.Sorted(maps.Keys(carried)), nil
	}
	p := planOf(l.files, st, foreign)
	p.after.Carried = carried
	result := resultOf(p, st, l)
	result.Foreign = len(carried)
	if err := tooMuch(p, st, o); err != nil || o.DryRun || len(p.phases) == 0 && !st.stale(o, nil) {
		return result, err
	}
	p.after.Kept = nil
	p.after.Next, p.after.Program, p.after.At = o.Next, o.Version, time.Now().UTC().Round(time.Second)
	data, err := p.after.encode()
	if err != nil {
		return nil, err
	}
	return result, s.releases.release(ctx, &release{
		before: id, after: p.after, data: data, known: st.manifest.Files, local: l, target: s.releases, p: s.p,
		done: counter(o, result.Written()),
	})
}

// readRelease reads the manifest of the release that is online, or compares its files.
func (s *session) readRelease(ctx context.Context, l *local) (st *state, id string, err error) {
	err = s.p.try(ctx, 0, func(ctx context.Context) error {
		var data []byte
		data, id, err = s.releases.online(ctx)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		m, err := decodeManifest(data)
		st = &state{manifest: m, unsure: map[string]bool{}}
		if err == nil {
			return nil
		}
		st.manifest = &manifest{}
		st.manifest.fill()
		if id == "" {
			return nil
		}
		st.foreign = true
		st.manifest.Files, st.manifest.Carried, err = s.releases.adopt(ctx, l)
		return err
	})
	return st, id, err
}
