package reader

import (
	"bytes"
	_ "embed"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"drukpers/internal/dev/testsite"
)

// SampleNow is when Sample is published: just after its newest article.
var SampleNow = time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)

// sampleArticles is enough for a second page of the home page and for hundreds of tags.
const sampleArticles = 150

//go:embed testdata/trials.txtar
var trials []byte

// Sample is the project at root, with generated articles for long lists and with the articles that try a layout: long
// compounds, long addresses, many tags, tables, code and pictures of odd shapes.
func Sample(root string) (fs.FS, error) {
	files := fstest.MapFS{}
	add := func(name string, data []byte) error {
		files[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		return nil
	}
	if err := testsite.Each(1, sampleArticles, add); err != nil {
		return nil, err
	}
	for _, f := range txtar.Parse(trials).Files {
		_ = add(f.Name, f.Data) // a map takes every file
	}
	_ = add("static/img/toren.png", plane(300, 900))
	_ = add("static/img/strook.png", plane(1600, 200))
	return files, addOwn(root, add)
}

// Own is the project at root alone.
func Own(root string) (fs.FS, error) {
	files := fstest.MapFS{}
	return files, addOwn(root, func(name string, data []byte) error {
		files[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		return nil
	})
}

func addOwn(root string, add func(string, []byte) error) error {
	for _, name := range []string{"content", "static", "site.yaml"} {
		if err := addTree(root, name, add); err != nil {
			return err
		}
	}
	return nil
}

func addTree(root, top string, add func(string, []byte) error) error {
	return filepath.WalkDir(filepath.Join(root, top), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		return add(filepath.ToSlash(inside), data)
	})
}

var remoteCover = regexp.MustCompile(`(?m)^(cover:.*\n(?:[ \t].*\n)*?[ \t]+image: +).*https://.*$`)

// WithoutOutside gives a project whose covers are all files of its own, for tools that report each failing request.
func WithoutOutside(project fs.FS) (fs.FS, error) {
	over := fstest.MapFS{}
	err := fs.WalkDir(project, "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".md" {
			return err
		}
		data, err := fs.ReadFile(project, name)
		if local := remoteCover.ReplaceAll(data, []byte(`${1}/images/covers/omslag-1.png`)); !bytes.Equal(local, data) {
			over[name] = &fstest.MapFile{Data: local, Mode: 0o644}
		}
		return err
	})
	return overlay{project, over}, err
}

// Photo is a picture to show for those of other hosts.
func Photo() []byte {
	const width, height = 1200, 800
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			picture.SetRGBA(x, y, color.RGBA{
				R: uint8(40 + 120*x/width), G: uint8(70 + 90*y/height), B: uint8(160 - 60*x/width),
				A: 255,
			})
		}
	}
	return encoded(picture)
}

// plane is an even picture.
func plane(width, height int) []byte {
	return encoded(image.NewPaletted(image.Rect(0, 0, width, height),
		color.Palette{color.RGBA{R: 150, G: 90, B: 60, A: 255}}))
}

func encoded(picture image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		panic(err) // a buffer takes every byte
	}
	return b.Bytes()
}
