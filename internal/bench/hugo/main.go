// Command hugo measures builds and previews of one generated site by drukpers and by Hugo, in turn: `make bench-hugo`.
//
// Hugo gets a theme written for this measurement (theme/) that does the work of the built-in theme krant. Before anything
// is timed, what both made is compared, and a difference ends the run: a program that skips work is no measure.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"drukpers/internal/bench"
)

func main() {
	var o options
	sizes := flag.String("sizes", "500 2000 7500", "numbers of articles")
	flag.IntVar(&o.rounds, "rounds", 5, "builds of each program after the warm-up")
	flag.IntVar(&o.edits, "edits", 20, "edits of each kind in the preview, of the largest site; 0 for no preview")
	flag.BoolVar(&o.builds, "builds", true, "measure builds; without, the preview alone")
	flag.Parse()
	for field := range strings.FieldsSeq(*sizes) {
		n, err := strconv.Atoi(field)
		if err != nil || n < 1 {
			fmt.Fprintf(os.Stderr, "%q is no number of articles\n", field)
			os.Exit(2)
		}
		o.sizes = append(o.sizes, n)
	}
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type options struct {
	sizes         []int
	rounds, edits int
	builds        bool
}

// programs are the two that are compared.
type programs struct {
	bench.Tools
	hugo string
}

func run(o options) (err error) {
	scratch, err := os.MkdirTemp("", "drukpers-bench-hugo-run-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	var p programs
	if p.hugo, err = installHugo(); err != nil {
		return err
	}
	if p.Tools, err = bench.BuildTools(scratch); err != nil {
		return err
	}
	figures, ratios := newTables()
	largest := 0
	for _, n := range o.sizes {
		if o.builds {
			if err := measureBuilds(p, scratch, n, o.rounds, figures, ratios); err != nil {
				return err
			}
		}
		largest = max(largest, n)
	}
	previews := &bench.Table{}
	if o.edits > 0 {
		if previews, err = measurePreviews(p, filepath.Join(scratch, "preview"), largest, o.edits); err != nil {
			return err
		}
	}
	for _, table := range []*bench.Table{figures, ratios, previews} {
		if len(table.Rows) == 0 {
			continue
		}
		fmt.Println()
		if err := table.Write(os.Stdout); err != nil {
			return err
		}
	}
	return nil
}

// progress tells who waits what is done now.
func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
