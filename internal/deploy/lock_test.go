package deploy

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestLock holds that two deploys do not mix, and that a lock that was left behind expires.
func TestLock(t *testing.T) {
	for _, name := range []string{"folder", "atomic", "sftp", "s3"} {
		t.Run(name, func(t *testing.T) {
			f := fixtures[name](t)
			f.setenv(t)
			opened, err := open(f.target, &secrets{})
			if err != nil {
				t.Fatal(err)
			}
			s, is := opened.(store)
			if !is {
				s = opened.(interface{ locks() store }).locks()
			}
			left := quick
			left.expiry = 1500 * time.Millisecond
			_, release, err := takeLock(context.Background(), patient{s, quick}, left)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := tried(f, old, Options{}); err == nil || !strings.Contains(err.Error(), "al een andere drukpers") {
				t.Errorf("a second deploy: %v", err)
			}
			time.Sleep(2 * time.Second) // the holder renews it
			if _, err := tried(f, old, Options{}); err == nil || !strings.Contains(err.Error(), "al een andere drukpers") {
				t.Errorf("a second deploy, later: %v", err)
			}
			release()
			deployed(t, f, old, Options{})

			dead := []byte(`{"token":"x","who":"dood","until":"2020-01-01T00:00:00Z"}`)
			if err := s.create(context.Background(), lockName, dead); err != nil {
				t.Fatal(err)
			}
			deployed(t, f, next, Options{Force: true})
			compare(t, next.files(), f.online())

			var wait sync.WaitGroup
			patient := quick
			patient.lock = 10 * time.Second
			for _, site := range []small{old, next, old, next} {
				wait.Go(func() {
					if _, err := tried(f, site, Options{Force: true, patience: &patient}); err != nil {
						t.Error(err)
					}
				})
			}
			wait.Wait()
			if dead := crawl(f.read); len(dead) > 0 {
				t.Errorf("four deploys at once: dead links %q", dead)
			}
			deployed(t, f, old, Options{Force: true})
			compare(t, old.files(), f.online())
		})
	}
}
