package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// outputs is the folder of all that benchmarks build. It stays until the last of them has ended (see Settle), or
// longer: DRUKPERS_OUTPUTS names a folder that several runs share.
var outputs = os.Getenv("DRUKPERS_OUTPUTS")

func TestMain(m *testing.M) {
	if outputs != "" {
		os.Exit(m.Run())
	}
	var err error
	if outputs, err = os.MkdirTemp("", "drukpers-bench-outputs-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if err := os.RemoveAll(outputs); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// newOutput makes a folder for a build.
func newOutput(b *testing.B) string {
	b.Helper()
	dir, err := os.MkdirTemp(outputs, "")
	if err != nil {
		b.Fatal(err)
	}
	return dir
}

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
			scratch := newOutput(b)
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
