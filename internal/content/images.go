package content

import (
	"fmt"
	"image"
	_ "image/gif" // the formats of covers and figures
	_ "image/jpeg"
	_ "image/png"
	"io/fs"
	"net/url"
	"path"
	"strings"
	"sync"

	_ "golang.org/x/image/webp" // as above
)

// Images knows the sizes of the site's own pictures. A set is immutable: Same tells whether the files are still those
// it was made for.
type Images struct {
	fsys  fs.FS
	stamp string
	sizes sync.Map // name → Size
}

// Size is in pixels; zero when unknown.
type Size struct{ Width, Height int }

// NewImages looks up, by name, size and time, which pictures static/ has; it opens one when it is first asked for.
func NewImages(fsys fs.FS) *Images {
	var stamp strings.Builder
	_ = fs.WalkDir(fsys, "static", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !isPicture(name) {
			return nil
		}
		if info, err := fs.Stat(fsys, name); err == nil {
			fmt.Fprintf(&stamp, "%s\x00%d\x00%d\n", name, info.ModTime().UnixNano(), info.Size())
		}
		return nil
	})
	return &Images{fsys: fsys, stamp: stamp.String()}
}

// Same reports whether two sets describe the same files.
func (im *Images) Same(other *Images) bool { return other != nil && im.stamp == other.stamp }

func isPicture(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp":
		return true
	}
	return false
}

// Size gives the size of a picture by its path on the site ("/img/a.png"), or zero where it is not a local picture.
func (im *Images) Size(reference string) Size {
	if im == nil || !strings.HasPrefix(reference, "/") || !isPicture(reference) {
		return Size{}
	}
	name, err := url.PathUnescape(reference)
	if err != nil {
		return Size{}
	}
	name = "static" + path.Clean(name)
	if size, ok := im.sizes.Load(name); ok {
		return size.(Size)
	}
	var size Size
	if f, err := im.fsys.Open(name); err == nil {
		if config, _, err := image.DecodeConfig(f); err == nil {
			size = Size{config.Width, config.Height}
		}
		_ = f.Close()
	}
	im.sizes.Store(name, size)
	return size
}
