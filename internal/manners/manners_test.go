package manners

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestEach holds that each is asked for once, in order, and never two of one host or more hosts than may be.
func TestEach(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var addresses []string
		for i := range 60 {
			addresses = append(addresses, fmt.Sprintf("https://%s.nl/%02d", []string{"a", "b", "B", "c", "d"}[i%5], i))
		}
		var mu sync.Mutex
		asked, now, ended := map[string][]string{}, map[string]bool{}, map[string]time.Time{}
		const hosts, pause, takes = 2, time.Second, 3 * time.Second
		err := Each(t.Context(), addresses, hosts, pause, func(address string) {
			u, _ := url.Parse(address)
			host := map[string]string{"B.nl": "b.nl"}[u.Host]
			if host == "" {
				host = u.Host
			}
			mu.Lock()
			if now[host] {
				t.Errorf("two at once of %s", host)
			}
			if end, had := ended[host]; had && time.Since(end) < pause {
				t.Errorf("no pause before %s", address)
			}
			now[host] = true
			if len(now) > hosts {
				t.Errorf("asks %d hosts at once", len(now))
			}
			asked[host] = append(asked[host], address)
			mu.Unlock()
			time.Sleep(takes)
			mu.Lock()
			delete(now, host)
			ended[host] = time.Now()
			mu.Unlock()
		})
		n := 0
		for host, list := range asked {
			n += len(list)
			if !slices.IsSorted(list) {
				t.Errorf("%s: %q", host, list)
			}
		}
		if err != nil || n != len(addresses) {
			t.Errorf("asked %d of %d: %v", n, len(addresses), err)
		}
	})
}

func TestEachStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	err := Each(ctx, []string{"https://a.nl/1", "https://a.nl/2"}, 1, time.Hour, func(string) { n++; cancel() })
	if n != 1 || !errors.Is(err, context.Canceled) {
		t.Errorf("asked %d times, error %v", n, err)
	}
}
