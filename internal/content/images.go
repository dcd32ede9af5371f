package content

import (
	"image"
	_ "image/gif" // the formats of covers and figures
	_ "image/jpeg"
	_ "image/png"
	"maps"
	"net/url"
	"path"
	"strings"

	_ "golang.org/x/image/webp" // as above
	"golang.org/x/text/unicode/norm"
)

// imageSizes knows the sizes of the site's own pictures. Files that change make another set: see same.
type imageSizes struct {
	files map[string]File // by URL
}

// Size is in pixels; zero when unknown.
type Size struct{ Width, Height int }

// newImageSizes picks the pictures out of the static files.
func newImageSizes(static []File) *imageSizes {
	im := &imageSizes{files: map[string]File{}}
	for _, f := range static {
		if isPicture(f.URL) {
			im.files[f.URL] = f
		}
	}
	return im
}

// same reports whether two sets are of the same files.
func (im *imageSizes) same(other *imageSizes) bool {
	return other != nil && maps.EqualFunc(im.files, other.files, File.Same)
}

func isPicture(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp":
		return true
	}
	return false
}

// of gives the size of a picture by its path on the site ("/img/a.png"), or zero where it is not a local picture.
func (im *imageSizes) of(reference string) Size {
	if im == nil || !strings.HasPrefix(reference, "/") || !isPicture(reference) {
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
	r, err := f.Open()
	if err != nil {
		return Size{}
	}
	defer r.Close()
	config, _, err := image.DecodeConfig(r)
	if err != nil {
		return Size{}
	}
	return Size{config.Width, config.Height}
}
