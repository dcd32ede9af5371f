package content

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"drukpers/internal/report"
)

func (l *Library) readAll(fsys fs.FS, files []string) ([]*entry, error) {
	entries := make([]*entry, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for first := 0; first < len(files); first += readAtOnce {
		group.Go(func() (err error) {
			for i := first; i < min(first+readAtOnce, len(files)) && err == nil; i++ {
				entries[i], err = l.read(fsys, files[i])
			}
			return err
		})
	}
	return entries, group.Wait()
}

// read gives a file as it is now. One that can't be read has that for its problem.
func (l *Library) read(fsys fs.FS, name string) (_ *entry, err error) {
	defer report.Recover(name, &err)
	old := l.entries[name]
	e, err := l.readAfter(old, fsys, name)
	if p, is := report.Unreadable(name, err); is {
		e = &entry{fresh: true, problems: report.List{p}}
		if old != nil {
			e.lastGood = old.lastGood
		}
		return e, nil
	}
	return e, err
}

func (l *Library) readAfter(old *entry, fsys fs.FS, name string) (*entry, error) {
	if old != nil {
		info, err := fs.Stat(fsys, name)
		if err == nil && !info.Mode().IsRegular() {
			err = fs.ErrInvalid // it became a pipe, which would never end
		}
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		if !old.fresh && old.size == info.Size() && old.modified.Equal(info.ModTime()) {
			return old, nil
		}
	}
	data, info, err := readFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	e := &entry{
		size: info.Size(), modified: info.ModTime(), fresh: time.Since(info.ModTime()) < freshFor,
		hash: sha256.Sum256(data),
	}
	if old != nil && old.hash == e.hash {
		e.article, e.problems, e.lastGood = old.article, old.problems, old.lastGood
		return e, nil
	}
	e.article, e.problems = l.parse(name, data, e.hash)
	e.lastGood = e.article
	if e.article == nil && old != nil {
		e.lastGood = old.lastGood
	}
	return e, nil
}

// readFile gives a file with the size and time that it had when it was opened; of one that is too large, no more than
// tells so.
func readFile(fsys fs.FS, name string) ([]byte, fs.FileInfo, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	data := bytes.NewBuffer(make([]byte, 0, min(info.Size(), maxBytes)+bytes.MinRead))
	_, err = data.ReadFrom(io.LimitReader(f, maxBytes+1))
	return data.Bytes(), info, err
}

// parse makes an article of a file's bytes, or nil when it has errors.
func (l *Library) parse(name string, data []byte, hash [32]byte) (a *Article, problems report.List) {
	var crash error
	defer func() {
		if p, crashed := report.AsProblem(crash); crashed {
			a, problems = nil, report.List{p}
		}
	}()
	defer report.Recover(name, &crash)
	if len(data) > maxBytes {
		return nil, report.List{tooLarge(name)}
	}
	h, problems := parseHead(name, data, l.config.Location)
	if problems.HasErrors() {
		return nil, problems
	}
	if problems = append(problems, h.checkLimits(name)...); problems.HasErrors() {
		return nil, problems
	}
	article, placed := l.newArticle(name, h, hash)
	problems = append(problems, placed...)
	if problems.HasErrors() {
		return nil, problems
	}
	return article, problems
}
