package theme

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/minify/v2/xml"
	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/html"

	"drukpers/internal/report"
)

// minifier is for a theme's templates and assets. Quotes and end tags stay, since values and other templates come
// between them.
var minifier = sync.OnceValue(func() *minify.M {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		TemplateDelims: html.GoTemplateDelims, KeepQuotes: true, KeepEndTags: true,
		KeepDocumentTags: true,
	})
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("image/svg+xml", svg.Minify)
	m.AddFuncRegexp(regexp.MustCompile(`^(application|text)/(x-)?(java|ecma)script$`), js.Minify)
	m.AddFuncRegexp(regexp.MustCompile(`(/|manifest\+)json$`), json.Minify)
	m.AddFuncRegexp(regexp.MustCompile(`[/+]xml$`), xml.Minify)
	return m
})

// minifyAsset minifies a file by its media type; of a type that the minifier does not know it gives data itself.
func minifyAsset(mediaType string, data []byte) (small []byte, err error) {
	m := minifier()
	if _, _, fn := m.Match(mediaType); fn == nil {
		return data, nil
	}
	defer recovered(&err)
	return m.Bytes(mediaType, bytes.Clone(data))
}

// minifyTemplate minifies a template's HTML, unless the minifier can't tell text from actions in it. It may be called
// in the middle of a line: white space at its ends goes only where an action beside it would let it go.
func minifyTemplate(source string) (small string, err error) {
	const beside = "{{/**/}}"
	if hidesActions(source) {
		return source, nil
	}
	defer recovered(&err)
	small, err = minifier().String("text/html", beside+source+beside)
	return strings.TrimSuffix(strings.TrimPrefix(small, beside), beside), err
}

// recovered makes an error of a panic of the minifier: it never stops a build.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%v", p)
	}
}

// notMinified is of a file that stays as it was written.
func notMinified(file string, err error) report.Problem {
	p := report.Problem{
		Level: report.Warning, Rule: "niet-verkleind", File: file,
		Text: fmt.Sprintf("dit bestand is niet te verkleinen en blijft zoals het is: %v", err),
		Hint: "Werkt het wel, dan is er niets aan de hand; anders zit hier een fout.",
	}
	var inFile *parse.Error
	if errors.As(err, &inFile) {
		p.Pos = report.Pos{Line: inFile.Line, Col: inFile.Column}
		p.Text = fmt.Sprintf("dit bestand is niet te verkleinen en blijft zoals het is: %s", inFile.Message)
	}
	return p
}

// opaque are the elements whose text is not HTML, and that the minifier takes for HTML where it has an action.
var opaque = map[string]bool{
	"script": true, "style": true, "textarea": true, "iframe": true, "xmp": true,
	"noembed": true, "noframes": true,
}

// hidesActions reports whether a template has actions in comments, in the names of elements, in drawings or in the text
// of opaque elements.
func hidesActions(source string) bool {
	l := lexer.NewTemplateLexer(parse.NewInputString(source), html.GoTemplateDelims)
	inside := false
	for {
		token, data := l.Next()
		action := bytes.Contains(data, []byte("{{"))
		switch token {
		case lexer.ErrorToken:
			return l.Err() != io.EOF
		case lexer.StartTagToken, lexer.EndTagToken:
			inside = token == lexer.StartTagToken && opaque[strings.ToLower(string(l.Text()))]
			if action {
				return true
			}
		case lexer.CommentToken, lexer.SVGToken, lexer.MathToken, lexer.XMLToken:
			if action {
				return true
			}
		case lexer.TextToken, lexer.TemplateToken:
			if inside && action {
				return true
			}
		}
	}
}
