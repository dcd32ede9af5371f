package bench

import (
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

// Edits are the kinds of changes that are measured.
var Edits = []Edit{
	{"body", func(source string, n int) (string, string, string) {
		_, url := Newest()
		word := fmt.Sprintf("alinea-%d.", n)
		return source + "\n" + word + "\n", url, word
	}},
	{"title", func(source string, n int) (string, string, string) {
		_, url := Newest()
		title := fmt.Sprintf("Titel nummer %d.", n)
		return setKey(source, "title", title), path.Dir(path.Dir(url)) + "/", title
	}},
	{"tag", func(source string, n int) (string, string, string) {
		tag := fmt.Sprintf("nieuwe-tag-%d", n)
		return setKey(source, "tags", "[ai, "+tag+"]"), "/tags/" + tag + "/", "<h3"
	}},
	{"date", func(source string, n int) (string, string, string) {
		_, url := Newest()
		moment := time.Date(2026, 7, 2, 10, n%60, 0, 0, time.UTC)
		return setKey(source, "date", moment.Format(time.RFC3339)), path.Dir(path.Dir(url)) + "/", fmt.Sprintf("T12:%02d:00+02:00", n%60)
	}},
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
	defer func() {
		if restored := os.WriteFile(file, source, 0o644); err == nil {
			err = restored
		}
	}()
	for n := range times {
		edited, url, shows := e.Change(string(source), n)
		time.Sleep(Between)
		if err := os.WriteFile(file, []byte(edited), 0o644); err != nil {
			return nil, err
		}
		d, err := p.Until(url, shows)
		if err != nil {
			return nil, fmt.Errorf("edit of the %s: %w", e.Name, err)
		}
		took = append(took, d)
	}
	return took, nil
}
