// Package markdown turns an article's text into HTML that may stand on a page as it is.
//
// Converter holds a site's Options; Convert gives a Body. The dialect is CommonMark with GitHub's tables,
// strikethrough, task lists and bare links, footnotes, definition lists, heading attributes and heading ids. Whatever
// the text, the HTML is closed, and leads to no script.
package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"drukpers/internal/rawhtml"
	"drukpers/internal/report"
)

// Options are a site's.
type Options struct {
	BaseURL    string   // of the site, absolute: links elsewhere say so, and its path goes before the site's own paths
	RawHTML    string   // RawEscape, RawSanitize or RawAllow
	Typography bool     // quotes, apostrophes and dashes as the language has them
	Language   string   // BCP 47; empty for Dutch
	Embeds     []string // hosts whose frames may be in an article
	// Picture gives what is known of a picture by its address: its size, smaller versions, and an address to show
	// instead, where there is one.
	Picture func(address string) Target
}

// What happens to HTML in markdown.
const (
	RawEscape   = "escape"   // shown as text
	RawSanitize = "sanitize" // harmless elements only
	RawAllow    = "allow"    // as written, but for javascript: links
)

// ConvertOptions are an article's.
type ConvertOptions struct {
	Language  string // BCP 47; empty for the site's
	Sponsored bool   // its links are paid for
	TOC       bool   // wants a table of contents
	Summary   bool   // wants a summary of the text
	// Resolve, if set, gives what a relative address of the text leads to; without it those stay as they are written.
	// Of a text that MayHoldRelative is false of it is not asked.
	Resolve func(address string) Target
}

// Target is what an address leads to.
type Target struct {
	Address       string // from the site's root or its host, without the base path
	Width, Height int    // in pixels of a picture; zeros where they are not known
	Srcset        string // of a picture that has smaller versions
}

// Body is what an article's markdown became.
type Body struct {
	HTML     string     // without characters that XML does not allow
	Relative bool       // it has addresses that are not whole: see Absolute
	TOC      []*Heading // headings of level 2 and 3, nested, where asked for
	Summary  string     // plain text: what stands before <!--more-->, else of whole blocks until summaryWords words
	More     bool       // the summary is what stands before <!--more-->

	// Problems are what the HTML does not show as it was meant; lines count from the first of the text.
	Problems report.List
}

// Converter converts texts under one set of options. It is safe for use by many goroutines.
type Converter struct {
	options  Options
	language language
	links    *linkTransformer
	gold     goldmark.Markdown
	linkless parser.Parser // gold's without linkify, which looks for bare addresses at every word

	rules *rawhtml.Rules // of an editor's HTML
}

// NewConverter returns a converter.
func NewConverter(o Options) *Converter {
	c := &Converter{options: o, language: languageOf(o.Language), links: newLinkTransformer(o)}
	c.rules = rawhtml.New(rawhtml.Options{All: o.RawHTML == RawAllow, Embeds: o.Embeds})
	transformers := []util.PrioritizedValue{
		util.Prioritized(htmlTransformer{c}, 400),
		util.Prioritized(blockTransformer{c.rules}, 500),
		util.Prioritized(c.links, 600),
	}
	if o.Typography {
		transformers = append(transformers, util.Prioritized(typographyTransformer{}, 700))
	}
	renderers := []util.PrioritizedValue{
		util.Prioritized(codeRenderer{}, 100),
		util.Prioritized(blockRenderer{}, 100),
		util.Prioritized(htmlRenderer{}, 100),
		util.Prioritized(alertRenderer{}, 100),
	}
	if o.RawHTML == RawEscape {
		renderers = append(renderers, util.Prioritized(escapedHTML{}, 100))
	}
	gold := func(more ...goldmark.Extender) goldmark.Markdown {
		return goldmark.New(
			goldmark.WithParser(parser.NewParser(defaultParsers(o, c.rules)...)),
			goldmark.WithExtensions(append(more,
				extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)),
				extension.Strikethrough, extension.TaskList, extension.Footnote, extension.DefinitionList,
			)...),
			goldmark.WithParserOptions(
				parser.WithHeadingAttribute(), parser.WithASTTransformers(transformers...),
			),
			goldmark.WithRendererOptions(renderer.WithNodeRenderers(renderers...)),
		)
	}
	c.gold, c.linkless = gold(extension.Linkify), gold().Parser()
	return c
}

// parser leaves out linkify for a text without anything that it could make a link of: nearly every text, and a
// twentieth of the time of a build.
func (c *Converter) parser(source []byte) parser.Parser {
	for _, mark := range []string{"http", "www.", "ftp:", "@"} {
		if bytes.Contains(source, []byte(mark)) {
			return c.gold.Parser()
		}
	}
	return c.linkless
}

var buffers = sync.Pool{New: func() any { return new(buffer) }}

// buffer is memory as goldmark writes to it without a buffer of its own between.
type buffer struct{ bytes.Buffer }

func (*buffer) Buffered() int { return 0 }
func (*buffer) Flush() error  { return nil }

// MayEmbed reports whether a text names a host whose frames it may hold. It is quick, and true for some texts without.
func (c *Converter) MayEmbed(text []byte) bool { return c.rules.MayEmbed(text) }

func (c *Converter) parse(source []byte, found *addresses, findings *findings) ast.Node {
	pc := parser.NewContext()
	pc.Set(addressesKey, found)
	pc.Set(findingsKey, findings)
	doc := c.parser(source).Parse(text.NewReader(source), parser.WithContext(pc))
	doc.OwnerDocument().AddMeta(findingsMeta, findings)
	return doc
}

// Convert gives the HTML of a text and what else follows from it.
func (c *Converter) Convert(source []byte, o ConvertOptions) Body {
	found := &addresses{rel: relOf(o.Sponsored), resolve: o.Resolve}
	findings := &findings{language: c.language}
	if o.Language != "" {
		findings.language = languageOf(o.Language)
	}
	doc := c.parse(source, found, findings)
	if len(findings.spaced) > 0 {
		pointed, inserted := findings.pointed(source)
		source = pointed
		findings.problems, findings.spaced, findings.inserted = nil, nil, inserted
		doc = c.parse(source, found, findings)
	}
	findings.leftOver(doc, source)
	s := scan(doc, source)
	body := Body{More: len(s.markers) > 0}
	if o.Summary {
		body.Summary = s.summarise(doc, source)
	}
	if o.TOC {
		body.TOC = outline(s.headings)
	}
	s.removeMarkers()

	b := buffers.Get().(*buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := c.gold.Renderer().Render(b, source, doc); err != nil {
		panic("markdown: goldmark failed to write to memory: " + err.Error())
	}
	body.HTML = b.String()
	if findings.hasHTML {
		body.HTML = c.cleanHTML(body.HTML, found)
	}
	body.HTML, body.Relative = XMLText(body.HTML), found.relative
	body.Problems = findings.located(source)
	return body
}
