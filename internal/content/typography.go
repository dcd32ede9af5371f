package content

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// typographic returns s (plain text, no markdown) with Dutch quotes, apostrophes, dashes and ellipses.
func typographic(s string) string {
	t := typesetter{source: util.StringToReadOnlyBytes(s)}
	if !hasStraight(t.source) {
		return s
	}
	t.addText(t.source, 0, 0)
	t.set()
	var b strings.Builder
	kept := 0
	for _, e := range slices.Backward(t.edits) {
		b.WriteString(s[kept:e.from])
		b.WriteRune(e.r)
		kept = int(e.to)
	}
	b.WriteString(s[kept:])
	return b.String()
}

// typographer is a goldmark AST transformer that does what typographic does over the text of each block, across links
// and emphasis. Code, addresses, HTML, escaped characters and entities stay as they are.
type typographer struct{}

func (typographer) Transform(doc *ast.Document, reader text.Reader, _ parser.Context) {
	t := typesetters.Get().(*typesetter)
	t.source = reader.Source()
	t.walk(doc)
	t.source = nil
	typesetters.Put(t)
}

// typesetters keep their memory from one article to the next.
var typesetters = sync.Pool{New: func() any { return &typesetter{markdown: true} }}

// A typesetter works on one run of text at a time: a plain string, a block, or the alternative text of a picture.
type typesetter struct {
	source   []byte
	markdown bool // a backslash in the source escapes
	texts    []*ast.Text
	glyphs   []glyph
	edits    []edit // last one first
}

// A glyph is one character of the text: what a quote means depends on its neighbours, whatever the markup between them.
// Code and pictures count as a letter, a line break as a space.
type glyph struct {
	r      rune
	at     int32 // its first byte in the source
	text   int32 // its index in texts, or literal
	inside int32 // of a quote: how many quotations of its kind are open before it
	double uint8 // of a quote: 1 for a double one
	role   quoteRole
}

const literal = -1 // the text of a glyph that stays what it is

type edit struct{ from, to, text, r int32 }

func hasStraight(b []byte) bool {
	return bytes.IndexByte(b, '\'') >= 0 || bytes.IndexByte(b, '"') >= 0 || bytes.Contains(b, []byte("...")) || bytes.Contains(b, []byte("--"))
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func (t *typesetter) walk(n ast.Node) {
	_, picture := n.(*ast.Image)
	first := n.FirstChild()
	if first != nil && (picture || n.Type() == ast.TypeBlock && first.Type() == ast.TypeInline && t.needed(n)) {
		t.texts, t.glyphs = t.texts[:0], t.glyphs[:0]
		t.collect(n)
		t.set()
		for _, e := range slices.Backward(t.edits) {
			splice(t.texts[e.text], e)
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t.walk(c)
	}
}

// needed spares most blocks the work.
func (t *typesetter) needed(block ast.Node) bool {
	lines := block.Lines().Sliced(0, block.Lines().Len())
	return len(lines) == 0 || slices.ContainsFunc(lines, func(line text.Segment) bool { return hasStraight(line.Value(t.source)) })
}

func (t *typesetter) collect(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			t.addText(t.source[:c.Segment.Stop], c.Segment.Start, int32(len(t.texts)))
			t.texts = append(t.texts, c)
			if c.SoftLineBreak() || c.HardLineBreak() {
				t.addText([]byte("\n"), 0, literal)
			}
		case *ast.CodeSpan, *ast.AutoLink, *ast.Image:
			t.addText([]byte("x"), 0, literal)
		case *ast.RawHTML:
			if bytes.HasPrefix(c.Segments.Value(t.source), []byte("<br")) {
				t.addText([]byte("\n"), 0, literal)
			}
		default:
			t.collect(c)
		}
	}
}

// reach is how far from a quote, dash or dot the characters may stand that tell what it is: see spells, contractions and year.
const reach = 8

// indifferent are the characters that stay as they are: those of a run are left out where they are beyond reach.
var indifferent = func() (is [256]bool) {
	for c := range utf8.RuneSelf {
		is[c] = !strings.ContainsRune(`'".-\\`, rune(c))
	}
	return is
}()

func (t *typesetter) addText(source []byte, from int, index int32) {
	for i := from; i < len(source); {
		run := 0
		for i+run < len(source) && indifferent[source[i+run]] {
			run++
		}
		for n := 0; n < run; n++ {
			if n == reach {
				n = max(n, run-reach)
			}
			t.glyphs = append(t.glyphs, glyph{r: rune(source[i+n]), at: int32(i + n), text: index})
		}
		if i += run; i == len(source) {
			return
		}
		g := glyph{at: int32(i), text: index}
		if t.markdown && source[i] == '\\' && i+1 < len(source) && util.IsPunct(source[i+1]) {
			g.text = literal
			i++
		}
		r, size := utf8.DecodeRune(source[i:])
		g.r = r
		t.glyphs = append(t.glyphs, g)
		i += size
	}
}

// splice does one edit. The node keeps what comes after it, so that its line break stays the last.
func splice(n *ast.Text, e edit) {
	parent := n.Parent()
	if before := n.Segment.WithStop(int(e.from)); before.Len() > 0 {
		parent.InsertBefore(parent, n, ast.NewTextSegment(before))
	}
	parent.InsertBefore(parent, n, ast.NewString([]byte(string(e.r))))
	n.Segment = text.NewSegment(int(e.to), n.Segment.Stop)
}

// at is a glyph's character; text begins and ends as if it stood between line breaks.
func (t *typesetter) at(i int) rune {
	if i < 0 || i >= len(t.glyphs) {
		return '\n'
	}
	return t.glyphs[i].r
}

// replace puts r in the place of glyphs, unless some of them have to stay.
func (t *typesetter) replace(from, to int, r rune) {
	first, last := t.glyphs[from], t.glyphs[to-1]
	stays := func(g glyph) bool { return g.text == literal || g.text != first.text || g.r >= utf8.RuneSelf }
	if !slices.ContainsFunc(t.glyphs[from:to], stays) {
		t.edits = append(t.edits, edit{first.at, last.at + 1, first.text, r})
	}
}

// set decides on all edits. It reads backward, since what some quotes are depends on the quotations that end further on.
func (t *typesetter) set() {
	t.edits = t.edits[:0]
	t.readQuotes()
	var ending [2]int32
	for i := len(t.glyphs) - 1; i >= 0; i-- {
		g := t.glyphs[i]
		switch {
		case g.r == '.' || g.r == '-':
			end := i + 1
			for t.at(i-1) == g.r {
				i--
			}
			t.setRun(i, end)
		case g.role == opens || g.role >= opensOrCloses && ending[g.double] > g.inside:
			ending[g.double] = max(0, ending[g.double]-1)
			t.replace(i, i+1, [...]rune{'‘', '“'}[g.double])
		case g.role != noQuote:
			ending[g.double] += [...]int32{closes: 1, opensOrCloses: 1, opensOrApostrophe: 0}[g.role]
			t.replace(i, i+1, [...]rune{'’', '”'}[g.double])
		}
	}
}

// setRun turns dots into an ellipsis and hyphens into a dash; --help, arrows and longer rules stay.
func (t *typesetter) setRun(from, to int) {
	before, after := t.at(from-1), t.at(to)
	switch size := to - from; {
	case t.at(from) == '.' && (size == 3 || size == 4): // four with a full stop
		t.replace(from, from+3, '…')
	case t.at(from) == '.', strings.ContainsAny(string([]rune{before, after}), `<>=|/\+*_~#&`):
	case size == 2 && (isWord(before) || unicode.IsSpace(after)):
		t.replace(from, to, '–')
	case size == 3:
		t.replace(from, to, '—')
	}
}
