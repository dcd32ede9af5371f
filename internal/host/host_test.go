package host

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestRedirectRules(t *testing.T) {
	t.Parallel()
	rules := Read([]byte(`# a comment
/a /b
/a /tweede 301
/blijvend/ /b/ 301
/caf%C3%A9/ /b/ 301
/jaar/:year/:month /archief/:year-:month/ 302
/blog/* /nieuws/:splat 301
/deel-*.html /stuk/:splat/ 307
/term/:x/page/1/ /term/:x/ 301
/tonen /b/ 200
/weg https://elders.example/pad?x=1#y 308
/twee/:x/:x /fout
/:splat/* /fout
/te /veel velden hier
/teapot /b 418
https://www.proef.example/* https://proef.example/:splat 301
geenpad /b
/exact/eerst /dynamisch
/exact/* /nooit-voor-eerst
/proxy https://elders.example/ 200
/kaal
`), nil)
	for path, want := range map[string]string{
		"/a":                    "302 /b",
		"/a/":                   "",
		"/blijvend/":            "301 /b/",
		"/blijvend":             "",
		"/café/":                "301 /b/",
		"/jaar/2026/03":         "302 /archief/2026-03/",
		"/jaar/2026/":           "",
		"/jaar/2026/03/04":      "",
		"/jaar/20 26/é":         "302 /archief/20%2026-%C3%A9/",
		"/blog":                 "",
		"/blog/":                "301 /nieuws/",
		"/blog/x/y/":            "301 /nieuws/x/y/",
		"/deel-3.html":          "307 /stuk/3/",
		"/deel-3xhtml":          "",
		"/term/c++/page/1/":     "301 /term/c++/",
		"/tonen":                "200 /b/",
		"/weg":                  "308 https://elders.example/pad?x=1#y",
		"/twee/a/a":             "",
		"/te":                   "",
		"/teapot":               "",
		"/":                     "",
		"/exact/eerst":          "302 /dynamisch",
		"/exact/tweede":         "302 /nooit-voor-eerst",
		"/proxy":                "",
		"/kaal":                 "",
		"/niets":                "",
		"/A":                    "",
		"/blog/\n/kwaad":        "301 /nieuws/%0A/kwaad",
		"//www.proef.example/a": "",
	} {
		got := ""
		if to, status, found := rules.Redirect(path); found {
			got = fmt.Sprint(status, " ", to)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

func TestHeaderRules(t *testing.T) {
	t.Parallel()
	rules := Read(nil, []byte(`  X-Zonder-Pad: genegeerd
# a comment
/*
  X-Alles: ja
  X-Dubbel: een
	X-Tab:tab

/geheim/*
  X-Robots-Tag: noindex
  X-Dubbel: twee
  ! X-Alles
/film/:titel
  X-Titel: de film :titel
/assets/*
  X-Pad: :splat
https://www.proef.example/*
  X-Elders: ja
/leeg
  geen kop
`))
	for path, want := range map[string]string{
		"/":           "X-Alles=ja X-Dubbel=een X-Tab=tab",
		"/geheim/x":   "X-Dubbel=een X-Dubbel=twee X-Robots-Tag=noindex X-Tab=tab",
		"/film/mars":  "X-Alles=ja X-Dubbel=een X-Tab=tab X-Titel=de film mars",
		"/film/a/b":   "X-Alles=ja X-Dubbel=een X-Tab=tab",
		"/assets/a/b": "X-Alles=ja X-Dubbel=een X-Pad=a/b X-Tab=tab",
		"/leeg":       "X-Alles=ja X-Dubbel=een X-Tab=tab",
	} {
		var got []string
		for name, values := range rules.Headers(path) {
			for _, value := range values {
				got = append(got, name+"="+value)
			}
		}
		if slices.Sort(got); strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
