package content

import (
	"maps"
	"net/url"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/picture"
)

// imageSizes knows the sizes of the site's own pictures. Files that change make another set: see same.
type imageSizes struct {
	files map[string]File // by URL
}

// Size is in pixels; zero when unknown.
type Size struct{ Width, Height int }

// Dimensions are those of a picture; zero of a file that is none.
func (f File) Dimensions() Size {
	if picture.FormatOf(f.URL) == "" {
		return Size{}
	}
	r, err := f.Open()
	if err != nil {
		return Size{}
	}
	defer r.Close()
	info, err := picture.Read(r)
	if err != nil {
		return Size{}
	}
	return Size{info.Width, info.Height}
}

// newImageSizes picks the pictures out of the static files.
func newImageSizes(static []File) *imageSizes {
	im := &imageSizes{files: map[string]File{}}
	for _, f := range static {
		if picture.FormatOf(f.URL) != "" {
			im.files[f.URL] = f
		}
	}
	return im
}

// same reports whether two sets are of the same files.
func (im *imageSizes) same(other *imageSizes) bool {
	return other != nil && maps.EqualFunc(im.files, other.files, File.Same)
}

// of gives the size of a picture by its path on the site ("/img/a.png"), or zero where it is not a local picture.
func (im *imageSizes) of(reference string) Size {
	if im == nil || !strings.HasPrefix(reference, "/") || picture.FormatOf(reference) == "" {
		return Size{}
	}
	decoded, err := url.PathUnescape(reference)
	if err != nil {
		return Size{}
	}
	f, ok := im.files[norm.NFC.String(path.Clean(decoded))]
	if !ok {
		return Size{}
	}
	return f.Dimensions()
}
