// Package picture reads what the file of a picture says of itself, without its pixels.
package picture

import (
	"bytes"
	"errors"
	"image"
	_ "image/gif" // the formats of covers and figures
	_ "image/jpeg"
	_ "image/png"
	"io"
	"path"
	"strings"

	"github.com/bep/imagemeta"
	_ "golang.org/x/image/webp" // as above
)

// Info is what a file says of itself.
type Info struct {
	Width, Height int    // in pixels, as it is shown
	Format        string // "jpeg", "png", "gif" or "webp"
}

// formats are those that Read knows, by the extension of their files.
var formats = map[string]string{".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".gif": "gif", ".webp": "webp"}

// FormatOf is the format that a file's name promises, or "" when that is none that Read knows.
func FormatOf(name string) string { return formats[strings.ToLower(path.Ext(name))] }

// Read fails where the file is of no format that it knows, or broken.
func Read(r io.Reader) (Info, error) {
	file, ok := r.(io.ReadSeeker)
	if !ok {
		data, err := io.ReadAll(r)
		if err != nil {
			return Info{}, err
		}
		file = bytes.NewReader(data)
	}
	config, format, err := image.DecodeConfig(file)
	if err != nil {
		return Info{}, err
	}
	info := Info{config.Width, config.Height, format}
	if format == "jpeg" && turned(file) {
		info.Width, info.Height = config.Height, config.Width
	}
	return info, nil
}

// turned reports whether a JPEG is to be shown on its side: an orientation of 5 to 8 (Exif 2.32, 4.6.4). A camera that
// is held upright writes that instead of turning the pixels, and browsers obey it. What can't be read turns nothing.
func turned(file io.ReadSeeker) bool {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return false
	}
	orientation := uint16(1)
	_, err := imagemeta.Decode(imagemeta.Options{
		R: file, ImageFormat: imagemeta.JPEG, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return tag.Tag == "Orientation" && tag.Namespace == "IFD0" },
		HandleTag: func(tag imagemeta.TagInfo) error {
			orientation, _ = tag.Value.(uint16)
			return imagemeta.ErrStopWalking
		},
	})
	if err != nil && !errors.Is(err, imagemeta.ErrStopWalking) {
		return false
	}
	return 5 <= orientation && orientation <= 8
}
