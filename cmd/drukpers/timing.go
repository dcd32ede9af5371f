package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"time"

	"github.com/spf13/cobra"

	"drukpers/internal/build"
)

// stopwatch measures the stages of a command one after another.
type stopwatch struct {
	started, lap time.Time
	names        []string
	laps         []time.Duration
}

func newStopwatch() *stopwatch {
	now := time.Now()
	return &stopwatch{started: now, lap: now}
}

// stage ends the stage under way and begins the next.
func (s *stopwatch) stage(name string) {
	now := time.Now()
	if n := len(s.names); n > 0 {
		s.laps = append(s.laps, now.Sub(s.lap))
	}
	s.lap = now
	if name != "" {
		s.names = append(s.names, name)
	}
}

func (s *stopwatch) total() time.Duration { return time.Since(s.started) }

func (s *stopwatch) print(w io.Writer, r *build.Result) {
	for i, d := range s.laps {
		fmt.Fprintf(w, "%-28s %8.1f ms\n", s.names[i], d.Seconds()*1000)
	}
	cores := runtime.GOMAXPROCS(0)
	for _, part := range []struct {
		name string
		d    time.Duration
	}{{"sjablonen en markdown", r.Times.Render}, {"vergelijken en schrijven", r.Times.Write}} {
		fmt.Fprintf(w, "  %-26s %8.1f ms (opgeteld over %d kernen)\n", part.name, part.d.Seconds()*1000, cores)
	}
	fmt.Fprintf(w, "  %-26s %8.1f ms\n", "op zijn plaats zetten", r.Times.Publish.Seconds()*1000)
}

// profileFlags are for who looks into the program's own speed.
type profileFlags struct{ cpu, memory string }

func (f *profileFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.cpu, "cpuprofile", "", "schrijf een CPU-profiel (pprof) naar dit `bestand`")
	cmd.Flags().StringVar(&f.memory, "memprofile", "", "schrijf een geheugenprofiel (pprof) naar dit `bestand`")
}

// start begins profiling; the function it returns ends it.
func (f *profileFlags) start() (stop func() error, err error) {
	var cpu *os.File
	if f.cpu != "" {
		if cpu, err = os.Create(f.cpu); err != nil {
			return nil, err
		}
		if err := pprof.StartCPUProfile(cpu); err != nil {
			return nil, err
		}
	}
	return func() error {
		if cpu != nil {
			pprof.StopCPUProfile()
			if err := cpu.Close(); err != nil {
				return err
			}
		}
		if f.memory == "" {
			return nil
		}
		file, err := os.Create(f.memory)
		if err != nil {
			return err
		}
		return errors.Join(pprof.Lookup("allocs").WriteTo(file, 0), file.Close())
	}, nil
}
