package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"io"

	"github.com/gen2brain/webp"
	"golang.org/x/image/draw"
)

// widths are those of variants, in pixels.
var widths = []int{480, 800, 1200}

// quality is that of variants as WebP, of 100.
const quality = 75

// settings are all but the source that a variant is made of. Others make other variants, under other names.
const settings = "webp 75 catmullrom 1"

// Digest tells what is made of a file from what is made of others, or would be with other settings.
func Digest(data []byte) string {
	hash := sha256.New()
	_, _ = io.WriteString(hash, settings+"\n") // a hash never fails
	_, _ = hash.Write(data)
	return hex.EncodeToString(hash.Sum(nil)[:10])
}

// VariantName is the file of a variant of the file with a digest.
func VariantName(digest string, width int) string { return fmt.Sprintf("%s-%d.webp", digest, width) }

// Widths are those of the variants of a picture, in pixels: no wider than the picture, and none of one that is narrow,
// or moves.
func Widths(info Info) []int {
	if info.Animated || info.Width < widths[0] {
		return nil
	}
	var all []int
	for _, width := range widths {
		if width >= info.Width {
			return append(all, info.Width)
		}
		all = append(all, width)
	}
	return all
}

// ErrShared is for a program that would encode with what happens to be on the machine.
var ErrShared = errors.New("this program was built to use the machine's own libwebp; build it with -tags nodynamic")

// Variant is the picture as WebP of a width, upright, in sRGB and without metadata: the same bytes for the same input.
func (p *Picture) Variant(width int) ([]byte, error) {
	if webp.Dynamic() == nil {
		return nil, ErrShared
	}
	small := p.scaled(width)
	var b bytes.Buffer
	if err := webp.Encode(&b, small, webp.Options{Quality: quality, Method: webp.DefaultMethod}); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// scaled is the picture in a width, upright and in sRGB.
func (p *Picture) scaled(width int) *image.NRGBA {
	height := max(1, (p.Height*width+p.Width/2)/p.Width)
	stored := image.Pt(width, height)
	if turned(p.orientation) {
		stored = image.Pt(height, width)
	}
	small := upright(toNRGBA(resize(p.pixels, stored)), p.orientation)
	p.profile.toSRGB(small)
	return small
}

// resize gives a picture another size: first its width, then its height, a strip at a time, since draw.CatmullRom takes
// 32 bytes for every pixel between the two.
func resize(src image.Image, size image.Point) image.Image {
	const strip = 256
	b := src.Bounds()
	narrow := image.NewRGBA(image.Rect(0, 0, size.X, b.Dy()))
	for y := 0; y < b.Dy(); y += strip {
		end := min(y+strip, b.Dy())
		draw.CatmullRom.Scale(narrow, image.Rect(0, y, size.X, end), src,
			image.Rect(b.Min.X, b.Min.Y+y, b.Max.X, b.Min.Y+end), draw.Src, nil)
	}
	small := image.NewRGBA(image.Rect(0, 0, size.X, size.Y))
	for x := 0; x < size.X; x += strip {
		end := min(x+strip, size.X)
		draw.CatmullRom.Scale(small, image.Rect(x, 0, end, size.Y), narrow, image.Rect(x, 0, end, b.Dy()), draw.Src, nil)
	}
	return small
}

func toNRGBA(src image.Image) *image.NRGBA {
	dst := image.NewNRGBA(src.Bounds())
	draw.Draw(dst, dst.Bounds(), src, src.Bounds().Min, draw.Src)
	return dst
}

// upright turns and mirrors a picture as an orientation says (Exif 2.32, 4.6.4).
func upright(src *image.NRGBA, orientation int) *image.NRGBA {
	if orientation == 1 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dst := image.NewNRGBA(image.Rect(0, 0, w, h))
	if turned(orientation) {
		dst = image.NewNRGBA(image.Rect(0, 0, h, w))
	}
	for y := range dst.Rect.Dy() {
		for x := range dst.Rect.Dx() {
			fromX, fromY := x, y
			switch orientation {
			case 2:
				fromX = w - 1 - x
			case 3:
				fromX, fromY = w-1-x, h-1-y
			case 4:
				fromY = h - 1 - y
			case 5:
				fromX, fromY = y, x
			case 6:
				fromX, fromY = y, h-1-x
			case 7:
				fromX, fromY = w-1-y, h-1-x
			case 8:
				fromX, fromY = w-1-y, x
			}
			dst.SetNRGBA(x, y, src.NRGBAAt(fromX, fromY))
		}
	}
	return dst
}
