package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/gen2brain/webp"
)

// waves is a picture with detail and smooth parts.
func waves(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			v := func(a, b float64) uint8 {
				return uint8(128 + 120*math.Sin(a*float64(x)/float64(w)*6)*math.Cos(b*float64(y)/float64(h)*5))
			}
			m.SetNRGBA(x, y, color.NRGBA{v(1, 2), v(2, 1), v(3, 1), 255})
		}
	}
	return m
}

func written(t testing.TB, encode func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, m image.Image) []byte {
	return written(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, m, &jpeg.Options{Quality: 95}) })
}

func asPNG(t testing.TB, m image.Image) []byte {
	return written(t, func(b *bytes.Buffer) error { return png.Encode(b, m) })
}

func asGIF(t testing.TB, m image.Image) []byte {
	return written(t, func(b *bytes.Buffer) error { return gif.Encode(b, m, nil) })
}

func asWebP(t testing.TB, m image.Image) []byte {
	return written(t, func(b *bytes.Buffer) error { return webp.Encode(b, m, webp.Options{Quality: 95}) })
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// converted draws a picture on one of another kind.
func converted(dst draw.Image, src image.Image) draw.Image {
	draw.Draw(dst, dst.Bounds(), src, image.Point{}, draw.Src)
	return dst
}

// TestVariants makes the variants of every kind of picture: their sizes, and how near they are to the picture.
func TestVariants(t *testing.T) {
	t.Parallel()
	photo := waves(1000, 600)
	withOrientation := func(n byte) []byte {
		data := asJPEG(t, photo)
		return slices.Concat(data[:2], exif("MM", n), data[2:])
	}
	tests := map[string]struct {
		data   []byte
		want   image.Image // nil to compare with what the standard library reads
		widths []int
		least  float64 // PSNR in dB
	}{
		"jpeg":              {asJPEG(t, photo), nil, []int{480, 800, 1000}, 34},
		"jpeg, grey":        {asJPEG(t, converted(image.NewGray(photo.Rect), photo)), nil, []int{480, 800, 1000}, 34},
		"jpeg, progressive": {file(t, "progressive.jpg"), nil, []int{480, 800, 900}, 33},
		"jpeg, cmyk":        {file(t, "cmyk.jpg"), nil, []int{480, 600}, 30},
		"webp":              {asWebP(t, photo), photo, []int{480, 800, 1000}, 34},
		"png":               {asPNG(t, photo), nil, []int{480, 800, 1000}, 34},
		"png, 16 bits":      {asPNG(t, converted(image.NewNRGBA64(photo.Rect), photo)), nil, []int{480, 800, 1000}, 34},
		"gif":               {asGIF(t, photo), nil, []int{480, 800, 1000}, 20},
		"gif, still":        {file(t, "still.gif"), nil, []int{480, 500}, 25},
		"wide":              {asPNG(t, waves(3000, 90)), nil, []int{480, 800, 1200}, 24},
		"tall":              {asPNG(t, waves(500, 1500)), nil, []int{480, 500}, 30},
		"narrow":            {asPNG(t, waves(479, 600)), nil, nil, 0},
		"one pixel":         {asPNG(t, waves(1, 1)), nil, nil, 0},
		"gif, animated":     {file(t, "animated.gif"), nil, nil, 0},
		"png, animated":     {file(t, "animated.png"), nil, nil, 0},
	}
	for n := byte(1); n <= 8; n++ {
		want := upright(photo, int(n))
		widths := []int{480, 800, 1000}
		if n >= 5 {
			widths = []int{480, 600}
		}
		tests[fmt.Sprint("jpeg, orientation ", n)] = struct {
			data   []byte
			want   image.Image
			widths []int
			least  float64
		}{withOrientation(n), want, widths, 33}
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := Decode(tt.data)
			if err != nil {
				t.Fatal(err)
			}
			if got := Widths(p.Info); !slices.Equal(got, tt.widths) {
				t.Fatalf("widths %d, want %d", got, tt.widths)
			}
			want := tt.want
			if want == nil {
				want, _, err = image.Decode(bytes.NewReader(tt.data))
				if err != nil {
					t.Fatal(err)
				}
			}
			for _, width := range tt.widths {
				data, err := p.Variant(width)
				if err != nil {
					t.Fatal(err)
				}
				got, err := decodeWebP(bytes.NewReader(data))
				if err != nil {
					t.Fatal(err)
				}
				b := want.Bounds()
				size := image.Pt(width, max(1, (b.Dy()*width+b.Dx()/2)/b.Dx()))
				if got.Bounds().Size() != size {
					t.Fatalf("%d: size %v, want %v", width, got.Bounds().Size(), size)
				}
				if near := psnr(got, resize(want, size)); near < tt.least {
					t.Errorf("%d: %.1f dB, want %.1f", width, near, tt.least)
				}
			}
		})
	}
}

// psnr is the peak signal-to-noise ratio of two pictures, in dB.
func psnr(a, b image.Image) float64 {
	var sum float64
	size := a.Bounds().Size()
	n := 0.0
	for y := 0; y < size.Y; y += 3 {
		for x := 0; x < size.X; x++ {
			n++
			ar, ag, ab, _ := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y).RGBA()
			br, bg, bb, _ := b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y).RGBA()
			for _, d := range []float64{float64(ar) - float64(br), float64(ag) - float64(bg), float64(ab) - float64(bb)} {
				sum += d * d / 257 / 257
			}
		}
	}
	return 10 * math.Log10(255*255*3*n/max(sum, 1e-9))
}

// TestTransparent keeps what is clear clear.
func TestTransparent(t *testing.T) {
	t.Parallel()
	m := waves(600, 400)
	for y := range 400 {
		for x := range 300 {
			m.SetNRGBA(x, y, color.NRGBA{})
		}
	}
	p, err := Decode(asPNG(t, m))
	if err != nil {
		t.Fatal(err)
	}
	data, err := p.Variant(480)
	if err != nil {
		t.Fatal(err)
	}
	got, err := decodeWebP(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	_, _, _, clear := got.At(100, 100).RGBA()
	_, _, _, full := got.At(400, 100).RGBA()
	if clear != 0 || full != 0xffff {
		t.Errorf("alpha %d and %d", clear, full)
	}
}

// TestSameBytes makes a variant twice, of pictures read twice, and knows it from others.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	source := asJPEG(t, waves(900, 600))
	var all [][]byte
	for range 2 {
		p, err := Decode(source)
		if err != nil {
			t.Fatal(err)
		}
		data, err := p.Variant(480)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data)
	}
	if !bytes.Equal(all[0], all[1]) {
		t.Error("two variants of a picture differ")
	}
	if Digest(source) != Digest(slices.Clone(source)) || Digest(source) == Digest(source[1:]) {
		t.Error("the digest does not follow from the bytes")
	}
}

// TestMetadata holds that nothing but the pixels is left of a picture: not where it was taken.
func TestMetadata(t *testing.T) {
	t.Parallel()
	data := asJPEG(t, waves(600, 400))
	p, err := Decode(slices.Concat(data[:2], exif("II", 1), []byte("\xff\xfe\x00\x08Geheim"), data[2:]))
	if err != nil {
		t.Fatal(err)
	}
	variant, err := p.Variant(480)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(variant, []byte("Geheim")) || bytes.Contains(variant, []byte("EXIF")) ||
		bytes.Contains(variant, []byte("VP8X")) {
		t.Error("the variant holds more than pixels")
	}
}

// TestProfile shows the colours of a picture in Display P3 as sRGB has them. Those wanted are Little CMS's.
func TestProfile(t *testing.T) {
	t.Parallel()
	want := [][3]int{{215, 93, 97}, {0, 183, 30}, {90, 90, 207}, {128, 128, 128}, {255, 219, 0}, {7, 20, 31}}
	for _, name := range []string{"p3.png", "p3.jpg"} {
		p, err := Decode(file(t, name))
		if err != nil {
			t.Fatal(err)
		}
		small := p.scaled(600)
		for i, colour := range want {
			got := small.NRGBAAt(i*100+50, 50)
			for _, d := range []int{int(got.R) - colour[0], int(got.G) - colour[1], int(got.B) - colour[2]} {
				if d < -3 || d > 3 {
					t.Errorf("%s: %v, want %v", name, got, colour)
					break
				}
			}
		}
	}
	data := asJPEG(t, waves(500, 300))
	if p, err := Decode(data); err != nil || p.profile != nil { // sRGB
		t.Errorf("a picture without a profile: %v %v", p.profile, err)
	}
	for n := range 600 {
		_ = readProfile(pngProfile(file(t, "p3.png"))[:min(n, len(pngProfile(file(t, "p3.png"))))]) // must not crash
	}
}

// TestRefused has files of which no variants can be made; the pixels of those that are too large are never read.
func TestRefused(t *testing.T) {
	t.Parallel()
	bomb := func(width, height uint32) []byte { // a header alone
		data := asPNG(t, image.NewGray(image.Rect(0, 0, 1, 1)))
		for i := range 4 {
			data[16+i], data[20+i] = byte(width>>(24-8*i)), byte(height>>(24-8*i))
		}
		return data
	}
	for name, tt := range map[string]struct {
		data  []byte
		large bool
	}{
		"nothing":           {nil, false},
		"a text":            {[]byte("<html>geen plaatje</html>"), false},
		"cut":               {asJPEG(t, waves(900, 600))[:20_000], false},
		"cut, png":          {asPNG(t, waves(900, 600))[:20_000], false},
		"a header":          {asJPEG(t, waves(900, 600))[:20], false},
		"webp, animated":    {file(t, "animated.webp"), false},
		"svg":               {[]byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), false},
		"bomb":              {bomb(30_000, 30_000), false}, // the checksum of its header is wrong
		"wrong checksum":    {bomb(9, 9), false},
		"huge, 20,000 wide": {hugeGIF(20_000, 20_000), true},
		"huge, highest":     {hugeGIF(65_535, 65_535), true},
	} {
		_, err := Decode(tt.data)
		var large *TooLarge
		if err == nil || errors.As(err, &large) != tt.large {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// hugeGIF is a small file that says it has many pixels.
func hugeGIF(width, height int) []byte {
	return []byte{
		'G', 'I', 'F', '8', '9', 'a', byte(width), byte(width >> 8), byte(height), byte(height >> 8), 0, 0, 0,
		0x2c, 0, 0, 0, 0, byte(width), byte(width >> 8), byte(height), byte(height >> 8), 0, 2, 1, 0, 0, 0x3b,
	}
}

// TestWide decodes what a panorama has within the memory that Inspect says.
func TestWide(t *testing.T) {
	t.Parallel()
	data := asPNG(t, waves(20_000, 300))
	_, memory, err := Inspect(data)
	if err != nil || memory < 20_000*300*4 || memory > 60<<20 {
		t.Fatalf("memory %d, %v", memory, err)
	}
	p, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if small := p.scaled(1200); small.Rect.Dx() != 1200 || small.Rect.Dy() != 18 {
		t.Errorf("size %v", small.Rect)
	}
}

func FuzzInspect(f *testing.F) {
	f.Add(asPNG(f, waves(20, 10)))
	f.Add(asJPEG(f, waves(20, 10)))
	f.Add(asGIF(f, waves(20, 10)))
	for _, name := range []string{"p3.png", "animated.gif", "animated.webp", "animated.png"} {
		f.Add(file(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, memory, err := Inspect(data); err != nil || memory > 8<<20 {
			return
		}
		p, err := Decode(data)
		if err != nil {
			return
		}
		if small := p.scaled(8); small.Rect.Dx() != 8 {
			t.Errorf("size %v", small.Rect)
		}
	})
}
