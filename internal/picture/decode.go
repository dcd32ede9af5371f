package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
)

// maxMemory is how many bytes the pixels of one picture may take while smaller ones are made of it.
const maxMemory = 256 << 20

// TooLarge is a picture of more pixels than can be made smaller here.
type TooLarge struct {
	Width, Height int // in pixels
	Most          int // pixels that a picture of its kind may have
}

func (e *TooLarge) Error() string {
	return fmt.Sprintf("a picture of %d by %d pixels, more than %d", e.Width, e.Height, e.Most)
}

// Picture is one whose pixels are read.
type Picture struct {
	Info
	pixels      image.Image // as stored, not yet turned
	orientation int
	profile     *profile // nil for sRGB
}

// Inspect reads what a whole file says of itself, and how much memory Decode takes; pixels it does not read. The error
// is a *TooLarge, or that of a broken file.
func Inspect(data []byte) (Info, int, error) {
	info, err := Read(bytes.NewReader(data))
	if err != nil {
		return Info{}, 0, err
	}
	f, _ := formatOf(bytes.NewReader(data))
	info.Animated = f.animated(data)
	config, err := f.config(bytes.NewReader(data))
	if err != nil {
		return Info{}, 0, err
	}
	if config.Width <= 0 || config.Height <= 0 {
		return Info{}, 0, fmt.Errorf("a picture of %d by %d pixels", config.Width, config.Height)
	}
	// What resize keeps between its two steps comes on top of what a decoder takes.
	widest := min(config.Width, widths[len(widths)-1])
	perPixel := bytesPerPixel(f.name, config.ColorModel, data) + 4*float64(widest)/float64(config.Width)
	memory := perPixel * float64(config.Width) * float64(config.Height)
	if memory > maxMemory {
		const million = 1_000_000
		return info, 0, &TooLarge{info.Width, info.Height, max(1, int(maxMemory/perPixel/million)) * million}
	}
	return info, int(memory), nil
}

// bytesPerPixel is what a decoder takes at most.
func bytesPerPixel(format string, model color.Model, data []byte) float64 {
	switch {
	case format == "jpeg":
		samples, progressive := jpegFrame(data)
		if progressive {
			return 5 * samples // a coefficient of four bytes for each, besides the pixels
		}
		return samples
	case model == color.NRGBA64Model || model == color.RGBA64Model || model == color.Gray16Model:
		return 8
	default:
		return 4
	}
}

// jpegFrame gives how many samples a JPEG has a pixel, and whether it is stored in scans that are each finer than the
// last (ITU-T T.81, B.2.2).
func jpegFrame(data []byte) (samples float64, progressive bool) {
	const most = 8 // a CMYK picture that is converted
	for at := 2; at+10 <= len(data) && data[at] == 0xff; at += 2 + int(data[at+2])<<8 + int(data[at+3]) {
		marker := data[at+1]
		if marker == 0xda {
			break
		}
		if marker < 0xc0 || marker > 0xc2 {
			continue
		}
		components := int(data[at+9])
		if components == 0 || at+10+3*components > len(data) {
			break
		}
		sum, widest, highest := 0, 1, 1
		for i := range components {
			h, v := int(data[at+11+3*i]>>4), int(data[at+11+3*i]&15)
			sum, widest, highest = sum+h*v, max(widest, h), max(highest, v)
		}
		samples = float64(sum) / float64(widest*highest)
		if components == 4 {
			samples = most
		}
		return samples, marker == 0xc2
	}
	return most, true
}

// Decode reads a whole file. The error is a *TooLarge, or that of a broken file.
func Decode(data []byte) (*Picture, error) {
	info, _, err := Inspect(data)
	if err != nil {
		return nil, err
	}
	f, err := formatOf(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	pixels, err := f.decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	p := &Picture{Info: info, pixels: pixels, orientation: 1}
	if f.name == "jpeg" {
		p.orientation = orientation(bytes.NewReader(data))
	}
	if _, cmyk := pixels.(*image.CMYK); !cmyk { // its profile is about ink; the standard library's rule stands
		p.profile = profileOf(f.name, data)
	}
	return p, nil
}
