package frontmatter

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/adrg/frontmatter"

	"drukpers/internal/report"
)

// Split reads the front matter at the head of a file, and gives the text below it: a part of data, or a copy where the
// head is JSON. The node is nil where a problem stands in the way of one.
func (d *Decoder) Split(data []byte) (root *Node, body []byte) {
	if d.invalidUTF8(data) {
		return nil, nil
	}
	data = trimBOM(data)
	root, body, err := d.split(data)
	switch {
	case err != nil:
		d.syntax(err)
		return nil, nil
	case root == nil:
		d.noFrontMatter(data)
		return nil, nil
	case d.controls(root):
		return nil, nil
	case root.Kind != MapNode && d.unseen(bytes.Count(d.head, []byte("\n"))+1):
		return nil, nil
	case root.Kind != MapNode:
		d.ErrorAt(root, "geen-kop", "de kop bestaat niet uit sleutels", "Schrijf elke regel als “sleutel: waarde”.")
		return nil, nil
	}
	return root, body
}

// YAML reads a file of YAML alone. The node is nil where a problem stands in the way of one.
func (d *Decoder) YAML(data []byte) *Node {
	if d.invalidUTF8(data) {
		return nil
	}
	d.head = trimBOM(data)
	root, err := parseYAML(d.head)
	if err != nil {
		d.syntax(err)
		return nil
	}
	if d.controls(root) {
		return nil
	}
	return root
}

// jsonObject is how front matter without delimiters starts. It ends where the object does, wherever its } stand.
var jsonObject = regexp.MustCompile(`^\s*\{\s*["}]`)

// split gives a nil node where a file has no front matter, and moves d.line to the line before it.
func (d *Decoder) split(data []byte) (root *Node, body []byte, err error) {
	if root, body, ok := fastYAML(data); ok {
		d.line = 1
		return root, body, nil
	}
	return d.splitAny(data)
}

// splitAny is split without the fast path.
func (d *Decoder) splitAny(data []byte) (root *Node, body []byte, err error) {
	if jsonObject.Match(data) {
		d.head = data
		return cutJSON(data)
	}
	d.line = bytes.Count(leadingSpace(data), []byte("\n"))
	r := &headReader{data: data}
	lines := lineReaders.Get().(*bufio.Reader)
	defer lineReaders.Put(lines)
	lines.Reset(r)
	rest, err := frontmatter.Parse(lines, &root, d.formats(r.stop)...)
	return root, data[r.read-len(rest):], err
}

func leadingSpace(data []byte) []byte { return data[:len(data)-len(bytes.TrimLeft(data, " \t\r\n"))] }

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

// formats are the delimiters of the formats; each reads into a *Node and moves d.line to the opening delimiter's. found
// is called where one ends.
func (d *Decoder) formats(found func()) []*frontmatter.Format {
	format := func(start, end string, parse func([]byte) (*Node, error)) *frontmatter.Format {
		return frontmatter.NewFormat(start, end, func(data []byte, v any) error {
			found()
			d.line++
			d.head = data
			root, err := parse(data)
			if err == nil {
				d.warnOfComments(root)
			}
			*v.(**Node) = root
			return err
		})
	}
	return []*frontmatter.Format{
		format("---", "---", parseYAML), format("---yaml", "---", parseYAML),
		format("+++", "+++", parseTOML), format("---toml", "---", parseTOML),
		format(";;;", ";;;", parseJSON), format("---json", "---", parseJSON),
	}
}

func (d *Decoder) noFrontMatter(data []byte) {
	p := report.Problem{
		Level: report.Error, Rule: "geen-kop", File: d.File, Pos: report.Pos{Line: 1, Col: 1},
		Text: "het artikel heeft geen kop",
		Hint: "Begin het bestand met een regel ---, dan “title: …” en weer een regel ---.",
	}
	start := len(leadingSpace(data))
	first, rest, _ := strings.Cut(string(data[start:]), "\n")
	d.head, d.line = data[start:], bytes.Count(data[:start], []byte("\n"))
	if d.conflict(0) || d.almostDelimiter(1, first, "---") {
		return
	}
	for _, f := range d.formats(func() {}) {
		if f.Start != strings.TrimSpace(first) {
			continue
		}
		number := 1
		for line := range strings.Lines(rest) {
			if number++; d.almostDelimiter(number, strings.TrimRight(line, "\r\n"), f.End) {
				return
			}
		}
		p.Rule, p.Pos = "kop-niet-gesloten", posAt(data, start)
		p.Text = fmt.Sprintf("de kop begint met %s maar wordt nergens gesloten", f.Start)
		p.Hint = fmt.Sprintf("Zet na de laatste sleutel een regel met alleen %s.", f.End)
	}
	d.Problems.Add(p)
}

func (d *Decoder) syntax(err error) {
	var syntax *syntaxError
	switch {
	case !errors.As(err, &syntax):
		d.Problem(report.Error, "syntaxis", report.Pos{Line: 1}, err.Error(), "")
	case !d.unseen(syntax.pos.Line):
		d.Problem(report.Error, "syntaxis", syntax.pos, syntax.text, syntax.hint)
	}
}

// invalidUTF8 reports the first byte that is not part of a character.
func (d *Decoder) invalidUTF8(data []byte) bool {
	if utf8.Valid(data) {
		return false
	}
	offset := 0
	for {
		r, size := utf8.DecodeRune(data[offset:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		offset += size
	}
	d.Problems.Add(report.Problem{
		Level: report.Error, Rule: "geen-utf8", File: d.File, Pos: posAt(data, offset),
		Text: fmt.Sprintf("het bestand is geen UTF-8: hier staat de byte 0x%02X", data[offset]),
		Hint: "Bewaar het bestand in je editor opnieuw met de codering UTF-8.",
	})
	return true
}

// trimBOM drops the byte order mark that some editors put before a text.
func trimBOM(data []byte) []byte {
	return bytes.TrimPrefix(data, []byte("\uFEFF"))
}
