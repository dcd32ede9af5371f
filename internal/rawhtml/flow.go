package rawhtml

import (
	"bytes"
	"fmt"
	"slices"

	"golang.org/x/net/html"

	"drukpers/internal/report"
)

// Part is a piece of HTML as it stands between markdown.
type Part struct {
	Text []byte
	At   func(i int) int // where byte i of Text stands in the article
}

// Settled is what becomes of the parts of a flow.
type Settled struct {
	Parts    []SettledPart // one for each
	Tail     []byte        // of a paragraph: the ends of what was left open in it
	Gone     [][2]int      // parts between which nothing stays: they are the ends of an element that goes whole
	Problems []Problem
}

// SettledPart is what becomes of one part.
type SettledPart struct {
	HTML  []byte
	Words []byte // what it holds for readers
	Tags  bool   // the HTML has tags, or comment, and is not all text
}

// Problem is a problem at a place in the article.
type Problem struct {
	At int
	report.Problem
}

// Settle pairs the tags of a flow: those within one paragraph, or those of the HTML blocks in one container. The
// markdown between two parts belongs to the element that is open there. What is left open in a paragraph ends with
// that, and what is left open in an HTML block with the block.
func (r *Rules) Settle(parts []Part, paragraph bool) Settled {
	f := flow{Rules: r, count: map[string]int{}}
	for i, part := range parts {
		f.tokenise(i, part)
	}
	f.pair()
	return f.settled(len(parts), paragraph)
}

// flow is at work on one flow.
type flow struct {
	*Rules
	pieces   []piece
	open     []int          // the pieces that begin an element that is open
	count    map[string]int // of open, by name
	foreign  int            // how many <svg> and <math> are open, in which HTML does not know the names
	gone     [][2]int
	problems []Problem
}

// piece is a tag, a comment or a stretch of text.
type piece struct {
	part    int
	at      int // in the article
	token   html.Token
	written []byte
	before  []byte // ends of elements that were left open
	out     []byte // what becomes of it
	end     int    // of a raw-text element: the piece that is its end, or 0
}

func (f *flow) problem(at int, rule, hint, format string, args ...any) {
	f.problems = append(f.problems, Problem{at, report.Problem{
		Level: report.Warning, Rule: rule, Text: fmt.Sprintf(format, args...), Hint: hint,
	}})
}

// tokenise adds the pieces of a part.
func (f *flow) tokenise(part int, p Part) {
	z := html.NewTokenizer(bytes.NewReader(p.Text))
	for at := 0; at < len(p.Text); {
		kind := z.Next()
		piece := piece{part: part, at: p.At(at), written: p.Text[at:]}
		if kind != html.ErrorToken {
			piece.written = p.Text[at : at+len(z.Raw())]
			piece.token = z.Token()
			z.NextIsNotRawText()
		}
		at += len(piece.written)
		if name := piece.token.Data; name == "svg" || name == "math" {
			f.foreign += map[html.TokenType]int{html.StartTagToken: 1, html.EndTagToken: -1}[kind]
		} else if kind != html.TextToken && !f.isTag(piece.token, piece.written, f.foreign > 0) {
			piece.token = html.Token{} // of type ErrorToken
		}
		f.pieces = append(f.pieces, piece)
	}
}

// pair settles what becomes of the pieces, but for what is open at the end.
func (f *flow) pair() {
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
}

// settled ends what is open, and joins the pieces of each part.
func (f *flow) settled(parts int, paragraph bool) Settled {
	s := Settled{Parts: make([]SettledPart, parts)}
	closers := make([][]byte, parts)
	for len(f.open) > 0 {
		start, closer := f.leftOpen()
		if part := f.pieces[start].part; paragraph {
			s.Tail = append(s.Tail, closer...)
		} else {
			closers[part] = append(closers[part], closer...)
		}
	}
	for _, p := range f.pieces {
		part := &s.Parts[p.part]
		part.HTML = append(append(part.HTML, p.before...), p.out...)
		switch p.token.Type {
		case html.TextToken:
			part.Words = append(part.Words, p.token.Data...)
		case html.ErrorToken:
			part.Words = append(part.Words, p.written...)
		default:
			part.Words = append(part.Words, ' ')
			part.Tags = part.Tags || len(p.out) > 0 && p.out[0] == '<'
		}
	}
	for i, closer := range closers {
		s.Parts[i].HTML = append(s.Parts[i].HTML, closer...)
	}
	s.Gone, s.Problems = f.gone, f.problems
	return s
}

func escape(text []byte) []byte { return []byte(html.EscapeString(string(text))) }

// piece settles one piece, or a raw-text element with all that is in it, and returns the last that is settled.
func (f *flow) piece(i int) int {
	p := &f.pieces[i]
	p.out = p.written
	name := p.token.Data
	switch p.token.Type {
	case html.ErrorToken:
		p.out = escape(p.written)
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
func (f *flow) rawText(i int) int {
	p := &f.pieces[i]
	name := p.token.Data
	last := max(i, p.end)
	if last > i && name == "iframe" && !f.All && f.embed(p) {
		f.pieces[last] = piece{part: f.pieces[last].part, at: f.pieces[last].at} // the frame has its end
		return i
	}
	if last > i && f.All && !neverHTML[name] {
		for j := i + 1; j <= last; j++ {
			f.pieces[j].out = f.pieces[j].written
		}
		return last
	}
	hint := rawTextHint(p.token)
	for j := i; j <= last; j++ {
		f.pieces[j].out = escape(f.pieces[j].written)
		f.pieces[j].token = html.Token{Type: html.CommentToken} // no words for a summary
	}
	f.problem(p.at, "html", hint,
		"<%s> kan hier niet, en staat als tekst op de pagina", name)
	return last
}

// endTag ends an element, and those in it that were left open.
func (f *flow) endTag(i int) {
	p := &f.pieces[i]
	name := p.token.Data
	switch {
	case f.count[name] == 0 && rawText[name]:
		p.out = escape(p.written)
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
func (f *flow) pop() (start int) {
	start = f.open[len(f.open)-1]
	f.open = f.open[:len(f.open)-1]
	f.count[f.pieces[start].token.Data]--
	return start
}

// leftOpen ends the innermost element that is open, though the editor did not.
func (f *flow) leftOpen() (start int, end string) {
	start = f.pop()
	p := &f.pieces[start]
	name := p.token.Data
	switch {
	case whole[name] && !f.allowed(*p):
		last := start
		for last+1 < len(f.pieces) && f.pieces[last+1].part == p.part {
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
func (f *flow) remove(start, end int) {
	p := f.pieces[start]
	name := p.token.Data
	inside := func(told Problem) bool { return told.At > p.at && told.At <= f.pieces[end].at }
	f.problems = slices.DeleteFunc(f.problems, inside)
	f.problem(p.at, "html", removedHint(name),
		"<%s> kan hier niet, en is weggelaten met alles wat erin staat", name)
	for i := start; i <= end; i++ {
		f.pieces[i].out, f.pieces[i].before = nil, nil
		f.pieces[i].token = html.Token{Type: html.CommentToken}
	}
	f.gone = append(f.gone, [2]int{p.part, f.pieces[end].part})
}
