package content

import (
	"fmt"
	"strings"
	"testing"

	"drukpers/internal/config"
)

func TestSpillFile(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "short": "a", "long": strings.Repeat("Een zin met “aanhalingstekens”. ", 5000),
		"not text": "\x00\xff\n\r",
	} {
		t.Run(name, func(t *testing.T) {
			full := newSpillFile()
			_ = full.file.Close()
			for _, s := range []*spillFile{nil, newSpillFile(), full} {
				first, second := s.store(text), s.store("tweede")
				for range 2 {
					if got := first.String() + second.String(); got != text+"tweede" {
						t.Errorf("got %.40q, kept %.40q", got, text)
					}
				}
			}
		})
	}
}

// A site with more articles than are kept as they are reads the same.
func TestManyArticles(t *testing.T) {
	files := map[string]string{}
	for i := range spillFrom + 1 {
		files[fmt.Sprintf("content/nieuws/%d.md", i)] = fmt.Sprintf("---\ntitle: x\n---\nDe *tekst* van %d.\n", i)
	}
	var l Library
	articles := load(t, &l, project(files), config.Default())
	for _, a := range []*Article{articles[0], articles[spillFrom]} {
		name := strings.TrimSuffix(strings.TrimPrefix(a.Path, "content/nieuws/"), ".md")
		want := "<p>De <em>tekst</em> van " + name + ".</p>\n"
		for range 2 {
			equal(t, []string{a.Body().HTML, a.Lead()}, []string{want, "De tekst van " + name + "."})
		}
		if a.body().html.file == nil {
			t.Error("kept in memory")
		}
	}
}
