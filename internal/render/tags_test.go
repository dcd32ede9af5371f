package render

import (
	"bytes"
	"testing"
)

var headValues = []string{
	"Gewoon een tekst", "woord", "", `Zo'n "tekst" & <b>`, "a=b", "`a`", "a b", "a>b", "&amp; &lt;", "regel\nregel", "tab\t", "\u00a0", `\`, "één",
	"https://a.nl/b/", "http://a.nl/?a=b&c=d", "HTTP://a.nl/", "/a/b.xml", "/", "https://a.nl/'", " https://a.nl ",
}

// smallAndLarge writes a head of one value in both forms.
func smallAndLarge(t *testing.T, value string) (small, large []byte) {
	t.Helper()
	write := func(t *tags) {
		t.meta("name", "description", value)
		t.meta("property", "og:title", value)
		t.canonical(value)
		t.feed(value, value)
		t.data(func(b *bytes.Buffer) { b.WriteString(`{"a":"b"}`) })
	}
	s, l := tags{small: true}, tags{}
	write(&s)
	write(&l)
	if s.err != nil {
		t.Fatal(s.err)
	}
	return s.Bytes(), l.Bytes()
}

// TestTags holds that the small form of a head is what the minifier makes of the large one.
func TestTags(t *testing.T) {
	for _, value := range headValues {
		small, large := smallAndLarge(t, value)
		if want := MinifyHTML(t, large); string(small) != string(want) {
			t.Errorf("%q:\ngot  %s\nwant %s", value, small, want)
		}
	}
}

func FuzzTags(f *testing.F) {
	for _, value := range headValues {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		small, large := smallAndLarge(t, value)
		if want := MinifyHTML(t, large); string(small) != string(want) {
			t.Errorf("%q:\ngot  %s\nwant %s", value, small, want)
		}
	})
}
