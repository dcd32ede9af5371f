package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

// hasHTMLKey is set for a text that holds HTML, and foreignKey is the block in which <svg> or <math> is open, whose
// names HTML does not know.
var hasHTMLKey, foreignKey = parser.NewContextKey(), parser.NewContextKey()

// defaultParsers are goldmark's, with ours around the two that read HTML.
func defaultParsers(policy string) []parser.Option {
	blocks, inlines := parser.DefaultBlockParsers(), parser.DefaultInlineParsers()
	if known := knownUnder(policy); policy != RawEscape {
		for i, p := range blocks {
			if p.Value == parser.NewHTMLBlockParser() {
				blocks[i].Value = htmlBlockParser{parser.NewHTMLBlockParser(), known}
			}
		}
		for i, p := range inlines {
			if p.Value == parser.NewRawHTMLParser() {
				inlines[i].Value = rawHTMLParser{parser.NewRawHTMLParser(), known}
			}
		}
	}
	return []parser.Option{
		parser.WithBlockParsers(blocks...), parser.WithInlineParsers(inlines...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	}
}

// rawHTMLParser leaves what is no tag of HTML to be text.
type rawHTMLParser struct {
	parser.InlineParser
	known func(name string) bool
}

func (p rawHTMLParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	n, isHTML := p.InlineParser.Parse(parent, block, pc).(*ast.RawHTML)
	if !isHTML {
		return nil
	}
	tag := parseTag(n.Segments.Value(block.Source()))
	switch {
	case tag.Data == "svg" || tag.Data == "math":
		pc.Set(foreignKey, nil)
		if tag.Type == html.StartTagToken {
			pc.Set(foreignKey, parent)
		}
	case pc.Get(foreignKey) == parent && tag.Type != html.DoctypeToken && tag.Type != html.CommentToken:
	case !isTag(tag, n.Segments.Value(block.Source()), p.known):
		return nil
	}
	pc.Set(hasHTMLKey, true)
	return n
}

// knownUnder tells names of elements. Under RawAllow those that a page's script may define are too (HTML 4.13.2).
func knownUnder(policy string) func(name string) bool {
	return func(name string) bool {
		return elements[name] || policy == RawAllow && strings.Contains(name, "-")
	}
}

// isTag reports whether what looks like a tag, or a comment, is one.
func isTag(tag html.Token, written []byte, known func(name string) bool) bool {
	switch tag.Type {
	case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		word := func(a html.Attribute) bool { return !flags[a.Key] }
		return known(tag.Data) && (bytes.ContainsRune(written, '=') || !slices.ContainsFunc(tag.Attr, word))
	case html.CommentToken:
		return bytes.HasPrefix(written, []byte("<!--"))
	}
	return false
}

// parseTag reads the one tag or comment that a text begins with.
func parseTag(tag []byte) html.Token {
	z := html.NewTokenizer(bytes.NewReader(tag))
	z.Next()
	return z.Token()
}

// htmlBlockParser leaves to the paragraph what would take lines that are not meant for it: a name that HTML does not
// know, and an element that takes the text up to its end, where that never follows.
type htmlBlockParser struct {
	parser.BlockParser
	known func(name string) bool
}

var blockStart = regexp.MustCompile(`^ {0,3}<(/?)([a-zA-Z][a-zA-Z0-9-]*)`)

func (p htmlBlockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, at := reader.PeekLine()
	if m := blockStart.FindSubmatch(line); m != nil {
		name := strings.ToLower(string(m[2]))
		if !p.known(name) || (rawText[name] || name == "pre") && len(m[1]) == 0 && lastEnd(name, reader, pc) < at.Start {
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
