// Package variants makes the pictures of a site in other widths, once: they are kept in a folder under names that
// follow from the bytes of the picture, so that a machine that has the folder makes none.
package variants

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"regexp"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"drukpers/internal/content"
	"drukpers/internal/picture"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// Folder is where variants are kept: a folder of a project.
type Folder struct {
	root *os.Root
	dir  string // in root
}

// Open is the folder of a project for variants; it need not be there. Close ends its use.
func Open(project, dir string) (*Folder, error) {
	root, err := os.OpenRoot(project)
	if err != nil {
		return nil, err
	}
	return &Folder{root, dir}, nil
}

// Close ends the use of a folder.
func (f *Folder) Close() error { return f.root.Close() }

// Source is a picture with those of its variants that are not made yet, or what is drawn.
type Source struct {
	File    *content.File // nil of what is drawn
	Digest  string        // what the names of its variants begin with
	Missing []*content.File
}

// Missing are the pictures of a site of which variants are not made yet, in the order of its pages.
func (f *Folder) Missing(s *site.Site) ([]*Source, error) {
	there, err := f.names()
	if err != nil {
		return nil, err
	}
	var sources []*Source
	byDigest := map[string]*Source{}
	for _, p := range s.Order {
		if p.File == nil || p.File.Of == nil && p.File.Draw == nil || there[path.Base(p.File.Path)] {
			continue
		}
		digest, _, _ := strings.Cut(path.Base(p.File.Path), "-")
		source := byDigest[digest]
		if source == nil {
			source = &Source{File: p.File.Of, Digest: digest}
			byDigest[digest] = source
			sources = append(sources, source)
		}
		source.Missing = append(source.Missing, p.File)
	}
	return sources, nil
}

// names are the files of the folder.
func (f *Folder) names() (map[string]bool, error) {
	entries, err := fs.ReadDir(f.root.FS(), f.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	names := make(map[string]bool, len(entries))
	for _, e := range entries {
		names[e.Name()] = true
	}
	return names, nil
}

// maxMemory is how many bytes of pixels are worked on at a time.
const maxMemory = 300 << 20

// Made is what Make did.
type Made struct {
	Pictures int             // of which variants were made
	Files    int             // these variants
	Cards    int             // drawn
	Before   int64           // bytes of the pictures
	After    int64           // bytes of the widest variant of each
	Failed   map[string]bool // digests of the pictures that no variants can be made of
	Problems report.List     // of those
}

// Make makes variants over all cores, and tells done how many pictures it has had. A picture that can't be read is a
// problem, and the others are made. The error is the machine's, or that of the context; what is made until then is
// whole.
func (f *Folder) Make(ctx context.Context, sources []*Source, done func(n int)) (*Made, error) {
	if len(sources) == 0 {
		return &Made{}, nil
	}
	if err := f.root.MkdirAll(f.dir, 0o755); err != nil {
		return nil, err
	}
	made := &Made{Failed: map[string]bool{}}
	var mu sync.Mutex
	tried := 0
	memory := semaphore.NewWeighted(maxMemory)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, source := range sources {
		group.Go(func() error {
			var before, after int64
			err := report.Guard(source.path(), func() (err error) {
				before, after, err = f.make(ctx, source, memory)
				return err
			})()
			mu.Lock()
			defer mu.Unlock()
			tried++
			done(tried)
			if p, is := problemOf(source.path(), err); is {
				made.Failed[source.Digest] = true
				made.Problems.Add(p)
				return nil
			}
			if source.File == nil {
				made.Cards++
			} else {
				made.Pictures++
				made.Files += len(source.Missing)
			}
			made.Before, made.After = made.Before+before, made.After+after
			return err
		})
	}
	err := group.Wait()
	made.Problems.Sort()
	return made, err
}

// path is the file that a source comes from.
func (s *Source) path() string {
	if s.File == nil {
		return s.Missing[0].Path
	}
	return s.File.Path
}

// make makes the variants of one picture, and gives the bytes of the picture and of its widest variant.
func (f *Folder) make(ctx context.Context, s *Source, memory *semaphore.Weighted) (before, after int64, err error) {
	if s.File == nil {
		drawn, err := s.Missing[0].Draw()
		if err == nil {
			err = f.write(path.Base(s.Missing[0].Path), drawn)
		}
		return 0, 0, errors.Join(err, ctx.Err())
	}
	data, err := s.File.Read()
	if err != nil {
		return 0, 0, err
	}
	_, need, err := picture.Inspect(data)
	if err != nil {
		return 0, 0, &unusable{err}
	}
	if err := memory.Acquire(ctx, int64(need)); err != nil {
		return 0, 0, err
	}
	defer memory.Release(int64(need))
	decoded, err := picture.Decode(data)
	if err != nil {
		return 0, 0, &unusable{err}
	}
	for _, variant := range s.Missing {
		encoded, err := decoded.Variant(widthOf(variant.Path))
		if errors.Is(err, picture.ErrShared) {
			err = &report.Trouble{
				Text: "dit programma zou plaatjes verkleinen met wat er toevallig op deze computer staat (libwebp)",
				Hint: "Neem een uitgave van drukpers, of bouw het met go install -tags nodynamic ./cmd/drukpers.",
			}
		}
		if err != nil {
			return 0, 0, err
		}
		if err := f.write(path.Base(variant.Path), encoded); err != nil {
			return 0, 0, err
		}
		after = max(after, int64(len(encoded)))
	}
	return int64(len(data)), after, ctx.Err()
}

// write puts a file in the folder whole, or not at all.
func (f *Folder) write(name string, data []byte) (err error) {
	temporary := path.Join(f.dir, fmt.Sprintf("%s.%d.tmp", name, rand.Uint32()))
	if err := f.root.WriteFile(temporary, data, 0o644); err != nil {
		return errors.Join(err, f.root.Remove(temporary))
	}
	return f.root.Rename(temporary, path.Join(f.dir, name))
}

// unusable is what is wrong with a picture.
type unusable struct{ error }

func (u *unusable) Unwrap() error { return u.error }

// problemOf says what is wrong with a picture, if that is what an error is about.
func problemOf(file string, err error) (report.Problem, bool) {
	p := report.Problem{Level: report.Warning, Rule: "plaatje", File: file}
	var large *picture.TooLarge
	var broken *unusable
	switch {
	case errors.As(err, &large):
		p.Text = fmt.Sprintf("dit plaatje van %s bij %s pixels is te groot om te verkleinen, dus lezers krijgen het zo",
			report.Number(large.Width), report.Number(large.Height))
		p.Hint = fmt.Sprintf("Maak het kleiner: zo'n plaatje mag ongeveer %s pixels hebben.", report.Number(large.Most))
	case errors.As(err, &broken):
		p.Text = "dit plaatje is beschadigd of geen plaatje, dus het kan niet worden verkleind"
		p.Hint = "Sla het plaatje opnieuw op, of haal het bestand weg."
	default:
		return report.AsProblem(err)
	}
	return p, true
}

// ownName is how the files of the folder are called, and those that a killed build left.
var ownName = regexp.MustCompile(`^[0-9a-f]{20}-(?:([0-9]+)\.webp|kaart\.png)(?:\.[0-9]+\.tmp)?$`)

func widthOf(name string) int {
	width := 0
	if m := ownName.FindStringSubmatch(path.Base(name)); m != nil {
		_, _ = fmt.Sscan(m[1], &width)
	}
	return width
}

// Unused are the files in the folder that no page of a site shows, of those that Make made.
func (f *Folder) Unused(s *site.Site) ([]string, error) {
	there, err := f.names()
	if err != nil {
		return nil, err
	}
	for _, p := range s.Order {
		if p.File != nil && p.File.Made != nil {
			delete(there, path.Base(p.File.Path))
		}
	}
	var unused []string
	for name := range there {
		if ownName.MatchString(name) {
			unused = append(unused, path.Join(f.dir, name))
		}
	}
	return unused, nil
}

// Remove deletes files of the folder.
func (f *Folder) Remove(files []string) error {
	for _, name := range files {
		if !strings.HasPrefix(name, f.dir+"/") {
			return fmt.Errorf("%s is not in %s", name, f.dir)
		}
		if err := f.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
