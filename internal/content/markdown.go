package content

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown turns bodies into HTML under one configuration. It is safe for use by many goroutines.
//
// The dialect is CommonMark with GitHub's tables, strikethrough, task lists and bare links, footnotes, definition lists,
// heading attributes and heading ids.
type markdown struct {
	config     *Config
	images     *Images
	references *references
	gold       goldmark.Markdown
}

func newMarkdown(config *Config, images *Images) *markdown {
	refs := &references{config, images}
	transformers := []util.PrioritizedValue{
		util.Prioritized(blocks{}, 500),
		util.Prioritized(refs, 600),
	}
	if config.Markdown.Typography {
		transformers = append(transformers, util.Prioritized(typographer{}, 700))
	}
	renderers := []util.PrioritizedValue{
		util.Prioritized(codeRenderer{}, 100),
		util.Prioritized(blockRenderer{}, 100),
	}
	options := []renderer.Option{}
	if config.Markdown.RawHTML == RawEscape {
		renderers = append(renderers, util.Prioritized(escapedHTML{}, 100))
	} else {
		options = append(options, html.WithUnsafe())
	}
	gold := goldmark.New(
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)),
			extension.Linkify, extension.Strikethrough, extension.TaskList, extension.Footnote, extension.DefinitionList,
		),
		goldmark.WithParserOptions(
			parser.WithAutoHeadingID(), parser.WithHeadingAttribute(), parser.WithASTTransformers(transformers...),
		),
		goldmark.WithRendererOptions(append(options, renderer.WithNodeRenderers(renderers...))...),
	)
	return &markdown{config: config, images: images, references: refs, gold: gold}
}

var buffers = sync.Pool{New: func() any { return new(buffer) }}

// buffer is memory as goldmark writes to it without a buffer of its own between.
type buffer struct{ bytes.Buffer }

func (*buffer) Buffered() int { return 0 }
func (*buffer) Flush() error  { return nil }

// render gives the HTML of a body and what else follows from it.
func (m *markdown) render(source []byte, want wishes) *rendered {
	pc := parser.NewContext(parser.WithIDs(&headingIDs{}))
	pc.Set(sponsoredKey, want.sponsored)
	doc := m.gold.Parser().Parse(text.NewReader(source), parser.WithContext(pc))
	s := scan(doc, source)
	r := &rendered{more: len(s.markers) > 0}
	if want.summary {
		r.summary = s.summarise(doc, source)
	}
	if want.toc {
		r.toc = outline(s.headings)
	}
	s.removeMarkers()

	b := buffers.Get().(*buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := m.gold.Renderer().Render(b, source, doc); err != nil {
		panic("content: goldmark failed to write to memory: " + err.Error())
	}
	body := b.Bytes()
	if s.rawHTML && m.config.Markdown.RawHTML != RawEscape {
		body = []byte(m.references.cleanHTML(string(body), m.config.Markdown.RawHTML, relOf(want.sponsored)))
	}
	r.html = want.shelf.keep(body)
	return r
}

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
