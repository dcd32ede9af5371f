package theme

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"drukpers/internal/config"
	"drukpers/themes"
)

// TestStylesheetTokens has what looks like a reference and is none, and references in every spelling.
func TestStylesheetTokens(t *testing.T) {
	t.Parallel()
	const inner = "p{color:red}"
	for css, want := range map[string]string{
		`/* url("nergens.png") */ p{}`:                    "the same",
		`p::after{content:"url(x.png)"}`:                  "the same",
		`p::after{content:'@import "x.css";'}`:            "the same",
		`/* @import "binnen.css"; */`:                     "the same",
		`@import "https://c.nl/a.css";`:                   "the same",
		`@import url(//c.nl/a.css) print;`:                "the same",
		`@import "/eigen.css";`:                           "the same",
		`p{background:url(data:image/png;base64,AA)}`:     "the same",
		`p{background:url("#a") url(https://c.nl/a.png)}`: "the same",
		`p{background:url(/plaatje.png)}`:                 "the same",
		`@media print{p{}}`:                               "the same",
		``:                                                "the same",
		`@import "binnen.css"`:                            inner, // without an end
		`@import "binnen.css";`:                           inner,
		`@import 'binnen.css';`:                           inner,
		`@IMPORT /* a */ "./binnen.css" ;`:                inner,
		`@import url("binnen.css");`:                      inner,
		`@import url( binnen.css );`:                      inner,
		`@import "binnen.css" print;`:                     "@media print {\n" + inner + "\n}",
		`@import "binnen.css" screen and (width > 9em);`:  "@media screen and (width > 9em) {\n" + inner + "\n}",
		`@import "binnen.css" layer(basis);`:              "@layer basis {\n" + inner + "\n}",
		`@import "binnen.css" supports(display: grid) print;`: "@supports (display: grid) {\n@media print {\n" +
			inner + "\n}\n}",
		`p{background:URL('icon.svg')}`:      "p{background:url(\"/assets/icon.svg\")}",
		`p{background:url(icon.svg?a#b)}`:    "p{background:url(\"/assets/icon.svg?a#b\")}",
		`p{background:url( "./icon.svg" )}`:  "p{background:url(\"/assets/icon.svg\")}",
		`@import "diep/laag.css";`:           "a{background:url(\"/assets/icon.svg\")}",
		"@import 'binnen.css';\nb{}\n":       inner + "\nb{}\n",
		`p{background:image-set("icon.svg")`: "the same",
	} {
		files, err := ReadFiles(fstest.MapFS{
			"themes/krant/assets/eigen.css":     {Data: []byte(css)},
			"themes/krant/assets/binnen.css":    {Data: []byte(inner)},
			"themes/krant/assets/diep/laag.css": {Data: []byte("a{background:url(../icon.svg)}")},
		}, themes.Krant(), "krant")
		if err != nil {
			t.Fatal(err)
		}
		th, problems := New(files, config.Default(), false)
		if len(problems) > 0 {
			t.Errorf("%s: %v", css, problems)
			continue
		}
		if want == "the same" {
			want = css
		}
		got := strings.ReplaceAll(sheetOf(t, th, "eigen.css"), th.assetURL["icon.svg"], "/assets/icon.svg")
		if got != want {
			t.Errorf("%s gives\n%s, want\n%s", css, got, want)
		}
		if imported := strings.Contains(want, inner) && !strings.Contains(css,
			"c.nl"); imported != (th.assetURL["binnen.css"] == "") {
			t.Errorf("%s: binnen.css is at %q", css, th.assetURL["binnen.css"])
		}
	}
}

func sheetOf(t *testing.T, th *Theme, name string) string {
	t.Helper()
	for _, f := range th.assets {
		if f.URL == th.assetURL[name] {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			return string(data)
		}
	}
	t.Fatalf("no %s", name)
	return ""
}

func TestStylesheetMistakes(t *testing.T) {
	t.Parallel()
	for css, want := range map[string]string{
		"p { color: red }\n@import \"nergens.css\";": "eigen.css:2:1: het stijlblad “nergens.css” is er niet, of haalt " +
			"zichzelf op",
		"\n\n@import 'eigen.css';": "eigen.css:3:1: het stijlblad “eigen.css” is er niet, of haalt " +
			"zichzelf op",
		"/*\n*/\np { background: url(nergens.png) }": "eigen.css:3:1: het bestand “nergens.png” is er niet",
		"@import \"kring.css\";": "eigen.css:1:1: het stijlblad “kring.css” is er niet, of haalt " +
			"zichzelf op",
		"p { background: url(nergens.png": "eigen.css:1:1: het bestand “nergens.png” is er niet",
	} {
		project := fstest.MapFS{"themes/krant/assets/eigen.css": {Data: []byte(css)}}
		if strings.Contains(css, "kring") {
			project["themes/krant/assets/kring.css"] = &fstest.MapFile{Data: []byte(`@import "eigen.css";`)}
		}
		files, err := ReadFiles(project, themes.Krant(), "krant")
		if err != nil {
			t.Fatal(err)
		}
		_, problems := New(files, config.Default(), false)
		if len(problems) == 0 {
			t.Errorf("%q: no problem", css)
			continue
		}
		if got := fmt.Sprintf("%s: %s", problems[0].Place(), problems[0].Text); !strings.HasSuffix(got, "/assets/"+want) {
			t.Errorf("%q: %s", css, got)
		}
	}
}

// TestLanguage lays an own file over the built-in one, key by key.
func TestLanguage(t *testing.T) {
	t.Parallel()
	th := load(t, fstest.MapFS{"themes/krant/nl.yaml": {Data: []byte("texts: {related: Ook lezen}\ncounts: {minutes: " +
		"{one: 1 min, other: \"%d min\"}}\n")}}, false)
	builtin := load(t, fstest.MapFS{}, false)
	if got := th.Language.Text("related"); got != "Ook lezen" {
		t.Errorf("an own text is %q", got)
	}
	if got, want := th.Language.Text("home"), builtin.Language.Text("home"); got != want || want == "home" {
		t.Errorf("another text is %q, want %q", got, want)
	}
	if got, err := th.Language.count("minutes", 1200); got != "1.200 min" || err != nil {
		t.Errorf("a count is %q, %v", got, err)
	}
	if len(th.Language.Months) != 12 || th.Language.Date != builtin.Language.Date {
		t.Errorf("months %q, date %q", th.Language.Months, th.Language.Date)
	}
	if got := th.Language.Text("geen"); got != "geen" {
		t.Errorf("a text that is not there is %q", got)
	}
}
