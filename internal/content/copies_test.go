package content

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"drukpers/internal/config"
	"drukpers/internal/copies"
)

func pngOf(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestCopies holds that an article shows the project's copies of what it names elsewhere, in whatever way it does.
func TestCopies(t *testing.T) {
	t.Parallel()
	data := pngOf(t, 900, 30)
	name := copies.Name(data, "png")
	const dir = "static/.varianten/"
	index := copies.Index{
		"https://foto.nl/a.png?a=1&b=2": {File: name},
		"https://foto.nl/a_(2).png":     {File: name},
		"https://foto.nl/weg.png":       {Status: 404},
		"https://foto.nl/kwijt.png":     {File: "00000000000000000000.png"},
	}
	shown := []string{`src="/varianten/` + name}
	tests := map[string]struct {
		cover, text string
		files       int
		gone        []string
		body        []string
	}{
		"cover":           {cover: "https://foto.nl/a.png?a=1&b=2", files: 4},
		"cover not asked": {cover: "https://foto.nl/b.png"},
		"cover gone":      {cover: "https://foto.nl/weg.png", gone: []string{"https://foto.nl/weg.png"}},
		"copy is lost":    {cover: "https://foto.nl/kwijt.png"},
		"markdown":        {text: "![x](https://foto.nl/a.png?a=1&b=2)", files: 4, body: shown},
		"figure":          {text: `![x](https://foto.nl/a_(2).png "Foto: A")`, files: 4, body: shown},
		"reference":       {text: "![x][1]\n\n[1]: https://foto.nl/a_(2).png", files: 4, body: shown},
		"HTML": {
			text: `<img src="https://foto.nl/a.png?a=1&amp;b=2">`, files: 4,
			body: []string{`src="/varianten/` + name, `width="900"`},
		},
		"HTML with widths": {
			text: `<img src="//foto.nl/a_(2).png" srcset="https://foto.nl/c.png 2x">`, files: 4,
			body: []string{`src="/varianten/` + name, `srcset="/varianten/`},
		},
		"beside a relative one": {
			text: "![x](https://foto.nl/a_(2).png) [y](ander.md)", files: 4, body: shown,
		},
		"text gone": {
			text: "![x](https://foto.nl/weg.png) ![y](https://foto.nl/weg.png)", gone: []string{"https://foto.nl/weg.png"},
			body: []string{`src="https://foto.nl/weg.png"`},
		},
		"not asked": {text: "![x](https://foto.nl/nieuw.png)", body: []string{`src="https://foto.nl/nieuw.png"`}},
	}
	for row, test := range tests {
		t.Run(row, func(t *testing.T) {
			t.Parallel()
			files := fstest.MapFS{
				dir + copies.FileName: {Data: index.JSON()},
				dir + name:            {Data: data},
				"content/nieuws/een.md": {Data: []byte(
					"---\ntitle: Een\ndate: 2026-03-01\ncover: \"" +
						test.cover + "\"\n---\n" + test.text,
				)},
				"content/nieuws/ander.md": {Data: []byte("---\ntitle: Ander\ndate: 2026-03-01\n---\nAnder.")},
			}
			c := config.Default()
			c.Markdown.RawHTML = "sanitize"
			l := Library{}
			articles, _, err := l.Load(files, c, nil)
			if err != nil || len(articles) != 2 {
				t.Fatal(articles, err)
			}
			a := articles[1]
			if len(a.Files) != test.files || !slices.Equal(a.Gone, test.gone) {
				t.Errorf("files %v, gone %q", a.Files, a.Gone)
			}
			if has := a.CoverImage.Copy != nil; has != (test.cover != "" && test.files > 0) {
				t.Errorf("cover %+v", a.CoverImage)
			}
			html := a.Body().HTML
			for _, want := range test.body {
				if !strings.Contains(html, want) {
					t.Errorf("no %s in %s", want, html)
				}
			}
			if test.files > 0 && strings.Contains(html, "foto.nl") {
				t.Errorf("still asks elsewhere: %s", html)
			}
			again, _, err := l.Load(files, c, nil)
			if err != nil || again[1] != a {
				t.Error("another article of the same bytes", err)
			}
			files[dir+copies.FileName] = &fstest.MapFile{Data: copies.Index{}.JSON()}
			without, _, err := l.Load(files, c, nil)
			if err != nil || (without[1].Hash == a.Hash) != (test.files == 0 && test.gone == nil) {
				t.Error("the hash does not tell of copies", err)
			}
		})
	}
}

func TestBrokenCopies(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{"static/.varianten/" + copies.FileName: {Data: []byte("<<<<<<< HEAD")}}
	l := Library{}
	_, problems, err := l.Load(files, config.Default(), nil)
	if err != nil || len(problems) != 1 || problems[0].File != "static/.varianten/bronnen.json" {
		t.Error(problems, err)
	}
}
