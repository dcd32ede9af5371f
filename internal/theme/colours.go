package theme

import (
	"bytes"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// coloursSheet has the colours that a site may change.
const coloursSheet = assetsDir + "/colours.css"

// paper gives the colours of --paper in a stylesheet, for light and for dark; they are the same without light-dark(),
// and empty where there is none, or another variable says it.
func paper(sheet []byte) (colours [2]string) {
	lexer := css.NewLexer(parse.NewInputBytes(bytes.Clone(sheet)))
	var value []string // nil outside of the declaration
	for {
		kind, data := lexer.Next()
		switch {
		case kind == css.CustomPropertyNameToken && string(data) == "--paper":
			value = []string{}
		case value == nil || kind == css.CommentToken:
		case kind == css.SemicolonToken || kind == css.RightBraceToken || kind == css.ErrorToken:
			colours = lightAndDark(strings.TrimLeft(strings.Join(value, ""), ": \t\r\n"))
			value = nil
		default:
			value = append(value, string(data))
		}
		if kind == css.ErrorToken {
			return colours
		}
	}
}

// lightAndDark splits a color as https://www.w3.org/TR/css-color-5/#light-dark writes two.
func lightAndDark(value string) [2]string {
	value = strings.TrimSpace(value)
	if strings.Contains(value, "var(") {
		return [2]string{}
	}
	inside, is := strings.CutPrefix(value, "light-dark(")
	if !is {
		return [2]string{value, value}
	}
	inside = strings.TrimSuffix(inside, ")")
	depth := 0
	for i, r := range inside {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ',' && depth == 0:
			return [2]string{strings.TrimSpace(inside[:i]), strings.TrimSpace(inside[i+1:])}
		}
	}
	return [2]string{}
}
