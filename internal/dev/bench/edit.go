package bench

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"time"
)

// Between is how long an editor takes from one save to the next, at the least.
const Between = 150 * time.Millisecond

// Edit is a change of the newest article: what it makes of its source the n-th time, and the page and the text by which
// it shows. All but the first show on lists.
type Edit struct {
	Name   string
	Change func(source string, n int) (edited, url, shows string)
}

// The kinds of edits.
var (
	Body = Edit{"body", func(source string, n int) (string, string, string) {
		_, url := Newest()
		word := fmt.Sprintf("alinea-%d.", n)
		return source + "\n" + word + "\n", url, word
	}}
	Title = Edit{"title", func(source string, n int) (string, string, string) {
		title := fmt.Sprintf("Titel nummer %d.", n)
		return setKey(source, "title", title), newestList(), title
	}}
	Tag = Edit{"tag", func(source string, n int) (string, string, string) {
		tag := fmt.Sprintf("nieuwe-tag-%d", n)
		return setKey(source, "tags", "[ai, "+tag+"]"), "/tags/" + tag + "/", "</html>"
	}}
	Date = Edit{"date", func(source string, n int) (string, string, string) {
		moment := time.Date(2026, 7, 2, 10, n%60, 0, 0, time.UTC)
		return setKey(source, "date", moment.Format(time.RFC3339)), newestList(), fmt.Sprintf("T12:%02d:00", n%60)
	}}
)

// newestList is the list of the newest article's section.
func newestList() string {
	_, url := Newest()
	return path.Dir(path.Dir(url)) + "/"
}

// setKey gives a line of the front matter another value.
func setKey(source, key, value string) string {
	line := regexp.MustCompile(`(?m)^` + key + `: .*$`)
	return line.ReplaceAllLiteralString(source, key+": "+value)
}

// Time saves an edit a number of times in the project that a preview shows, and gives the times from each save until a
// request shows it. The article is put back afterwards.
func (e Edit) Time(p Preview, project string, times int) (took []time.Duration, err error) {
	file, _ := Newest()
	file = filepath.Join(project, file)
	source, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.WriteFile(file, source, 0o644)) }()
	return p.TimeSaves(file, times, func(n int) (string, string, string) { return e.Change(string(source), n) })
}

// TimeSaves saves a file a number of times, and gives the times from each save until a request shows it.
func (p Preview) TimeSaves(file string, times int, change func(n int) (text, url, shows string)) ([]time.Duration,
	error,
) {
	var took []time.Duration
	for n := range times {
		text, url, shows := change(n)
		time.Sleep(Between)
		if err := WriteFile(file, []byte(text)); err != nil {
			return nil, err
		}
		d, err := p.Until(url, shows)
		if err != nil {
			return nil, fmt.Errorf("after a save of %s: %w", filepath.Base(file), err)
		}
		took = append(took, d)
	}
	return took, nil
}
