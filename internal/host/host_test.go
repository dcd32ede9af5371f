package host

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestRedirectRules(t *testing.T) {
	t.Parallel()
	rules, wrong := ReadRedirects("static/_redirects", []byte(`# a comment
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
/na/een/patroon /b/ 301 # uitleg
/vraag?x=1 /b/
/[haken]/(1)|2/ /b/
/dubbel /b/
/dubbel /c/
/* /index.html
`))
	for path, want := range map[string]string{
		"/a":                    "302 /b",
		"/a/":                   "",
		"/blijvend/":            "301 /b/",
		"/blijvend":             "",
		"/caf%C3%A9/":           "301 /b/",
		"/caf%c3%a9/":           "", // the host compares characters
		"/jaar/2026/03":         "302 /archief/2026-03/",
		"/jaar/2026/":           "",
		"/jaar/2026/03/04":      "",
		"/jaar/20%2026/%C3%A9":  "302 /archief/20%2026-%C3%A9/",
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
		"/blog/%0A/kwaad":       "301 /nieuws/%0A/kwaad",
		"//www.proef.example/a": "",
		"/geenpad":              "302 /b", // the host puts the slash there
		"/na/een/patroon":       "301 /b/",
		"/vraag":                "302 /b/",
		"/[haken]/(1)|2/":       "302 /b/",
		"/%5Bhaken%5D/(1)|2/":   "",
		"/dubbel":               "302 /b/",
	} {
		got := ""
		if rule, to := rules.Find(path); rule != nil {
			got = fmt.Sprint(rule.Status, " ", to)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
	var lines []int
	for _, p := range wrong {
		lines = append(lines, p.Line)
		if p.File != "static/_redirects" || p.Rule != notRule || p.Hint == "" {
			t.Errorf("%v", p)
		}
	}
	if want := []int{3, 12, 13, 14, 15, 16, 20, 21, 23, 26, 27}; !slices.Equal(lines, want) {
		t.Errorf("mistakes on lines %v, want %v", lines, want)
	}
}

// TestRedirectOrder has a rule without a placeholder on either side of one with: the first goes before all.
func TestRedirectOrder(t *testing.T) {
	t.Parallel()
	data := []byte("\uFEFF/a /een\n# patroon\n/* /alles\n/b /twee\n")
	rules, _ := ReadRedirects("", data)
	for path, want := range map[string]string{"/a": "/een", "/b": "/alles", "/c": "/alles"} {
		if _, to := rules.Find(path); to != want {
			t.Errorf("%s: %s, want %s", path, to, want)
		}
	}
	static, dynamic := rules.split(data)
	if string(static) != "\uFEFF/a /een\n# patroon\n" || string(static)+string(dynamic) != string(data) {
		t.Errorf("split into %q and %q", static, dynamic)
	}
}

// TestPlaceholderOfNoRule has a line with a placeholder that is no rule: the host counts from there all the same.
func TestPlaceholderOfNoRule(t *testing.T) {
	t.Parallel()
	text := []byte("/a /x\n/:a/:a /y\n/b /z\n")
	rules, _ := ReadRedirects("", text)
	joined, left := rules.Join(text, []Redirect{
		{From: "/c", To: "/w", Status: 301}, {From: "/*/d", To: "/v", Status: 301},
	})
	if want := "/a /x\n/c /w 301\n/:a/:a /y\n/b /z\n/*/d /v 301\n"; string(joined) != want || len(left) > 0 {
		t.Errorf("got %q and %v, want %q", joined, left, want)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	var redirects, headers strings.Builder
	for i := range MaxStatic + 3 {
		fmt.Fprintf(&redirects, "/oud-%d /x\n", i)
	}
	for i := range MaxDynamic + 2 {
		fmt.Fprintf(&redirects, "/map-%d/* /x\n", i)
		fmt.Fprintf(&headers, "/map-%d/*\n  A: b\n", i)
	}
	fmt.Fprintf(&redirects, "/%s /x\n", strings.Repeat("l", 1000))
	r, wrong := ReadRedirects("", []byte(redirects.String()))
	if len(r.Rules) != MaxStatic+MaxDynamic || len(wrong) != 3 {
		t.Errorf("%d rules, %v", len(r.Rules), wrong)
	}
	h, wrong := ReadHeaders("", []byte(headers.String()))
	if h.Len() != MaxHeaders || len(wrong) != 1 || !strings.HasPrefix(wrong[0].Text, "2 paden") {
		t.Errorf("%d rules, %v", h.Len(), wrong)
	}
}

// TestEncodePath follows the examples of the WHATWG URL standard's path percent-encode set.
func TestEncodePath(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/oud/(deel-2)/": "/oud/(deel-2)/", "/a b/": "/a%20b/", "/é/": "/%C3%A9/", "/50%/": "/50%25/",
		"/[x]|'!'/":  "/[x]|'!'/",
		`/"<>^{}#?/`: "/%22%3C%3E%5E%7B%7D%23%3F/", "/a:b*c/": "/a:b*c/", "/\x7f\t": "/%7F%09",
	} {
		if got := EncodePath(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

func TestHeaderRules(t *testing.T) {
	t.Parallel()
	rules, wrong := ReadHeaders("static/_headers", []byte(`  X-Zonder-Pad: genegeerd
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
http://onveilig.example/*
/twee/*/sterren/*
  X-A: b
  X naam: b
  X-Leeg:
/herhaald
  X-Weg: ja
/herhaald
  X-Blijft: ja
X-Zonder-Inspringen: ja
`))
	for path, want := range map[string]string{
		"/":           "X-Alles=ja X-Dubbel=een X-Tab=tab",
		"/geheim/x":   "X-Dubbel=een X-Dubbel=twee X-Robots-Tag=noindex X-Tab=tab",
		"/film/mars":  "X-Alles=ja X-Dubbel=een X-Tab=tab X-Titel=de film mars",
		"/film/a/b":   "X-Alles=ja X-Dubbel=een X-Tab=tab",
		"/assets/a/b": "X-Alles=ja X-Dubbel=een X-Pad=a/b X-Tab=tab",
		"/leeg":       "X-Alles=ja X-Dubbel=een X-Tab=tab",
		"/herhaald":   "X-Alles=ja X-Blijft=ja X-Dubbel=een X-Tab=tab X-Zonder-Inspringen=ja",
	} {
		var got []string
		for name, values := range rules.For(path) {
			for _, value := range values {
				got = append(got, name+"="+value)
			}
		}
		if slices.Sort(got); strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	var lines []int
	for _, p := range wrong {
		lines = append(lines, p.Line)
	}
	if want := []int{1, 19, 18, 20, 21, 22, 23, 24}; !slices.Equal(lines, want) {
		t.Errorf("mistakes on lines %v, want %v", lines, want)
	}
}

// FuzzRead holds that any file can be read, whole and in the parts that split makes, and any path asked for.
func FuzzRead(f *testing.F) {
	f.Add("/a /b 301\n/* /x/:splat\n/:a/:b /:b/:a 200\n", "/c/d")
	f.Add("/*\n  A: :splat\n  ! B\n/:x\n  C: d\n", "/")
	f.Add("/:splat* /:x*:x\r\n\xff \x00", "/%")
	f.Fuzz(func(t *testing.T, file, path string) {
		redirects, _ := ReadRedirects("_redirects", []byte(file))
		static, dynamic := redirects.split([]byte(file))
		if string(static)+string(dynamic) != file {
			t.Errorf("%q is split into %q and %q", file, static, dynamic)
		}
		if first, _ := ReadRedirects("", static); len(first.Rules) != len(first.static) {
			t.Errorf("%q has rules with placeholders", static)
		}
		for i := range redirects.Rules {
			rule := &redirects.Rules[i]
			rule.Leads()
			if found, _ := redirects.Find(rule.Example()); found == nil {
				t.Errorf("no rule for %s, an example of %s", rule.Example(), rule.From)
			}
		}
		redirects.Find(path)
		redirects.Join([]byte(file), []Redirect{{From: "/*"}})
		headers, _ := ReadHeaders("_headers", []byte(file))
		headers.For(path)
		headers.Join([]byte(file), []HeaderRule{{Path: "/*"}})
	})
}
