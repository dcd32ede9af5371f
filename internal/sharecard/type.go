package sharecard

import (
	"cmp"
	_ "embed"
	"image"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"

	"drukpers/internal/artwork"
)

// newsreader is the headline typeface of the theme, as TrueType: internal/dev/font/cut.py made it.
//
//go:embed newsreader.ttf
var newsreader []byte

// press holds what is needed to draw cards, one at a time.
type press struct {
	sheet  *image.Paletted
	sizes  []*typeface // of titles, largest first
	label  *typeface
	letter *typeface // of the drawing
}

var presses = sync.Pool{New: func() any {
	parsed, err := opentype.Parse(newsreader)
	if err != nil {
		panic("sharecard: newsreader.ttf: " + err.Error())
	}
	return &press{
		sizes:  []*typeface{newTypeface(parsed, 76, 79), newTypeface(parsed, 60, 63), newTypeface(parsed, 48, 52)},
		label:  newTypeface(parsed, 30, 36),
		letter: newTypeface(parsed, letterSize, letterSize),
	}
}}

// letterSize is that of the letter on a page, as much larger as the drawing.
const letterSize = 440 * Height / artwork.Height

// typeface is a font in a size, in pixels.
type typeface struct {
	size, leading int
	face          font.Face
	advances      map[rune]fixed.Int26_6 // of what the font has
}

func newTypeface(parsed *opentype.Font, size, leading int) *typeface {
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: float64(size), DPI: 72})
	if err != nil {
		panic("sharecard: newsreader.ttf: " + err.Error())
	}
	return &typeface{size, leading, face, map[rune]fixed.Int26_6{}}
}

// advance is how far a character takes the next one.
func (t *typeface) advance(r rune) (fixed.Int26_6, bool) {
	if a, known := t.advances[r]; known {
		return a, a >= 0
	}
	a, has := t.face.GlyphAdvance(r)
	if !has {
		a = -1
	}
	t.advances[r] = a
	return a, has
}

// settable is a text in characters that the font has: a letter without its accent for one that it has not, and nothing
// for what it has no letter like.
func (t *typeface) settable(text string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(text) {
		if unicode.IsSpace(r) {
			b.WriteByte(' ')
			continue
		}
		if _, has := t.advance(r); has {
			b.WriteRune(r)
			continue
		}
		for _, part := range norm.NFKD.String(string(cmp.Or(plain[r], r))) {
			if _, has := t.advance(part); has && !unicode.IsMark(part) {
				b.WriteRune(part)
			}
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// plain are letters without a stroke that Unicode does not decompose.
var plain = map[rune]rune{'ł': 'l', 'Ł': 'L', 'đ': 'd', 'Đ': 'D', 'ħ': 'h', 'Ħ': 'H', 'ŧ': 't', 'Ŧ': 'T'}

// width is that of a settable text, in pixels.
func (t *typeface) width(text string) int {
	sum, before := fixed.Int26_6(0), rune(-1)
	for _, r := range text {
		if before >= 0 {
			sum += t.face.Kern(before, r)
		}
		a, _ := t.advance(r)
		sum, before = sum+a, r
	}
	return sum.Ceil()
}

// fit is as much of a text as a line takes, with an ellipsis where that is not all.
func (t *typeface) fit(text string, width int) string {
	text = t.settable(text)
	if t.width(text) <= width {
		return text
	}
	runes := []rune(strings.TrimSuffix(text, "…"))
	for len(runes) > 0 && t.width(string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ,;:-") + "…"
}

// wrap breaks a text into lines of about the same width, as few as there can be.
func (t *typeface) wrap(text string, width int) []string {
	words := t.words(t.settable(text), width)
	lines := t.lines(words, width)
	for narrower := width - 8; narrower > width/2; narrower -= 8 {
		balanced := t.lines(words, narrower)
		if len(balanced) > len(lines) {
			break
		}
		lines = balanced
	}
	return lines
}

// words are the parts of a text that stay on a line, each with the space after it. One that is wider than a line is cut
// at its hyphens, and else with one.
func (t *typeface) words(text string, width int) []string {
	var words []string
	for word := range strings.SplitAfterSeq(text, " ") {
		if t.width(strings.TrimRight(word, " ")) <= width {
			words = append(words, word)
			continue
		}
		for part := range strings.SplitAfterSeq(word, "-") {
			for t.width(strings.TrimRight(part, " ")) > width {
				n := t.cut([]rune(part), width)
				words = append(words, string([]rune(part)[:n])+"-")
				part = string([]rune(part)[n:])
			}
			words = append(words, part)
		}
	}
	return words
}

// cut is how much of a word that is too wide goes on a line with a hyphen: as much as can be, but where a syllable
// seems to begin, which is at a consonant before a vowel.
func (t *typeface) cut(word []rune, width int) int {
	most := len(word) - 1
	for most > 1 && t.width(string(word[:most])+"-") > width {
		most--
	}
	const vowels, back = "aeiouyáéíóúàèëïöü", 6
	vowel := func(i int) bool { return strings.ContainsRune(vowels, unicode.ToLower(word[i])) }
	for n := most; n > max(2, most-back); n-- {
		if !vowel(n) && n+1 < len(word) && vowel(n+1) {
			return n
		}
	}
	return most
}

func (t *typeface) lines(words []string, width int) []string {
	var lines []string
	line := ""
	for _, word := range words {
		if line != "" && t.width(strings.TrimRight(line+word, " ")) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line = ""
		}
		line += word
	}
	if line = strings.TrimRight(line, " "); line != "" {
		lines = append(lines, line)
	}
	return lines
}

// draw sets a settable text with its baseline at y. The shades are those of the paper to the ink.
func (t *typeface) draw(sheet *image.Paletted, text string, x, y int, shades []uint8) {
	dot, before := fixed.P(x, y), rune(-1)
	for _, r := range text {
		if before >= 0 {
			dot.X += t.face.Kern(before, r)
		}
		area, mask, from, advance, has := t.face.Glyph(dot, r)
		if alpha, is := mask.(*image.Alpha); has && is {
			shade(sheet, area, alpha.Pix[alpha.PixOffset(from.X, from.Y):], alpha.Stride, shades)
		}
		dot.X, before = dot.X+advance, r
	}
}
