package render

import (
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

	"drukpers/internal/site"
)

var minifier = sync.OnceValue(func() *minify.M {
	m := minify.New()
	m.Add("text/html", &html.Minifier{KeepDocumentTags: true})
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("image/svg+xml", svg.Minify)
	m.AddFuncRegexp(regexp.MustCompile(`^(application|text)/(x-)?(java|ecma)script$`), js.Minify)
	m.AddFuncRegexp(regexp.MustCompile(`[/+]json$`), json.Minify)
	m.AddFuncRegexp(regexp.MustCompile(`[/+]xml$`), xml.Minify)
	return m
})

// minifyBytes makes a whole document smaller, by its media type; of a type it does not know it returns data itself. Never
// give it a fragment: the optional end tag it drops at the end would change what follows.
func minifyBytes(mediaType string, data []byte) ([]byte, error) {
	m := minifier()
	if _, _, fn := m.Match(mediaType); fn == nil {
		return data, nil
	}
	return m.Bytes(mediaType, data)
}

// minifierOptions changes whenever the options above do.
const minifierOptions = "1"

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

// MinifierID names how a page is made smaller: pages with the same markup and the same id have the same bytes. It is empty
// for a page that stays as it is.
func (e *Edition) MinifierID(p *site.Page) string {
	if !e.minify || asMade[p.Kind] {
		return ""
	}
	return minifierID()
}
