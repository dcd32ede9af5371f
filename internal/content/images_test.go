package content

import (
	"bytes"
	"image"
	"image/png"
	"testing"
	"testing/fstest"
	"time"
)

// pictures has one picture of 30 by 20 pixels.
func pictures(t testing.TB) fstest.MapFS {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{
		"static/img/a.png":          {Data: b.Bytes(), ModTime: longAgo},
		"static/img/met spatie.png": {Data: b.Bytes(), ModTime: longAgo},
		"static/img/kapot.png":      {Data: b.Bytes()[:8], ModTime: longAgo},
		"static/img/tekst.txt":      {Data: []byte("geen plaatje"), ModTime: longAgo},
	}
}

func newTestImages(static []File) *images {
	return new(Library).newImages(fstest.MapFS{}, plainConfig(), static)
}

func TestImageSize(t *testing.T) {
	im := newTestImages(staticFiles(t, pictures(t)))
	for reference, want := range map[string]Size{
		"/img/a.png":             {30, 20},
		"/img/met%20spatie.png":  {30, 20},
		"/img/weg.png":           {},
		"/img/kapot.png":         {},
		"/img/tekst.txt":         {},
		"/../static/img/a.png":   {},
		"/%zz.png":               {},
		"img/a.png":              {},
		"https://a.nl/img/a.png": {},
		"//elders.nl/img/a.png":  {},
		"/img/a.png?v=2":         {},
		"":                       {},
	} {
		t.Run(reference, func(t *testing.T) {
			equal(t, im.of(reference).Size, want)
		})
	}
	equal(t, (*images)(nil).of("/img/a.png"), Image{})
}

// A set of pictures is another one when a picture comes, goes, or changes in size or time.
func TestImagesSame(t *testing.T) {
	change := map[string]func(fstest.MapFS){
		"":                 func(fsys fstest.MapFS) { fsys["static/x.css"] = &fstest.MapFile{} },
		"comes":            func(fsys fstest.MapFS) { fsys["static/b.gif"] = &fstest.MapFile{} },
		"goes":             func(fsys fstest.MapFS) { delete(fsys, "static/img/a.png") },
		"grows":            func(fsys fstest.MapFS) { fsys["static/img/a.png"].Data = make([]byte, 3<<20) },
		"grows when large": func(fsys fstest.MapFS) { fsys["static/img/groot.png"].Data = make([]byte, 4<<20) },
		"later":            func(fsys fstest.MapFS) { fsys["static/img/a.png"].ModTime = longAgo.Add(time.Nanosecond) },
	}
	for name, edit := range change {
		t.Run(name, func(t *testing.T) {
			fsys := pictures(t)
			fsys["static/img/groot.png"] = &fstest.MapFile{Data: make([]byte, 3<<20), ModTime: longAgo}
			before := newTestImages(staticFiles(t, fsys))
			edit(fsys)
			if got, want := newTestImages(staticFiles(t, fsys)).same(before), name == ""; got != want {
				t.Errorf("the same: %v, want %v", got, want)
			}
		})
	}
	if newTestImages(nil).same(nil) {
		t.Error("no pictures are the same as none looked up")
	}
}
