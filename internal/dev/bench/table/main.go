// Command table passes on what Go benchmarks print, and ends with the same as Markdown tables: `make bench`. Of several
// counts it gives the median. It fails when the benchmarks did.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"drukpers/internal/dev/bench"
)

func main() {
	passed, err := run(os.Stdin, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || !passed {
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) (passed bool, err error) {
	var r results
	passed = true
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if _, err := fmt.Fprintln(out, lines.Text()); err != nil {
			return false, err
		}
		if strings.HasPrefix(strings.TrimPrefix(lines.Text(), "--- "), "FAIL") {
			passed = false
		}
		r.add(lines.Text())
	}
	if err := lines.Err(); err != nil {
		return false, err
	}
	stages, others := r.tables()
	return passed, bench.WriteTables(out, stages, others)
}

var coreCount = regexp.MustCompile(`-\d+$`) // at the end of a name

// results are the values of all benchmarks, in the order in which they came.
type results struct {
	names []string
	units map[string][]string             // of a benchmark, in their order
	value map[string]map[string][]float64 // benchmark → unit → values
}

// add takes a line like "BenchmarkRead/generated-2   1   123 ns/op   45.6 MB/s"; others are none of its business.
func (r *results) add(line string) {
	fields := strings.Fields(line)
	if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
		return
	}
	if _, err := strconv.Atoi(fields[1]); err != nil {
		return
	}
	name := strings.TrimPrefix(fields[0], "Benchmark")
	name = coreCount.ReplaceAllString(name, "")
	if r.value == nil {
		r.value, r.units = map[string]map[string][]float64{}, map[string][]string{}
	}
	if r.value[name] == nil {
		r.names = append(r.names, name)
		r.value[name] = map[string][]float64{}
	}
	for pair := range slices.Chunk(fields[2:], 2) {
		value, err := strconv.ParseFloat(pair[0], 64)
		if err != nil || len(pair) < 2 {
			return
		}
		if !slices.Contains(r.units[name], pair[1]) {
			r.units[name] = append(r.units[name], pair[1])
		}
		r.value[name][pair[1]] = append(r.value[name][pair[1]], value)
	}
}

// tables are one of the stages, which have a time, and one of what has other measures.
func (r *results) tables() (stages, others *bench.Table) {
	stages = &bench.Table{Columns: []string{"stage", "time (ms)", "MB/s", "pages/s"}}
	others = &bench.Table{Columns: []string{"whole", "measure", "value"}}
	for _, name := range r.names {
		if time := r.median(name, "ns/op"); time > 0 {
			stages.Add(name, number(time/1e6), number(r.median(name, "MB/s")), number(r.median(name, "pages/s")))
			continue
		}
		for _, unit := range r.units[name] {
			if unit != "ns/op" {
				others.Add(name, unit, number(r.median(name, unit)))
			}
		}
	}
	return stages, others
}

func (r *results) median(name, unit string) float64 {
	values := r.value[name][unit]
	if len(values) == 0 {
		return 0
	}
	return bench.Median(values)
}

// number gives three digits of a value, and nothing for none.
func number(v float64) string {
	switch {
	case v == 0:
		return ""
	case v < 10:
		return fmt.Sprintf("%.2f", v)
	case v < 100:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.0f", v)
}
