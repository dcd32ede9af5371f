package sharecard

import (
	"image"
	"image/color"
	"slices"

	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"drukpers/internal/artwork"
)

// The colours of a card: sixteen at most, so that a pixel takes half a byte. Edges are smooth by the shades between two
// colours.
var (
	inkOnPaper     = []uint8{0, 1, 2, 3}
	accentOnPaper  = []uint8{0, 4, 5, 6}
	printOnDrawing = []uint8{7, 8, 9}
	accentOnPrint  = [14][]uint8{7: {7, 10, 11, 6}, 8: {8, 12, 13, 6}, 9: {9, 12, 13, 6}} // by what is below
)

// Those of the theme by day (colours.css and lists.css), in sRGB.
var (
	paper   = color.RGBA{0xfc, 0xfa, 0xf5, 0xff}
	ink     = color.RGBA{0x1b, 0x19, 0x14, 0xff}
	accents = []color.RGBA{
		{0x94, 0x23, 0x0f, 0xff}, {0x1f, 0x44, 0x88, 0xff}, {0x24, 0x58, 0x3a, 0xff}, {0x7a, 0x53, 0x00, 0xff},
	}
)

// palettes are the colours of the card for each ink of a section.
var palettes = func() (all []color.Palette) {
	for _, accent := range accents {
		p := make(color.Palette, 14)
		drawn, printed := mix(paper, accent, 16, 100), mix(paper, accent, 34, 100)
		for _, shades := range []struct {
			indices  []uint8
			from, to color.RGBA
		}{
			{inkOnPaper, paper, ink},
			{accentOnPaper, paper, accent},
			{printOnDrawing, drawn, printed},
			{accentOnPrint[7], drawn, accent},
			{accentOnPrint[9], printed, accent},
		} {
			for i, index := range shades.indices {
				p[index] = mix(shades.from, shades.to, i, len(shades.indices)-1)
			}
		}
		all = append(all, p)
	}
	return all
}()

// mix is a colour n parts of the way from one to another.
func mix(from, to color.RGBA, n, parts int) color.RGBA {
	part := func(a, b uint8) uint8 { return uint8((int(a)*(parts-n) + int(b)*n + parts/2) / parts) }
	return color.RGBA{part(from.R, to.R), part(from.G, to.G), part(from.B, to.B), 0xff}
}

// shade colours what a mask covers, where that is darker than what is there.
func shade(sheet *image.Paletted, area image.Rectangle, mask []uint8, stride int, shades []uint8) {
	visible := area.Intersect(sheet.Rect)
	for y := visible.Min.Y; y < visible.Max.Y; y++ {
		row := mask[(y-area.Min.Y)*stride+visible.Min.X-area.Min.X:]
		line := sheet.Pix[sheet.PixOffset(visible.Min.X, y):]
		for x := range visible.Dx() {
			if row[x] == 0 {
				continue
			}
			if level := levelOf(row[x], shades); level > slices.Index(shades, line[x]) {
				line[x] = shades[level]
			}
		}
	}
}

// levelOf is how many shades an edge is on its way to the ink.
func levelOf(alpha uint8, shades []uint8) int { return (int(alpha)*(len(shades)-1) + 127) / 255 }

func fill(sheet *image.Paletted, area image.Rectangle, index uint8) {
	for y := area.Min.Y; y < area.Max.Y; y++ {
		line := sheet.Pix[sheet.PixOffset(area.Min.X, y):][:area.Dx()]
		for x := range line {
			line[x] = index
		}
	}
}

// panel is where the drawing is.
var panel = image.Rect(panelLeft, 0, Width, Height)

// drawing prints the theme's drawing in the panel, with its letter in the middle.
func (p *press) drawing(c Card) {
	fill(p.sheet, panel, printOnDrawing[0])
	pen := pen{shape: vector.NewRasterizer(panel.Dx(), panel.Dy())}
	pen.left = float32(artwork.Draw(c.Section, c.Title, &pen)) - float32(panel.Dx())/2/scale
	pen.shape.Reset(panel.Dx(), panel.Dy())
	artwork.Draw(c.Section, c.Title, &pen)
	mask := image.NewAlpha(image.Rectangle{Max: panel.Size()})
	pen.shape.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	shade(p.sheet, panel, mask.Pix, mask.Stride, printOnDrawing)
	p.initial(artwork.Initial(c.Title))
}

// initial sets the letter of a drawing over its pattern.
func (p *press) initial(text string) {
	const baseline = 372 * Height / artwork.Height
	text = p.letter.settable(text)
	dot := fixed.P(panel.Min.X+(panel.Dx()-p.letter.width(text))/2, baseline)
	for _, r := range text {
		area, mask, from, advance, has := p.letter.face.Glyph(dot, r)
		if alpha, is := mask.(*image.Alpha); has && is {
			visible := area.Intersect(panel)
			for y := visible.Min.Y; y < visible.Max.Y; y++ {
				row := alpha.Pix[alpha.PixOffset(from.X+visible.Min.X-area.Min.X, from.Y+y-area.Min.Y):]
				line := p.sheet.Pix[p.sheet.PixOffset(visible.Min.X, y):]
				for x := range visible.Dx() {
					if shades := accentOnPrint[line[x]]; row[x] > 0 && shades != nil {
						line[x] = shades[levelOf(row[x], shades)]
					}
				}
			}
		}
		dot.X += advance
	}
}

// scale is how much larger the drawing is than on a page: as high as the card.
const scale = float32(Height) / artwork.Height

// pen gathers the shapes of a drawing.
type pen struct {
	shape *vector.Rasterizer
	left  float32 // of the panel in the drawing
}

func (p *pen) at(x, y float32) (float32, float32) { return (x - p.left) * scale, y * scale }

func (p *pen) Bar(x, y, width int) { p.parallelogram(x, y, width, artwork.BarHeight, 0) }

func (p *pen) Stripe(x, width, slant int) { p.parallelogram(x, 0, width, artwork.Height, slant) }

func (p *pen) parallelogram(x, y, width, height, slant int) {
	left, top, right, bottom := float32(x), float32(y), float32(x+width), float32(y+height)
	p.shape.MoveTo(p.at(left, top))
	p.shape.LineTo(p.at(right, top))
	p.shape.LineTo(p.at(right+float32(slant), bottom))
	p.shape.LineTo(p.at(left+float32(slant), bottom))
	p.shape.ClosePath()
}

func (p *pen) Dot(x, y, r int) { p.circle(float32(x), float32(y), float32(r), 1) }

func (p *pen) Ring(x, y, r, width int) {
	p.circle(float32(x), float32(y), float32(r)+float32(width)/2, 1)
	p.circle(float32(x), float32(y), float32(r)-float32(width)/2, -1)
}

// circle is four curves, with the sun or, for a hole, against it (direction -1).
func (p *pen) circle(x, y, r, direction float32) {
	const curve = 0.5522847 // of a quarter: 4/3 (√2-1)
	cube := func(ax, ay, bx, by, cx, cy float32) {
		ax, ay = p.at(x+ax*r, y+direction*ay*r)
		bx, by = p.at(x+bx*r, y+direction*by*r)
		cx, cy = p.at(x+cx*r, y+direction*cy*r)
		p.shape.CubeTo(ax, ay, bx, by, cx, cy)
	}
	p.shape.MoveTo(p.at(x+r, y))
	cube(1, curve, curve, 1, 0, 1)
	cube(-curve, 1, -1, curve, -1, 0)
	cube(-1, -curve, -curve, -1, 0, -1)
	cube(curve, -1, 1, -curve, 1, 0)
	p.shape.ClosePath()
}
