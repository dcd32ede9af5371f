package theme

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

// Size of an artwork's drawing surface: that of the pictures it stands in for.
const (
	artWidth  = 640
	artHeight = 400
	artCell   = 32
	artInks   = 4 // the stylesheet has the colours of .art-0 and so on
)

// Artwork is a typographic picture for a story without one, as inline SVG: the initial of the title in large type over
// a pattern of print. It follows from section and title alone, holds no colour (the stylesheet does) and says nothing
// that the text beside it does not.
func Artwork(section, title string) template.HTML {
	random := rand.New(rand.NewPCG(hashOf(title), hashOf(section)))
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="art art-%d" viewBox="0 0 %d %d" aria-hidden="true" focusable="false">`, Ink(section),
		artWidth, artHeight)
	fmt.Fprintf(&b, `<path class="art-paper" d="M0 0h%dv%dH0z"/><g class="art-print">`, artWidth, artHeight)
	artPatterns[random.IntN(len(artPatterns))](&b, random)
	fmt.Fprintf(&b, `</g><text class="art-letter" x="%d" y="372" text-anchor="middle">%s</text></svg>`,
		150+random.IntN(340), html.EscapeString(Initial(title)))
	return template.HTML(b.String())
}

// Ink is the number of a section's colours: the stylesheet has them as .art-0 and so on.
func Ink(section string) int { return int(hashOf(section) % artInks) }

func hashOf(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text)) // a hash takes every byte
	return h.Sum64()
}

// artPatterns is the table of patterns.
var artPatterns = []func(b *strings.Builder, random *rand.Rand){halftone, columns, arcs, stripes}

// halftone is a screen of dots that swell towards one side.
func halftone(b *strings.Builder, random *rand.Rand) {
	angle := random.Float64() * 2 * math.Pi
	dx, dy := math.Cos(angle), math.Sin(angle)
	for y := artCell / 2; y < artHeight; y += artCell {
		for x := artCell / 2; x < artWidth; x += artCell {
			along := (float64(x-artWidth/2)*dx + float64(y-artHeight/2)*dy) / (artWidth / 2)
			if r := int(7 + 9*along); r > 0 {
				fmt.Fprintf(b, `<circle cx="%d" cy="%d" r="%d"/>`, x, y, r)
			}
		}
	}
}

// columns are lines of text in columns, seen from afar.
func columns(b *strings.Builder, random *rand.Rand) {
	const count, gap = 5, 24
	width := (artWidth - gap*(count+1)) / count
	for c := range count {
		x := gap + c*(width+gap)
		for y := gap + random.IntN(5)*artCell; y < artHeight-gap; y += 18 {
			line := width
			if random.IntN(6) == 0 {
				line = width/3 + random.IntN(width/2)
			}
			fmt.Fprintf(b, `<path d="M%d %dh%dv7h-%dz"/>`, x, y, line, line)
		}
	}
}

// arcs are rings around a corner.
func arcs(b *strings.Builder, random *rand.Rand) {
	x, y := random.IntN(2)*artWidth, random.IntN(2)*artHeight
	width := 10 + random.IntN(12)
	for r := width * 2; r < artWidth+artHeight/2; r += width * 3 {
		fmt.Fprintf(b, `<circle class="art-line" cx="%d" cy="%d" r="%d" stroke-width="%d"/>`, x, y, r, width)
	}
}

// stripes run across at a slant, each thicker than the one before.
func stripes(b *strings.Builder, random *rand.Rand) {
	slant := 120 - random.IntN(241)
	for x, width := -140, 3; x < artWidth+140; x, width = x+34, width+1 {
		fmt.Fprintf(b, `<path d="M%d 0h%dl%d %dh-%dz"/>`, x, width, slant, artHeight, width)
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
