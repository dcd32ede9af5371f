package urls

import "testing"

func TestSafe(t *testing.T) {
	for reference, want := range map[string]string{
		"/x/": "/x/", "x": "x", "": "", "#x": "#x", "?x": "?x", "//a.nl/": "//a.nl/", " https://a.nl/ ": "https://a.nl/",
		"HTTP://a.nl/": "HTTP://a.nl/", "mailto:a@a.nl": "mailto:a@a.nl", "tel:+31": "tel:+31", "./a:b": "./a:b",
		"/a:b": "/a:b",
		"?a:b": "?a:b", "#a:b": "#a:b", "ht\ntps://a.nl/": "https://a.nl/", "één": "één",
		"javascript:x": "", "\x00javascript:x": "", "java\tscript:x": "", "JAVASCRIPT:x": "", "data:x": "", "vbscript:x": "",
		"file:///etc/passwd": "", "ftp://a.nl/": "", "a:b": "", "blob:https://a.nl/x": "",
	} {
		t.Run(reference, func(t *testing.T) {
			if got := Safe(reference); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}
