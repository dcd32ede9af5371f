package csp

import (
	"net/url"
	"testing"
)

func TestParseSource(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"https://a.nl": "https://a.nl", "a.nl": "a.nl", "*.a.nl": "*.a.nl",
		"https://a.nl:8443/pad/": "https://a.nl:8443/pad/",
		"https://*":              "https://*", "*": "*", "localhost": "localhost", "http://localhost:*": "http://localhost:*",
		"data:": "data:", "blob:": "blob:", "self": "'self'", "'self'": "'self'", "SELF": "'self'",
		"unsafe-inline": "'unsafe-inline'", "sha256-abc+/=": "'sha256-abc+/='", "'sha512-x=='": "'sha512-x=='",
		"": "", "geenhost": "", "een host": "", "a.nl;b.nl": "", "a.nl,b.nl": "", "https://a.nl/?x": "", "https://": "",
		"nonce-abc": "", "'none'": "", "md5-abc": "", "http//a.nl": "", "a.*.nl": "",
	} {
		got, ok := ParseSource(text)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestWith(t *testing.T) {
	t.Parallel()
	base := Policy{"default-src": {"'none'"}, "script-src": {"'self'"}}
	got := base.With(
		Policy{"script-src": {"https://a.nl", "'self'"}, "frame-src": {"https://b.nl"}, "default-src": {"data:"}},
	)
	want := "default-src data:; script-src 'self' https://a.nl; frame-src https://b.nl"
	if got.String() != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if base.String() != "default-src 'none'; script-src 'self'" {
		t.Errorf("the first was changed: %s", base)
	}
}

func TestAllows(t *testing.T) {
	t.Parallel()
	self, _ := url.Parse("https://krant.nl/nieuws/")
	for _, test := range []struct {
		sources []string // of img-src; none is those of default-src
		address string
		want    bool
	}{
		{nil, "https://elders.nl/a.png", true},
		{[]string{"'none'"}, "https://krant.nl/a.png", false},
		{[]string{"'self'"}, "https://krant.nl/a.png", true},
		{[]string{"'self'"}, "https://www.krant.nl/a.png", false},
		{[]string{"'self'"}, "http://krant.nl/a.png", false},
		{[]string{"'self'"}, "data:image/png;base64,x", false},
		{[]string{"data:"}, "data:image/png;base64,x", true},
		{[]string{"https:"}, "https://elders.nl/", true},
		{[]string{"https:"}, "http://elders.nl/", false},
		{[]string{"http:"}, "https://elders.nl/", true},
		{[]string{"elders.nl"}, "https://elders.nl/a", true},
		{[]string{"elders.nl"}, "http://elders.nl/a", false},
		{[]string{"elders.nl"}, "https://a.elders.nl/a", false},
		{[]string{"*.elders.nl"}, "https://a.b.Elders.nl/a", true},
		{[]string{"*.elders.nl"}, "https://elders.nl/a", false},
		{[]string{"*"}, "https://elders.nl/a", true},
		{[]string{"https://elders.nl:443"}, "https://elders.nl/a", true},
		{[]string{"https://elders.nl"}, "https://elders.nl:8443/a", false},
		{[]string{"https://elders.nl:*"}, "https://elders.nl:8443/a", true},
		{[]string{"https://elders.nl/map/"}, "https://elders.nl/map/a", true},
		{[]string{"https://elders.nl/map/"}, "https://elders.nl/a", false},
		{[]string{"https://elders.nl/map"}, "https://elders.nl/map/a", false},
	} {
		address, err := url.Parse(test.address)
		if err != nil {
			t.Fatal(err)
		}
		if got := (Policy{"default-src": test.sources}).Allows("img-src", address, self); got != test.want {
			t.Errorf("%s with %v: %v", test.address, test.sources, got)
		}
	}
}

func TestAllowsInline(t *testing.T) {
	t.Parallel()
	const text, digest = "alert(1)", "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
	for _, test := range []struct {
		sources   []string
		attribute bool
		want      bool
	}{
		{nil, false, true},
		{[]string{"'self'"}, false, false},
		{[]string{"'unsafe-inline'"}, false, true},
		{[]string{"'unsafe-inline'"}, true, true},
		{[]string{"'unsafe-inline'", "'sha256-x='"}, false, false},
		{[]string{digest}, false, true},
		{[]string{digest}, true, false},
		{[]string{digest, "'unsafe-hashes'"}, true, true},
	} {
		if got := (Policy{"script-src": test.sources}).AllowsInline("script-src", text, test.attribute); got != test.want {
			t.Errorf("%v, attribute %v: %v", test.sources, test.attribute, got)
		}
	}
}
