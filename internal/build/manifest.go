package build

import (
	"bufio"
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
)

// manifest is what earlier builds wrote. Only files in it are ever deleted.
type manifest struct {
	inputs string // of the last build, when that ended; see inputsOf
	files  map[string]entry
}

// entry is a file as it was written. The zero entry owns a file of which nothing is known, such as one that a build
// meant to write when it was killed.
type entry struct {
	size     int64
	modified int64 // nanoseconds
}

const (
	manifestHeader  = "drukpers manifest 2"
	manifestHeader1 = "drukpers manifest 1" // has a hash before each entry
	inputsKey       = "inputs "
)

// readManifest returns an empty manifest where there is none, or none that this version can read: files are then
// compared by their bytes.
func readManifest(root *os.Root, name string) (manifest, error) {
	m := manifest{files: map[string]entry{}}
	data, err := root.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, err
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	if !lines.Scan() || lines.Text() != manifestHeader && lines.Text() != manifestHeader1 {
		return m, nil
	}
	hashed := lines.Text() == manifestHeader1
	for lines.Scan() {
		line := lines.Text()
		if inputs, ok := strings.CutPrefix(line, inputsKey); ok {
			m.inputs = inputs
			continue
		}
		if hashed {
			_, line, _ = strings.Cut(line, " ")
		}
		if file, e, ok := parseEntry(line); ok {
			m.files[file] = e
		}
	}
	return m, nil
}

// parseEntry reads "size modified file".
func parseEntry(line string) (file string, e entry, ok bool) {
	fields := strings.SplitN(line, " ", 3)
	if len(fields) != 3 {
		return "", e, false
	}
	size, sizeErr := strconv.ParseInt(fields[0], 10, 64)
	modified, timeErr := strconv.ParseInt(fields[1], 10, 64)
	file, nameErr := strconv.Unquote(fields[2])
	e.size, e.modified = size, modified
	return file, e, errors.Join(sizeErr, timeErr, nameErr) == nil && fs.ValidPath(file) && file != "."
}

func (m manifest) write(root *os.Root, name string) error {
	b := []byte(manifestHeader + "\n")
	if m.inputs != "" {
		b = append(b, inputsKey+m.inputs+"\n"...)
	}
	for _, file := range slices.Sorted(maps.Keys(m.files)) {
		e := m.files[file]
		b = strconv.AppendInt(b, e.size, 10)
		b = strconv.AppendInt(append(b, ' '), e.modified, 10)
		b = append(strconv.AppendQuote(append(b, ' '), file), '\n')
	}
	temporary := name + ".tmp"
	if err := root.WriteFile(temporary, b, 0o644); err != nil {
		return err
	}
	return root.Rename(temporary, name)
}
