// Package manners is how the program asks other sites for things: a few at a time, and one at a time of a host.
package manners

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"drukpers/internal/report"
)

// Each calls ask for every address of the web: of as many hosts at once as it is told, in order of address, with a
// pause between two of one host. The error is that of the context, or a panic's.
func Each(ctx context.Context, addresses []string, hosts int, pause time.Duration, ask func(address string)) error {
	byHost := map[string][]string{}
	for _, address := range addresses {
		if u, err := url.Parse(address); err == nil {
			host := strings.ToLower(u.Host)
			byHost[host] = append(byHost[host], address)
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(hosts)
	for _, host := range slices.Sorted(maps.Keys(byHost)) {
		group.Go(report.Guard(host, func() error {
			for i, address := range slices.Sorted(slices.Values(byHost[host])) {
				if ctx.Err() != nil || i > 0 && !Sleep(ctx, pause) {
					return ctx.Err()
				}
				ask(address)
			}
			return ctx.Err()
		}))
	}
	return group.Wait()
}

// Sleep waits, and reports whether it could wait that long.
func Sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
