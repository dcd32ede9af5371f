package main

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"drukpers/internal/dev/bench"
	"drukpers/internal/dev/testsite"
	"drukpers/themes"
)

// theme is Hugo's: its settings, its layouts and the pages of the archive and the taxonomies.
//
//go:embed all:theme
var theme embed.FS

const (
	hugoConfig = "hugo.yaml"
	hugoTheme  = "themes/bench"
)

// project is a folder that is a project of both programs: they share content/ and static/.
type project string

func (p project) path(name string) string { return filepath.Join(string(p), filepath.FromSlash(name)) }

func (p project) write(name string, data []byte) error { return bench.WriteFile(p.path(name), data) }

// newProject writes a site of n articles.
func newProject(dir string, n int) (project, error) {
	p := project(dir)
	months := map[time.Time]bool{}
	err := testsite.Each(bench.Seed, n, func(path string, data []byte) error {
		if month, dated := monthOf(data); dated {
			months[month] = true
		}
		return p.write(path, straightTags(data))
	})
	if err != nil {
		return "", err
	}
	if err := p.copy(theme, "theme", hugoTheme); err != nil {
		return "", err
	}
	if err := p.copy(themes.Krant(), "assets", hugoTheme+"/assets"); err != nil {
		return "", err
	}
	for month := range months {
		if err := p.write(month.Format(hugoTheme+"/content/archief/2006/01/_index.md"), monthPage(month)); err != nil {
			return "", err
		}
	}
	return p, bench.Age(dir)
}

// copy writes all files below a folder of a file system to one of the project.
func (p project) copy(from fs.FS, root, to string) error {
	return fs.WalkDir(from, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		return p.write(to+strings.TrimPrefix(name, root), data)
	})
}

var tagLine = regexp.MustCompile(`(?m)^tags: .*$`)

// straightTags gives tags one kind of apostrophe. Of two tags that differ in it alone, drukpers makes one, while in
// Hugo the pages of one overwrite those of the other; then the sites would not be the same.
func straightTags(article []byte) []byte {
	return tagLine.ReplaceAllFunc(article, func(line []byte) []byte {
		return bytes.ReplaceAll(line, []byte("’"),
			[]byte("'"))
	})
}

var dateLine = regexp.MustCompile(`(?m)^date: (.*)$`)

// monthOf is the first moment of the month in which a published article stands in the archive.
func monthOf(article []byte) (time.Time, bool) {
	found := dateLine.FindSubmatch(article)
	if found == nil || bytes.Contains(article, []byte("\ndraft: true\n")) {
		return time.Time{}, false
	}
	date, err := time.Parse(time.RFC3339, string(found[1]))
	if err != nil {
		return time.Time{}, false
	}
	year, month, _ := date.In(amsterdam).Date()
	return time.Date(year, month, 1, 0, 0, 0, 0, amsterdam), true
}

var amsterdam = func() *time.Location {
	location, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	return location
}()

var monthNames = strings.Fields("januari februari maart april mei juni juli augustus september oktober november " +
	"december")

// monthPage is Hugo's page of a month: it can't make pages of dates by itself.
func monthPage(month time.Time) []byte {
	return fmt.Appendf(nil, "---\ntitle: Archief van %s %d\nfrom: %s\nuntil: %s\noutputs: [html]\n---\n",
		monthNames[month.Month()-1], month.Year(), month.Format(time.RFC3339), month.AddDate(0, 1, 0).Format(time.RFC3339))
}

// setNeighbours switches related articles and the links to the previous and the next one on or off, for both programs.
func (p project) setNeighbours(on bool) error {
	config, err := fs.ReadFile(theme, "theme/"+hugoConfig)
	if err != nil {
		return err
	}
	const article = "themes/krant/article.html"
	if on {
		if err := os.RemoveAll(p.path(article)); err != nil {
			return err
		}
		return p.write(hugoConfig, config)
	}
	template, err := fs.ReadFile(themes.Krant(), "article.html")
	if err != nil {
		return err
	}
	bare, err := withoutNeighbours(string(template))
	if err != nil {
		return err
	}
	if err := p.write(article, []byte(bare)); err != nil {
		return err
	}
	return p.write(hugoConfig, bytes.Replace(config, []byte("neighbours: true"), []byte("neighbours: false"), 1))
}
