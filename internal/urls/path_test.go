package urls

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestPath(t *testing.T) {
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
			if got := Path(name); got != want {
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

func TestEscapes(t *testing.T) {
	for path, want := range map[string]bool{
		"a": false, "a/b": false, "...": false, "a..b": false, ".a": false, "c#": false,
		"": true, ".": true, "..": true, "../up": true, "a/..": true, "a/../b": true, "/a": true, "a/": true, "a//b": true,
		`..\up`: true, `a\..\b`: true, `\`: true, `\a`: true, `a\`: true, "a\x00": true,
	} {
		t.Run(path, func(t *testing.T) {
			if got := Escapes(path); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func FuzzPath(f *testing.F) {
	for _, seed := range []string{
		"Met Hoofdletters & Tekens één", "e'\u0301", "İ", "ẞ", "a?b", "\xff", "ΑΙ\u0345", "𝐀",
		"ǅ",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		path := Path(name)
		if again := Path(path); again != path {
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
