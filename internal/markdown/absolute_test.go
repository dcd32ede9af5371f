package markdown

import (
	"net/url"
	"testing"
)

func TestAbsolute(t *testing.T) {
	t.Parallel()
	page, err := url.Parse("https://t.nl/blog/een/")
	if err != nil {
		t.Fatal(err)
	}
	resolve := func(address string) string {
		u, err := page.Parse(address)
		if err != nil {
			return address
		}
		return u.String()
	}
	for body, want := range map[string]string{
		`<a href="/x/">a</a>`:                      `<a href="https://t.nl/x/">a</a>`,
		`<a href="../x/#y">a</a>`:                  `<a href="https://t.nl/blog/x/#y">a</a>`,
		`<a href="#noot">a</a>`:                    `<a href="https://t.nl/blog/een/#noot">a</a>`,
		`<a href="mailto:a@b.nl">a</a>`:            `<a href="mailto:a@b.nl">a</a>`,
		`<a href="https://c.nl/é?a=1&amp;b">a</a>`: `<a href="https://c.nl/é?a=1&amp;b">a</a>`,
		`<a href="//c.nl/x">a</a>`:                 `<a href="https://c.nl/x">a</a>`,
		`<video poster="/p.jpg" src="/v.mp4"></video>`: `<video poster="https://t.nl/p.jpg" ` +
			`src="https://t.nl/v.mp4"></video>`,
		`<img src=a.png srcset="/a.jpg 2x, b.jpg 3x">`: `<img src="https://t.nl/blog/een/a.png" ` +
			`srcset="https://t.nl/a.jpg 2x, https://t.nl/blog/een/b.jpg 3x"/>`,
		`<img srcset="/a,b.jpg, /c.jpg">`:              `<img srcset="https://t.nl/a,b.jpg, https://t.nl/c.jpg"/>`,
		`<img srcset=" , https://c.nl/a 480w ,/b">`:    `<img srcset="https://c.nl/a 480w, https://t.nl/b"/>`,
		`<blockquote cite=/x>a</blockquote>`:           `<blockquote cite="https://t.nl/x">a</blockquote>`,
		`<svg><use xlink:href="/i.svg#a"></use></svg>`: `<svg><use xlink:href="https://t.nl/i.svg#a"></use></svg>`,
		`<p title="src=&quot;/x&quot;">href="/x"</p>`:  `<p title="src=&#34;/x&#34;">href=&#34;/x&#34;</p>`,
	} {
		if got := Absolute(body, resolve); got != want {
			t.Errorf("%s gives\n%s, want\n%s", body, got, want)
		}
	}
}

// TestRelative tells apart the texts that Absolute would change.
func TestRelative(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]bool{
		"Tekst.": false, "[a](https://c.nl/)": false, "https://c.nl/ <a@b.nl>": false, "![a](https://c.nl/a.png)": false,
		"[a](/x/)": true, "[a](#x)": true, "![a](a.png)": true, "[a][b]\n\n[b]: /x/": true, "Noot[^1].\n\n[^1]: Noot.": true,
		"<a href=/x/>a</a>": true, "<b>a</b>": false, "<video poster=/p.jpg></video>": true,
		`<img src="https://c.nl/" srcset="/a 2x">`: true,
	} {
		if got := NewConverter(Options{RawHTML: RawAllow}).Convert([]byte(source), ConvertOptions{}).Relative; got != want {
			t.Errorf("%s: %v", source, got)
		}
	}
}
