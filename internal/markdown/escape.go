package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// escapedHTML shows an editor's HTML as the text it is.
type escapedHTML struct{}

func (r escapedHTML) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindRawHTML, r.inline)
	reg.Register(ast.KindHTMLBlock, r.block)
}

func (escapedHTML) inline(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		segments := n.(*ast.RawHTML).Segments
		for i := range segments.Len() {
			segment := segments.At(i)
			_, _ = w.Write(util.EscapeHTML(segment.Value(source)))
		}
	}
	return ast.WalkSkipChildren, nil
}

func (escapedHTML) block(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<p>")
	_, _ = w.Write(bytes.TrimSpace(util.EscapeHTML(blockText(n.(*ast.HTMLBlock), source))))
	_, _ = w.WriteString("</p>\n")
	return ast.WalkSkipChildren, nil
}

func blockText(n *ast.HTMLBlock, source []byte) []byte {
	lines := n.Lines().Value(source)
	if n.HasClosure() {
		lines = append(bytes.Clone(lines), n.ClosureLine.Value(source)...)
	}
	return lines
}
