package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"testing"
)

// exif is the segment of a JPEG (APP1) that says how it is held, in either order of bytes.
func exif(order string, orientation byte) []byte {
	tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) +
		"\x00\x00\x00\x00\x00\x00")
	if order == "II" {
		tiff = []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(orientation) +
			"\x00\x00\x00\x00\x00\x00\x00")
	}
	segment := append([]byte("\xff\xe1\x00\x00Exif\x00\x00"), tiff...)
	segment[3] = byte(len(segment) - 2)
	return segment
}

// photo is a JPEG of 40 by 30 pixels with segments of its own.
func photo(t testing.TB, segments ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	start, rest := b.Bytes()[:2], b.Bytes()[2:]
	return bytes.Join([][]byte{start, bytes.Join(segments, nil), rest}, nil)
}

func TestRead(t *testing.T) {
	var asPNG, asGIF bytes.Buffer
	small := image.NewPaletted(image.Rect(0, 0, 3, 2), color.Palette{color.Black})
	_, _ = png.Encode(&asPNG, small), gif.Encode(&asGIF, small, nil)
	upright, turned := Info{40, 30, "jpeg", false}, Info{30, 40, "jpeg", false}
	tests := map[string]struct {
		data []byte
		want Info
	}{
		"png":                    {asPNG.Bytes(), Info{3, 2, "png", false}},
		"gif":                    {asGIF.Bytes(), Info{3, 2, "gif", false}},
		"jpeg":                   {photo(t), upright},
		"jpeg, half an exif":     {photo(t, []byte("\xff\xe1\x00\x08Exif\x00\x00")), upright},
		"jpeg, after a comment":  {photo(t, []byte("\xff\xfe\x00\x05abc"), exif("MM", 6)), turned},
		"jpeg, orientation of 9": {photo(t, exif("MM", 9)), upright},
	}
	for _, order := range []string{"MM", "II"} {
		for orientation := byte(1); orientation <= 8; orientation++ {
			want := upright
			if orientation >= 5 {
				want = turned
			}
			name := fmt.Sprintf("jpeg, %s %d", order, orientation)
			tests[name] = struct {
				data []byte
				want Info
			}{photo(t, exif(order, orientation)), want}
		}
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for _, r := range []io.Reader{bytes.NewReader(tt.data), io.MultiReader(bytes.NewReader(tt.data))} {
				if got, err := Read(r); err != nil || got != tt.want {
					t.Errorf("got %v, %v, want %v", got, err, tt.want)
				}
			}
		})
	}
}

func TestReadFails(t *testing.T) {
	for name, data := range map[string][]byte{
		"empty": nil, "text": []byte("geen plaatje"), "half": photo(t)[:20], "svg": []byte("<svg/>"),
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := Read(bytes.NewReader(data)); err == nil {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestFormatOf(t *testing.T) {
	for name, want := range map[string]string{
		"a.jpg": "jpeg", "/img/a.b.JPEG": "jpeg", "a.webp": "webp", "a.svg": "", "jpg": "", "a.avif": "",
	} {
		if got := FormatOf(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// Whatever the bytes: no panic.
func FuzzRead(f *testing.F) {
	f.Add(photo(f, exif("MM", 6)))
	f.Add(photo(f, exif("II", 8)))
	f.Fuzz(func(_ *testing.T, data []byte) { _, _ = Read(bytes.NewReader(data)) })
}
