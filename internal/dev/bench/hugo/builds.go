package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"drukpers/internal/dev/bench"
)

// now is the clock of both programs: the morning after the newest article, so that the news sitemap has some.
var now = time.Date(2026, 7, 1, 6, 0, 0, 0, time.UTC)

// shownDifferences bounds how many differences are printed.
const shownDifferences = 30

// round is one build by each program, one after the other, and a copy of what drukpers made.
type round struct {
	drukpers, hugo bench.Usage
	copying        time.Duration
}

// made is the size of a finished site.
type made struct {
	files int
	bytes int64
}

// measureBuilds measures a site of n articles, with and without neighbours.
func measureBuilds(p programs, scratch string, n, rounds int, figures, ratios *bench.Table) error {
	bench.Progress("%d articles: writing the project", n)
	dir := filepath.Join(scratch, fmt.Sprint(n))
	site, err := newProject(filepath.Join(dir, "project"), n)
	if err != nil {
		return err
	}
	for _, neighbours := range []bool{true, false} {
		name := fmt.Sprintf("%d", n)
		if !neighbours {
			name += ", bare"
		}
		bench.Progress("%s: warm-up and comparison", name)
		if err := site.setNeighbours(neighbours); err != nil {
			return err
		}
		own, other, err := warmUp(p, site, filepath.Join(dir, name, "warm-up"))
		if err != nil {
			return fmt.Errorf("%d articles: %w", n, err)
		}
		var measured []round
		for i := range rounds {
			bench.Progress("%s: round %d of %d", name, i+1, rounds)
			r, err := oneRound(p, site, filepath.Join(dir, name, fmt.Sprint(i)))
			if err != nil {
				return err
			}
			measured = append(measured, r)
		}
		addFigures(figures, name, measured, own, other)
		addRatios(ratios, name, measured)
	}
	return nil
}

// warmUp builds once with both programs and compares the results.
func warmUp(p programs, site project, dir string) (own, other made, err error) {
	a, b := filepath.Join(dir, "drukpers", "public"), filepath.Join(dir, "hugo", "public")
	if _, err := p.Build(string(site), a, now); err != nil {
		return own, other, err
	}
	if _, err := p.buildWithHugo(site, b); err != nil {
		return own, other, err
	}
	if err := compareFolders(a, b); err != nil {
		return own, other, err
	}
	if own, err = sizeOf(a); err != nil {
		return own, other, err
	}
	other, err = sizeOf(b)
	return own, other, err
}

func compareFolders(a, b string) error {
	drukpers, err := readOutline(os.DirFS(a))
	if err != nil {
		return err
	}
	hugo, err := readOutline(os.DirFS(b))
	if err != nil {
		return err
	}
	differ := compare(drukpers, hugo)
	if len(differ) == 0 {
		return nil
	}
	return fmt.Errorf("the two sites differ in %d ways:\n%s", len(differ),
		strings.Join(differ[:min(len(differ), shownDifferences)], "\n"))
}

// oneRound builds with each program into a new folder, and copies the product's.
func oneRound(p programs, site project, dir string) (r round, err error) {
	public := filepath.Join(dir, "drukpers", "public")
	if r.drukpers, err = p.Build(string(site), public, now); err != nil {
		return r, err
	}
	copying, err := p.Run("cp", "-r", public, filepath.Join(dir, "copy"))
	if err != nil {
		return r, err
	}
	r.copying = copying.Wall
	r.hugo, err = p.buildWithHugo(site, filepath.Join(dir, "hugo", "public"))
	return r, err
}

// buildWithHugo builds with nothing left from an earlier build: its cache is beside the output and ends with it, and
// what it keeps in the project is removed.
func (p programs) buildWithHugo(site project, output string) (bench.Usage, error) {
	usage, err := p.Run(p.hugo, "build", "--source", string(site), "--destination", output, "--cacheDir",
		filepath.Join(filepath.Dir(output), "cache"),
		"--clock", now.Format(time.RFC3339), "--minify", "--noBuildLock", "--quiet")
	return usage, errors.Join(err, os.RemoveAll(site.path("resources")))
}

func sizeOf(dir string) (made, error) {
	var m made
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		m.files++
		m.bytes += info.Size()
		return nil
	})
	return m, err
}
