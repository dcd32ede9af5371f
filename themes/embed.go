// Package themes holds the built-in themes, so that the command needs no files beside it.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed all:krant
var files embed.FS

// Krant returns the files of the theme krant: templates, partials, assets and texts.
func Krant() fs.FS {
	krant, err := fs.Sub(files, "krant")
	if err != nil {
		panic("themes: " + err.Error())
	}
	return krant
}
