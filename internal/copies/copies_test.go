package copies

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"
)

func TestAddress(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ written, want string }{
		"whole":        {"https://a.nl/b.jpg?x=1&y=2", "https://a.nl/b.jpg?x=1&y=2"},
		"no scheme":    {"//a.nl/b.jpg", "https://a.nl/b.jpg"},
		"fragment":     {"http://a.nl/b.jpg#top", "http://a.nl/b.jpg"},
		"path":         {"/img/b.jpg", ""},
		"relative":     {"http.jpg", ""},
		"another":      {"httpx://a.nl/b.jpg", ""},
		"data":         {"data:image/png;base64,AAAA", ""},
		"no host":      {"https:///b.jpg", ""},
		"empty":        {"", ""},
		"not readable": {"https://a.nl/%zz", ""},
	}
	for name, test := range tests {
		if got := Address(test.written); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// An index reads as it was written, and leads to no file out of its folder.
func TestIndex(t *testing.T) {
	t.Parallel()
	want := Index{
		"https://a.nl/?a=1&b=2": {
			File: Name([]byte("x"), "jpeg"), Date: "2026-03-01", Credit: "Foto: A <b>", License: "https://a.nl/",
		},
		"https://a.nl/weg": {Status: 404, Date: "2026-03-01"},
	}
	index := maps.Clone(want)
	for i, out := range []string{"../../site.yaml", "/etc/passwd", "a.jpg", "0123456789abcdef0123.svg"} {
		index["https://b.nl/"+strings.Repeat("x", i)] = Entry{File: out}
	}
	files := fstest.MapFS{"m/" + FileName: {Data: index.JSON()}}
	got, err := Read(files, "m")
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	if data := string(want.JSON()); strings.Contains(data, `\u0026`) || data != string(got.JSON()) {
		t.Error(data)
	}
	if got, err := Read(fstest.MapFS{}, "m"); err != nil || len(got) != 0 {
		t.Errorf("without a file: %v, %v", got, err)
	}
	for _, broken := range []string{"", "{", "[]", "{}{}", "<<<<<<< HEAD\n{}"} {
		if _, err := Read(fstest.MapFS{"m/" + FileName: {Data: []byte(broken)}}, "m"); err == nil {
			t.Errorf("%q reads", broken)
		}
	}
}

func TestGone(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		entry Entry
		want  bool
	}{
		"not found": {Entry{Status: 404}, true},
		"gone":      {Entry{Status: 410}, true},
		"a copy":    {Entry{File: "a.jpg"}, false},
		"refused":   {Entry{Status: 403}, false},
	}
	for name, test := range tests {
		if test.entry.Gone() != test.want {
			t.Errorf("%s: %v", name, !test.want)
		}
	}
}
