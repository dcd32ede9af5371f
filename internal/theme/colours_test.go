package theme

import "testing"

func TestPaper(t *testing.T) {
	t.Parallel()
	for sheet, want := range map[string][2]string{
		":root{--paper:light-dark(#fff,#000)}":                            {"#fff", "#000"},
		":root { --ink: red; --paper : light-dark( #FFF , #000 ) ; }":     {"#FFF", "#000"},
		"/* --paper: red */ :root { --paper: /* b */ papayawhip }":        {"papayawhip", "papayawhip"},
		":root { --paper: light-dark(rgb(1, 2, 3), hsl(4 5% 6% / .5)); }": {"rgb(1, 2, 3)", "hsl(4 5% 6% / .5)"},
		":root { --paper: red; --paper: blue }":                           {"blue", "blue"},
		":root { --paper: var(--x) }":                                     {"", ""},
		":root { --paper: light-dark(red) }":                              {"", ""},
		":root { --paper-2: red }":                                        {"", ""},
		":root { --paper: red":                                            {"red", "red"},
		"":                                                                {"", ""},
	} {
		if got := paper([]byte(sheet)); got != want {
			t.Errorf("%s: %q, want %q", sheet, got, want)
		}
	}
}
