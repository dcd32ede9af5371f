// Package bench measures the program: the stages of a build and the preview as Go benchmarks (`make bench`), and, with
// the programs below it, builds and previews beside Hugo (`make bench-hugo`) and very large sites (`make bench-scale`).
// It holds no timed tests, since those fail on a busy machine, and nothing of the product imports it.
//
// Every measurement runs over a generated site and, when DRUKPERS_CORPUS names the folder of a real one, the stages run
// over that too. A measured command runs in a process of its own; see Tools.
package bench

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// Tools are the programs that measurements run, built from this module's source.
type Tools struct {
	Drukpers string // the product
	measure  string // see internal/dev/bench/measure
}

// BuildTools builds the programs in a folder.
func BuildTools(dir string) (Tools, error) {
	cmd := exec.Command("go", "build", "-o", dir+string(filepath.Separator), "drukpers/cmd/drukpers",
		"drukpers/internal/dev/bench/measure")
	if out, err := cmd.CombinedOutput(); err != nil {
		return Tools{}, fmt.Errorf("building the commands: %w\n%s", err, out)
	}
	return Tools{Drukpers: filepath.Join(dir, "drukpers"), measure: filepath.Join(dir, "measure")}, nil
}

// Usage is what a process took.
type Usage struct {
	Wall, CPU time.Duration
	Peak      int64 // memory in bytes, 0 where the system does not tell
}

// UsageOf is what a process took that has ended.
func UsageOf(state *os.ProcessState, wall time.Duration) Usage {
	return Usage{Wall: wall, CPU: state.UserTime() + state.SystemTime(), Peak: peakOf(state)}
}

// Run runs a command to its end, on a settled disk. What it prints is in the error when it fails.
func (t Tools) Run(name string, args ...string) (Usage, error) {
	report, err := os.CreateTemp("", "drukpers-usage-")
	if err != nil {
		return Usage{}, err
	}
	defer func() { _ = os.Remove(report.Name()) }()
	Settle()
	out, err := exec.Command(t.measure, append([]string{report.Name(), name}, args...)...).CombinedOutput()
	if err != nil {
		return Usage{}, errors.Join(fmt.Errorf("%s: %w\n%s", filepath.Base(name), err, out), report.Close())
	}
	var u Usage
	return u, errors.Join(json.NewDecoder(report).Decode(&u), report.Close())
}

// Build makes the site of a project in a folder.
func (t Tools) Build(project, output string, now time.Time) (Usage, error) {
	return t.Run(t.Drukpers, "build", "--quiet", "--skip-broken", "--source", project, "--output", output, "--now",
		now.Format(time.RFC3339))
}
