package content

import (
	"strings"
	"testing"

	"drukpers/internal/config"
	"drukpers/internal/dev/golden"
	"drukpers/internal/report"
)

// What an editor gets to see of every mistake that a file can hold.
func TestProblems(t *testing.T) {
	golden.Each(t, "problems/*.md", func(t *testing.T, file string, data []byte) {
		fsys := project(map[string]string{"content/nieuws/a.md": string(data)})
		_, problems, err := new(Library).Load(fsys, config.Default(), nil)
		if err != nil || len(problems) == 0 {
			t.Fatalf("%d problems, %v", len(problems), err)
		}
		golden.Equal(t, strings.TrimSuffix(file, ".md")+".txt", printed(problems, fsys))
	})
}

// What a file of testdata can't hold without an editor or git changing it.
func TestProblemsInBytes(t *testing.T) {
	many := strings.Repeat("a", 90_000)
	for _, tt := range []struct{ name, data, want string }{
		{"empty", "", "1:1 geen-kop"},
		{"white space", " \n\t\r\n", "1:1 geen-kop"},
		{"BOM", "\uFEFF---\ntitle: x\n---\n", ""},
		{"BOM before a mistake", "\uFEFF---\ntitle: x\ndate: 1\n---\n", "3:7 datum"},
		{"BOM alone", "\uFEFF", "1:1 geen-kop"},
		{"CRLF", "---\r\ntitle: x\r\ndate: 1\r\ntags: ['!']\r\n---\r\n", "3:7 datum, 4:8 term-zonder-pad"},
		{"CRLF and TOML", "+++\r\ntitle = 'x'\r\ndate = 1\r\n+++\r\n", "3:8 datum"},
		{"CRLF and JSON", "{\r\n\"title\": \"x\",\r\n\"date\": 1\r\n}\r\n", "3:9 datum"},
		{"CRLF and YAML syntax", "---\r\ntitle: x\r\ndate: a: b\r\n---\r\n", "3:8 syntaxis"},
		{"empty lines first", "\n\r\n  \n---\ntitle: x\ndate: 1\n---\n", "6:7 datum"},
		{"empty lines before JSON", "\n\n  {\"title\": \"x\",\n\"date\": 1}\n", "4:9 datum"},
		{"lone CR", "---\ntitle: a\rb\ndate: 1\n---\n", "3:7 datum"},
		{"line separator", "---\ntitle: a\u2028b\ndate: 1\n---\n", "3:7 datum"},
		{"no line end", "---\ntitle: x\n---", ""},
		{"delimiter alone", "---", "1:1 kop-niet-gesloten"},
		{"spaces after the delimiters", "--- \ntitle: x\n---\t\nTekst.", ""},
		{"Latin-1", "---\ntitle: caf\xe9\n---\n", "2:11 geen-utf8"},
		{"UTF-16", "\xff\xfe-\x00-\x00-\x00\n\x00", "1:1 geen-utf8"},
		{"half a character", "---\ntitle: één\n---\nTekst \xc3", "4:7 geen-utf8"},
		{"conflict", "---\ntitle: x\n---\nEen.\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> tak", "5:1 conflict, 9:1 conflict"},
		{"conflict of three", "---\ntitle: x\n---\n||||||| 123abc\n=======\n", "4:1 conflict"},
		{"conflict in code", "---\ntitle: x\n---\n```\n<<<<<<< HEAD\n>>>>>>> tak\n```", ""},
		{"seven quotations", "---\ntitle: x\n---\n>>>>>>>Tekst", ""},
		{"U+FFFD is a character", "---\ntitle: caf\uFFFD\n---\n", ""},
		{"NUL", "---\ntitle: a\x00b\n---\n", "2:9 syntaxis"},
		{"no front matter but braces", "{{< figuur >}}\n", "1:1 geen-kop"},
		{"huge body", "---\ntitle: x\n---\n" + strings.Repeat("woord ", 1<<14), ""},
		{"too large a body", "---\ntitle: x\n---\n" + strings.Repeat("woord ", 1<<16), "1 te-veel"},
		{"too large a line of links", "---\ntitle: x\n---\nTekst.\n" + strings.Repeat("[a](", maxBrackets+1), "5 te-veel"},
		{"too many notes", "---\ntitle: x\n---\n" + strings.Repeat("[^1]: a\n", maxBrackets+1), "3004 te-veel"},
		{"as many", "---\ntitle: x\n---\n" + strings.Repeat("[a](/b/)\n", maxBrackets), ""},
		{"quotes in quotes", "---\ntitle: x\n---\na\n" + strings.Repeat("> - 1. ", 11) + "a", "5 te-veel"},
		{"fewer", "---\ntitle: x\n---\n" + strings.Repeat("> - 1. ", 10) + "a\n" + strings.Repeat("-", 99), ""},
		{"many tags", "---\ntitle: x\ntags: [" + strings.Repeat("a, ", maxTerms) + "a]\n---\n", "3:7 te-veel"},
		{"huge title", "---\ntitle: " + many + "\n---\n", ""},
		{"huge line with a mistake", "---\ntitle: [" + many + "\n---\n", "2:8 syntaxis"},
		{"deep YAML", "---\ntitle: x\nparams: " + strings.Repeat("[", 1<<16) + "\n---\n", "3:10009 syntaxis"},
		{"deep JSON", "{\"title\": " + strings.Repeat("[", 1<<16), "1:1010 syntaxis"},
		{"deep TOML", "+++\ntitle = " + strings.Repeat("[", 1<<16) + "\n+++\n", "2:10009 syntaxis"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, problems, err := new(Library).Load(project(map[string]string{"content/a.md": tt.data}), config.Default(), nil)
			if err != nil {
				t.Fatal(err)
			}
			problems.Sort()
			equal(t, places(problems), tt.want)
		})
	}
}

// A problem of a list's item stands at that item, though empty items are left out of the list.
func TestPosition(t *testing.T) {
	a := article(t, "---\ntitle: x\ntags: ['', a, ~, b]\nbron: Naam\ncover: {image: a}\naliases: /oud/\n---\n")
	for _, tt := range []struct {
		key  string
		i    int
		want report.Pos
	}{
		{"title", -1, report.Pos{Line: 2, Col: 8}},
		{"tags", -1, report.Pos{Line: 3, Col: 7}},
		{"tags", 0, report.Pos{Line: 3, Col: 12}},
		{"tags", 1, report.Pos{Line: 3, Col: 18}},
		{"tags", 2, report.Pos{Line: 3, Col: 7}},
		{"aliases", 0, report.Pos{Line: 6, Col: 10}},
		{"bron", -1, report.Pos{Line: 4, Col: 7}},
		{"cover", -1, report.Pos{Line: 5, Col: 8}},
		{"date", -1, report.Pos{Line: 1, Col: 1}},
	} {
		t.Run(tt.key, func(t *testing.T) { equal(t, a.Position(tt.key, tt.i), tt.want) })
	}
}

// Whatever the bytes are: no panic, and a place that the file has.
func FuzzFrontMatter(f *testing.F) {
	for _, seed := range []string{
		everyFieldYAML, everyFieldTOML, everyFieldJSON, "", "---\n---\n", "---", "{", "{\"", "+++\n[a\n+++\n",
		"---\na: &a [*a]\n---\n", "---\n? [a]\n: b\n---\n", "---\n<<: {title: x}\n---\n", "---\r\ntitle: \xff\r\n---\r\n",
		"---\ntitle:\u00a0x\n---\n", "\u200b---\na: b\n---\n", "---\na\n<<<<<<< b\n---\n",
		"----\na: b\n—-\n", "<<<<<<< a\n---\n",
		"---\ntags: a, 1,5 ,/b,\nauthor: [{naam: &a x}, *a]\ntoc: {show: nee}\nstatus: todo\n---\n",
		"---\ntitle: x #y\nsummary: !z &#8217; &b\ndate: 2026/1/2 3:04 +0100\nexpiryDate: 1 maart 2026\n---\n",
		"---\n\r\r00\n---", "+++\n[[a]]\nb=1\n[a.c]\n+++\n", ";;;\n[1]\n;;;\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		h, problems := parseHead("a.md", data, amsterdam)
		lines := strings.Count(string(data), "\n") + 1
		for _, p := range problems {
			if p.Line < 1 || p.Line > lines || p.Col < 0 || p.Rule == "" || p.Text == "" {
				t.Errorf("%q: %+v", data, p)
			}
		}
		if !problems.HasErrors() && !strings.HasSuffix(string(data), string(h.body)) {
			t.Errorf("%q: body %q", data, h.body)
		}
	})
}

// A folder in very many others is told, and not looked into.
func TestDeepFolders(t *testing.T) {
	for _, top := range []string{"content", "static"} {
		deep := top + strings.Repeat("/a", maxFolders)
		files := project(map[string]string{
			deep + "/a.md":   "---\ntitle: x\ndate: 2026-03-01\n---\n",
			deep + "/b/b.md": "---\ntitle: x\ndate: 2026-03-01\n---\n",
		})
		_, problems, err := new(Library).Load(files, config.Default(), nil)
		if top == "static" {
			_, problems, err = StaticFiles(files, "static/.varianten")
		}
		if err != nil || len(problems) != 1 || problems[0].File != deep+"/b" || problems[0].Rule != "te-veel" {
			t.Errorf("got %v, %v", problems, err)
		}
	}
}
