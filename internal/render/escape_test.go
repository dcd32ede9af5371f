package render

import (
	"bytes"
	"errors"
	"html/template"
	"strings"
	"testing"
	"time"

	"drukpers/internal/content"
	"drukpers/themes"
)

// unescaped is what html/template makes of a value in the place of an escaping.
func (e *escaping) unescaped(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	if err := e.other.Execute(&b, v); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), e.before), e.after)
}

func TestEscapings(t *testing.T) {
	text := `Zo'n "één" + <b>&amp; & </script> ]]> javascript:alert(1)`
	var absent *Moment
	values := map[string]any{
		"plain text": "Gewoon een tekst", "empty": "", "specials": text, "NUL": "a\x00b", "not UTF-8": "a\xff<b",
		"HTML": template.HTML("<b>a & b</b>"), "URL": template.URL("javascript:a(\"b\")"), "JS": template.JS("a < b"), "CSS": template.CSS("a > b"),
		"attribute": template.HTMLAttr(`a="b"`), "pointer": &text, "nil": nil, "nil pointer": absent,
		"number": 12, "fraction": 1.5e30, "bool": true, "duration": time.Second, "error": errors.New(text), "list": []string{"a", "<b>"},
		"path": "/a/b-c_d.html", "anchor": "#a", "relative": "a/b", "query": "/a?b=c&d=e+f", "whole": "https://a.nl/b%C3%A9?c=(d)",
		"encoded badly": "/a%2gb", "encoded as badly": "/a%g2b", "sign alone": "/a%", "encoded at the end": "/a%2", "unencoded": "/één b", "mail": "mailto:a@b.nl?subject=c%20d", "upper case": "HTTPS://a.nl/",
		"script": "javascript:alert(1)", "script in upper case": "JavaScript:alert(1)", "data": "data:text/html,a", "colon in a path": "/a:b", "colon": "a:b",
		"quotes in a link": `/a'b"c(d)`, "scheme alone": "http:", "line break": "/a\nb", "brackets": "http://[::1]/",
	}
	for _, e := range escapings {
		for name, v := range values {
			if got, want := e.escape(v), e.unescaped(t, v); got != want {
				t.Errorf("%s, %s: %q, html/template says %q", e.name, name, got, want)
			}
		}
	}
}

func FuzzEscapings(f *testing.F) {
	f.Add("https://a.nl/b%C3%A9?c=(d)&e+f'\"<>\x00\xff")
	f.Add("javascript:a")
	f.Add("#a:b")
	f.Fuzz(func(t *testing.T, text string) {
		for _, e := range escapings {
			if got, want := e.escape(text), e.unescaped(t, text); got != want {
				t.Errorf("%s, %q: %q, html/template says %q", e.name, text, got, want)
			}
		}
	})
}

// TestSimplify holds that the escapers of the theme's templates are replaced; TestFold that pages stay the same.
func TestSimplify(t *testing.T) {
	files := map[string][]byte{}
	if err := readFolder(files, themes.Krant(), "."); err != nil {
		t.Fatal(err)
	}
	theme, problems := newTheme(files, content.DefaultConfig(), false)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, name := range []string{"article.html", cardName} {
		tree := theme.templates.Lookup(name).Tree.Root.String()
		if strings.Contains(tree, escaperPrefix) || !strings.Contains(tree, "| _drukpers_text}}") || !strings.Contains(tree, "| _drukpers_link}}") {
			t.Errorf("%s: escapers are left: %s", name, tree)
		}
	}
}
