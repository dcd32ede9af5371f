// Package picture reads pictures, and makes smaller ones of them.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"path"
	"strings"

	"github.com/bep/imagemeta"
	"golang.org/x/image/webp"
)

// Info is what a file says of itself.
type Info struct {
	Width, Height int    // in pixels, as it is shown
	Format        string // "jpeg", "png", "gif" or "webp"
	Animated      bool   // it has more pictures than one
}

// format is a kind of file.
type format struct {
	name     string
	magic    string // how it begins; "?" is any byte
	config   func(io.Reader) (image.Config, error)
	decode   func(io.Reader) (image.Image, error)
	animated func(data []byte) bool
}

// formats are tried one by one rather than by package image, whose register any library may add to.
var formats = []format{
	{"jpeg", "\xff\xd8", jpeg.DecodeConfig, jpeg.Decode, func([]byte) bool { return false }},
	{"png", "\x89PNG\r\n\x1a\n", png.DecodeConfig, png.Decode, animatedPNG},
	{"gif", "GIF8?a", gif.DecodeConfig, gif.Decode, animatedGIF},
	{"webp", "RIFF????WEBPVP8", webp.DecodeConfig, decodeWebP, animatedWebP},
}

// extensions are those of the formats.
var extensions = map[string]string{".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".gif": "gif", ".webp": "webp"}

// FormatOf is the format that a file's name promises, or "" when that is none that Read knows.
func FormatOf(name string) string { return extensions[strings.ToLower(path.Ext(name))] }

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
	f, err := formatOf(file)
	if err != nil {
		return Info{}, err
	}
	config, err := f.config(file)
	if err != nil {
		return Info{}, err
	}
	info := Info{Width: config.Width, Height: config.Height, Format: f.name}
	if f.name == "jpeg" && turned(orientation(file)) {
		info.Width, info.Height = config.Height, config.Width
	}
	return info, nil
}

// formatOf reads how a file begins, and goes back to there.
func formatOf(file io.ReadSeeker) (*format, error) {
	begin := make([]byte, 16)
	n, err := io.ReadFull(file, begin)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	for i, f := range formats {
		if begins(begin[:n], f.magic) {
			return &formats[i], nil
		}
	}
	return nil, fmt.Errorf("no picture: it begins with %q", begin[:min(n, 4)])
}

func begins(data []byte, magic string) bool {
	if len(data) < len(magic) {
		return false
	}
	for i := range len(magic) {
		if magic[i] != '?' && magic[i] != data[i] {
			return false
		}
	}
	return true
}

// orientation is how a JPEG is to be shown, 1 to 8 (Exif 2.32, 4.6.4); 1, upright, where it does not say so in a way
// that can be read. A camera that is held on its side writes that instead of turning the pixels, and browsers obey it.
func orientation(file io.ReadSeeker) int {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return 1
	}
	found := uint16(1)
	_, err := imagemeta.Decode(imagemeta.Options{
		R: file, ImageFormat: imagemeta.JPEG, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return tag.Tag == "Orientation" && tag.Namespace == "IFD0" },
		HandleTag: func(tag imagemeta.TagInfo) error {
			found, _ = tag.Value.(uint16)
			return imagemeta.ErrStopWalking
		},
	})
	if err != nil && !errors.Is(err, imagemeta.ErrStopWalking) || found < 1 || found > 8 {
		return 1
	}
	return int(found)
}

// turned reports whether an orientation swaps width and height.
func turned(orientation int) bool { return orientation >= 5 }

// Known reports whether bytes begin as a file of a format that Read knows.
func Known(data []byte) bool {
	_, err := formatOf(bytes.NewReader(data))
	return err == nil
}
