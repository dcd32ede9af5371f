package content

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestURLPath(t *testing.T) {
	for name, want := range map[string]string{
		// the terms of the site that this tool replaces
		"AI":           "ai",
		"ai":           "ai",
		"AI tools":     "ai-tools",
		"ai-tools":     "ai-tools",
		"gpt-5.4":      "gpt-5.4",
		"cm.com":       "cm.com",
		"Node.js":      "node.js",
		"efficiëntie":  "efficiëntie",
		"R&D":          "rd",
		"AT&T":         "att",
		"ai-risico's":  "ai-risicos",
		"ai-risico’s":  "ai-risicos",
		"C++":          "c++",
		"C#":           "c#",
		"a/b testing":  "a/b-testing",
		"foo - bar":    "foo---bar",
		"50%":          "50",
		"x:y":          "xy",
		"(paren)":      "paren",
		"2025":         "2025",
		"true":         "true",
		"!!!":          "",
		"../up":        "../up",
		"a?b=c&d#e":    "abcd#e",
		`a\b_c~d@e+f.`: `a\b_c~d@e+f.`,

		// the rule itself
		"Met Hoofdletters & Tekens één":    "met-hoofdletters--tekens-één",
		"2026-03-01-kort-":                 "2026-03-01-kort-",
		" rand ":                           "-rand-",
		"e\u0301e\u0301n":                  "één",
		"e'\u0301":                         "é", // what is left is composed too
		"ÉÉN":                              "één",
		"日本語":                              "日本語",
		"हिन्दी":                           "हिन्दी", // with marks
		"m² ½":                             "m-",     // numbers that are no digits
		"tab\tregel\nvast\u00a0zero\u200b": "tab-regel-vast-zero",
		"caf\xe9":                          "caf",
		"🚀":                                "",
	} {
		t.Run(name, func(t *testing.T) {
			if got := URLPath(name); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestHref(t *testing.T) {
	for path, want := range map[string]string{
		"/":                              "/",
		"/tags/gpt-5.4/":                 "/tags/gpt-5.4/",
		"/tags/efficiëntie/":             "/tags/effici%C3%ABntie/",
		"/tags/c#/":                      "/tags/c%23/",
		"/tags/c++/":                     "/tags/c++/",
		"/tags/a/b-testing/":             "/tags/a/b-testing/",
		"/met-hoofdletters--tekens-één/": "/met-hoofdletters--tekens-%C3%A9%C3%A9n/",
		"/Met Spatie/":                   "/Met%20Spatie/",
		"/50%/":                          "/50%25/",
		"/a?b/":                          "/a%3Fb/",
		`/a\b"<>/`:                       "/a%5Cb%22%3C%3E/",
		"/~a@b_c/":                       "/~a@b_c/",
	} {
		t.Run(path, func(t *testing.T) {
			if got := Href(path); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestOutputFile(t *testing.T) {
	for path, want := range map[string]string{
		"/":                   "index.html",
		"/creatief/één/":      "creatief/één/index.html",
		"/404.html":           "404.html",
		"/index.xml":          "index.xml",
		"/tags/gpt-5.4/":      "tags/gpt-5.4/index.html",
		"/categorieen/page/2": "categorieen/page/2",
	} {
		t.Run(path, func(t *testing.T) {
			if got := OutputFile(path); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestLiteralURL(t *testing.T) {
	config := DefaultConfig()
	config.BaseURL, config.BasePath = "https://krant.nl/blog/", "/blog"
	for value, want := range map[string]string{
		"/":                   "/",
		"/Oud/Adres/":         "/Oud/Adres/",
		"/oud":                "/oud/",
		"/oud.html":           "/oud.html",
		"/oud.HTM":            "/oud.HTM",
		"/v1.2/oud":           "/v1.2/oud/",
		"oud":                 "/nieuws/oud/",
		"Met Spatie & Teken!": "/nieuws/Met Spatie & Teken!/",
		"/e\u0301e\u0301n/":   "/één/",

		// a dot that begins no extension
		"/nieuws/model-4.5":  "/nieuws/model-4.5/",
		"/gpt-5.4-mini":      "/gpt-5.4-mini/",
		"/node.js":           "/node.js", // told by who asks for it
		"/node.js/":          "/node.js/",
		"/dhr.-jansen":       "/dhr.-jansen/",
		"/feed.xml":          "/feed.xml",
		"/oud.PHP":           "/oud.PHP",
		"/2024.05.01":        "/2024.05.01/",
		"/.well-known/proef": "/.well-known/proef/",

		// percent-encoded, as an address bar gives it
		"/caf%C3%A9/":                     "/café/",
		"/cafe%CC%81/":                    "/café/",
		"re%c3%bcnie":                     "/nieuws/reünie/",
		"/AI%20en%20werk/":                "/AI en werk/",
		"/50%25-korting/":                 "/50%-korting/",
		"/50% korting/":                   "/50% korting/",
		"/100%2525/":                      "/100%25/",
		"/a%2Fb":                          "/a/b/",
		"/%2e%2e/%2e%2e/x":                "",
		"/a%00b":                          "",
		"/a%5Cb":                          "",
		"/a%3Fb":                          "",
		"/a%0Ab":                          "",
		"/caf%E9/":                        "", // Latin-1
		"/%2Fa/":                          "",
		"/a/%2F":                          "",
		"/.%67it/config":                  "",
		"https://KRANT.nl/blog/caf%C3%A9": "/café/",

		// a whole address
		"https://krant.nl/blog/x/":     "/x/",
		"http://krant.nl/blog/x.html":  "/x.html",
		"krant.nl/blog/x/":             "/x/",
		"Krant.nl/blog":                "/",
		"krant.nlx/blog/":              "/nieuws/krant.nlx/blog/",
		"/x//krant.nl/blog/y/":         "",
		"//krant.nl/blog/x/":           "/x/",
		"https://krant.nl/blog/":       "/",
		"https://krant.nl/blog":        "/",
		"https://krant.nl/elders/":     "",
		"https://krant.nl/blogger/":    "",
		"https://krant.nl/blog/?a=b":   "",
		"https://krant.nl:8080/blog/x": "",
		"https://elders.nl/blog/x/":    "",
		"//elders.nl/":                 "",
		"ftp://krant.nl/blog/../x":     "",

		"../oud/":         "",
		"/a/../b/":        "",
		"/a/./b/":         "",
		"/a//b/":          "",
		`/a\b/`:           "",
		"/a?b":            "",
		"/a#b":            "",
		"/a\x00b":         "",
		"/.git/x":         "",
		"/.htaccess":      "",
		"/.drukpers/x":    "",
		"/nieuws/.env":    "",
		"/nieuws/a/..%2f": "",
	} {
		t.Run(value, func(t *testing.T) {
			if got, wrong := config.literalURL(value, "/nieuws/"); got != want || (wrong == "") != (want != "") {
				t.Errorf("got %q (%s), want %q", got, wrong, want)
			}
		})
	}
}

func TestEscapes(t *testing.T) {
	for path, want := range map[string]bool{
		"a": false, "a/b": false, "...": false, "a..b": false, ".a": false, "c#": false,
		"": true, ".": true, "..": true, "../up": true, "a/..": true, "a/../b": true, "/a": true, "a/": true, "a//b": true,
		`..\up`: true, `a\..\b`: true, `\`: true, `\a`: true, `a\`: true, "a\x00": true,
	} {
		t.Run(path, func(t *testing.T) {
			if got := escapes(path); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func FuzzURLPath(f *testing.F) {
	for _, seed := range []string{
		"Met Hoofdletters & Tekens één", "e'\u0301", "İ", "ẞ", "a?b", "\xff", "ΑΙ\u0345", "𝐀",
		"ǅ",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		path := URLPath(name)
		if again := URLPath(path); again != path {
			t.Errorf("%q gives %q, which gives %q", name, path, again)
		}
		if !utf8.ValidString(path) || !norm.NFC.IsNormalString(path) {
			t.Errorf("%q gives %q, not composed UTF-8", name, path)
		}
		for _, r := range path {
			if r == '?' || unicode.IsSpace(r) || unicode.IsControl(r) || unicode.ToLower(r) != r {
				t.Errorf("%q gives %q with %q", name, path, r)
			}
		}
	})
}

// FuzzLiteralURL holds that an address is read once: what it stands for, written as a link has it, stands for the same.
func FuzzLiteralURL(f *testing.F) {
	for _, seed := range []string{
		"/oud/caf%C3%A9/", "https://krant.nl/blog/x/", "//krant.nl/blog", "/a%2Fb", "/%2e%2e/x", "/50%/", "/model-4.5",
		"oud.html", "/x.json", "/e\u0301", "/a%", "\xff", "/.well-known/x", "/%25%32%65/",
	} {
		f.Add(seed)
	}
	config := DefaultConfig()
	config.BaseURL, config.BasePath = "https://krant.nl/blog/", "/blog"
	f.Fuzz(func(t *testing.T, value string) {
		path, wrong := config.literalURL(value, "/nieuws/")
		if (path == "") != (wrong != "") {
			t.Fatalf("%q gives %q and %q", value, path, wrong)
		}
		if wrong != "" {
			return
		}
		if path != "/" && (path[0] != '/' || escapes(strings.Trim(path, "/"))) || !utf8.ValidString(path) ||
			!norm.NFC.IsNormalString(path) {
			t.Errorf("%q gives %q", value, path)
		}
		for _, again := range []string{Href(path), config.Absolute(path)} {
			if got, wrong := config.literalURL(again, "/nieuws/"); got != path {
				t.Errorf("%q gives %q, which as %q gives %q (%s)", value, path, again, got, wrong)
			}
		}
	})
}
