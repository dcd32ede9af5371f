package content

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/adrg/frontmatter"

	"drukpers/internal/report"
)

// FrontMatter is the head of an article, between two lines of ---. docs/front-matter.md describes it for editors and is
// tested against it.
type FrontMatter struct {
	Title       string         `key:"title"`
	Date        time.Time      `key:"date"`
	PublishDate time.Time      `key:"publishDate"` // when it appears; else Date
	ExpiryDate  time.Time      `key:"expiryDate"`  // when it disappears
	Lastmod     time.Time      `key:"lastmod"`     // when it was last changed; else Date
	Draft       bool           `key:"draft"`
	Summary     string         `key:"summary"`
	Description string         `key:"description"` // for search engines; else the summary
	Slug        string         `key:"slug"`        // replaces the file's name in the URL
	URL         string         `key:"url"`         // replaces the URL
	Aliases     []string       `key:"aliases"`     // older URLs that lead here
	Tags        []string       `key:"tags"`
	Categorieen []string       `key:"categorieen,categorieën,categories"`
	Cover       Cover          `key:"cover"`
	Bron        Source         `key:"bron"`
	SourceName  string         `key:"source_name"` // with SourceURL: another way to write Bron
	SourceURL   string         `key:"source_url"`
	Author      string         `key:"author"` // a person; else the site's author
	Weight      int            `key:"weight"` // order of standing pages
	Layout      string         `key:"layout"` // a template of the theme other than the kind's own
	TOC         bool           `key:"toc,ShowToc"`
	Sponsored   bool           `key:"sponsored,gesponsord"` // links elsewhere are marked as paid
	AI          *bool          `key:"ai"`                   // whether AI wrote it; nil: as the site says
	Params      map[string]any `key:"params"`               // and every key that is not listed here
}

// Cover is an article's picture.
type Cover struct {
	Image   string `key:"image"` // a path below static/, or an address
	Alt     string `key:"alt"`
	Caption string `key:"caption"`
}

// decodeNode takes an image's path alone, too.
func (c *Cover) decodeNode(d *decoder, n *node) {
	type plain Cover
	switch {
	case n.kind.scalar():
		c.Image = d.text(n)
	case n.kind != nullNode:
		d.intoStruct(n, (*plain)(c))
	}
	if c.Image != "" && !strings.HasPrefix(c.Image, "/") && !strings.Contains(c.Image, ":") {
		c.Image = "/" + c.Image
	}
}

func (d *decoder) intoStruct(n *node, target any) { d.structure(n, reflect.ValueOf(target).Elem()) }

// legacyKeys are those of the theme the site had before; they mean nothing any more and are no mistake.
var legacyKeys = []string{
	"hidemeta", "ShowBreadCrumbs", "placeholder", "comments", "hideSummary", "hideFooter", "disableShare", "disableHLJS",
	"ShowReadingTime", "ShowPostNavLinks", "ShowWordCount", "ShowRssButtonInSectionTermList", "ShowCodeCopyButtons",
	"UseHugoToc", "TocOpen", "searchHidden", "canonicalURL", "editPost", "type", "keywords", "robotsNoIndex", "outputs",
}

// head is what reading the front matter of a file gives.
type head struct {
	FrontMatter
	body  []byte
	marks marks
}

// parseHead splits a file and decodes its front matter. The body is a part of data, or a copy where the head is JSON.
func parseHead(file string, data []byte, location *time.Location) (*head, report.List) {
	h := &head{}
	d := &decoder{file: file, location: location}
	root, body, err := split(d, data)
	if err != nil {
		d.syntax(err)
		return h, d.problems
	}
	if root == nil {
		d.problems.Add(noFrontMatter(file, data, d))
		return h, d.problems
	}
	h.body = body
	h.decode(d, root)
	return h, d.problems
}

// jsonObject is how front matter without delimiters starts. It ends where the object does, wherever its } stand.
var jsonObject = regexp.MustCompile(`^\s*\{\s*["}]`)

// split reads the front matter into a node, nil where a file has none, and moves d.line to the line before it.
func split(d *decoder, data []byte) (root *node, body []byte, err error) {
	if root, body, ok := plainHead(data); ok {
		d.line = 1
		return root, body, nil
	}
	return splitAny(d, data)
}

// splitAny is split without the shortcut for plain front matter.
func splitAny(d *decoder, data []byte) (root *node, body []byte, err error) {
	if jsonObject.Match(data) {
		return cutJSON(data)
	}
	lead := len(data) - len(bytes.TrimLeft(data, " \t\r\n"))
	d.line = bytes.Count(data[:lead], []byte("\n"))
	r := &headReader{data: data}
	lines := lineReaders.Get().(*bufio.Reader)
	defer lineReaders.Put(lines)
	lines.Reset(r)
	rest, err := frontmatter.Parse(lines, &root, formats(d, r.stop)...)
	return root, data[r.read-len(rest):], err
}

// lineReaders are of the size that the library makes one of for every file where it gets another kind of reader.
var lineReaders = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// headReader gives a file line by line up to where the front matter was found to end, so that no text is copied.
type headReader struct {
	data    []byte
	read    int
	stopped bool
}

func (r *headReader) stop() { r.stopped = true }

func (r *headReader) Read(p []byte) (int, error) {
	if r.stopped || r.read == len(r.data) {
		return 0, io.EOF
	}
	left := r.data[r.read:]
	if end := bytes.IndexByte(left, '\n'); end >= 0 {
		left = left[:end+1]
	}
	n := copy(p, left)
	r.read += n
	return n, nil
}

// formats are the delimiters of the formats; each reads into a *node and moves d.line to the opening delimiter's. found is
// called where one ends.
func formats(d *decoder, found func()) []*frontmatter.Format {
	format := func(start, end string, parse func([]byte) (*node, error)) *frontmatter.Format {
		return frontmatter.NewFormat(start, end, func(data []byte, v any) (err error) {
			found()
			d.line++
			*v.(**node), err = parse(data)
			return err
		})
	}
	return []*frontmatter.Format{
		format("---", "---", parseYAML), format("---yaml", "---", parseYAML),
		format("+++", "+++", parseTOML), format("---toml", "---", parseTOML),
		format(";;;", ";;;", parseJSON), format("---json", "---", parseJSON),
	}
}

func noFrontMatter(file string, data []byte, d *decoder) report.Problem {
	p := report.Problem{
		Level: report.Error, Rule: "geen-kop", File: file, Pos: report.Pos{Line: 1, Col: 1},
		Text: "het artikel heeft geen kop", Hint: "Begin het bestand met een regel ---, dan “title: …” en weer een regel ---.",
	}
	first, _, _ := strings.Cut(strings.TrimLeft(string(data), " \t\r\n"), "\n")
	first = strings.TrimSpace(first)
	for _, f := range formats(d, func() {}) {
		if f.Start == first {
			lead := len(data) - len(bytes.TrimLeft(data, " \t\r\n"))
			p.Rule, p.Pos = "kop-niet-gesloten", posAt(data, lead)
			p.Text = fmt.Sprintf("de kop begint met %s maar wordt nergens gesloten", f.Start)
			p.Hint = fmt.Sprintf("Zet na de laatste sleutel een regel met alleen %s.", f.End)
		}
	}
	return p
}

func (h *head) decode(d *decoder, root *node) {
	if root.kind != mapNode {
		d.errorAt(root, "geen-kop", "de kop bestaat niet uit sleutels", "Schrijf elke regel als “sleutel: waarde”.")
		return
	}
	extra := map[string]any{}
	d.unknown = func(key, value *node, known []string) {
		if slices.Contains(root.keys, key) { // and not of a group, such as cover
			extra[key.text] = value.value()
		}
		if slices.ContainsFunc(legacyKeys, func(k string) bool { return foldKey(k) == foldKey(key.text) }) {
			return
		}
		hint := report.Suggest(key.text, known)
		if hint == "" {
			hint = "Zet eigen gegevens onder params, of haal de sleutel weg."
		}
		d.problem(report.Warning, "onbekende-sleutel", key.pos, fmt.Sprintf("de sleutel “%s” ken ik niet", key.text), hint)
	}
	fm := &h.FrontMatter
	d.into(root, reflect.ValueOf(fm).Elem())
	for key, value := range extra {
		if fm.Params == nil {
			fm.Params = map[string]any{}
		}
		fm.Params[key] = value
	}
	if fm.Bron.IsZero() {
		fm.Bron = newSource(fm.SourceName, fm.SourceURL)
		if n := root.find("source_url"); n != nil {
			d.checkSourceURL(n, fm.SourceURL, fm.Bron.URL)
		}
	}
	h.marks = newMarks(d, root)
	h.check(d)
}

// check says what is wrong with values that have the right type.
func (h *head) check(d *decoder) {
	title := h.marks.at("title", -1)
	wrong := func(p report.Problem) bool { return p.Pos == title } // it has a title, but of the wrong type
	if h.Title == "" && path.Base(d.file) != indexFile && !slices.ContainsFunc(d.problems, wrong) {
		d.problems.Add(report.Problem{
			Level: report.Error, Rule: "geen-titel", File: d.file, Pos: title,
			Text: "het artikel heeft geen titel", Hint: "Zet “title: …” in de kop.",
		})
	}
	terms := func(key string, values []string) {
		for i, value := range values {
			if p := URLPath(value); escapes(p) {
				d.problems.Add(report.Problem{
					Level: report.Error, Rule: "term-zonder-pad", File: d.file, Pos: h.marks.at(key, i),
					Text: fmt.Sprintf("“%s” kan geen pagina krijgen: er blijft geen bruikbaar adres van over", value),
					Hint: "Gebruik letters of cijfers, en geen .. of / aan het begin of eind.",
				})
			}
		}
	}
	terms("tags", h.Tags)
	terms("categorieen", h.Categorieen)
}

// marks remember where the keys stand that later stages may have something to say about.
type marks []mark

type mark struct {
	key   string
	pos   report.Pos
	items []report.Pos
}

var markedKeys = []string{"title", "date", "slug", "url", "aliases", "layout", "tags", "categorieen", "cover", "bron"}

func newMarks(d *decoder, root *node) marks {
	shape := shapeOf(reflect.TypeFor[FrontMatter]())
	var out marks
	for i, key := range root.keys {
		field, known := shape.byName[foldKey(key.text)]
		if !known || !slices.Contains(markedKeys, shape.names[field]) {
			continue
		}
		value := root.items[i]
		m := mark{key: shape.names[field], pos: d.place(value.pos)}
		for _, item := range value.items {
			if !item.empty() { // as decoder.list
				m.items = append(m.items, d.place(item.pos))
			}
		}
		out = append(out, m)
	}
	return out
}

// at is the place of a key's value, or of item i of its list; the top of the file where the key is absent.
func (m marks) at(key string, i int) report.Pos {
	for _, mark := range m {
		if mark.key != key {
			continue
		}
		if i >= 0 && i < len(mark.items) {
			return mark.items[i]
		}
		return mark.pos
	}
	return report.Pos{Line: 1, Col: 1}
}
