package markdown

import (
	"bytes"
	"io"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// codeFormatter colours by classes, since the pages' Content-Security-Policy allows no inline style.
var codeFormatter = chromahtml.New(chromahtml.WithClasses(true), chromahtml.PreventSurroundingPre(true))

// noStyle is what a formatter asks for that writes classes only.
var noStyle = chroma.MustNewStyle("none", chroma.StyleEntries{})

// codeRenderer renders fenced code, coloured where its language is known. A scrollable block can be reached by
// keyboard.
type codeRenderer struct{}

func (r codeRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindFencedCodeBlock, r.render)
}

func (codeRenderer) render(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	block := n.(*ast.FencedCodeBlock)
	language := string(block.Language(source))
	var code bytes.Buffer
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		code.Write(line.Value(source))
	}
	_, _ = w.WriteString(`<pre class="chroma" tabindex="0"><code`)
	if language != "" {
		_, _ = w.WriteString(` class="language-` + string(util.EscapeHTML([]byte(language))) + `"`)
	}
	_ = w.WriteByte('>')
	if !highlight(w, code.String(), language) {
		_, _ = w.Write(util.EscapeHTML(code.Bytes()))
	}
	_, _ = w.WriteString("</code></pre>\n")
	return ast.WalkSkipChildren, nil
}

// maxLanguage bounds the name of a language: chroma matches a name that it does not know with every lexer's file names,
// which takes seconds for a name of a thousand characters.
const maxLanguage = 32

// highlight writes coloured code, or nothing at all when the language is unknown or the code can't be read as it.
func highlight(w io.Writer, code, language string) bool {
	if language == "" || len(language) > maxLanguage {
		return false
	}
	lexer := lexers.Get(language)
	if lexer == nil {
		return false
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil {
		return false
	}
	var b bytes.Buffer
	if codeFormatter.Format(&b, noStyle, tokens) != nil {
		return false
	}
	_, err = w.Write(b.Bytes())
	return err == nil
}
