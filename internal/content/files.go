package content

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/copies"
	"drukpers/internal/report"
)

// File is a file that is copied as it is: below static/, or an asset of the theme.
type File struct {
	URL   string
	Path  string // where it comes from, for messages
	Stamp string // another when the file has changed
	Open  func() (io.ReadCloser, error)

	// Of a picture that the program makes, which opens as its source, or is drawn, as long as it is not kept anywhere; of
	// one that was fetched, Made alone:
	Made func() bool // it is kept
	Of   *File       // its source
	Draw func() ([]byte, error)
}

// copied reports whether a file is the copy of a picture of another site.
func (f File) copied() bool {
	return f.Of == nil && strings.HasPrefix(f.URL, VariantsURL) && copies.IsName(path.Base(f.URL))
}

// Size is in bytes.
func (f *File) Size() (size int64, err error) {
	open, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, open.Close()) }()
	file, is := open.(fs.File)
	if !is {
		return io.Copy(io.Discard, open)
	}
	info, err := file.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Read gives all of the file. That it can't be read is a *report.Failure.
func (f *File) Read() ([]byte, error) {
	data, err := f.readAll()
	if p, is := report.Unreadable(f.Path, err); is {
		return nil, &report.Failure{Problem: p}
	}
	return data, err
}

func (f *File) readAll() ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if file, is := r.(fs.File); is {
		if info, err := file.Stat(); err == nil {
			b.Grow(int(min(info.Size(), 1<<30)) + bytes.MinRead) // a buffer that grows by itself copies it many times
		}
	}
	_, err = b.ReadFrom(r)
	return b.Bytes(), errors.Join(err, r.Close())
}

// Same reports whether two files have the same URL and were the same when they were listed.
func (f File) Same(other File) bool { return f.URL == other.URL && f.Stamp == other.Stamp }

// StaticFiles lists the files below static/, which are copied as they are. Links that lead to a folder, to nothing or
// out of the project are problems; those to a file that was not meant for readers are warnings. The folder of variants
// is passed over: of those, the ones that articles show are published.
func StaticFiles(fsys fs.FS, variants string) ([]File, report.List, error) {
	var files []File
	var problems report.List
	err := fs.WalkDir(fsys, staticDir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == staticDir {
			return fs.SkipAll
		}
		if unreadable, is := report.Unreadable(name, err); is {
			problems.Add(unreadable)
			return nil
		}
		if err == nil && d.IsDir() && name == variants {
			return fs.SkipDir
		}
		base := path.Base(name)
		if err == nil && d.IsDir() && strings.Count(name, "/") > maxFolders {
			problems.Add(tooDeep(name))
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || base == ".DS_Store" || Temporary(base) {
			return err
		}
		if !IsRegular(fsys, name, d) {
			problems.Add(NoFile(name))
			return nil
		}
		f, err := newFile(fsys, name)
		if unreadable, is := report.Unreadable(name, err); is {
			problems.Add(unreadable)
			return nil
		}
		if err != nil {
			return err
		}
		if target := outsider(fsys, name, d); target != "" {
			problems.Add(report.Problem{
				Level: report.Warning, Rule: "verwijzing", File: name,
				Text: fmt.Sprintf("deze verwijzing (symlink) zet %s op de site, voor iedereen te lezen", target),
				Hint: "Zet een kopie van het bestand hier neer als dat de bedoeling is, en haal de verwijzing anders weg.",
			})
		}
		f.URL = norm.NFC.String(strings.TrimPrefix(name, staticDir))
		files = append(files, f)
		return nil
	})
	return files, problems, err
}

// newFile is a file of the project, without a URL yet.
func newFile(fsys fs.FS, name string) (File, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return File{}, err
	}
	return File{
		Path: name, Stamp: fmt.Sprint(info.Size(), info.ModTime().UnixNano()),
		Open: func() (io.ReadCloser, error) { return fsys.Open(name) },
	}, nil
}

// IsRegular reports whether an entry of a folder is a file, or a link to one in the project.
func IsRegular(fsys fs.FS, name string, d fs.DirEntry) bool {
	if d.Type().IsRegular() {
		return true
	}
	info, err := fs.Stat(fsys, name)
	return err == nil && info.Mode().IsRegular()
}

// NoFile is for what should be a file and is none.
func NoFile(name string) report.Problem {
	return report.Problem{
		Level: report.Error, Rule: "verwijzing", File: name,
		Text: "dit is geen bestand, of een verwijzing (symlink) naar een map, naar niets of buiten het project",
		Hint: "Zet het bestand zelf hier neer.",
	}
}

// maxLinks is how many links may follow each other.
const maxLinks = 40

// outsider is the file that a link of static/ leads to, when it is a hidden one or stands outside static/: an article,
// perhaps a draft, or a file with a password.
func outsider(fsys fs.FS, name string, d fs.DirEntry) string {
	if d.Type()&fs.ModeSymlink == 0 {
		return ""
	}
	for range maxLinks {
		target, err := fs.ReadLink(fsys, name)
		if err != nil {
			return "" // it is no link, so what all lead to
		}
		name = path.Join(path.Dir(name), target)
		if !strings.HasPrefix(name, staticDir+"/") || strings.HasPrefix(path.Base(name), ".") {
			return name
		}
	}
	return ""
}

// Temporary reports whether editors and downloads make files of this name on the way to saving another.
func Temporary(base string) bool {
	switch path.Ext(base) {
	case ".swp", ".swx", ".tmp", ".bck", ".crdownload", ".part":
		return true
	}
	return strings.HasSuffix(base, "~") || strings.HasPrefix(base, ".#") || strings.HasPrefix(base, ".goutputstream-") ||
		base == "4913"
}
