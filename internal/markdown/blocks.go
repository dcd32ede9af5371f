package markdown

import (
	"fmt"

	"drukpers/internal/rawhtml"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
)

// figure is a picture with a caption: a paragraph that holds only a picture with a title.
type figure struct {
	ast.BaseBlock
	caption string
}

// label ties the text of a task to its checkbox, for those who hear the page.
type label struct{ ast.BaseInline }

var (
	kindFigure = ast.NewNodeKind("Figure")
	kindLabel  = ast.NewNodeKind("Label")
)

func (*figure) Kind() ast.NodeKind              { return kindFigure }
func (f *figure) Dump(source []byte, level int) { ast.DumpHelper(f, source, level, nil, nil) }
func (*label) Kind() ast.NodeKind               { return kindLabel }
func (l *label) Dump(source []byte, level int)  { ast.DumpHelper(l, source, level, nil, nil) }

// blockTransformer readies headings, tables and tasks: the Content-Security-Policy allows no inline style, so a heading
// loses its own and a cell gets a class for its alignment; no line of a heading ends in "AI-"; a task's text becomes
// the label of its checkbox.
type blockTransformer struct{ rules *rawhtml.Rules }

func (b blockTransformer) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	var tasks []ast.Node
	var quotes []*ast.Blockquote
	var headings []*ast.Heading
	var ids headingIDs
	m := markup{pc.Get(findingsKey).(*findings), reader.Source()}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *extast.Table:
			n.SetAttributeString(tableName, m.language.words.table)
		case *extast.TableCell:
			if n.Alignment != extast.AlignNone {
				n.SetAttributeString("class", []byte(n.Alignment.String()))
			}
		case *ast.Text:
			m.text(n)
		case *ast.FencedCodeBlock:
			m.fence(n)
		case *extast.TableRow:
			m.row(n)
		case *extast.Footnote:
			m.note(n)
		case *ast.Blockquote:
			quotes = append(quotes, n)
		case *ast.Paragraph:
			b.film(n, reader.Source(), pc.Get(addressesKey).(*addresses).rel, m.language.words.film)
		case *ast.Heading:
			dropStyle(n)
			ids.give(n, reader.Source())
			headings = append(headings, n)
		case *extast.TaskCheckBox:
			tasks = append(tasks, n.Parent())
		}
		return ast.WalkContinue, nil
	})
	for _, quote := range quotes {
		if a := alertOf(quote, reader.Source(), m); a != nil {
			quote.Parent().ReplaceChild(quote.Parent(), quote, a)
		}
	}
	for _, n := range headings {
		keepShortParts(n, reader.Source())
	}
	for _, task := range tasks {
		wrap(task, &label{})
	}
}

// film replaces the address of a film that stands alone in a paragraph by a link to it, which the theme's script makes
// a frame of once a reader asks for it. Nothing is fetched from elsewhere before that.
func (b blockTransformer) film(p *ast.Paragraph, source []byte, rel, text string) {
	link, is := p.FirstChild().(*ast.AutoLink)
	if !is || p.ChildCount() != 1 {
		return
	}
	address := string(link.URL(source))
	if frame, site := b.rules.Film(address); frame != "" {
		p.ReplaceChild(p, link, &htmlInline{html: fmt.Appendf(nil,
			`<a class="film" href="%s" data-embed="%s" rel="%s">%s</a>`,
			html.EscapeString(address), html.EscapeString(frame), rel, fmt.Sprintf(text, site))})
	}
}

// dropStyle takes an inline style off a heading's attributes.
func dropStyle(n *ast.Heading) {
	if _, styled := n.AttributeString("style"); !styled {
		return
	}
	attributes := n.Attributes()
	n.RemoveAttributes()
	for _, a := range attributes {
		if string(a.Name) != "style" {
			n.SetAttribute(a.Name, a.Value)
		}
	}
}

// wrap puts all children of a node into one.
func wrap(parent, inner ast.Node) {
	for child := parent.FirstChild(); child != nil; child = parent.FirstChild() {
		inner.AppendChild(inner, child)
	}
	parent.AppendChild(parent, inner)
}

// tableName is the attribute of a table with the name of its box.
const tableName = "name"

// tableBox scrolls. A keyboard can reach it, so it has a role and a name for those who hear the page.
const tableBox = `<div class="scroll" role="region" aria-label="%s" tabindex="0"><table>` + "\n"

// blockRenderer writes figures and labels, and puts tables in boxes.
type blockRenderer struct{}

func (r blockRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindFigure, r.figure)
	reg.Register(kindLabel, between("<label>", "</label>"))
	reg.Register(extast.KindTable, table)
}

func table(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</table></div>\n")
		return ast.WalkContinue, nil
	}
	name, _ := n.AttributeString(tableName)
	_, _ = fmt.Fprintf(w, tableBox, name)
	return ast.WalkContinue, nil
}

func between(before, after string) renderer.NodeRendererFunc {
	return func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.WriteString(before)
		} else {
			_, _ = w.WriteString(after)
		}
		return ast.WalkContinue, nil
	}
}

func (blockRenderer) figure(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<figure>")
		return ast.WalkContinue, nil
	}
	_, _ = w.WriteString("<figcaption>")
	_, _ = w.Write(util.EscapeHTML([]byte(n.(*figure).caption)))
	_, _ = w.WriteString("</figcaption></figure>\n")
	return ast.WalkContinue, nil
}
