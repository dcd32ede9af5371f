package content

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/yuin/goldmark/ast"
)

// policies are the settings of raw_html.
var policies = []string{RawEscape, RawSanitize, RawAllow}

// pictures has one picture of 30 by 20 pixels.
func pictures(t testing.TB) fstest.MapFS {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{
		"static/img/a.png":          {Data: b.Bytes(), ModTime: longAgo},
		"static/img/met spatie.png": {Data: b.Bytes(), ModTime: longAgo},
		"static/img/kapot.png":      {Data: b.Bytes()[:8], ModTime: longAgo},
		"static/img/tekst.txt":      {Data: []byte("geen plaatje"), ModTime: longAgo},
	}
}

// markdownUnder renders for a site in a folder of its host, without typography, which has tests of its own.
func markdownUnder(t testing.TB, policy string) *markdown {
	t.Helper()
	config, problems := ParseConfig([]byte("base_url: https://a.nl/blog/\nmarkdown: {typography: false, raw_html: " + policy + "}\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return newMarkdown(config, newImages(staticFiles(t, pictures(t))))
}

func TestMarkdown(t *testing.T) {
	m := markdownUnder(t, RawSanitize)
	eachFile(t, "markdown/*.md", func(t *testing.T, file string, data []byte) {
		golden(t, strings.TrimSuffix(file, ".md")+".html", htmlOf(m, data))
	})
}

// HTML in markdown, under each of the policies.
func TestRawHTML(t *testing.T) {
	for _, policy := range policies {
		m := markdownUnder(t, policy)
		eachFile(t, "rawhtml/*.md", func(t *testing.T, file string, data []byte) {
			golden(t, strings.TrimSuffix(file, "md")+policy+".html", htmlOf(m, data))
		})
	}
}

// What markdown itself makes must not depend on the policy, nor on there being HTML beside it.
func TestPoliciesAgree(t *testing.T) {
	eachFile(t, "markdown/*.md", func(t *testing.T, file string, data []byte) {
		if strings.Contains(file, "odd") {
			t.Skip("has classes that sanitize refuses")
		}
		want := htmlOf(markdownUnder(t, RawEscape), data)
		if got := htmlOf(markdownUnder(t, RawAllow), data); got != want {
			t.Errorf("allow: %s\nescape: %s", got, want)
		}
		beside := htmlOf(markdownUnder(t, RawSanitize), append([]byte("<hr>\n\n"), data...))
		if got := strings.TrimPrefix(normalHTML(t, beside), "<hr/>\n"); got != normalHTML(t, want) {
			t.Errorf("with HTML beside it:\n%s\nwithout:\n%s", got, normalHTML(t, want))
		}
	})
}

func TestSponsored(t *testing.T) {
	const body = "[elders](https://elders.nl/) <https://elders.nl/> https://elders.nl/ [hier](/x/) [host](https://A.nl/)"
	m := markdownUnder(t, RawSanitize)
	for sponsored, rel := range map[bool]string{false: `rel="noopener"`, true: `rel="noopener nofollow sponsored"`} {
		got := m.render([]byte(body), wishes{sponsored: sponsored}).html.String()
		if strings.Count(got, rel) != 3 || strings.Count(got, "rel=") != 3 {
			t.Errorf("sponsored %v: %s", sponsored, got)
		}
	}
	if got := article(t, "---\ntitle: x\ngesponsord: true\n---\n"+body).Body().HTML; strings.Count(got, "sponsored") == 0 {
		t.Errorf("front matter says sponsored: %s", got)
	}
}

func TestHeadingIDs(t *testing.T) {
	for _, tt := range []struct {
		texts []string
		want  string
	}{
		{[]string{"Eén Twee"}, "eén-twee"},
		{[]string{"Wat is MoltBook, en waarom?"}, "wat-is-moltbook-en-waarom"},
		{[]string{"  a  b  "}, "a--b"},
		{[]string{"snake_case - 2.0"}, "snake_case---20"},
		{[]string{"C# & C++"}, "c--c"},
		{[]string{"日本"}, "日本"},
		{[]string{"!!!", "???", ""}, "heading heading-1 heading-2"},
		{[]string{"a", "A", "a!"}, "a a-1 a-2"},
		{[]string{"a", "a-1", "a"}, "a a-1 a-2"},
		{[]string{"a-1", "a", "a"}, "a-1 a a-2"},
		{[]string{"heading", "!"}, "heading heading-1"},
	} {
		t.Run(strings.Join(tt.texts, "|"), func(t *testing.T) {
			h := &headingIDs{}
			var got []string
			for _, text := range tt.texts {
				got = append(got, string(h.Generate([]byte(text), ast.KindHeading)))
			}
			equal(t, strings.Join(got, " "), tt.want)
		})
	}
}

func TestImageSize(t *testing.T) {
	im := newImages(staticFiles(t, pictures(t)))
	for reference, want := range map[string]Size{
		"/img/a.png":             {30, 20},
		"/img/met%20spatie.png":  {30, 20},
		"/img/weg.png":           {},
		"/img/kapot.png":         {},
		"/img/tekst.txt":         {},
		"/../static/img/a.png":   {},
		"/%zz.png":               {},
		"img/a.png":              {},
		"https://a.nl/img/a.png": {},
		"//elders.nl/img/a.png":  {},
		"/img/a.png?v=2":         {},
		"":                       {},
	} {
		t.Run(reference, func(t *testing.T) {
			for range 2 { // from the file, then from memory
				equal(t, im.Size(reference), want)
			}
		})
	}
	equal(t, (*Images)(nil).Size("/img/a.png"), Size{})
}

// A set of pictures is another one when a picture comes, goes, or changes in size or time.
func TestImagesSame(t *testing.T) {
	change := map[string]func(fstest.MapFS){
		"":                 func(fsys fstest.MapFS) { fsys["static/x.css"] = &fstest.MapFile{} },
		"comes":            func(fsys fstest.MapFS) { fsys["static/b.gif"] = &fstest.MapFile{} },
		"goes":             func(fsys fstest.MapFS) { delete(fsys, "static/img/a.png") },
		"grows":            func(fsys fstest.MapFS) { fsys["static/img/a.png"].Data = make([]byte, 3<<20) },
		"grows when large": func(fsys fstest.MapFS) { fsys["static/img/groot.png"].Data = make([]byte, 4<<20) },
		"later":            func(fsys fstest.MapFS) { fsys["static/img/a.png"].ModTime = longAgo.Add(time.Nanosecond) },
	}
	for name, edit := range change {
		t.Run(name, func(t *testing.T) {
			fsys := pictures(t)
			fsys["static/img/groot.png"] = &fstest.MapFile{Data: make([]byte, 3<<20), ModTime: longAgo}
			before := newImages(staticFiles(t, fsys))
			edit(fsys)
			if got, want := newImages(staticFiles(t, fsys)).same(before), name == ""; got != want {
				t.Errorf("the same: %v, want %v", got, want)
			}
		})
	}
	if newImages(nil).same(nil) {
		t.Error("no pictures are the same as none looked up")
	}
}
