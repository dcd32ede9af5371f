package theme

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"drukpers/internal/config"
	"drukpers/themes"
)

// awkward are templates in which a minifier could change what a page says.
var awkward = map[string]string{
	"conditional attributes": `<p{{if .Yes}} class="a b"{{end}} ` +
		`{{if .No}}id="x"{{else}}id="y"{{end}} title='{{.Text}}'>x</p>`,
	"a conditional tag":         `{{if .Yes}}<div>{{else}}<section>{{end}} x {{if .Yes}}</div>{{else}}</section>{{end}}`,
	"attributes without quotes": `<a href={{.Link}} title={{.Text}}>x</a>`,
	"quotes in quotes": `<p title="{{if eq .Text "a"}}b{{else}}{{.Text}}{{end}}" ` +
		`data-x='{"a": "{{.Text}}"}'>x</p>`,
	"a class of parts": `<p class="a {{if .Yes}}b{{end}} {{.Text}}">x</p>`,
	"trim marks":       "<p> a {{- .Text -}} b {{.Text}}\n{{- /* c */ -}}\n c </p>",
	"space between phrases": "<p><b>{{.Text}}</b> <i>{{.Text}}</i>\n{{.Text}} <span> x </span> y<br> z <img " +
		"src=\"/a.png\"> q</p>",
	"space at the ends":        " {{.Text}} ",
	"space around partials":    `<p>a{{template "partials/bit.html" .}}b {{template "partials/bit.html" .}} c</p>`,
	"a list":                   "<ul>\n{{range .List}}\n<li> {{.}} </li>\n{{else}}<li>-</li>{{end}}\n</ul>",
	"phrases of a list":        `<p>{{range .List}} <b>{{.}}</b>{{end}} einde</p>`,
	"pre":                      "<pre>\n  {{.Text}}\n\n   b{{range .List}}\n <b> {{.}} </b>{{end}}\n</pre> <p> x </p>",
	"textarea":                 "<textarea>\n  {{.Text}}  a\n   b </textarea><textarea>  c  d </textarea>",
	"a script":                 "<script>\nvar a = {{.Text}}; // c\nvar b = \"x  y &amp; z\", c = 1\n</script>",
	"a script without actions": "<script>\nvar b = \"x  y &amp; z\";\n</script><p> a </p>",
	"data":                     `<script type="application/ld+json">{ "a": {{.Text}} , "b" : "c  d" }</script>`,
	"a style":                  "<style>\n.a::before { content: \"a  b\"; }\n</style><p> a </p>",
	"a drawing": `<svg viewBox="0 0 24 24" class="x">` +
		`<circle cx="12" cy="12" r="9"/><text x="1"> a  b </text></svg>`,
	"a drawing with actions": `<svg viewBox="0 0 24 24"><path d="M 0 0 L 10 10"/>{{if .Yes}}<circle r="1.0"/>{{end}}` +
		`<text fill="{{.Text}}">{{.Text}}</text></svg>`,
	"comments":                   "a <!-- b --> c <!-- {{.Text}} --> d {{/* e */}} f <!--[if IE]> g <![endif]-->",
	"actions that comments hold": "a <!-- {{if .No}} --> b <!-- {{end}} --> c",
	"entities":                   "<p title=\"&quot;&amp;lt;\">&lt;b&gt; &amp;amp; &eacute; &nbsp;x&nbsp; {{.Text}}</p>",
	"a form": `<form action="" method="get"><input type="text" name="q" value="{{.Text}}"><input value="" type="search">` +
		`<select> <option value="1"{{if .Yes}} selected{{end}}>a</option> ` +
		`{{range .List}}<option>{{.}}</option> {{end}}</select><button type="submit">b</button></form>`,
	"a table": "<table>\n<thead><tr> <th colspan=\"1\"> a </th></tr></thead> <tbody>{{range " +
		".List}}\n<tr> <td> {{.}} </td> </tr>{{end}}</tbody></table>",
	"a definition list": "<dl> {{range .List}}<div> <dt>a</dt> <dd>{{.}}</dd> </div>{{end}} </dl>",
	"no script":         "<noscript> <p> {{.Text}} </p> </noscript>",
	"a block in a define": `{{define "bits"}} <b>{{.Text}}</b> {{end}}<p>a{{template "bits" .}}b</p>` +
		`{{block "more" .}} <i>c</i> {{end}}`,
	"empty attributes": `<img alt="" src="{{.Link}}" title=""><input checked="checked" disabled>` +
		`<a id="a" name="a" href="{{.Link}}">x</a>`,
	"unclosed elements":            "<ul><li>{{.Text}}<li>b</ul><p>c<p>{{.Text}}",
	"capitals":                     `<P CLASS="A" ID="B">{{.Text}}</P>`,
	"a scheme in capitals":         `<a href="HTTPS://A.nl/{{.Text}}">x</a><a href="HTTP://a.nl/B">y</a>`,
	"text that looks like an end":  `<p>{{"</p>"}} {{.Text}} > < b</p>`,
	"braces that are no action":    "<p>{{`{{`}} {{.Text}} }}</p>",
	"a template element":           "<template> <p> {{.Text}} </p> </template>",
	"language of a part":           `<p lang="en">{{.Text}}</p><html lang="nl">`,
	"variables and ranges of pair": `{{$a := .Text}}{{range $i, $x := .List}}<b>{{$i}}</b> {{$x}} {{$a}} {{end}}`,
}

// TestMinifyTemplate compares the documents that a browser makes of pages from templates as they are written and
// minified.
func TestMinifyTemplate(t *testing.T) {
	t.Parallel()
	view := map[string]any{
		"Yes": true, "No": false, "Text": "a  & \"b\" 'c' <d>", "Link": "/één/?a=1&b=2",
		"List": []string{"een", "twee  drie"},
	}
	for name, source := range awkward {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			project := fstest.MapFS{
				"themes/krant/page.html":         {Data: []byte(source)},
				"themes/krant/partials/bit.html": {Data: []byte(" <b>{{.Text}}</b>\n")},
			}
			documents := map[bool][]string{}
			for _, minified := range []bool{false, true} {
				var b strings.Builder
				if err := load(t, project, minified).Execute(&b, "page.html", view); err != nil {
					t.Fatal(err)
				}
				documents[minified] = outline(t, b.String())
			}
			if diff := cmp.Diff(documents[false], documents[true]); diff != "" {
				t.Errorf("(-as written +minified):\n%s", diff)
			}
		})
	}
}

// TestMinifiesTemplates holds that it is not the fallback of unminified templates that passes the test above.
func TestMinifiesTemplates(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"<p>\n  {{.}}\n</p>\n\n<ul>\n<li>a</li>\n</ul>\n": "<p>{{.}}</p><ul><li>a</li></ul>",
		" <b>{{.}}</b> ":  " <b>{{.}}</b> ",
		"<!-- {{.}} -->":  "<!-- {{.}} -->",
		"a <!-- b -->\nc": "a c",
	} {
		if got, err := minifyTemplate(source); got != want || err != nil {
			t.Errorf("%q gives %q, want %q", source, got, want)
		}
	}
	if th := load(t, fstest.MapFS{},
		true); th.templates.Lookup("article.html").Tree.Root.String() == th.sources["article.html"] {
		t.Error("the templates of krant are as written")
	}
}

// load makes a theme of the built-in one and a project's own files.
func load(t *testing.T, project fstest.MapFS, minified bool) *Theme {
	t.Helper()
	files, err := ReadFiles(project, themes.Krant(), "krant")
	if err != nil {
		t.Fatal(err)
	}
	made, problems := New(files, config.Default(), minified)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return made
}

// outline lists the elements of a document with their attributes, and its texts: white space counts where it shows.
func outline(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(false))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	text, space := "", true // whether white space came last, tags left out
	end := func() {
		if text = strings.TrimSpace(text); text != "" {
			list = append(list, text)
		}
		text, space = "", true
	}
	var walk func(n *html.Node, exact bool)
	walk = func(n *html.Node, exact bool) {
		switch n.Type {
		case html.TextNode:
			switch {
			case exact:
				text, space = text+n.Data, false
			case n.Parent.Data == "script" || n.Parent.Data == "style": // minified by their own rules
				text += "code of " + n.Parent.Data
			default:
				for _, r := range n.Data {
					if blank := strings.ContainsRune(" \t\n\r\f", r); !blank {
						text += string(r)
						space = false
					} else if !space {
						text += " "
						space = true
					}
				}
			}
		case html.ElementNode:
			inline := phrases[n.Data]
			if !inline {
				end()
			}
			tag := "<" + n.Data
			for _, a := range n.Attr {
				if implied[n.Data+" "+a.Key+"="+a.Val] || a.Val == "" && a.Key != "alt" ||
					a.Key == "name" && attr(n, "id") == a.Val {
					continue
				}
				value := a.Val
				if a.Key == "href" {
					value = strings.NewReplacer("HTTPS:", "https:", "HTTP:", "http:").Replace(value)
				}
				tag += " " + a.Key + "=" + value
			}
			switch {
			case n.Data == "br":
				text, space = strings.TrimRight(text, " ")+"<br>", true
			case inline:
				text += tag + ">"
			default:
				list = append(list, tag+">")
			}
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c, exact || n.Data == "pre" || n.Data == "textarea")
			}
			if inline {
				text += "</" + n.Data + ">"
			} else {
				end()
			}
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, exact)
		}
	}
	walk(root, false)
	return list
}

// phrases are the elements that stand in a line of text.
var phrases = map[string]bool{"b": true, "i": true, "span": true, "a": true, "img": true, "br": true, "svg": true}

// implied are attributes that say what is so without them.
var implied = map[string]bool{
	"input type=text": true, "button type=submit": true, "form method=get": true, "th colspan=1": true,
	"input checked=checked": true,
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
