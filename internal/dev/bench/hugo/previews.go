package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"drukpers/internal/dev/bench"
)

// starts is how often each preview is started; edits are made in the last.
const starts = 3

// seen is what a preview took.
type seen struct {
	first  []time.Duration // until the first page
	edits  map[string][]time.Duration
	memory int64
}

// measurePreviews measures both previews of a site of n articles, one after the other.
func measurePreviews(p programs, dir string, n, edits int) (*bench.Table, error) {
	bench.Progress("preview of %d articles", n)
	site, err := newProject(filepath.Join(dir, "project"), n)
	if err != nil {
		return nil, err
	}
	if err := site.setNeighbours(true); err != nil {
		return nil, err
	}
	own, other := &seen{edits: map[string][]time.Duration{}}, &seen{edits: map[string][]time.Duration{}}
	for i := range starts {
		last := i == starts-1
		for _, side := range []struct {
			*seen
			start func() (*bench.Server, error)
		}{
			{own, func() (*bench.Server, error) { return p.Serve(string(site)) }},
			{other, func() (*bench.Server, error) { return p.serveWithHugo(site, dir) }},
		} {
			bench.Settle()
			server, err := side.start()
			if err != nil {
				return nil, err
			}
			side.first = append(side.first, server.FirstPage)
			if last {
				err = side.edit(server, site, edits)
			}
			usage, stopped := server.Stop()
			if err := errors.Join(err, stopped); err != nil {
				return nil, err
			}
			side.memory = usage.Peak
		}
	}
	return previewTable(n, own, other), nil
}

// edit measures edits of a body, which show on the article's page, and of a title, which shows on the section's list.
func (s *seen) edit(server *bench.Server, site project, times int) error {
	for _, kind := range []bench.Edit{bench.Body, bench.Title} {
		bench.Progress("preview: %d edits of a %s", times, kind.Name)
		took, err := kind.Time(server.Preview, string(site), times)
		if err != nil {
			return err
		}
		s.edits[kind.Name] = took
	}
	return nil
}

// serveWithHugo starts Hugo's own server, from memory and without making pages smaller, as it does by itself, with
// drafts and future articles, as the product's preview shows them.
func (p programs) serveWithHugo(site project, dir string) (*bench.Server, error) {
	return bench.StartServer(p.hugo, "server", "--source", string(site), "--cacheDir", filepath.Join(dir, "cache"),
		"--renderToMemory",
		"--buildDrafts", "--buildFuture", "--clock", now.Format(time.RFC3339), "--noBuildLock")
}

func previewTable(n int, own, other *seen) *bench.Table {
	t := &bench.Table{Columns: []string{fmt.Sprintf("preview of %d articles", n), "drukpers", "Hugo", "Hugo / drukpers"}}
	add := func(name string, a, b time.Duration) {
		t.Add(name, milliseconds(a), milliseconds(b), fmt.Sprintf("%.1f", b.Seconds()/a.Seconds()))
	}
	add("first page, median (ms)", bench.Median(own.first), bench.Median(other.first))
	for _, kind := range []string{bench.Body.Name, bench.Title.Name} {
		a, b := own.edits[kind], other.edits[kind]
		add("edit of a "+kind+", median (ms)", bench.Median(a), bench.Median(b))
		add("edit of a "+kind+", longest (ms)", slices.Max(a), slices.Max(b))
	}
	t.Add("peak memory (MB)", megabytes(own.memory), megabytes(other.memory),
		fmt.Sprintf("%.1f", float64(other.memory)/float64(own.memory)))
	return t
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.0f", d.Seconds()*1000) }
