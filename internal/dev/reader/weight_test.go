package reader

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"drukpers/internal/render"
	"drukpers/internal/site"
)

// What an article page may weigh, in bytes: its styles and scripts as they are stored, and all with its text and its
// font as it travels to who comes for the first time.
const (
	maxStyles    = 22_000
	maxScripts   = 3_000
	maxTravelled = 45_000
)

// weight is what a page and all that it needs weigh, pictures aside.
type weight struct{ styles, scripts, travelled int }

func (w weight) tooMuch() bool {
	return w.styles > maxStyles || w.scripts > maxScripts || w.travelled > maxTravelled
}

// scale weighs pages, and each file once.
type scale struct {
	edition    *render.Edition
	compressed map[string]int // by address
}

func (s *scale) weigh(t testing.TB, p *site.Page) weight {
	t.Helper()
	page, err := s.edition.Renderer().Render(p)
	must(t, err)
	styles, scripts, fonts := linked(t, page)
	w, other := weight{travelled: len(Compressed(page))}, 0
	for _, list := range []struct {
		addresses []string
		total     *int
	}{{styles, &w.styles}, {scripts, &w.scripts}, {fonts, &other}} {
		for _, address := range list.addresses {
			of := s.edition.Site.Page(address)
			if of == nil {
				t.Fatalf("%s asks for %s, which is no file of the site", p.URL, address)
			}
			file, err := s.edition.Renderer().Render(of)
			must(t, err)
			if s.compressed[address] == 0 {
				s.compressed[address] = len(Compressed(file))
			}
			*list.total += len(file)
			w.travelled += s.compressed[address]
		}
	}
	return w
}

// linked lists the style sheets, scripts and fonts of a page.
func linked(t testing.TB, page []byte) (styles, scripts, fonts []string) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	must(t, err)
	for n := range root.Descendants() {
		attr := attributes(n)
		switch {
		case n.Data == "link" && (attr["rel"] == "stylesheet" || attr["rel"] == "modulepreload"):
			styles = append(styles, attr["href"])
		case n.Data == "link" && attr["as"] == "font":
			fonts = append(fonts, attr["href"])
		case n.Data == "script" && attr["src"] != "":
			scripts = append(scripts, attr["src"])
		}
	}
	return styles, scripts, fonts
}

func attributes(n *html.Node) map[string]string {
	attr := map[string]string{}
	for _, a := range n.Attr {
		attr[a.Key] = a.Val
	}
	return attr
}

// TestWeight weighs every article of the sample. A site of one's own, named by DRUKPERS_CORPUS, may have articles that
// are too long for the bar: they are told, and their styles and scripts are held to it.
func TestWeight(t *testing.T) {
	t.Parallel()
	sample, err := Sample("../../..")
	must(t, err)
	edition, err := load(sample, "https://voorbeeld.nl", Options{Now: SampleNow})
	must(t, err)
	s := &scale{edition, map[string]int{}}
	heaviest, worst := weight{}, ""
	for _, p := range edition.Site.Order {
		if p.Kind != site.Article {
			continue
		}
		w := s.weigh(t, p)
		if w.travelled > heaviest.travelled {
			heaviest, worst = w, p.URL
		}
	}
	if heaviest.tooMuch() {
		t.Errorf("%s weighs %+v, at most %+v", worst, heaviest, weight{maxStyles, maxScripts, maxTravelled})
	}
	if heaviest.styles == 0 || heaviest.scripts == 0 || heaviest.travelled < 20_000 {
		t.Error("no article has a style sheet, scripts or a font")
	}
	t.Logf("the heaviest article: %+v", heaviest)
}

func TestWeightOfCorpus(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("DRUKPERS_CORPUS")
	if dir == "" || testing.Short() {
		return
	}
	edition, err := load(os.DirFS(dir), "https://voorbeeld.nl", Options{Now: time.Now()})
	must(t, err)
	s := &scale{edition, map[string]int{}}
	total, heavy := 0, []string{}
	for _, p := range edition.Site.Order {
		if p.Kind != site.Article {
			continue
		}
		total++
		w := s.weigh(t, p)
		if w.tooMuch() {
			heavy = append(heavy, p.URL)
		}
		if w.styles > maxStyles || w.scripts > maxScripts {
			t.Fatalf("%s weighs %+v", p.URL, w)
		}
	}
	t.Logf("%d of %d articles weigh too much: %s", len(heavy), total, strings.Join(heavy, " "))
}
