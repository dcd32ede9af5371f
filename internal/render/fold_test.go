package render

import (
	"bytes"
	"html/template"
	"strings"
	"testing"

	"drukpers/internal/content"
	"drukpers/themes"
)

// TestFold runs templates with constants in every kind of place, as they are written and with the constants in them.
func TestFold(t *testing.T) {
	const texts = `
  kaal: Gewoon een tekst
  moeilijk: "Zo'n \"tekst\" + <b>&amp; & </script> ]]> javascript:alert(1)"
  leeg: ""
  waarde: "Van %s"
`
	for name, body := range map[string]string{
		"text":             `<p>{{t "kaal"}} {{t "moeilijk"}} {{t "waarde" .}}</p>`,
		"title":            `<title>{{t "moeilijk"}}</title><textarea>{{t "moeilijk"}}</textarea>`,
		"attribute":        `<p title="{{t "moeilijk"}}" aria-label='{{t "moeilijk"}}'>x</p>`,
		"without quotes":   `<p title={{t "moeilijk"}} class={{t "kaal"}}>x</p>`,
		"links":            `<a href="{{t "moeilijk"}}">a</a><a href="{{t "kaal"}}">b</a><img src={{asset "a b.svg"}}><img src="{{asset "a b.svg"}}" srcset="{{asset "c.svg"}} 2x">`,
		"an asset as text": `<p data-x="{{asset "c.svg"}}">{{asset "c.svg"}} {{asset "a b.svg"}}</p>`,
		"script":           `<script>let a = {{t "moeilijk"}}, b = "{{t "kaal"}}", c = {{asset "c.svg"}}</script><p onclick="f({{t "moeilijk"}})">x</p>`,
		"style":            `<style>a { content: "{{t "kaal"}}"; background: url("{{asset "c.svg"}}") }</style><p style="color: {{t "kaal"}}">x</p>`,
		"branches":         `{{if .}}{{t "kaal"}}{{else}}{{t "moeilijk"}}{{end}}{{with .}}{{t "kaal"}}{{else}}{{t "kaal"}}{{end}}{{range $i, $x := .}}{{t "moeilijk"}}{{else}}{{t "kaal"}}{{end}}`,
		"values":           `{{range .}}<p title="{{.}}" class={{.}}>{{.}} {{. | printf "%s!"}} {{html .}}</p><a href="{{.}}" title='{{.}}'>{{.}}</a><a href="/x?y={{.}}#{{.}}">x</a><script>f({{.}})</script><style>a{b:{{.}}}</style><textarea>{{.}}</textarea>{{end}}`,
		"other pipelines":  `{{$x := t "kaal"}}{{$x}} {{t "kaal" | printf "%q"}} {{printf "%s" (t "moeilijk")}} {{len (t "kaal")}}`,
		"partial":          `{{template "partials/x.html" .}}<p title="{{template "partials/x.html" .}}"></p><script>{{template "partials/x.html" .}}</script>`,
		"unknown":          `{{if not .}}{{t "weg"}} {{asset "weg.css"}}{{end}}{{t "leeg"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string][]byte{
				"test.html": []byte(body), "partials/x.html": []byte(`{{t "kaal"}}`), "assets/c.svg": []byte("<svg/>"), "assets/a b.svg": []byte("<svg/>"),
			}
			if err := readFolder(files, themes.Krant(), "."); err != nil {
				t.Fatal(err)
			}
			files["nl.yaml"] = []byte(strings.Replace(string(files["nl.yaml"]), "texts:\n", "texts:"+texts, 1))
			config := content.DefaultConfig()
			plain := func() *Theme {
				theme := &Theme{assetURL: map[string]string{}}
				problems := append(theme.loadLanguage(files, "nl"), theme.loadAssets(files, config, false)...)
				if problems = append(problems, theme.parse(files)...); len(problems) > 0 {
					t.Fatal(problems)
				}
				return theme
			}
			folded := plain()
			folded.fold()
			if tree := folded.templates.Lookup("test.html").Tree.Root.String(); name == "text" && strings.Contains(tree, `{{t "kaal`) {
				t.Errorf("calls are left: %s", tree)
			}
			for _, view := range []any{[]string{"een", "twee"}, []any{"a & <b>'\"", "/a/b?c=d&e", "javascript:a", template.HTML("<b>&</b>"), template.URL("data:x"), 3, nil, true}, nil} {
				var want, got bytes.Buffer
				wantErr, gotErr := plain().execute(&want, "test.html", view), folded.execute(&got, "test.html", view)
				if (wantErr == nil) != (gotErr == nil) || wantErr == nil && want.String() != got.String() {
					t.Errorf("view %v: want %s (%v)\ngot %s (%v)", view, &want, wantErr, &got, gotErr)
				}
			}
		})
	}
}
