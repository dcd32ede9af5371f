package markdown

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
)

// htmlBlock and htmlInline are an editor's own HTML, ready to be written: every element that begins in one ends, what
// is no HTML is escaped.
type (
	htmlBlock struct {
		ast.BaseBlock
		html []byte
		text string // without tags and comments
	}
	htmlInline struct {
		ast.BaseInline
		html []byte
	}
)

var (
	kindHTMLBlock  = ast.NewNodeKind("EditorsHTMLBlock")
	kindHTMLInline = ast.NewNodeKind("EditorsHTML")
)

func (*htmlBlock) Kind() ast.NodeKind               { return kindHTMLBlock }
func (n *htmlBlock) Dump(source []byte, level int)  { ast.DumpHelper(n, source, level, nil, nil) }
func (*htmlInline) Kind() ast.NodeKind              { return kindHTMLInline }
func (n *htmlInline) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

func (htmlRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(kindHTMLBlock, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.Write(n.(*htmlBlock).html)
		}
		return ast.WalkSkipChildren, nil
	})
	reg.Register(kindHTMLInline, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.Write(n.(*htmlInline).html)
		}
		return ast.WalkSkipChildren, nil
	})
}

// htmlRenderer writes an editor's HTML.
type htmlRenderer struct{}

// htmlTransformer readies an editor's HTML, and tells what of it the page does not show.
type htmlTransformer struct{ *Converter }

func (t htmlTransformer) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	if pc.Get(hasHTMLKey) != nil {
		f := htmlFlow{Converter: t.Converter, source: reader.Source(), findings: pc.Get(findingsKey).(*findings)}
		f.container(doc)
	}
}

// htmlFlow pairs tags: those of the HTML blocks in one container, or those within one paragraph. The markdown between
// two HTML blocks belongs to the element that is open there.
type htmlFlow struct {
	*Converter
	*findings
	source []byte
	pieces []piece
	open   []int          // the pieces that begin an element that is open
	count  map[string]int // of open, by name
}

// piece is a tag, a comment or a stretch of text of an editor's HTML.
type piece struct {
	node    ast.Node // that it stands in
	at      int      // offset in the source
	token   html.Token
	written []byte
	before  []byte // ends of elements that were left open
	out     []byte // what becomes of it
	end     int    // of a raw-text element: the piece that is its end, or 0
}

// container readies all HTML below a node.
func (f *htmlFlow) container(parent ast.Node) {
	if first := parent.FirstChild(); first != nil && first.Type() == ast.TypeInline {
		f.inlines(parent)
		f.pair(parent)
		return
	}
	for n := parent.FirstChild(); n != nil; {
		child := n
		n = n.NextSibling() // the child may go
		if child.Kind() != ast.KindHTMLBlock {
			f.container(child)
		}
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if block, is := n.(*ast.HTMLBlock); is && !isMarker(blockText(block, f.source)) {
			f.block(block)
		}
	}
	f.pair(nil)
}

// inlines collects the tags within a paragraph or the like.
func (f *htmlFlow) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		raw, is := n.(*ast.RawHTML)
		if !is {
			f.inlines(n)
			continue
		}
		if written := raw.Segments.Value(f.source); !isMarker(written) {
			f.pieces = append(f.pieces,
				piece{node: n, at: raw.Segments.At(0).Start, token: parseTag(written), written: written})
		}
	}
}

// block collects the pieces of an HTML block.
func (f *htmlFlow) block(n *ast.HTMLBlock) {
	written := blockText(n, f.source)
	z := html.NewTokenizer(bytes.NewReader(written))
	foreign := 0
	known := knownUnder(f.options.RawHTML)
	inside := func(name string) bool { return foreign > 0 || known(name) }
	for at := 0; at < len(written); {
		kind := z.Next()
		p := piece{node: n, at: sourceOffset(n, at), written: written[at:]}
		if kind != html.ErrorToken {
			p.written = written[at : at+len(z.Raw())]
			p.token = z.Token()
			z.NextIsNotRawText()
		}
		at += len(p.written)
		if name := p.token.Data; name == "svg" || name == "math" {
			foreign += map[html.TokenType]int{html.StartTagToken: 1, html.EndTagToken: -1}[kind]
		} else if kind != html.TextToken && !isTag(p.token, p.written, inside) {
			p.token = html.Token{} // of type ErrorToken
		}
		f.pieces = append(f.pieces, p)
	}
}

// sourceOffset is where in the source a byte of an HTML block stands.
func sourceOffset(n *ast.HTMLBlock, at int) int {
	lines := n.Lines().Sliced(0, n.Lines().Len())
	if n.HasClosure() {
		lines = append(slices.Clip(lines), n.ClosureLine)
	}
	for _, line := range lines {
		if length := line.Len() + line.Padding; at >= length {
			at -= length
			continue
		}
		return line.Start + max(0, at-line.Padding)
	}
	return lines[len(lines)-1].Stop - 1
}

// pair settles what becomes of the pieces, and puts them in the tree. What is left open within a paragraph ends with
// that, and what is left open in an HTML block with the block.
func (f *htmlFlow) pair(paragraph ast.Node) {
	if len(f.pieces) == 0 {
		return
	}
	f.open, f.count = f.open[:0], map[string]int{}
	ends := map[string]int{}
	for i, p := range slices.Backward(f.pieces) {
		if name := p.token.Data; rawText[name] && p.token.Type == html.EndTagToken {
			ends[name] = i
		} else if rawText[name] {
			f.pieces[i].end = ends[name]
		}
	}
	for i := 0; i < len(f.pieces); i++ {
		i = f.piece(i)
	}
	closers := map[ast.Node][]byte{}
	for len(f.open) > 0 {
		node := paragraph
		start, closer := f.leftOpen()
		if paragraph == nil {
			node = f.pieces[start].node
		}
		closers[node] = append(closers[node], closer...)
	}
	if closers[paragraph] != nil {
		paragraph.AppendChild(paragraph, &htmlInline{html: closers[paragraph]})
	}
	for len(f.pieces) > 0 {
		f.place(closers)
	}
}

// place puts the pieces of the first node in the tree.
func (f *htmlFlow) place(closers map[ast.Node][]byte) {
	node := f.pieces[0].node
	var out, words []byte
	tags, n := false, 0
	for ; n < len(f.pieces) && f.pieces[n].node == node; n++ {
		p := f.pieces[n]
		out = append(append(out, p.before...), p.out...)
		switch p.token.Type {
		case html.TextToken:
			words = append(words, p.token.Data...)
		case html.ErrorToken:
			words = append(words, p.written...)
		default:
			words = append(words, ' ')
			tags = tags || len(p.out) > 0 && p.out[0] == '<'
		}
	}
	f.pieces = f.pieces[n:]
	f.hasHTML = f.hasHTML || tags
	if node.Parent() == nil {
		return // it went with an element
	}
	parent := node.Parent()
	var ready ast.Node = &htmlInline{html: out}
	switch {
	case len(out) == 0 && parent.ChildCount() == 1 && parent.Kind() == ast.KindParagraph:
		parent.Parent().RemoveChild(parent.Parent(), parent)
		return
	case node.Type() == ast.TypeBlock:
		out = append(out, closers[node]...)
		if !tags && len(bytes.TrimSpace(out)) > 0 {
			out = fmt.Appendf(nil, "<p>%s</p>\n", bytes.TrimSpace(out))
		}
		ready = &htmlBlock{html: out, text: string(words)}
	}
	parent.ReplaceChild(parent, node, ready)
}

// piece settles one piece, or a raw-text element with all that is in it, and returns the last that is settled.
func (f *htmlFlow) piece(i int) int {
	p := &f.pieces[i]
	p.out = p.written
	name := p.token.Data
	switch p.token.Type {
	case html.ErrorToken:
		p.out = util.EscapeHTML(p.written)
	case html.CommentToken:
		if !bytes.HasSuffix(p.written, []byte("-->")) {
			p.out = nil
			f.problem(p.at, "open-commentaar", "Zet --> waar het commentaar ophoudt.",
				"hier begint commentaar (<!--) dat nergens eindigt; wat volgt, komt niet op de site")
		} else if bytes.Contains(p.written[len("<!--"):], []byte("<!--")) {
			f.problem(p.at, "open-commentaar", "Zet --> waar het eerste commentaar ophoudt.",
				"dit commentaar (<!--) houdt pas op bij de --> van een volgend; wat ertussen staat, komt niet op de site")
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		switch {
		case rawText[name]:
			return f.rawText(i)
		case void[name]:
			f.tag(p)
		case p.token.Type == html.SelfClosingTagToken:
			p.out = append(bytes.Clone(p.written), "</"+name+">"...)
			f.tag(p)
		default:
			if implied[name] && len(f.open) > 0 && f.pieces[f.open[len(f.open)-1]].token.Data == name {
				_, end := f.leftOpen()
				p.before = []byte(end)
			}
			f.open = append(f.open, i)
			f.count[name]++
		}
	case html.EndTagToken:
		f.endTag(i)
	}
	return i
}

// rawText settles a raw-text element. One without an end, and under RawSanitize every one but a film of a host that may
// be embedded, is text.
func (f *htmlFlow) rawText(i int) int {
	p := &f.pieces[i]
	name := p.token.Data
	last := max(i, p.end)
	asWritten := f.options.RawHTML == RawAllow && !neverHTML[name]
	if last > i && (asWritten || name == "iframe" && f.options.RawHTML != RawAllow && f.embed(p)) {
		for j := i + 1; j <= last; j++ {
			f.pieces[j].out = f.pieces[j].written
		}
		return last
	}
	hint := rawTextHint(p.token)
	for j := i; j <= last; j++ {
		f.pieces[j].out = util.EscapeHTML(f.pieces[j].written)
		f.pieces[j].token = html.Token{Type: html.CommentToken} // no words for a summary
	}
	f.problem(p.at, "html", hint,
		"<%s> kan hier niet, en staat als tekst op de pagina", name)
	return last
}

// endTag ends an element, and those in it that were left open.
func (f *htmlFlow) endTag(i int) {
	p := &f.pieces[i]
	name := p.token.Data
	switch {
	case f.count[name] == 0 && rawText[name]:
		p.out = util.EscapeHTML(p.written)
		p.token.Type = html.ErrorToken
		return
	case f.count[name] == 0:
		p.out = nil
		if !implied[name] && !void[name] {
			f.problem(p.at, "html", "Haal het weg.",
				"%s sluit niets af en is weggelaten", p.written)
		}
		return
	}
	for {
		start := f.open[len(f.open)-1]
		if f.pieces[start].token.Data != name {
			_, end := f.leftOpen()
			p.before = append(p.before, end...)
			continue
		}
		f.pop()
		if whole[name] && !f.allowed(f.pieces[start]) {
			f.remove(start, i)
		} else {
			f.tag(&f.pieces[start])
		}
		return
	}
}

// pop takes the innermost element that is open off the stack.
func (f *htmlFlow) pop() (start int) {
	start = f.open[len(f.open)-1]
	f.open = f.open[:len(f.open)-1]
	f.count[f.pieces[start].token.Data]--
	return start
}

// leftOpen ends the innermost element that is open, though the editor did not.
func (f *htmlFlow) leftOpen() (start int, end string) {
	start = f.pop()
	p := &f.pieces[start]
	name := p.token.Data
	switch {
	case whole[name] && !f.allowed(*p):
		last := start
		for last+1 < len(f.pieces) && f.pieces[last+1].node == p.node {
			last++
		}
		f.remove(start, last)
		return start, ""
	case name == "p":
		f.tag(p)
		return start, "" // whatever follows ends it
	case !implied[name]:
		f.problem(p.at, "html-open", fmt.Sprintf("Zet </%s> waar het ophoudt.", name),
			"<%s> wordt nergens afgesloten, en houdt op aan het eind van dit blok", name)
	}
	f.tag(p)
	return start, "</" + name + ">"
}

// remove leaves out an element with all that is in it.
func (f *htmlFlow) remove(start, end int) {
	p := f.pieces[start]
	name := p.token.Data
	told := func(told finding) bool { return told.at > p.at && told.at <= f.pieces[end].at }
	f.problems = slices.DeleteFunc(f.problems, told)
	f.problem(p.at, "html", removedHint(name),
		"<%s> kan hier niet, en is weggelaten met alles wat erin staat", name)
	for i := start; i <= end; i++ {
		f.pieces[i].out, f.pieces[i].before = nil, nil
		f.pieces[i].token = html.Token{Type: html.CommentToken}
	}
	first, last := p.node, f.pieces[end].node
	if first == last || first.Parent() != last.Parent() {
		return
	}
	for n := first.NextSibling(); n != nil && n != last; {
		between := n
		n = n.NextSibling()
		if between.Kind() != extast.KindFootnoteList { // which has its place at the end
			between.Parent().RemoveChild(between.Parent(), between)
		}
	}
}
