// Package artwork draws a typographic picture for a story that has none: the initial of its title in large type over a
// pattern of print. It follows from section and title alone and says nothing that the text beside it does not.
package artwork

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"html"
	"html/template"
	"math"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Width and Height are those of the drawing surface: those of the pictures it stands in for.
const (
	Width  = 640
	Height = 400
)

const (
	cell = 32
	inks = 4 // the stylesheet has the colours of .art-0 and so on
)

// Pen draws a pattern; measures are in those of the surface, and what is drawn may cross its edges.
type Pen interface {
	Dot(x, y, r int)
	Ring(x, y, r, width int)    // width is that of the line
	Bar(x, y, width int)        // a line of text seen from afar, barHeight high
	Stripe(x, width, slant int) // from the top edge to the bottom one, slant further to the right
}

// BarHeight is that of a Bar.
const BarHeight = 7

// Draw draws the pattern of a story, and gives where the middle of its letter is, from the left.
func Draw(section, title string, pen Pen) (letterX int) {
	random := rand.New(rand.NewPCG(hashOf(title), hashOf(section)))
	patterns[random.IntN(len(patterns))](pen, random)
	return 150 + random.IntN(340)
}

// SVG is the picture as inline SVG. It holds no colour: the stylesheet does.
func SVG(section, title string) template.HTML {
	var b svg
	fmt.Fprintf(&b, `<svg class="art art-%d" viewBox="0 0 %d %d" aria-hidden="true" focusable="false">`, Ink(section),
		Width, Height)
	fmt.Fprintf(&b, `<path class="art-paper" d="M0 0h%dv%dH0z"/><g class="art-print">`, Width, Height)
	x := Draw(section, title, &b)
	fmt.Fprintf(&b, `</g><text class="art-letter" x="%d" y="372" text-anchor="middle">%s</text></svg>`, x,
		html.EscapeString(Initial(title)))
	return template.HTML(b.String())
}

// svg is a Pen that writes elements.
type svg struct{ strings.Builder }

func (b *svg) Dot(x, y, r int) { fmt.Fprintf(b, `<circle cx="%d" cy="%d" r="%d"/>`, x, y, r) }

func (b *svg) Ring(x, y, r, width int) {
	fmt.Fprintf(b, `<circle class="art-line" cx="%d" cy="%d" r="%d" stroke-width="%d"/>`, x, y, r, width)
}

func (b *svg) Bar(x, y, width int) {
	fmt.Fprintf(b, `<path d="M%d %dh%dv%dh-%dz"/>`, x, y, width, BarHeight, width)
}

func (b *svg) Stripe(x, width, slant int) {
	fmt.Fprintf(b, `<path d="M%d 0h%dl%d %dh-%dz"/>`, x, width, slant, Height, width)
}

// Ink is the number of a section's colours: the stylesheet has them as .art-0 and so on.
func Ink(section string) int { return int(hashOf(section) % inks) }

func hashOf(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text)) // a hash takes every byte
	return h.Sum64()
}

// patterns is the table of patterns.
var patterns = []func(pen Pen, random *rand.Rand){halftone, columns, arcs, stripes}

// halftone is a screen of dots that swell towards one side.
func halftone(pen Pen, random *rand.Rand) {
	angle := random.Float64() * 2 * math.Pi
	dx, dy := math.Cos(angle), math.Sin(angle)
	for y := cell / 2; y < Height; y += cell {
		for x := cell / 2; x < Width; x += cell {
			along := (float64(x-Width/2)*dx + float64(y-Height/2)*dy) / (Width / 2)
			if r := int(7 + 9*along); r > 0 {
				pen.Dot(x, y, r)
			}
		}
	}
}

// columns are lines of text in columns, seen from afar.
func columns(pen Pen, random *rand.Rand) {
	const count, gap = 5, 24
	width := (Width - gap*(count+1)) / count
	for c := range count {
		x := gap + c*(width+gap)
		for y := gap + random.IntN(5)*cell; y < Height-gap; y += 18 {
			line := width
			if random.IntN(6) == 0 {
				line = width/3 + random.IntN(width/2)
			}
			pen.Bar(x, y, line)
		}
	}
}

// arcs are rings around a corner.
func arcs(pen Pen, random *rand.Rand) {
	x, y := random.IntN(2)*Width, random.IntN(2)*Height
	width := 10 + random.IntN(12)
	for r := width * 2; r < Width+Height/2; r += width * 3 {
		pen.Ring(x, y, r, width)
	}
}

// stripes run across at a slant, each thicker than the one before.
func stripes(pen Pen, random *rand.Rand) {
	slant := 120 - random.IntN(241)
	for x, width := -140, 3; x < Width+140; x, width = x+34, width+1 {
		pen.Stripe(x, width, slant)
	}
}

// articles say nothing of what a story is about.
var articles = map[string]bool{"de": true, "het": true, "een": true, "the": true, "an": true}

// Initial is the first letter, in upper case, of a title's first word that is no article or number, or else the first
// character of its first word.
func Initial(title string) string {
	first := ""
	between := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	for word := range strings.FieldsFuncSeq(title, between) {
		r, _ := utf8.DecodeRuneInString(word)
		first = cmp.Or(first, strings.ToUpper(string(r)))
		if unicode.IsLetter(r) && !articles[strings.ToLower(word)] {
			return strings.ToUpper(string(r))
		}
	}
	return first
}
