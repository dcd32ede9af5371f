package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// alert is a block quote that begins with a line such as [!NOTE], as GitHub has them:
// https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github.
type alert struct {
	ast.BaseBlock
	name  string
	title string
}

var kindAlert = ast.NewNodeKind("Alert")

func (*alert) Kind() ast.NodeKind              { return kindAlert }
func (a *alert) Dump(source []byte, level int) { ast.DumpHelper(a, source, level, nil, nil) }

var alertLine = regexp.MustCompile(`^\[!(\w+)\][+-]?(.*)$`)

// alertOf makes an alert of a block quote, or returns nil.
func alertOf(quote *ast.Blockquote, source []byte, m markup) *alert {
	p, is := quote.FirstChild().(*ast.Paragraph)
	if !is || p.Lines().Len() == 0 {
		return nil
	}
	line := p.Lines().At(0)
	match := alertLine.FindSubmatch(bytes.TrimSpace(line.Value(source)))
	if match == nil {
		return nil
	}
	name := strings.ToLower(string(match[1]))
	title := m.language.words.alerts[name]
	if title == "" || len(match[2]) > 0 {
		m.problem(line.Start, ruleMarkup, "Zet op deze regel alleen [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] of [!CAUTION].",
			"%s maakt hier geen kader, en staat als tekst op de pagina", bytes.TrimSpace(line.Value(source)))
		return nil
	}
	for n := p.FirstChild(); n != nil; n = p.FirstChild() {
		if t, is := n.(*ast.Text); !is || t.Segment.Start >= line.Stop {
			break
		}
		p.RemoveChild(p, n)
	}
	if p.FirstChild() == nil {
		quote.RemoveChild(quote, p)
	}
	a := &alert{name: name, title: title}
	for n := quote.FirstChild(); n != nil; n = quote.FirstChild() {
		a.AppendChild(a, n)
	}
	return a
}

// alertRenderer writes alerts.
type alertRenderer struct{}

func (alertRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindAlert, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			a := n.(*alert)
			_, _ = fmt.Fprintf(w, `<div class="alert alert-%s" role="note">`+
				"<p class=\"alert-title\"><strong>%s</strong></p>\n", a.name, a.title)
		} else {
			_, _ = w.WriteString("</div>\n")
		}
		return ast.WalkContinue, nil
	})
}
