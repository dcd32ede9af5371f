// Command scale measures builds of generated sites of very different sizes and the preview of the largest: `make
// bench-scale`. Time and memory per article should not grow with the site.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"drukpers/internal/dev/bench"
)

// now is after the newest article.
var now = time.Date(2026, 7, 1, 6, 0, 0, 0, time.UTC)

func main() {
	sizes := bench.Sizes{10_000, 100_000}
	flag.Var(&sizes, "sizes", "numbers of articles, the smallest first")
	rounds := flag.Int("rounds", 3, "builds of each size")
	edits := flag.Int("edits", 20, "edits in the preview of the largest site")
	flag.Parse()
	err := bench.WithScratch("drukpers-bench-scale-", func(dir string) error { return run(dir, sizes, *rounds, *edits) })
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(scratch string, sizes []int, rounds, edits int) error {
	tools, err := bench.BuildTools(scratch)
	if err != nil {
		return err
	}
	took := map[int][]bench.Usage{}
	for _, n := range sizes {
		bench.Progress("writing %d articles", n)
		if err := bench.WriteSite(project(scratch, n), n); err != nil {
			return err
		}
	}
	for i := range rounds {
		for _, n := range sizes {
			bench.Progress("round %d of %d: %d articles", i+1, rounds, n)
			output := filepath.Join(scratch, fmt.Sprintf("round-%d-%d", i, n), "public")
			usage, err := tools.Build(project(scratch, n), output, now)
			if err != nil {
				return err
			}
			took[n] = append(took[n], usage)
		}
	}
	previews, err := measurePreview(tools, project(scratch, slices.Max(sizes)), edits)
	if err != nil {
		return err
	}
	return bench.WriteTables(os.Stdout, buildTable(sizes, took), previews)
}

func project(scratch string, n int) string { return filepath.Join(scratch, fmt.Sprint(n)) }

// buildTable gives the medians, in all and per article, and how much the last size takes per article for each that the
// first does.
func buildTable(sizes []int, took map[int][]bench.Usage) *bench.Table {
	t := &bench.Table{Columns: []string{
		"articles", "wall (s)", "CPU (s)", "peak (MB)", "wall per article (µs)",
		"CPU per article (µs)", "peak per article (kB)",
	}}
	var per [][3]float64
	for _, n := range sizes {
		wall, cpu := median(took[n], func(u bench.Usage) time.Duration { return u.Wall }),
			median(took[n], func(u bench.Usage) time.Duration { return u.CPU })
		peak := median(took[n], func(u bench.Usage) int64 { return u.Peak })
		one := [3]float64{
			wall.Seconds() * 1e6 / float64(n), cpu.Seconds() * 1e6 / float64(n),
			float64(peak) / 1e3 / float64(n),
		}
		per = append(per, one)
		t.Add(fmt.Sprint(n), fmt.Sprintf("%.1f", wall.Seconds()), fmt.Sprintf("%.1f", cpu.Seconds()),
			fmt.Sprintf("%.0f", float64(peak)/1e6),
			fmt.Sprintf("%.0f", one[0]), fmt.Sprintf("%.0f", one[1]), fmt.Sprintf("%.1f", one[2]))
	}
	growth := []string{"growth", "", "", ""}
	for i := range per[0] {
		growth = append(growth, fmt.Sprintf("%.2f", per[len(per)-1][i]/per[0][i]))
	}
	t.Add(growth...)
	return t
}

func median[T ~int64](list []bench.Usage, value func(bench.Usage) T) T {
	values := make([]T, len(list))
	for i, u := range list {
		values[i] = value(u)
	}
	return bench.Median(values)
}

// measurePreview measures the first page, edits of a body, which show on the article's page, and edits of a title,
// which show on the list of its section.
func measurePreview(tools bench.Tools, project string, edits int) (*bench.Table, error) {
	bench.Progress("preview")
	server, err := tools.Serve(project)
	if err != nil {
		return nil, err
	}
	bodies, err := bench.Body.Time(server.Preview, project, edits)
	titles, failed := bench.Title.Time(server.Preview, project, edits)
	usage, stopped := server.Stop()
	if err := errors.Join(err, failed, stopped); err != nil {
		return nil, err
	}
	ms := func(d time.Duration) string { return fmt.Sprintf("%.0f", d.Seconds()*1000) }
	t := &bench.Table{Columns: []string{
		"preview of the largest", "first page (s)", "body, median (ms)", "body, longest (ms)", "title, median (ms)",
		"title, longest (ms)", "peak (MB)",
	}}
	t.Add(filepath.Base(project)+" articles", fmt.Sprintf("%.1f", server.FirstPage.Seconds()),
		ms(bench.Median(bodies)), ms(slices.Max(bodies)), ms(bench.Median(titles)), ms(slices.Max(titles)),
		fmt.Sprintf("%.0f", float64(usage.Peak)/1e6))
	return t, nil
}
