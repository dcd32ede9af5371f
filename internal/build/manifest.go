package build

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// manifest is what earlier builds wrote. Only files in it are ever deleted, unless Options.Prune asks for more.
type manifest struct {
	inputs string    // of the last build, when that ended; see inputsOf
	next   time.Time // when an article appears or expires by itself; zero when none does
	files  map[string]entry
}

// entry is a file as it was written. Size and time are zero where nothing is known of them, such as of a file that a
// build meant to write when it was killed.
type entry struct {
	size     int64
	modified int64  // nanoseconds
	source   string // the article that it belongs to; "" when there is none, or an older version wrote the entry
	digest   string // of the article's text, to know it by when it is renamed; "" for files beside it
}

const (
	manifestHeader  = "drukpers manifest 3"
	manifestHeader2 = "drukpers manifest 2" // has no sources
	manifestHeader1 = "drukpers manifest 1" // has a hash before each entry, and no sources
	inputsKey       = "inputs "
	nextKey         = "next "
)

// readManifest returns an empty manifest where there is none, or none that this version can read: files are then
// compared by their bytes.
func readManifest(d *disk, name string) (manifest, error) {
	m := manifest{files: map[string]entry{}}
	data, err := d.readFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	lines := strings.Split(string(data), "\n")
	version := lines[0]
	if version != manifestHeader && version != manifestHeader2 && version != manifestHeader1 {
		return m, nil
	}
	for _, line := range lines[1:] {
		if inputs, ok := strings.CutPrefix(line, inputsKey); ok {
			if version == manifestHeader { // else the entries have to be completed
				m.inputs = inputs
			}
			continue
		}
		if next, ok := strings.CutPrefix(line, nextKey); ok {
			m.next, _ = time.Parse(time.RFC3339, next)
			continue
		}
		if version == manifestHeader1 {
			_, line, _ = strings.Cut(line, " ")
		}
		if file, e, ok := parseEntry(line); ok {
			m.files[file] = e
		}
	}
	return m, nil
}

// parseEntry reads `size modified "file"`, and `"source" digest` after it where the file is an article's.
func parseEntry(line string) (file string, e entry, ok bool) {
	fields := strings.SplitN(line, " ", 3)
	if len(fields) != 3 {
		return "", e, false
	}
	size, sizeErr := strconv.ParseInt(fields[0], 10, 64)
	modified, timeErr := strconv.ParseInt(fields[1], 10, 64)
	quoted, nameErr := strconv.QuotedPrefix(fields[2])
	if errors.Join(sizeErr, timeErr, nameErr) != nil {
		return "", e, false
	}
	file, _ = strconv.Unquote(quoted)
	e.size, e.modified = size, modified
	if rest, more := strings.CutPrefix(fields[2][len(quoted):], " "); more {
		source, err := strconv.QuotedPrefix(rest)
		if err != nil {
			return "", e, false
		}
		e.source, _ = strconv.Unquote(source)
		e.digest = strings.TrimPrefix(rest[len(source):], " ")
	}
	return file, e, fs.ValidPath(file) && file != "."
}

func (m manifest) write(d *disk, name string) error {
	b := []byte(manifestHeader + "\n")
	if m.inputs != "" {
		b = append(b, inputsKey+m.inputs+"\n"...)
	}
	if !m.next.IsZero() {
		b = append(b, nextKey+m.next.UTC().Format(time.RFC3339)+"\n"...)
	}
	for _, file := range slices.Sorted(maps.Keys(m.files)) {
		e := m.files[file]
		b = strconv.AppendInt(b, e.size, 10)
		b = strconv.AppendInt(append(b, ' '), e.modified, 10)
		b = strconv.AppendQuote(append(b, ' '), file)
		if e.source != "" {
			b = strconv.AppendQuote(append(b, ' '), e.source)
			b = append(b, " "+e.digest...)
		}
		b = append(b, '\n')
	}
	return d.replace(name, b)
}
