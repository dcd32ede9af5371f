// Package sharecard draws the picture that other sites show of an article that has none of its own: its section and
// title, the name of the site, and the theme's drawing.
package sharecard

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"
	"sync"

	"drukpers/internal/artwork"
)

// Width and Height are those that Facebook, LinkedIn and X ask for, in pixels (ogp.me gives no size).
const (
	Width  = 1200
	Height = 630
)

// Card is what is on a picture.
type Card struct {
	Section string // its title; may be empty
	Title   string
	Site    string
}

// version is another one when the same card is drawn otherwise.
const version = 1

// Name is the file of a card: another one for each that is drawn otherwise.
func (c Card) Name() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %q %q %q", version, c.Section, c.Title, c.Site))
	return hex.EncodeToString(sum[:10]) + "-kaart.png"
}

// Places on the card, in pixels.
const (
	margin     = 72
	panelLeft  = 800 // where the drawing begins
	column     = panelLeft - 2*margin
	titleTop   = 138
	titleSpace = 316
	lineTop    = Height - 122
	lineWidth  = 3
)

// Draw draws the card as PNG: the same bytes for the same card.
func (c Card) Draw() ([]byte, error) {
	p := presses.Get().(*press)
	defer presses.Put(p)
	p.sheet = image.NewPaletted(image.Rect(0, 0, Width, Height), palettes[artwork.Ink(c.Section)])
	p.drawing(c)
	p.label.draw(p.sheet, p.label.fit(c.Section, column), margin, 100, accentOnPaper)
	p.title(c.Title)
	line := image.Rect(margin, lineTop, panelLeft-margin, lineTop+lineWidth)
	fill(p.sheet, line, accentOnPaper[len(accentOnPaper)-1])
	p.label.draw(p.sheet, p.label.fit(c.Site, column), margin, Height-66, inkOnPaper)
	var b bytes.Buffer
	if err := encoder.Encode(&b, p.sheet); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

var encoder = png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: &buffers{}}

// buffers keeps the memory of encoders between cards.
type buffers struct{ sync.Pool }

func (b *buffers) Get() *png.EncoderBuffer {
	kept, _ := b.Pool.Get().(*png.EncoderBuffer)
	return kept
}

func (b *buffers) Put(buffer *png.EncoderBuffer) { b.Pool.Put(buffer) }

// title sets a title as large as it fits; one that fits in no size ends in an ellipsis.
func (p *press) title(text string) {
	for i, t := range p.sizes {
		most := titleSpace / t.leading
		lines := t.wrap(text, column)
		if len(lines) > most && i < len(p.sizes)-1 {
			continue
		}
		if len(lines) > most {
			lines = lines[:most]
			lines[most-1] = t.fit(lines[most-1]+"…", column)
		}
		for n, line := range lines {
			t.draw(p.sheet, line, margin, titleTop+t.size+n*t.leading, inkOnPaper)
		}
		return
	}
}
