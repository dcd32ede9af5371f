package markdown

import (
	"net/url"
	"strings"
	"testing"

	"drukpers/internal/urls"

	"golang.org/x/text/unicode/norm"
)

// converter is for a site that is in a folder of its host.
func converter(o Options) *Converter {
	o.BaseURL = "https://voorbeeld.nl/blog/"
	return NewConverter(o)
}

// What stands on a page for relative addresses, and which of them are asked for.
func TestResolve(t *testing.T) {
	resolve := func(asked *[]string) func(string) Target {
		return func(address string) Target {
			*asked = append(*asked, address)
			return Target{Address: "/x/" + strings.TrimPrefix(address, "../"), Width: 3, Height: 2}
		}
	}
	for _, tt := range []struct{ text, html, asked string }{
		{"[a](b.md)", `<p><a href="/blog/x/b.md">a</a></p>`, "b.md"},
		{"[a](../b.md#kop)", `<p><a href="/blog/x/b.md#kop">a</a></p>`, "../b.md#kop"},
		{"[a](<met spatie.md>)", `<p><a href="/blog/x/met%20spatie.md">a</a></p>`, "met spatie.md"},
		{"[a](@/b.md)", `<p><a href="/blog/x/@/b.md">a</a></p>`, "@/b.md"},
		{"[a]\n\n[a]: b.md", `<p><a href="/blog/x/b.md">a</a></p>`, "b.md"},
		{"> [a](\n> b.md)", "<blockquote>\n" + `<p><a href="/blog/x/b.md">a</a></p>` + "\n</blockquote>", "b.md"},
		{
			"![a](b.png)",
			`<p><img src="/blog/x/b.png" alt="a" loading="lazy" decoding="async" width="3" height="2"></p>`, "b.png",
		},
		{"[a](/b.md) [c](#d) [e](?f) [g](https://h.nl/i.md) [j](//k/l) [m]() [n](mailto:o@p.nl)", "", ""},
		{"`[a](b.md)`", "<p><code>[a](b.md)</code></p>", ""},
		{"<a href=b.md>a</a>", `<p><a href="/blog/x/b.md">a</a></p>`, "b.md"},
		{
			"<img alt=a src='b.png'>",
			`<img alt="a" src="/blog/x/b.png" loading="lazy" decoding="async" width="3" height="2"/>`, "b.png",
		},
		{"<IMG SRCSET='/a.png 1x, b.png 2x'>", "", "b.png"},
		{"<video poster = b.png></video>", "", "b.png"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			var asked []string
			got := converter(Options{RawHTML: RawAllow}).Convert([]byte(tt.text), ConvertOptions{Resolve: resolve(&asked)})
			if tt.html != "" && strings.TrimSpace(strings.ReplaceAll(got.HTML, " />", ">")) != tt.html {
				t.Errorf("got %s\nwant %s", got.HTML, tt.html)
			}
			if strings.Join(asked, " ") != tt.asked {
				t.Errorf("asked for %q, want %q", asked, tt.asked)
			}
			if may := urls.MayHoldRelative([]byte(tt.text)); may != (len(asked) > 0) && !strings.Contains(tt.text, "`") {
				t.Errorf("MayHoldRelative: %v", may)
			}
		})
	}
}

// Whatever the text: a relative address in it is expected.
func FuzzMayHoldRelative(f *testing.F) {
	for _, seed := range []string{
		"[a](b.md)", "[a]: b", "[a][]\n\n[a]:\n  <b>", "<a href=b>", "<img srcset='/a 1x, b 2x'>", "[a](/b)", "![a](\tb)",
		"[a](&#98;)", "[a](\\b)", "<a\nhref\n=\n'b'>", "<A HREF=&#98;>", "> [a]:\n> b\n\n[a]", "1. [a](\n   b)",
	} {
		f.Add(seed)
	}
	c := converter(Options{RawHTML: RawAllow})
	f.Fuzz(func(t *testing.T, text string) {
		if urls.MayHoldRelative([]byte(text)) {
			return
		}
		c.Convert([]byte(text), ConvertOptions{Resolve: func(address string) Target {
			t.Errorf("it has %q", address)
			return Target{Address: address}
		}})
	})
}

// The site's own URLs have composed accents; what another site's have is its own affair.
func TestComposedAddresses(t *testing.T) {
	for written, want := range map[string]string{
		"/img/cafe\u0301.png":         "/blog/img/caf%C3%A9.png",
		"/img/cafe%CC%81.png":         "/blog/img/caf%C3%A9.png",
		"/img/cafe%cc%81.png?v=2#x":   "/blog/img/caf%C3%A9.png?v=2#x",
		"/img/caf\u00e9.png":          "/blog/img/caf%C3%A9.png",
		"/img/caf%C3%A9%20a.png":      "/blog/img/caf%C3%A9%20a.png",
		"/%E1%84%92%E1%85%A1":         "/blog/%ED%95%98", // Korean, too
		"/100%25/a.png":               "/blog/100%25/a.png",
		"/kapot%zz.png":               "/blog/kapot%25zz.png",
		"https://a.nl/cafe%CC%81.png": "https://a.nl/cafe%CC%81.png",
	} {
		t.Run(written, func(t *testing.T) {
			c := converter(Options{RawHTML: RawAllow})
			got := c.Convert([]byte("[a]("+written+")"), ConvertOptions{}).HTML
			if !strings.Contains(got, `href="`+want+`"`) {
				t.Errorf("got %s", got)
			}
			inHTML := c.Convert([]byte(`<a href="`+written+`">a</a>`), ConvertOptions{}).HTML
			if elsewhere := strings.HasPrefix(want, "https:"); !elsewhere && !norm.NFC.IsNormalString(unescape(t, inHTML)) {
				t.Errorf("got %s", inHTML)
			}
		})
	}
}

func unescape(t *testing.T, text string) string {
	t.Helper()
	plain, err := url.PathUnescape(strings.ReplaceAll(text, "%zz", ""))
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

func TestUnlink(t *testing.T) {
	got := Unlink(`<p><a href="/a/" title="x">een</a> en <a href="/b/">twee</a><img src="/a/"></p>`,
		func(address string) bool { return address == "/a/" })
	if want := `<p><a title="x">een</a> en <a href="/b/">twee</a><img src="/a/"/></p>`; got != want {
		t.Errorf("got %s", got)
	}
}
