package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// summaryWords is how long an automatic summary gets at least: whole blocks are taken until it has this many words.
const summaryWords = 70

// marker ends the part of a text that is its summary.
var marker = regexp.MustCompile(`<!--\s*more\s*-->`)

// HasMarker reports whether a text says where its summary ends.
func HasMarker(text []byte) bool { return bytes.Contains(text, []byte("<!--")) && marker.Match(text) }

// isMarker reports whether a piece of HTML is the marker and nothing else.
func isMarker(piece []byte) bool {
	piece = bytes.TrimSpace(piece)
	return bytes.HasPrefix(piece, []byte("<!--")) && len(marker.Find(piece)) == len(piece)
}

// scanned is what one walk over a parsed body finds.
type scanned struct {
	headings []*Heading
	markers  []ast.Node // each <!--more-->
}

// scan reads a parsed body.
func scan(doc ast.Node, source []byte) scanned {
	var s scanned
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			s.heading(n, source)
		case *ast.HTMLBlock:
			if isMarker(blockText(n, source)) {
				s.markers = append(s.markers, n)
			}
		case *ast.RawHTML:
			if isMarker(n.Segments.Value(source)) {
				s.markers = append(s.markers, n)
			}
		}
		return ast.WalkContinue, nil
	})
	return s
}

// removeMarkers takes the markers out of the body, which has no use for them once the summary is known.
func (s *scanned) removeMarkers() {
	for _, n := range s.markers {
		n.Parent().RemoveChild(n.Parent(), n)
	}
}

// summarise takes the text before the first marker, or else of whole blocks until there are enough words.
func (s *scanned) summarise(doc ast.Node, source []byte) string {
	var first ast.Node
	if len(s.markers) > 0 {
		first = s.markers[0]
	}
	var parts []string
	words := 0
	for block := doc.FirstChild(); block != nil; block = block.NextSibling() {
		text, stopped := textUntil(first, block, source)
		if text != "" && summarised(block) {
			parts = append(parts, text)
			words += len(strings.Fields(text))
		}
		if stopped || first == nil && words >= summaryWords {
			break
		}
	}
	return strings.Join(parts, " ")
}

// summarised reports whether a block's text says something on its own, outside the page.
func summarised(block ast.Node) bool {
	switch block.Kind() {
	case ast.KindHeading, ast.KindFencedCodeBlock, ast.KindCodeBlock, ast.KindThematicBreak, extast.KindTable,
		extast.KindFootnoteList:
		return false
	}
	return true
}

func (s *scanned) heading(n *ast.Heading, source []byte) {
	id, _ := n.AttributeString("id")
	text := strings.Join(strings.Fields(textOf(n, source)), " ")
	if b, ok := id.([]byte); ok && (n.Level == 2 || n.Level == 3) && text != "" {
		s.headings = append(s.headings, &Heading{ID: string(b), Text: text, Level: n.Level})
	}
}

// textOf is the text of a block without markup, pictures and notes.
func textOf(block ast.Node, source []byte) string {
	var b strings.Builder
	writeText(&b, nil, block, source)
	return b.String()
}

// textUntil is the plain text of a block as far as the node stop, white space folded, and whether the block holds that.
func textUntil(stop, block ast.Node, source []byte) (text string, stopped bool) {
	var b strings.Builder
	stopped = writeText(&b, stop, block, source)
	return strings.Join(strings.Fields(b.String()), " "), stopped
}

func writeText(b *strings.Builder, stop, block ast.Node, source []byte) (stopped bool) {
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n == stop {
			stopped = true
			return ast.WalkStop, nil
		}
		if !entering {
			if n.Type() == ast.TypeBlock {
				b.WriteByte(' ')
			}
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			if n.Parent().Kind() == ast.KindCodeSpan {
				b.Write(n.Value(source))
			} else {
				b.Write(resolve(n.Value(source)))
			}
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(source))
		case *htmlBlock:
			b.WriteString(n.text)
		case *ast.Image, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock, *extast.FootnoteLink,
			*extast.FootnoteBacklink:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return stopped
}

// resolve turns backslash escapes and entities of a piece of markdown into the characters they stand for.
func resolve(text []byte) []byte {
	return util.ResolveNumericReferences(util.ResolveEntityNames(util.UnescapePunctuations(text)))
}
