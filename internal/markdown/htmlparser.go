package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"drukpers/internal/rawhtml"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// hasHTMLKey is set for a text that holds HTML, and foreignKey is the block in which <svg> or <math> is open, whose
// names HTML does not know.
var hasHTMLKey, foreignKey = parser.NewContextKey(), parser.NewContextKey()

// defaultParsers are goldmark's, with ours around the two that read HTML.
func defaultParsers(o Options, rules *rawhtml.Rules) []parser.Option {
	blocks, inlines := parser.DefaultBlockParsers(), parser.DefaultInlineParsers()
	if o.RawHTML != RawEscape {
		for i, p := range blocks {
			if p.Value == parser.NewHTMLBlockParser() {
				blocks[i].Value = htmlBlockParser{parser.NewHTMLBlockParser(), rules}
			}
		}
		for i, p := range inlines {
			if p.Value == parser.NewRawHTMLParser() {
				inlines[i].Value = rawHTMLParser{parser.NewRawHTMLParser(), rules}
			}
		}
	}
	return []parser.Option{
		parser.WithBlockParsers(blocks...), parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	}
}

// foreign is a tag of <svg> or <math>.
var foreign = regexp.MustCompile(`^(?i)<(/?)(?:svg|math)\b`)

// rawHTMLParser leaves what is no tag of HTML to be text.
type rawHTMLParser struct {
	parser.InlineParser
	rules *rawhtml.Rules
}

func (p rawHTMLParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	n, isHTML := p.InlineParser.Parse(parent, block, pc).(*ast.RawHTML)
	if !isHTML {
		return nil
	}
	written := n.Segments.Value(block.Source())
	if !p.rules.IsTag(written, pc.Get(foreignKey) == parent) {
		return nil
	}
	if begin, end := foreign.FindSubmatch(written), false; begin != nil {
		end = len(begin[1]) > 0 || bytes.HasSuffix(written, []byte("/>"))
		pc.Set(foreignKey, map[bool]ast.Node{false: parent}[end])
	}
	pc.Set(hasHTMLKey, true)
	return n
}

// htmlBlockParser leaves to the paragraph what would take lines that are not meant for it: a name that HTML does not
// know, and an element that takes the text up to its end, where that never follows.
type htmlBlockParser struct {
	parser.BlockParser
	rules *rawhtml.Rules
}

var blockStart = regexp.MustCompile(`^ {0,3}<(/?)([a-zA-Z][a-zA-Z0-9-]*)`)

func (p htmlBlockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, at := reader.PeekLine()
	if m := blockStart.FindSubmatch(line); m != nil {
		name := strings.ToLower(string(m[2]))
		if !p.rules.Knows(name) || rawhtml.Swallows(name) && len(m[1]) == 0 && lastEnd(name, reader, pc) < at.Start {
			return nil, parser.NoChildren
		}
	} else if !bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte("<!--")) {
		return nil, parser.NoChildren // <? and <!
	}
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n != nil {
		pc.Set(hasHTMLKey, true)
	}
	return n, state
}

var lastEndKey = parser.NewContextKey()

// lastEnd is where the last end tag of an element stands in the text, or -1. A text is searched once for each name.
func lastEnd(name string, reader text.Reader, pc parser.Context) int {
	known := pc.ComputeIfAbsent(lastEndKey, func() any { return map[string]int{} }).(map[string]int)
	at, found := known[name]
	if !found {
		at = bytes.LastIndex(bytes.ToLower(reader.Source()), []byte("</"+name))
		known[name] = at
	}
	return at
}
