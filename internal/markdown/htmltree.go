package markdown

import (
	"bytes"
	"fmt"
	"slices"

	"drukpers/internal/rawhtml"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// htmlBlock and htmlInline are an editor's own HTML, ready to be written: every element that begins in one ends, what
// is no HTML is escaped.
type (
	htmlBlock struct {
		ast.BaseBlock
		html []byte
		text string // without tags and comments
	}
	htmlInline struct {
		ast.BaseInline
		html []byte
	}
)

var (
	kindHTMLBlock  = ast.NewNodeKind("EditorsHTMLBlock")
	kindHTMLInline = ast.NewNodeKind("EditorsHTML")
)

func (*htmlBlock) Kind() ast.NodeKind               { return kindHTMLBlock }
func (n *htmlBlock) Dump(source []byte, level int)  { ast.DumpHelper(n, source, level, nil, nil) }
func (*htmlInline) Kind() ast.NodeKind              { return kindHTMLInline }
func (n *htmlInline) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

func (htmlRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindHTMLBlock, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.Write(n.(*htmlBlock).html)
		}
		return ast.WalkSkipChildren, nil
	})
	reg.Register(kindHTMLInline, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.Write(n.(*htmlInline).html)
		}
		return ast.WalkSkipChildren, nil
	})
}

// htmlRenderer writes an editor's HTML.
type htmlRenderer struct{}

// htmlTransformer readies an editor's HTML, and tells what of it the page does not show.
type htmlTransformer struct{ *Converter }

func (t htmlTransformer) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	if pc.Get(hasHTMLKey) != nil {
		h := htmlReader{t.rules, pc.Get(findingsKey).(*findings), reader.Source()}
		h.container(doc)
	}
}

// htmlReader reads the HTML of one text.
type htmlReader struct {
	*rawhtml.Rules
	*findings
	source []byte
}

// container readies all HTML below a node.
func (h htmlReader) container(parent ast.Node) {
	if first := parent.FirstChild(); first != nil && first.Type() == ast.TypeInline {
		h.settle(h.inlines(nil, parent), parent)
		return
	}
	var blocks []ast.Node
	for n := parent.FirstChild(); n != nil; {
		child := n
		n = n.NextSibling() // the child may go
		if block, is := child.(*ast.HTMLBlock); !is {
			h.container(child)
		} else if !isMarker(blockText(block, h.source)) {
			blocks = append(blocks, child)
		}
	}
	h.settle(blocks, nil)
}

// inlines adds the HTML within a paragraph or the like to nodes.
func (h htmlReader) inlines(nodes []ast.Node, parent ast.Node) []ast.Node {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if raw, is := n.(*ast.RawHTML); !is {
			nodes = h.inlines(nodes, n)
		} else if !isMarker(raw.Segments.Value(h.source)) {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// settle puts the nodes of one flow in the tree as they can be written: those of a paragraph, or of the blocks of a
// container where that is nil.
func (h htmlReader) settle(nodes []ast.Node, paragraph ast.Node) {
	if len(nodes) == 0 {
		return
	}
	parts := make([]rawhtml.Part, len(nodes))
	for i, n := range nodes {
		parts[i] = h.part(n)
	}
	settled := h.Settle(parts, paragraph != nil)
	for _, ends := range settled.Gone {
		from, until := parts[ends[0]].At(0), parts[ends[1]].At(0)
		gone := func(p rawhtml.Problem) bool { return from < p.At && p.At < until }
		h.problems = slices.DeleteFunc(h.problems, gone)
		removeBetween(nodes[ends[0]], nodes[ends[1]])
	}
	h.problems = append(h.problems, settled.Problems...)
	if settled.Tail != nil {
		paragraph.AppendChild(paragraph, &htmlInline{html: settled.Tail})
	}
	for i, part := range settled.Parts {
		h.hasHTML = h.hasHTML || part.Tags
		replaceHTML(nodes[i], part)
	}
}

// part is the HTML of a node.
func (h htmlReader) part(n ast.Node) rawhtml.Part {
	if raw, is := n.(*ast.RawHTML); is {
		start := raw.Segments.At(0).Start
		return rawhtml.Part{Text: raw.Segments.Value(h.source), At: func(i int) int { return start + i }}
	}
	block := n.(*ast.HTMLBlock)
	return rawhtml.Part{Text: blockText(block, h.source), At: func(i int) int { return sourceOffset(block, i) }}
}

// removeBetween takes away what stands between two nodes.
func removeBetween(first, last ast.Node) {
	if first == last || first.Parent() == nil || first.Parent() != last.Parent() {
		return
	}
	for n := first.NextSibling(); n != nil && n != last; {
		between := n
		n = n.NextSibling()
		if between.Kind() != extast.KindFootnoteList { // which has its place at the end
			between.Parent().RemoveChild(between.Parent(), between)
		}
	}
}

// replaceHTML puts HTML that can be written in the place of a node.
func replaceHTML(n ast.Node, part rawhtml.SettledPart) {
	parent := n.Parent()
	switch {
	case parent == nil: // it went with an element
	case len(part.HTML) == 0 && parent.ChildCount() == 1 && parent.Kind() == ast.KindParagraph:
		parent.Parent().RemoveChild(parent.Parent(), parent)
	case n.Type() == ast.TypeInline:
		parent.ReplaceChild(parent, n, &htmlInline{html: part.HTML})
	case !part.Tags && len(bytes.TrimSpace(part.HTML)) > 0:
		text := fmt.Appendf(nil, "<p>%s</p>\n", bytes.TrimSpace(part.HTML))
		parent.ReplaceChild(parent, n, &htmlBlock{html: text, text: string(part.Words)})
	default:
		parent.ReplaceChild(parent, n, &htmlBlock{html: part.HTML, text: string(part.Words)})
	}
}

// sourceOffset is where in the source a byte of an HTML block stands.
func sourceOffset(n *ast.HTMLBlock, at int) int {
	lines := n.Lines().Sliced(0, n.Lines().Len())
	if n.HasClosure() {
		lines = append(slices.Clip(lines), n.ClosureLine)
	}
	for _, line := range lines {
		if length := line.Len() + line.Padding; at >= length {
			at -= length
			continue
		}
		return line.Start + max(0, at-line.Padding)
	}
	return lines[len(lines)-1].Stop - 1
}
