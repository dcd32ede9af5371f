package content

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/report"
)

// File is a file that is copied as it is: below static/, or an asset of the theme.
type File struct {
	URL   string
	Path  string // where it comes from, for messages
	Stamp string // another when the file has changed
	Open  func() (io.ReadCloser, error)
}

// Read gives all of the file.
func (f *File) Read() ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r)
	return data, errors.Join(err, r.Close())
}

// Same reports whether two files have the same URL and were the same when they were listed.
func (f File) Same(other File) bool { return f.URL == other.URL && f.Stamp == other.Stamp }

// StaticFiles lists the files below static/, which are copied as they are. Links that lead to a folder, to nothing or
// out of the project are problems.
func StaticFiles(fsys fs.FS) ([]File, report.List, error) {
	const root = "static"
	var files []File
	var problems report.List
	err := fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == root {
			return fs.SkipAll
		}
		base := path.Base(name)
		if err != nil || d.IsDir() || base == ".DS_Store" || Temporary(base) {
			return err
		}
		info, err := fs.Stat(fsys, name)
		if !d.Type().IsRegular() && (err != nil || !info.Mode().IsRegular()) {
			problems.Add(report.Problem{
				Level: report.Error, Rule: "verwijzing", File: name,
				Text: "dit is geen bestand, of een verwijzing (symlink) naar een map, naar niets of buiten het project",
				Hint: "Zet het bestand zelf hier neer.",
			})
			return nil
		}
		if err != nil {
			return err
		}
		files = append(files, File{
			URL: norm.NFC.String(strings.TrimPrefix(name, root)), Path: name,
			Stamp: fmt.Sprint(info.Size(), info.ModTime().UnixNano()),
			Open:  func() (io.ReadCloser, error) { return fsys.Open(name) },
		})
		return nil
	})
	return files, problems, err
}
