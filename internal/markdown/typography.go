package markdown

import (
	"bytes"
	"slices"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"drukpers/internal/typography"
)

// typographyTransformer sets the text of each block, across links and emphasis. Code, addresses, HTML, escaped
// characters and entities stay as they are.
type typographyTransformer struct{}

func (typographyTransformer) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	t := typesetters.Get().(*typesetter)
	t.source, t.run.Style = reader.Source(), pc.Get(findingsKey).(*findings).language.style
	t.walk(doc)
	t.source = nil
	typesetters.Put(t)
}

// typesetters keep their memory from one text to the next.
var typesetters = sync.Pool{New: func() any { return &typesetter{run: typography.Run{Backslash: true}} }}

type typesetter struct {
	source []byte
	run    typography.Run
	pieces []*ast.Text
}

func (t *typesetter) walk(n ast.Node) {
	_, picture := n.(*ast.Image)
	first := n.FirstChild()
	if first != nil && (picture || n.Type() == ast.TypeBlock && first.Type() == ast.TypeInline && t.needed(n)) {
		t.pieces = t.pieces[:0]
		t.run.Reset()
		t.collect(n)
		for _, e := range slices.Backward(t.run.Edits()) {
			splice(t.pieces[e.Piece], e)
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t.walk(c)
	}
}

// needed spares most blocks the work.
func (t *typesetter) needed(block ast.Node) bool {
	lines := block.Lines().Sliced(0, block.Lines().Len())
	hasStraight := func(line text.Segment) bool { return typography.HasStraight(line.Value(t.source)) }
	return len(lines) == 0 || slices.ContainsFunc(lines, hasStraight)
}

// collect adds the text below a node to the run. Code and pictures count as a letter, a line break as white space.
func (t *typesetter) collect(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			t.run.Add(t.source[:c.Segment.Stop], c.Segment.Start, int32(len(t.pieces)))
			t.pieces = append(t.pieces, c)
			if c.SoftLineBreak() || c.HardLineBreak() {
				t.run.AddFixed('\n')
			}
		case *ast.CodeSpan, *ast.AutoLink, *ast.Image:
			t.run.AddFixed('x')
		case *htmlInline:
			if bytes.HasPrefix(c.html, []byte("<br")) {
				t.run.AddFixed('\n')
			}
		default:
			t.collect(c)
		}
	}
}

// splice does one edit. The node keeps what comes after it, so that its line break stays the last.
func splice(n *ast.Text, e typography.Edit) {
	parent := n.Parent()
	if before := n.Segment.WithStop(int(e.From)); before.Len() > 0 {
		parent.InsertBefore(parent, n, ast.NewTextSegment(before))
	}
	parent.InsertBefore(parent, n, ast.NewString([]byte(e.To)))
	n.Segment = text.NewSegment(int(e.Until), n.Segment.Stop)
}
