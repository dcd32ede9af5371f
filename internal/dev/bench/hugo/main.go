// Command hugo measures builds and previews of one generated site by drukpers and by Hugo, in turn: `make bench-hugo`.
//
// Hugo gets a theme written for this measurement (theme/) that does the work of the built-in theme krant. Before
// anything is timed, what both made is compared, and a difference ends the run: a program that skips work is no
// measure.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"drukpers/internal/dev/bench"
)

func main() {
	var o options
	o.sizes = bench.Sizes{500, 2000, 7500}
	flag.Var(&o.sizes, "sizes", "numbers of articles")
	flag.IntVar(&o.rounds, "rounds", 5, "builds of each program after the warm-up")
	flag.IntVar(&o.edits, "edits", 20, "edits of each kind in the preview, of the largest site; 0 for no preview")
	flag.BoolVar(&o.builds, "builds", true, "measure builds; without, the preview alone")
	flag.Parse()
	if err := bench.WithScratch("drukpers-bench-hugo-run-", func(dir string) error { return run(o, dir) }); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type options struct {
	sizes         bench.Sizes
	rounds, edits int
	builds        bool
}

// programs are the two that are compared.
type programs struct {
	bench.Tools
	hugo string
}

func run(o options, scratch string) (err error) {
	var p programs
	if p.hugo, err = installHugo(); err != nil {
		return err
	}
	if p.Tools, err = bench.BuildTools(scratch); err != nil {
		return err
	}
	figures, ratios := newTables()
	for _, n := range o.sizes {
		if o.builds {
			if err := measureBuilds(p, scratch, n, o.rounds, figures, ratios); err != nil {
				return err
			}
		}
	}
	previews := &bench.Table{}
	if o.edits > 0 {
		if previews, err = measurePreviews(p, filepath.Join(scratch, "preview"), slices.Max(o.sizes), o.edits); err != nil {
			return err
		}
	}
	return bench.WriteTables(os.Stdout, figures, ratios, previews)
}
