package markdown

import (
	"bytes"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"drukpers/internal/report"
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
	found := block.OwnerDocument().Meta()[findingsMeta].(*findings)
	coloured, reason := found.colours.highlight(code.String(), language)
	if reason != "" {
		found.problem(block.Pos(), "code", "Maak er kleinere stukken van, of haal de taal achter de ``` weg.",
			"deze code krijgt geen kleuren: %s", reason)
	}
	if coloured == nil {
		coloured = util.EscapeHTML(code.Bytes())
	}
	_, _ = w.Write(coloured)
	_, _ = w.WriteString("</code></pre>\n")
	return ast.WalkSkipChildren, nil
}

const (
	// maxLanguage bounds the name of a language, in bytes: chroma matches a name that it does not know with every lexer's
	// file names, which takes seconds for a name of a thousand characters.
	maxLanguage = 32
	// maxCode bounds the code of one text that is coloured, in bytes: some lexers take time by the square of it.
	maxCode = 20_000
	// maxColouring bounds the time for the code of one text. Real code of maxCode bytes takes far less, also on a busy
	// machine, so that what is coloured does not depend on that; some lexers take hours for a few thousand digits or
	// apostrophes.
	maxColouring = 10 * time.Second
	// maxAbandoned bounds the lexers that were given up and still run: a goroutine can't be stopped.
	maxAbandoned = 4
)

// endless are the lexers of chroma 2.27 that never end on text they do not know. Code in these languages stays plain,
// also where another language has it in a block of its own.
var endless = []string{"JSONata", "Jungle"}

func init() {
	for _, name := range endless {
		old := lexers.Get(name).Config()
		config := *old
		lexers.Register(chroma.MustNewLexer(&config, lexers.PlaintextRules))
		old.Filenames, old.AliasFilenames, old.MimeTypes = nil, nil, nil // by which lexers are found too
	}
}

// colours is what colouring the code of one text has taken.
type colours struct {
	size  int
	spent time.Duration
}

var abandoned atomic.Int32

// highlight gives code with classes, or nil when the language is unknown, or for a reason worth telling.
func (c *colours) highlight(code, language string) (coloured []byte, reason string) {
	if language == "" || len(language) > maxLanguage {
		return nil, ""
	}
	lexer := lexers.Get(language)
	if lexer == nil {
		return nil, ""
	}
	if c.size += len(code); c.size > maxCode {
		return nil, fmt.Sprintf("meer dan %s tekens code in één artikel", report.Number(maxCode))
	}
	return c.inTime(lexer, code)
}

// inTime gives code with classes as long as there is time left.
func (c *colours) inTime(lexer chroma.Lexer, code string) (coloured []byte, reason string) {
	const slow = "inkleuren duurt te lang"
	if c.spent >= maxColouring || abandoned.Load() >= maxAbandoned {
		return nil, slow
	}
	start := time.Now()
	result := make(chan []byte, 1)
	var late atomic.Bool // whoever sets it first tells the other
	go func() {
		result <- tokenise(lexer, code)
		if late.Swap(true) {
			abandoned.Add(-1)
		}
	}()
	defer func() { c.spent += time.Since(start) }()
	select {
	case coloured = <-result:
		return coloured, ""
	case <-time.After(maxColouring - c.spent):
		if abandoned.Add(1); late.Swap(true) {
			abandoned.Add(-1)
		}
		return nil, slow
	}
}

// tokenise gives code with classes, or nil when the lexer can't read it, or panics.
func tokenise(lexer chroma.Lexer, code string) (coloured []byte) {
	defer func() {
		if recover() != nil {
			coloured = nil
		}
	}()
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	var b bytes.Buffer
	if err != nil || codeFormatter.Format(&b, noStyle, tokens) != nil {
		return nil
	}
	return b.Bytes()
}
