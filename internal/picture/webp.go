package picture

import (
	"image"
	"image/color"
	"io"

	"golang.org/x/image/webp"
)

// decodeWebP reads a WebP with the colours that it has. Its lossy form keeps luma from 16 to 235 and chroma from 16 to
// 240 (RFC 6386, 9.2, by ITU-R BT.601), which package image takes for the full range of a JPEG.
func decodeWebP(r io.Reader) (image.Image, error) {
	decoded, err := webp.Decode(r)
	switch m := decoded.(type) {
	case *image.YCbCr:
		return videoRange{m, nil}, err
	case *image.NYCbCrA:
		return videoRange{&m.YCbCr, m}, err
	default:
		return decoded, err
	}
}

// videoRange is a picture in YCbCr of the narrower range.
type videoRange struct {
	*image.YCbCr
	alpha *image.NYCbCrA // nil where all is opaque
}

func (m videoRange) ColorModel() color.Model { return color.NRGBAModel }

func (m videoRange) Opaque() bool { return m.alpha == nil || m.alpha.Opaque() }

func (m videoRange) At(x, y int) color.Color { return m.at(x, y) }

func (m videoRange) RGBA64At(x, y int) color.RGBA64 {
	r, g, b, a := m.at(x, y).RGBA()
	return color.RGBA64{uint16(r), uint16(g), uint16(b), uint16(a)}
}

func (m videoRange) at(x, y int) color.NRGBA {
	c := m.YCbCrAt(x, y)
	luma, cb, cr := 19077*(int(c.Y)-16), int(c.Cb)-128, int(c.Cr)-128
	part := func(v int) uint8 { return uint8(min(255, max(0, (v+1<<13)>>14))) }
	pixel := color.NRGBA{part(luma + 26149*cr), part(luma - 6419*cb - 13320*cr), part(luma + 33050*cb), 255}
	if m.alpha != nil {
		pixel.A = m.alpha.NYCbCrAAt(x, y).A
	}
	return pixel
}
