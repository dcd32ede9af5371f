// Package typography sets plain text as its language does: quotes, apostrophes, dashes and ellipses.
//
// Text does so for a string. A Run does so for text that markup cuts in pieces, such as a paragraph: what a quote means
// depends on its neighbours, whatever stands between them.
package typography

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns s with quotes, apostrophes, dashes and ellipses as a style has them.
func Text(s string, style *Style) string {
	if !strings.ContainsAny(s, `'"`) && !strings.Contains(s, "...") && !strings.Contains(s, "--") {
		return s
	}
	run := Run{Style: style}
	run.Add([]byte(s), 0, 0)
	var b strings.Builder
	kept := 0
	for _, e := range slices.Backward(run.Edits()) {
		b.WriteString(s[kept:e.From])
		b.WriteString(e.To)
		kept = int(e.Until)
	}
	b.WriteString(s[kept:])
	return b.String()
}

// HasStraight reports whether a text has any character that is set otherwise.
func HasStraight(text []byte) bool {
	return bytes.ContainsAny(text, `'"`) || bytes.Contains(text, []byte("...")) || bytes.Contains(text, []byte("--"))
}

// Run is a text in pieces: a plain string, a block, or the alternative text of a picture. Its memory can be used again
// after Reset.
type Run struct {
	Style     *Style
	Backslash bool // a backslash before punctuation keeps it as it is
	glyphs    []glyph
	edits     []Edit
}

// Edit puts characters in the place of some bytes of a piece.
type Edit struct {
	From, Until int32 // bytes of the source that the piece was cut from
	Piece       int32
	To          string
}

// A glyph is one character of the text.
type glyph struct {
	r      rune
	at     int32 // its first byte in the source
	piece  int32 // or fixed
	inside int32 // of a quote: how many quotations of its kind are open before it
	double uint8 // of a quote: 1 for a double one
	role   quoteRole
}

const fixed = -1 // the piece of a glyph that stays what it is

// Reset empties the run.
func (t *Run) Reset() { t.glyphs = t.glyphs[:0] }

// AddFixed adds a character that stays what it is, such as a letter for a piece of code or a line break.
func (t *Run) AddFixed(r rune) { t.glyphs = append(t.glyphs, glyph{r: r, piece: fixed}) }

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// reach is how far from a quote, dash or dot the characters may stand that tell what it is: see spells, contractions
// and year.
const reach = 8

// plain are the ASCII characters that are never set otherwise and have no meaning for others, but as neighbours within
// reach.
var plain = func() (is [256]bool) {
	for c := range utf8.RuneSelf {
		is[c] = !strings.ContainsRune(`'".-\`, rune(c))
	}
	return is
}()

// Add adds source[from:] as a piece. Of a long stretch of plain characters it leaves out the middle, which is beyond
// reach.
func (t *Run) Add(source []byte, from int, piece int32) {
	for i := from; i < len(source); {
		stretch := 0
		for i+stretch < len(source) && plain[source[i+stretch]] {
			stretch++
		}
		for n := 0; n < stretch; n++ {
			if n == reach {
				n = max(n, stretch-reach)
			}
			t.glyphs = append(t.glyphs, glyph{r: rune(source[i+n]), at: int32(i + n), piece: piece})
		}
		if i += stretch; i == len(source) {
			return
		}
		g := glyph{at: int32(i), piece: piece}
		if t.Backslash && source[i] == '\\' && i+1 < len(source) && isPunctuation(source[i+1]) {
			g.piece = fixed
			i++
		}
		r, size := utf8.DecodeRune(source[i:])
		g.r = r
		t.glyphs = append(t.glyphs, g)
		i += size
	}
}

// isPunctuation is that of CommonMark, 2.4.
func isPunctuation(c byte) bool {
	return c > ' ' && c < 0x7f && !('0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z')
}

// at is a glyph's character; text begins and ends as if it stood between line breaks.
func (t *Run) at(i int) rune {
	if i < 0 || i >= len(t.glyphs) {
		return '\n'
	}
	return t.glyphs[i].r
}

// replace puts a text in the place of glyphs, unless some of them have to stay.
func (t *Run) replace(from, to int, text string) {
	first, last := t.glyphs[from], t.glyphs[to-1]
	stays := func(g glyph) bool { return g.piece == fixed || g.piece != first.piece || g.r >= utf8.RuneSelf }
	if !slices.ContainsFunc(t.glyphs[from:to], stays) {
		t.edits = append(t.edits, Edit{first.at, last.at + 1, first.piece, text})
	}
}

// Edits gives what is to be set otherwise, the last one first; they stand until the next call.
func (t *Run) Edits() []Edit {
	t.edits = t.edits[:0]
	t.readQuotes()
	var ending [2]int32 // quotations that end further on, since what some quotes are depends on those
	for i := len(t.glyphs) - 1; i >= 0; i-- {
		g := t.glyphs[i]
		switch {
		case g.r == '.' || g.r == '-':
			end := i + 1
			for t.at(i-1) == g.r {
				i--
			}
			t.setRun(i, end)
		case g.role == opens || g.role >= opensOrCloses && ending[g.double] > g.inside:
			ending[g.double] = max(0, ending[g.double]-1)
			t.replace(i, i+1, t.Style.open[g.double])
		case g.role == apostrophe || g.role == opensOrApostrophe:
			t.replace(i, i+1, "’")
		case g.role != noQuote:
			ending[g.double]++
			t.replace(i, i+1, t.Style.close[g.double])
		}
	}
	return t.edits
}

// setRun turns dots into an ellipsis and hyphens into a dash; --help, arrows and longer rules stay.
func (t *Run) setRun(from, to int) {
	before, after := t.at(from-1), t.at(to)
	switch size := to - from; {
	case t.at(from) == '.' && (size == 3 || size == 4): // four with a full stop
		t.replace(from, from+3, "…")
	case t.at(from) == '.', strings.ContainsAny(string([]rune{before, after}), `<>=|/\+*_~#&`):
	case isWord(before) && isWord(after) && (t.inAddress(from-1, -1) || t.inAddress(to, 1)):
	case size == 2 && (isWord(before) || unicode.IsSpace(after)):
		t.replace(from, to, "–")
	case size == 3:
		t.replace(from, to, "—")
	}
}

// inAddress reports whether what stands from glyph i to the next space, in the given direction, is of an address or a
// file's name: it has a slash, or a dot within a word.
func (t *Run) inAddress(i, direction int) bool {
	for ; !unicode.IsSpace(t.at(i)); i += direction {
		if r := t.at(i); r == '/' || r == '.' && isWord(t.at(i-1)) && isWord(t.at(i+1)) {
			return true
		}
	}
	return false
}
