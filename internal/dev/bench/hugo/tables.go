package main

import (
	"fmt"
	"slices"
	"time"

	"drukpers/internal/dev/bench"
)

func newTables() (figures, ratios *bench.Table) {
	figures = &bench.Table{Columns: []string{
		"articles", "program", "wall (s)", "CPU (s)", "peak (MB)", "files",
		"size (MB)",
	}}
	ratios = &bench.Table{Columns: []string{
		"articles", "wall: Hugo / drukpers", "CPU", "peak memory",
		"wall: drukpers / cp -r",
	}}
	return figures, ratios
}

func each[T any](rounds []round, value func(round) T) []T {
	values := make([]T, len(rounds))
	for i, r := range rounds {
		values[i] = value(r)
	}
	return values
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f", d.Seconds()) }

func megabytes(n int64) string { return fmt.Sprintf("%.0f", float64(n)/1e6) }

// addFigures adds the medians of all rounds.
func addFigures(t *bench.Table, name string, rounds []round, own, other made) {
	add := func(program string, usage func(round) bench.Usage, m made) {
		t.Add(name, program,
			seconds(bench.Median(each(rounds, func(r round) time.Duration { return usage(r).Wall }))),
			seconds(bench.Median(each(rounds, func(r round) time.Duration { return usage(r).CPU }))),
			megabytes(bench.Median(each(rounds, func(r round) int64 { return usage(r).Peak }))),
			fmt.Sprint(m.files), megabytes(m.bytes))
	}
	add("drukpers", func(r round) bench.Usage { return r.drukpers }, own)
	add("Hugo", func(r round) bench.Usage { return r.hugo }, other)
	t.Add(name, "cp -r", seconds(bench.Median(each(rounds, func(r round) time.Duration { return r.copying }))), "", "", "",
		"")
}

// addRatios adds the ratios of each round: their median, the lowest and the highest.
func addRatios(t *bench.Table, name string, rounds []round) {
	t.Add(name,
		spread(each(rounds, func(r round) float64 { return r.hugo.Wall.Seconds() / r.drukpers.Wall.Seconds() })),
		spread(each(rounds, func(r round) float64 { return r.hugo.CPU.Seconds() / r.drukpers.CPU.Seconds() })),
		spread(each(rounds, func(r round) float64 { return float64(r.hugo.Peak) / float64(r.drukpers.Peak) })),
		spread(each(rounds, func(r round) float64 { return r.drukpers.Wall.Seconds() / r.copying.Seconds() })))
}

func spread(ratios []float64) string {
	return fmt.Sprintf("%.1f (%.1f–%.1f)", bench.Median(ratios), slices.Min(ratios), slices.Max(ratios))
}
