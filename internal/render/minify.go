package render

import (
	"bytes"
	"fmt"
	"regexp"
	"runtime/debug"
	"sync"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/tdewolff/minify/v2/xml"

	"drukpers/internal/report"
)

var minifier = sync.OnceValue(func() *minify.M {
	m := minify.New()
	m.Add("text/html", &html.Minifier{KeepDocumentTags: true})
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("image/svg+xml", svg.Minify)
	m.AddFuncRegexp(regexp.MustCompile(`^(application|text)/(x-)?(java|ecma)script$`), js.Minify)
	m.AddFuncRegexp(regexp.MustCompile(`(/|manifest\+)json$`), json.Minify) // structured data (ld+json) is written without white space
	m.AddFuncRegexp(regexp.MustCompile(`[/+]xml$`), xml.Minify)
	return m
})

// minifyTo writes a document made smaller by its media type; of a type it does not know it writes data itself. Never give it
// a fragment that ends in an optional end tag: dropping that would change what follows. It may overwrite data.
func minifyTo(w *bytes.Buffer, mediaType string, data []byte) error {
	m := minifier()
	if _, _, fn := m.Match(mediaType); fn == nil {
		w.Write(data)
		return nil
	}
	return m.Minify(mediaType, w, bytes.NewBuffer(data))
}

func (t *Theme) minifyProblem(what string, err error) *TemplateError {
	return &TemplateError{report.Problem{
		Level: report.Error, Rule: "verkleinen", File: t.dir,
		Text: fmt.Sprintf("%s is niet te verkleinen (%v)", what, err), Hint: "Bouw met --no-minify om de pagina te bekijken.",
	}}
}

// minifierOptions changes whenever the options above do.
const minifierOptions = "2"

// minifierID names how a page is made smaller: pages with the same markup and the same id have the same bytes.
var minifierID = sync.OnceValue(func() string {
	id := "minify options " + minifierOptions
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, d := range info.Deps {
			if d.Path == "github.com/tdewolff/minify/v2" {
				id += " " + d.Version
			}
		}
	}
	return id
})
