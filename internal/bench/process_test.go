package bench

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// command is the path of the program, built once.
func command(b *testing.B) string {
	b.Helper()
	name := filepath.Join(b.TempDir(), "drukpers")
	if out, err := exec.Command("go", "build", "-o", name, "drukpers/cmd/drukpers").CombinedOutput(); err != nil {
		b.Fatalf("building the command: %v\n%s", err, out)
	}
	return name
}

// BenchmarkCommand measures the whole command: a build into an empty folder, a second one with nothing changed, and, as
// the limit of the disk, a copy of the files it made.
func BenchmarkCommand(b *testing.B) {
	program := command(b)
	perSite(b, func(b *testing.B, dir string) {
		var first, second, copying time.Duration
		var peak int64
		for b.Loop() {
			out := filepath.Join(b.TempDir(), "public")
			build := func() (time.Duration, int64) {
				started := time.Now()
				data, err := exec.Command(program, "build", "--source", dir, "--output", out, "--skip-broken",
					"--now", now.Format(time.RFC3339), "--format", "json").Output()
				took := time.Since(started)
				var report struct{ Result struct{ PeakBytes int64 } }
				if err == nil {
					err = json.Unmarshal(data, &report)
				}
				if err != nil {
					b.Fatalf("build: %v\n%s", err, data)
				}
				return took, report.Result.PeakBytes
			}
			took, bytes := build()
			first += took
			peak = max(peak, bytes)
			took, bytes = build()
			second += took
			peak = max(peak, bytes)
			started := time.Now()
			if err := exec.Command("cp", "-r", out, filepath.Join(filepath.Dir(out), "copy")).Run(); err != nil {
				b.Fatal(err)
			}
			copying += time.Since(started)
			_ = os.RemoveAll(filepath.Dir(out))
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
