package deploy

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// faulty is a store whose calls fail as a test wants.
type faulty struct {
	store
	calls atomic.Int64
	fail  func(call string, n int64) error // n counts all calls from 1
}

func (f *faulty) check(call string) error { return f.fail(call, f.calls.Add(1)) }

func (f *faulty) get(ctx context.Context, name string) ([]byte, error) {
	if err := f.check("get"); err != nil {
		return nil, err
	}
	return f.store.get(ctx, name)
}

func (f *faulty) put(ctx context.Context, name string, data []byte) error {
	if err := f.check("put"); err != nil {
		return err
	}
	return f.store.put(ctx, name, data)
}

func (f *faulty) create(ctx context.Context, name string, data []byte) error {
	if err := f.check("create"); err != nil {
		return err
	}
	return f.store.create(ctx, name, data)
}

func (f *faulty) copy(ctx context.Context, from, to string) error {
	if err := f.check("copy"); err != nil {
		return err
	}
	return f.store.copy(ctx, from, to)
}

func (f *faulty) remove(ctx context.Context, name string) error {
	if err := f.check("remove"); err != nil {
		return err
	}
	return f.store.remove(ctx, name)
}

func failing(fail func(call string, n int64) error) func(store) store {
	return func(s store) store { return &faulty{store: s, fail: fail} }
}

// old and next are the two sites between which deploys are cut: articles are new, changed, renamed and deleted, and
// every page changes with its stylesheet.
var (
	old  = small{articles: named(0, 8)}
	next = small{articles: append(named(2, 8), "nieuws/b1", "nieuws/b2", "nieuws/c3"), style: 1}
)

// TestCut cuts the line to a target at 20 random bytes. Then no link is dead, and the next deploy ends it.
func TestCut(t *testing.T) {
	eachTarget(t, func(t *testing.T, f *fixture) {
		if f.budget == nil {
			t.Skip("no line; TestKilled has the same for folders")
		}
		brief := quick
		brief.tries, brief.expiry = 2, 100*time.Millisecond
		random := rand.New(rand.NewPCG(1, 2))
		failed := 0
		cuts := 20
		if testing.Short() {
			cuts = 4
		}
		for n := range cuts {
			from, to := old, next
			if n%2 == 1 {
				from, to = next, old
			}
			from.style, to.style = 2*n, 2*n+1
			deployed(t, f, from, Options{Force: true, patience: &later})
			f.budget(1_000 + random.Int64N(40_000))
			_, err := tried(f, to, Options{Force: true, patience: &brief})
			f.budget(-1)
			if err != nil {
				failed++
			}
			if dead := crawl(f.read); len(dead) > 0 {
				t.Fatalf("cut %d (%v): dead links %q", n, err, dead)
			}
			deployed(t, f, to, Options{Force: true, patience: &later})
			compare(t, to.files(), f.online())
		}
		if failed < cuts/2 {
			t.Errorf("only %d of %d deploys were cut", failed, cuts)
		}
	})
}

// later has the patience to wait until the lock of a deploy that was killed expires.
var later = func() patience { p := quick; p.lock = 10 * time.Second; return p }()

// TestKilled ends a deploy at every call in turn, as a kill does: nothing more is done, not even giving back the lock.
func TestKilled(t *testing.T) {
	for name, each := range map[string]int64{"folder": 1, "s3": 5} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() {
				each = 9
			}
			f := fixtures[name](t)
			f.setenv(t)
			for at, ended := int64(1), false; !ended; at += each {
				if ended = killedAt(t, f, at); ended && at < 50 {
					t.Errorf("a deploy takes %d calls", at)
				}
			}
		})
	}
}

// killedAt kills a deploy at a call, looks at what it left, and lets the next one end it. It reports whether the deploy
// had ended before.
func killedAt(t *testing.T, f *fixture, at int64) (ended bool) {
	t.Helper()
	deployed(t, f, old, Options{Force: true})
	dead := errors.New("killed")
	short := quick
	short.expiry, short.flush = 20*time.Millisecond, time.Hour // the next deploy knows of no file whether it is there
	_, err := tried(f, next, Options{Force: true, patience: &short, fault: failing(func(_ string, n int64) error {
		if n >= at {
			return dead
		}
		return nil
	})})
	if links := crawl(f.read); len(links) > 0 {
		t.Fatalf("killed at call %d: dead links %q", at, links)
	}
	if err == nil {
		return true
	}
	if !errors.Is(err, dead) {
		t.Fatalf("killed at call %d: %v", at, err)
	}
	result := deployed(t, f, next, Options{Force: true, patience: &later})
	compare(t, next.files(), f.online())
	if at > 20 && !result.Resumed && result.Written() > 0 {
		t.Errorf("killed at call %d: the next deploy does not know", at)
	}
	if at%7 == 0 || at%9 == 1 {
		if _, err := Back(context.Background(), f.target, Options{patience: &later}); err != nil {
			t.Fatalf("killed at call %d, and back: %v", at, err)
		}
		compare(t, old.files(), f.online())
	}
	return false
}

// TestResume holds that what a killed deploy had put is not put again.
func TestResume(t *testing.T) {
	f := folderFixture(t)
	site := small{articles: named(0, 60)}
	var puts atomic.Int64
	_, err := tried(f, site, Options{fault: failing(func(call string, _ int64) error {
		if call == "put" && puts.Add(1) > 50 {
			return errors.New("killed")
		}
		time.Sleep(time.Millisecond)
		return nil
	})})
	if err == nil {
		t.Fatal("the deploy ended")
	}
	puts.Store(0)
	result := deployed(t, f, site, Options{patience: &later})
	if total := len(site.files()); !result.Resumed || result.Written() > total-20 || len(result.Told) != total {
		t.Errorf("resumed %t: %d of %d files are put again, %d told", result.Resumed, result.Written(), total,
			len(result.Told))
	}
	compare(t, site.files(), f.online())
}

// TestDuring crawls a target all the time while a slow deploy is under way.
func TestDuring(t *testing.T) {
	f := folderFixture(t)
	read := func(name string) ([]byte, bool) {
		data, err := os.ReadFile(filepath.Join(f.target.Path, name))
		return data, err == nil
	}
	slow := func(store store) store {
		return &faulty{store: store, fail: func(string, int64) error { time.Sleep(10 * time.Millisecond); return nil }}
	}
	for _, site := range []small{old, next, {articles: named(20, 30), style: 2}, old} {
		ended := make(chan error)
		go func() {
			_, err := tried(f, site, Options{Force: true, fault: slow})
			ended <- err
		}()
		var crawls int
		for running := true; running; crawls++ {
			select {
			case err := <-ended:
				if err != nil {
					t.Fatal(err)
				}
				running = false
			default:
			}
			// A page that a reader got may be deleted before the next click: a link is dead when it still is on the site as it
			// is after that.
			if dead := crawl(read); len(dead) > 0 {
				if again := crawl(read); slices.ContainsFunc(dead, func(l string) bool { return slices.Contains(again, l) }) {
					t.Fatalf("dead links %q", dead)
				}
			}
		}
		if crawls < 4 {
			t.Errorf("%d crawls during a slow deploy", crawls)
		}
	}
}

// TestStoreTrouble has what TestServerTrouble has, of stores without HTTP.
func TestStoreTrouble(t *testing.T) {
	for _, row := range []struct {
		name string
		err  error
		good int64  // calls before it
		many int64  // how many calls fail
		want string // "" when the deploy gets over it
	}{
		{"500 for a while", &statusError{status: http.StatusInternalServerError}, 5, 3, ""},
		{"429 for a while", &statusError{status: http.StatusTooManyRequests, after: time.Millisecond}, 5, 3, ""},
		{"lost for a while", errLostConnection, 5, 3, ""},
		{"too slow for a while", context.DeadlineExceeded, 5, 3, ""},
		{"500 for good", &statusError{status: http.StatusInternalServerError}, 5, 1 << 40, "storing"},
		{"disk full", syscall.ENOSPC, 12, 1 << 40, "is vol"},
		{"full at the other side", fmt.Errorf("%w: no", errFull), 12, 1 << 40, "is vol"},
	} {
		t.Run(row.name, func(t *testing.T) {
			f := folderFixture(t)
			deployed(t, f, old, Options{})
			_, err := tried(f, next, Options{Force: true, fault: failing(func(call string, n int64) error {
				if n > row.good && n <= row.good+row.many && call != "get" && call != "remove" {
					return row.err
				}
				return nil
			})})
			if err == nil != (row.want == "") || err != nil && !strings.Contains(err.Error(), row.want) {
				t.Errorf("ends with %v", err)
			}
			if dead := crawl(f.read); len(dead) > 0 {
				t.Errorf("dead links %q", dead)
			}
			deployed(t, f, next, Options{Force: true})
			compare(t, next.files(), f.online())
		})
	}
}
