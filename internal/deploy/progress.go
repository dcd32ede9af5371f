package deploy

import "sync/atomic"

// progress calls f now and then, at the latest when all is done.
func progress(f func(done, total int), total int) func() {
	var done atomic.Int64
	return func() {
		if n := int(done.Add(1)); n%8 == 0 || n == total {
			f(n, total)
		}
	}
}
