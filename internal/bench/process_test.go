package bench

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// tools are built once for each benchmark that runs them.
func tools(b *testing.B) Tools {
	b.Helper()
	t, err := BuildTools(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	return t
}

// BenchmarkCommand measures the whole command: a build into an empty folder, a second one with nothing changed, and, as
// the limit of the disk, a copy of the files it made.
func BenchmarkCommand(b *testing.B) {
	t := tools(b)
	perSite(b, func(b *testing.B, dir string) {
		var first, second, copying time.Duration
		var peak int64
		for b.Loop() {
			scratch := b.TempDir()
			out := filepath.Join(scratch, "public")
			run := func(usage Usage, err error) time.Duration {
				if err != nil {
					b.Fatal(err)
				}
				peak = max(peak, usage.Peak)
				return usage.Wall
			}
			first += run(t.Build(dir, out, now))
			second += run(t.Build(dir, out, now))
			copying += run(t.Run("cp", "-r", out, filepath.Join(scratch, "copy")))
			if err := os.RemoveAll(scratch); err != nil {
				b.Fatal(err)
			}
		}
		n := float64(b.N)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(first.Seconds()/n, "build-s")
		b.ReportMetric(second.Seconds()/n, "rebuild-s")
		b.ReportMetric(copying.Seconds()/n, "cp-s")
		b.ReportMetric(first.Seconds()/(2.5*copying.Seconds()+n), "of-limit") // the limit: 2.5 copies and a second
		b.ReportMetric(second.Seconds()/first.Seconds(), "rebuild/build")
		b.ReportMetric(float64(peak)/1e6, "peak-MB")
	})
}
