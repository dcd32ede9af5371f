package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"io"
	"math"
	"slices"
)

// profile says what the colours of a picture are: the part of ICC.1:2022 that cameras and screens use, three curves and
// a matrix. Other profiles, such as those for print, are left alone.
type profile struct {
	linear [3][256]float64 // the light of each value of red, green and blue, 0 to 1
	matrix [3][3]float64   // from light to linear sRGB
}

// maxProfile is the most bytes that a profile is read of.
const maxProfile = 1 << 20

// profileOf is the profile of a file, or nil where it has none, one that is not known here, or sRGB.
func profileOf(format string, data []byte) *profile {
	switch format {
	case "jpeg":
		return readProfile(jpegProfile(data))
	case "png":
		return readProfile(pngProfile(data))
	case "webp":
		return readProfile(webpProfile(data))
	}
	return nil
}

// jpegProfile joins the parts of a profile (ICC.1:2022, B.4).
func jpegProfile(data []byte) []byte {
	const name = "ICC_PROFILE\x00"
	type part struct {
		number byte
		data   []byte
	}
	var parts []part
	for at := 2; at+4 <= len(data) && data[at] == 0xff && data[at+1] != 0xda; {
		end := at + 2 + int(binary.BigEndian.Uint16(data[at+2:]))
		if end > len(data) || end < at+4 {
			break
		}
		if body := data[at+4 : end]; data[at+1] == 0xe2 && bytes.HasPrefix(body, []byte(name)) && len(body) > len(name)+2 {
			parts = append(parts, part{body[len(name)], body[len(name)+2:]})
		}
		at = end
	}
	slices.SortFunc(parts, func(a, b part) int { return int(a.number) - int(b.number) })
	var whole []byte
	for _, p := range parts {
		whole = append(whole, p.data...)
	}
	return whole
}

// pngProfile unpacks an iCCP chunk (PNG, third edition, 11.3.2.3).
func pngProfile(data []byte) []byte {
	for at := 8; at+12 <= len(data); {
		size, name := int(binary.BigEndian.Uint32(data[at:])), string(data[at+4:at+8])
		if size > len(data)-at-12 || name == "IDAT" {
			return nil
		}
		if body := data[at+8 : at+8+size]; name == "iCCP" {
			_, packed, found := bytes.Cut(body, []byte{0})
			if !found || len(packed) < 2 {
				return nil
			}
			r, err := zlib.NewReader(bytes.NewReader(packed[1:]))
			if err != nil {
				return nil
			}
			unpacked, _ := io.ReadAll(io.LimitReader(r, maxProfile))
			return unpacked
		}
		at += 12 + size
	}
	return nil
}

// webpProfile is the ICCP chunk (RFC 9649, 2.7.1.4).
func webpProfile(data []byte) []byte {
	for at := 12; at+8 <= len(data); {
		size := int(binary.LittleEndian.Uint32(data[at+4:]))
		if size > len(data)-at-8 {
			return nil
		}
		if string(data[at:at+4]) == "ICCP" {
			return data[at+8 : at+8+size]
		}
		at += 8 + size + size%2
	}
	return nil
}

// readProfile reads a profile of three curves and a matrix (ICC.1:2022, 8.3.3); nil where it is another, or no other
// than sRGB.
func readProfile(icc []byte) *profile {
	const header, table = 128, 12
	if len(icc) < header+4 || string(icc[16:20]) != "RGB " || string(icc[20:24]) != "XYZ " {
		return nil
	}
	tags := map[string][]byte{}
	for i := range min(int(binary.BigEndian.Uint32(icc[header:])), 100) {
		at := header + 4 + i*table
		if at+table > len(icc) {
			return nil
		}
		begin, size := int(binary.BigEndian.Uint32(icc[at+4:])), int(binary.BigEndian.Uint32(icc[at+8:]))
		if begin > len(icc) || size > len(icc)-begin {
			return nil
		}
		tags[string(icc[at:at+4])] = icc[begin : begin+size]
	}
	p := &profile{}
	var toXYZ [3][3]float64
	for i, colour := range []string{"r", "g", "b"} {
		xyz := tags[colour+"XYZ"]
		if len(xyz) < 20 || !p.readCurve(i, tags[colour+"TRC"]) {
			return nil
		}
		for j := range 3 {
			toXYZ[j][i] = fixed(xyz[8+4*j:])
		}
	}
	for i := range 3 {
		for j := range 3 {
			for k := range 3 {
				p.matrix[i][j] += fromXYZ[i][k] * toXYZ[k][j]
			}
		}
	}
	if p.isSRGB() {
		return nil
	}
	return p
}

// fixed is an s15Fixed16Number (ICC.1:2022, 4.6).
func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

// fromXYZ gives linear sRGB for a colour as profiles have it, under D50 (the inverse of the matrix of sRGB's profile).
var fromXYZ = [3][3]float64{
	{3.1338561, -1.6168667, -0.4906146},
	{-0.9787684, 1.9161415, 0.0334540},
	{0.0719453, -0.2289914, 1.4052427},
}

// readCurve reads a curve: a gamma, a table or a formula (ICC.1:2022, 10.6 and 10.18).
func (p *profile) readCurve(colour int, tag []byte) bool {
	if len(tag) < 12 {
		return false
	}
	curve := func(x float64) float64 { return x }
	switch count := int(binary.BigEndian.Uint32(tag[8:])); {
	case string(tag[:4]) == "curv" && count == 1 && len(tag) >= 14:
		gamma := float64(binary.BigEndian.Uint16(tag[12:])) / 256
		curve = func(x float64) float64 { return math.Pow(x, gamma) }
	case string(tag[:4]) == "curv" && count > 1 && count <= (len(tag)-12)/2:
		curve = func(x float64) float64 {
			at := x * float64(count-1)
			i := min(int(at), count-2)
			low, high := binary.BigEndian.Uint16(tag[12+2*i:]), binary.BigEndian.Uint16(tag[14+2*i:])
			return (float64(low) + (at-float64(i))*(float64(high)-float64(low))) / 65535
		}
	case string(tag[:4]) == "curv" && count == 0:
	case string(tag[:4]) == "para":
		kind := int(binary.BigEndian.Uint16(tag[8:]))
		numbers := map[int]int{0: 1, 1: 3, 2: 4, 3: 5, 4: 7}[kind]
		if numbers == 0 || len(tag) < 12+4*numbers {
			return false
		}
		var n [7]float64 // g a b c d e f
		for i := range numbers {
			n[i] = fixed(tag[12+4*i:])
		}
		curve = parametric(kind, n)
	default:
		return false
	}
	for v := range 256 {
		p.linear[colour][v] = min(1, max(0, curve(float64(v)/255)))
	}
	return true
}

// parametric is a parametricCurveType (ICC.1:2022, table 68).
func parametric(kind int, n [7]float64) func(float64) float64 {
	g, a, b, c, d, e, f := n[0], n[1], n[2], n[3], n[4], n[5], n[6]
	if kind == 0 {
		a = 1
	}
	power := func(x float64) float64 { return math.Pow(max(0, a*x+b), g) }
	return func(x float64) float64 {
		switch {
		case kind == 0:
			return power(x)
		case kind == 1 && x >= -b/a:
			return power(x)
		case kind == 1:
			return 0
		case kind == 2 && x >= -b/a:
			return power(x) + c
		case kind == 2:
			return c
		case x >= d && kind == 3:
			return power(x)
		case x >= d:
			return power(x) + e
		case kind == 3:
			return c * x
		default:
			return c*x + f
		}
	}
}

// isSRGB reports whether the profile changes no colour enough to see.
func (p *profile) isSRGB() bool {
	probe := image.NewNRGBA(image.Rect(0, 0, 6, 1))
	copy(probe.Pix, []byte{
		255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255,
		128, 128, 128, 255, 200, 100, 50, 255, 20, 60, 90, 255,
	})
	before := slices.Clone(probe.Pix)
	p.toSRGB(probe)
	for i, v := range probe.Pix {
		if d := int(v) - int(before[i]); d > 2 || d < -2 {
			return false
		}
	}
	return true
}

// toSRGB gives the pixels of a picture the values that show the same colours in sRGB (IEC 61966-2-1); what sRGB can't
// show becomes the nearest. A profile of nil changes nothing.
func (p *profile) toSRGB(m *image.NRGBA) {
	if p == nil {
		return
	}
	for i := 0; i+3 < len(m.Pix); i += 4 {
		r, g, b := p.linear[0][m.Pix[i]], p.linear[1][m.Pix[i+1]], p.linear[2][m.Pix[i+2]]
		for j, row := range p.matrix {
			m.Pix[i+j] = encoded[int(min(1, max(0, row[0]*r+row[1]*g+row[2]*b))*float64(len(encoded)-1)+0.5)]
		}
	}
}

// encoded are the values of sRGB for light from 0 to 1.
var encoded = func() (all [4096]byte) {
	for i := range all {
		x := float64(i) / float64(len(all)-1)
		if x <= 0.0031308 {
			x *= 12.92
		} else {
			x = 1.055*math.Pow(x, 1/2.4) - 0.055
		}
		all[i] = byte(x*255 + 0.5)
	}
	return all
}()
