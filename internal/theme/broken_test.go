package theme

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"drukpers/internal/config"
	"drukpers/themes"
)

// TestTruncatedTemplates cuts every template of krant off, as a save that is under way does, at up to 500 places. None
// makes the program panic; a theme with a mistake in it says where, the same every time.
func TestTruncatedTemplates(t *testing.T) {
	t.Parallel()
	cuts := 50
	if os.Getenv("DRUKPERS_CHAOS") != "" {
		cuts = 500
	} else if testing.Short() {
		cuts = 5
	}
	err := fs.WalkDir(themes.Krant(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".html" {
			return err
		}
		data, err := fs.ReadFile(themes.Krant(), name)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i := range min(cuts, len(data)) {
				cut := data[:i*len(data)/min(cuts, len(data))]
				first := problemsOf(t, name, cut)
				if i%10 != 0 {
					continue
				}
				if again := problemsOf(t, name, cut); !slices.Equal(first, again) {
					t.Errorf("%q: first %q, then %q", cut, first, again)
				}
			}
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// problemsOf tells what is wrong with krant when one of its templates is another.
func problemsOf(t *testing.T, name string, source []byte) []string {
	t.Helper()
	project := fstest.MapFS{"themes/krant/" + name: {Data: source}}
	files, err := ReadFiles(project, themes.Krant(), "krant")
	if err != nil {
		t.Fatal(err)
	}
	_, problems := New(files, config.Default(), len(source)%2 == 0)
	var said []string
	for _, p := range problems {
		if !strings.HasPrefix(p.File, "themes/krant/") || p.Line == 0 && !strings.HasSuffix(p.Text, "is leeg") ||
			p.Text == "" {
			t.Errorf("%q: %+v", source, p)
		}
		said = append(said, p.Place()+": "+p.Text)
	}
	return said
}

// TestBrokenTemplates has mistakes that html/template finds only when it escapes, in templates that others call.
func TestBrokenTemplates(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ file, source, want string }{
		"a quote too few": {
			"partials/article-head.html", "<h1>{{.Title}}</h1>\n<a href=\"{{.URL}}>{{.Title}}</a>",
			"themes/krant/partials/article-head.html:2",
		},
		"no such template": {
			"partials/article-head.html", "<h1>x</h1>\n{{template \"weg.html\" .}}",
			"themes/krant/partials/article-head.html:2",
		},
		"half a tag":      {"partials/foot.html", "</main><a href=\"", "themes/krant/partials/foot.html:1"},
		"branches":        {"card.html", "{{if .}}<a {{else}}<b>{{end}}x", "themes/krant/card.html:1"},
		"in a card":       {"partials/card.html", "\n<a href=\"{{.URL}}>x</a>", "themes/krant/partials/card.html:2"},
		"not closed":      {"article.html", "{{if .Article}}\nx", "themes/krant/article.html:2"},
		"an unknown word": {"article.html", "\n{{nergens .}}", "themes/krant/article.html:2"},
		"blank page":      {"article.html", " \n", "themes/krant/article.html: dit sjabloon is leeg"},
		"blank layout":    {"breed.html", "", "themes/krant/breed.html: dit sjabloon is leeg"},
		"blank card":      {"partials/card.html", "", "themes/krant/partials/card.html: dit sjabloon is leeg"},
		"in a script": {
			"home.html", "<script>var a = {{.Title}}</script><script>`${{{.Title}}",
			"themes/krant/home.html",
		},
		"calls itself":       {"home.html", "{{template \"home.html\" .}}", ""},
		"a partial may be":   {"partials/eigen.html", "", ""},
		"an attribute alone": {"partials/eigen.html", ` class="{{.}}"`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			said := problemsOf(t, test.file, []byte(test.source))
			if len(said) > 1 || len(said) == 0 && test.want != "" ||
				len(said) == 1 && (test.want == "" || !strings.HasPrefix(said[0], test.want)) {
				t.Errorf("got %q, want %q", said, test.want)
			}
		})
	}
}
