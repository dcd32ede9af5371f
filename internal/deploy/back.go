package deploy

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"time"

	"drukpers/internal/config"
)

const byHand = "Zet de artikelen terug zoals ze waren, en publiceer opnieuw."

var errNoBack = trouble("er is geen eerdere versie om terug te zetten",
	byHand+" Van de laatste drie keer blijft bewaard wat er stond.")

// Back brings the deploy before the one that is online back. Done again it brings the one before that.
func Back(ctx context.Context, t config.Target, o Options) (*Result, error) {
	s, err := openSession(t, o)
	if err != nil {
		return nil, err
	}
	defer s.close()
	var result *Result
	if s.releases != nil {
		result, err = s.backRelease(ctx, o)
	} else {
		result, err = s.backStore(ctx, o)
	}
	return result, s.explain(err)
}

func (s *session) backRelease(ctx context.Context, o Options) (*Result, error) {
	if o.DryRun {
		return nil, trouble("wat hier teruggaan verandert is vooraf niet te zeggen", "Doe het zonder --dry-run.")
	}
	if locked, is := s.releases.(interface{ locks() store }); is {
		inside, unlock, err := takeLock(ctx, patient{locked.locks(), s.p}, s.p)
		if err != nil {
			return nil, err
		}
		defer unlock()
		ctx = inside
	}
	nothing := &local{files: map[string]file{}}
	before, _, err := s.readRelease(ctx, nothing)
	if err != nil {
		return nil, err
	}
	if err := s.releases.back(ctx); err != nil {
		return nil, err
	}
	after, _, err := s.readRelease(ctx, nothing)
	if err != nil {
		return nil, err
	}
	l := &local{files: after.manifest.Files}
	result := resultOf(planOf(l.files, before, nil), before, l)
	result.Number = after.manifest.Number
	return result, nil
}

// backStore is a deploy of the files that the parent's manifest names: those that are not online any more were kept.
func (s *session) backStore(ctx context.Context, o Options) (*Result, error) {
	now, parent, err := s.nowAndBefore(ctx)
	if err != nil {
		return nil, err
	}
	l := &local{files: parent.Files}
	place := map[string]string{} // hash → a name under which it is online
	for _, name := range slices.Sorted(maps.Keys(now.Files)) {
		place[now.Files[name].Hash] = name
	}
	for name, r := range now.Retired {
		place[r.Hash] = name
	}
	l.content = func(name string) ([]byte, error) {
		hash := parent.Files[name].Hash
		data, err := s.store.get(ctx, keptName(hash))
		if errors.Is(err, fs.ErrNotExist) && place[hash] != "" {
			data, err = s.store.get(ctx, place[hash])
		}
		if err == nil && hashOf(data) != hash { // it was kept and replaced between the two
			data, err = s.store.get(ctx, keptName(hash))
		}
		if err == nil && hashOf(data) != hash || errors.Is(err, fs.ErrNotExist) {
			err = trouble("wat er van "+name+" bewaard was is er niet meer", byHand)
		}
		return data, err
	}
	o.Force, o.Next = true, now.Next
	return s.deploy(ctx, l, o, parent)
}

// nowAndBefore are the manifests of the deploy that is online at a store and of the one before it.
func (s *session) nowAndBefore(ctx context.Context) (now, before *manifest, err error) {
	data, err := s.store.get(ctx, manifestName)
	if err == nil {
		now, err = decodeManifest(data)
	}
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errForeign) || err == nil && now.Parent == 0 {
		return nil, nil, errNoBack
	}
	if err == nil && now.Token != "" {
		err = trouble("de laatste keer publiceren is niet afgemaakt", "Maak het eerst af: drukpers deploy.")
	}
	if err != nil {
		return nil, nil, err
	}
	data, err = s.store.get(ctx, deployName(now.Parent))
	if errors.Is(err, fs.ErrNotExist) {
		err = errNoBack
	}
	if err == nil {
		before, err = decodeManifest(data)
	}
	return now, before, err
}

// Status is what is online at a target.
type Status struct {
	Number  int       // of the deploy; 0 when drukpers has put nothing there
	At      time.Time // when it ended
	Build   string    // digest of its files
	Program string    // version of drukpers that put it there
	Files   int
	Next    time.Time // when an article appears or expires by itself
	Halfway bool      // a deploy was killed, or is under way
}

// Online tells what is at a target.
func Online(ctx context.Context, t config.Target, o Options) (*Status, error) {
	s, err := openSession(t, o)
	if err != nil {
		return nil, err
	}
	defer s.close()
	var m *manifest
	err = s.p.try(ctx, 0, func(ctx context.Context) error {
		var data []byte
		var err error
		if s.releases != nil {
			data, _, err = s.releases.online(ctx)
		} else {
			data, err = s.store.get(ctx, manifestName)
		}
		if err == nil {
			m, err = decodeManifest(data)
		}
		return ignoring(ignoring(err, fs.ErrNotExist), errForeign)
	})
	if err != nil || m == nil {
		return &Status{}, s.explain(err)
	}
	return &Status{
		Number: m.Number, At: m.At, Build: m.Build, Program: m.Program, Files: len(m.Files), Next: m.Next,
		Halfway: m.Token != "",
	}, nil
}

func keysOf[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
