package content

import (
	"bytes"
	"errors"
	"html"
	"io"
	"io/fs"
	"path"
	"strings"

	"drukpers/internal/copies"
	"drukpers/internal/report"
)

// readCopies reads which pictures of other sites there are copies of, unless the last set knows: of 1,300 that takes
// longer than all else of an edit.
func (im *images) readCopies(last *images) {
	var err error
	im.index, err = fs.ReadFile(im.fsys, path.Join(im.dir, copies.FileName))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if last != nil && err == nil && bytes.Equal(im.index, last.index) {
		im.copies, im.problems = last.copies, last.problems
		return
	}
	if err == nil {
		im.copies, err = copies.Parse(im.index)
	}
	if err != nil {
		im.problems.Add(report.Problem{
			Level: report.Error, Rule: "syntaxis", File: path.Join(im.dir, copies.FileName),
			Text: "dit bestand is niet te lezen, dus niemand weet welke plaatjes van andere sites al zijn opgehaald",
			Hint: "Zet een oudere versie van het bestand terug, of haal het weg en draai drukpers images fetch.",
		})
	}
}

// copied gives what is known of a picture of another site; nothing where there is no copy that can be read.
func (im *images) copied(address string) Image {
	entry := im.copies[address]
	if entry.File == "" {
		return Image{Gone: entry.Gone()}
	}
	file := path.Join(im.dir, entry.File)
	f := File{
		URL: VariantsURL + entry.File, Path: file, Stamp: entry.File, Made: func() bool { return true },
		Open: func() (io.ReadCloser, error) { return im.fsys.Open(file) },
	}
	image := im.file(f)
	if image.Width == 0 {
		return Image{}
	}
	image.Copy = &f
	return image
}

// longest gives the picture of the longest address that a text begins with: a bracket may end it or be part of it.
func (im *images) longest(text string) (string, Image) {
	for ; text != ""; text = text[:max(0, strings.LastIndexAny(text, ")]"))] {
		if image := im.of(html.UnescapeString(text)); image.Gone || image.Copy != nil {
			return text, image
		}
	}
	return "", Image{}
}
