package edit

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func read(t *testing.T, data string) *Head {
	t.Helper()
	h, problems := Read("a.md", []byte(data))
	if h == nil {
		t.Fatalf("%q: %v", data, problems)
	}
	return h
}

var moment = time.Date(2026, 3, 1, 10, 0, 0, 0, time.FixedZone("", 3600))

func TestSet(t *testing.T) {
	for _, tt := range []struct{ name, before, after string }{
		{"yaml", "---\ntitle: x\ndraft: true # nog niet\n---\nt\n", "---\ntitle: x\ndraft: false # nog niet\n---\nt\n"},
		{"no space", "---\n\"draft\":   true\n---\n", "---\n\"draft\":   false\n---\n"},
		{"empty", "---\ndraft:\ntitle: x\n---\n", "---\ndraft: false\ntitle: x\n---\n"},
		{"quoted", "---\ndraft: \"true\"\n---\n", "---\ndraft: false\n---\n"},
		{"CRLF", "---\r\ntitle: x\r\ndraft: true\r\n---\r\nt\r\n", "---\r\ntitle: x\r\ndraft: false\r\n---\r\nt\r\n"},
		{"BOM", "\uFEFF---\ntitle: é\nDraft: true\n---\n", "\uFEFF---\ntitle: é\nDraft: false\n---\n"},
		{"in brackets", "---\n{title: x, draft: true}\n---\n", "---\n{title: x, draft: false}\n---\n"},
		{"toml", "+++\ntitle = 'x'\ndraft=true # y\n+++\nt", "+++\ntitle = 'x'\ndraft=false # y\n+++\nt"},
		{"json", "{\n  \"title\": \"x\",\n  \"draft\": true\n}\nt", "{\n  \"title\": \"x\",\n  \"draft\": false\n}\nt"},
		{"json between", ";;;\n{\"draft\":true,\"title\":\"x\"}\n;;;\n", ";;;\n{\"draft\":false,\"title\":\"x\"}\n;;;\n"},
		{"new", "---\ntitle: x\n---\nt\n", "---\ntitle: x\ndraft: false\n---\nt\n"},
		{"new, CRLF", "---\r\ntitle: x\r\n---\r\n", "---\r\ntitle: x\r\ndraft: false\r\n---\r\n"},
		{"new, below a block", "---\ntags:\n  - a\n---\n\nt", "---\ntags:\n  - a\ndraft: false\n---\n\nt"},
		{"new, toml", "+++\na = 1\n[b]\nc = 2\n+++\n", "+++\na = 1\ndraft = false\n[b]\nc = 2\n+++\n"},
		{"new, json", "{\n  \"title\": \"x\"\n}\n", "{\n  \"title\": \"x\",\n  \"draft\": false\n}\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			next, err := read(t, tt.before).Set(Bool(false), "draft")
			if err != nil || string(next.Data) != tt.after {
				t.Errorf("%v\ngot  %q\nwant %q", err, next, tt.after)
			}
		})
	}
}

func TestSetTime(t *testing.T) {
	for before, after := range map[string]string{
		"---\ndate: 2026-02-01\n---\n":            "---\ndate: 2026-03-01T10:00:00+01:00\n---\n",
		"---\ndate: '2026-02-01 9:00'\n---\n":     "---\ndate: '2026-03-01T10:00:00+01:00'\n---\n",
		"+++\ndate = 2026-02-01 09:00:00Z\n+++\n": "+++\ndate = 2026-03-01T10:00:00+01:00\n+++\n",
		"{\"date\": \"2026-02-01\"}\n":            "{\"date\": \"2026-03-01T10:00:00+01:00\"}\n",
	} {
		next, err := read(t, before).Set(Time(moment), "date")
		if err != nil || string(next.Data) != after {
			t.Errorf("%q: %v %q", before, err, next)
		}
	}
}

func TestAppend(t *testing.T) {
	for before, after := range map[string]string{
		"---\ntitle: x\n---\n":                        "---\ntitle: x\naliases: [/een/]\n---\n",
		"---\naliases:\n---\n":                        "---\naliases: [/een/]\n---\n",
		"---\naliases: []\n---\n":                     "---\naliases: [/een/]\n---\n",
		"---\naliases: /nul/ # y\n---\n":              "---\naliases: [/nul/, /een/] # y\n---\n",
		"---\naliases: /a/, /b/\n---\n":               "---\naliases: [/a/, /b/, /een/]\n---\n",
		"---\naliases: [\"/nul/\"]\n---\n":            "---\naliases: [\"/nul/\", \"/een/\"]\n---\n",
		"---\naliases: [\n  /a/,\n  /b/,\n]\n---\n":   "---\naliases: [\n  /a/,\n  /b/,\n  /een/,\n]\n---\n",
		"---\naliases:\n  - '/nul/' # y\nb: c\n---\n": "---\naliases:\n  - '/nul/'\n  - '/een/' # y\nb: c\n---\n",
		"---\naliases:\n- /nul/\n---\n":               "---\naliases:\n- /nul/\n- /een/\n---\n",
		"+++\naliases = ['/nul/']\n+++\n":             "+++\naliases = ['/nul/', \"/een/\"]\n+++\n",
		"{\"aliases\": [\"/nul/\"]}\n":                "{\"aliases\": [\"/nul/\", \"/een/\"]}\n",
	} {
		next, err := read(t, before).Append("/een/", "aliases")
		if err != nil || string(next.Data) != after {
			t.Errorf("%q: %v\ngot %q", before, err, next)
		}
	}
}

func TestRename(t *testing.T) {
	match := func(s string) bool { return strings.EqualFold(s, "ki") }
	for before, after := range map[string]string{
		"---\ntags: [a, KI, b]\n---\n":            "---\ntags: [a, AI's, b]\n---\n",
		"---\ntags: [\"KI\", \"b\"]\n---\n":       "---\ntags: [\"AI's\", \"b\"]\n---\n",
		"---\ntags: KI\n---\n":                    "---\ntags: AI's\n---\n",
		"---\ntags: ['ki']\n---\n":                "---\ntags: ['AI''s']\n---\n",
		"---\ntags:\n  - KI\n  - b\n---\n":        "---\ntags:\n  - AI's\n  - b\n---\n",
		"---\ntags: [KI, b, AI's, ki]\n---\n":     "---\ntags: [b, AI's]\n---\n",
		"---\ntags:\n  - AI's\n  - KI # y\n---\n": "---\ntags:\n  - AI's\n---\n",
		"+++\ntags = [\"KI\"]\n+++\n":             "+++\ntags = [\"AI's\"]\n+++\n",
		"{\"tags\": [\"KI\", \"AI's\"]}\n":        "{\"tags\": [\"AI's\"]}\n",
		"---\ntags: [a]\n---\n":                   "---\ntags: [a]\n---\n",
		"---\ntags: a, KI, ai's # y\n---\n":       "---\ntags: [a, ai's] # y\n---\n",
		"---\ntags: 'KI, b'\n---\n":               "---\ntags: ['AI''s', 'b']\n---\n",
		"---\ntags: ki,\n---\n":                   "---\ntags: [AI's]\n---\n",
		"---\ntags: a, b\n---\n":                  "---\ntags: a, b\n---\n",
		"+++\ntags = 'a, KI'\n+++\n":              "+++\ntags = [\"a\", \"AI's\"]\n+++\n",
		"{\"tags\": \"KI, b\"}\n":                 "{\"tags\": [\"AI's\", \"b\"]}\n",
	} {
		next, _, err := read(t, before).Rename(match, func(s string) bool { return s == "ai's" }, "AI's", "tags")
		if err != nil || string(next.Data) != after {
			t.Errorf("%q: %v\ngot %q", before, err, next)
		}
	}
}

func TestRemove(t *testing.T) {
	for before, after := range map[string]string{
		"---\naliases: [/a/, /b/]\n---\n":        "---\naliases: [/b/]\n---\n",
		"---\naliases: [/a/]\nb: c\n---\n":       "---\naliases: []\nb: c\n---\n",
		"---\naliases: /a/ # y\n---\n":           "---\naliases: [] # y\n---\n",
		"---\naliases:\n  - /a/\nb: c\n---\n":    "---\naliases: []\nb: c\n---\n",
		"---\naliases:\n  - /b/\n  - /a/\n---\n": "---\naliases:\n  - /b/\n---\n",
		"---\naliases: /a/, /c/\n---\n":          "---\naliases: [/c/]\n---\n",
		"---\naliases: /c/, /d/\n---\n":          "---\naliases: /c/, /d/\n---\n",
		"---\naliases: [/c/]\n---\n":             "---\naliases: [/c/]\n---\n",
		"---\na: b\n---\n":                       "---\na: b\n---\n",
		"{\"aliases\": [\"/a/\"]}\n":             "{\"aliases\": []}\n",
	} {
		next, err := read(t, before).Remove("/a/", "aliases")
		if err != nil || string(next.Data) != after {
			t.Errorf("%q: %v\ngot %q", before, err, next)
		}
	}
}

func TestSetBelow(t *testing.T) {
	for before, after := range map[string]string{
		"---\ncover:\n  image: \"a.png\" # x\n  alt: b\n---\n": "---\ncover:\n  image: \"c d.png\" # x\n  alt: b\n---\n",
		"---\ncover: {alt: b, Image: a.png}\n---\n":            "---\ncover: {alt: b, Image: c d.png}\n---\n",
		"+++\n[cover]\nimage = 'a.png'\n+++\n":                 "+++\n[cover]\nimage = \"c d.png\"\n+++\n",
		"+++\ncover = {image = 'a.png', alt = 1}\n+++\n":       "+++\ncover = {image = \"c d.png\", alt = 1}\n+++\n",
		"{\"cover\": {\"image\": \"a.png\"}}\n":                "{\"cover\": {\"image\": \"c d.png\"}}\n",
		"---\ncover: a.png\n---\n":                             "---\ncover: a.png\n---\n",
	} {
		next, err := read(t, before).SetBelow("cover", "image", "c d.png")
		if err != nil || string(next.Data) != after {
			t.Errorf("%q: %v\ngot %q", before, err, next)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, data := range []string{
		"---\na: &x true\ndraft: *x\n---\n",
		"---\ndraft: &x true\na: *x\n---\n",
		"---\ndraft: een\n  twee\n---\n",
	} {
		next, err := read(t, data).Set(Bool(false), "draft")
		if err == nil || !strings.Contains(err.Error(), "“draft” staat hier zo") {
			t.Errorf("%q becomes %q, %v", data, next, err)
		}
	}
}

func TestSetIn(t *testing.T) {
	for before, after := range map[string]string{
		"":         "taxonomies:\n  tags:\n    synonyms:\n      KI: ai\n",
		"title: x": "title: x\ntaxonomies:\n  tags:\n    synonyms:\n      KI: ai\n",
		"taxonomies:\n  tags:\n    title: T\nmenus: {}\n": "taxonomies:\n  tags:\n" +
			"    synonyms:\n      KI: ai\n    title: T\nmenus: {}\n",
		"taxonomies:\n tags:\n  synonyms:\n   # zie\n   a: b\n": "taxonomies:\n tags:\n" +
			"  synonyms:\n   # zie\n   KI: ai\n   a: b\n",
		"taxonomies: {tags: {title: T}}\n": "taxonomies: {tags: {synonyms: {KI: ai}, title: T}}\n",
		"taxonomies:\n  categorieen: {title: C}\n": "taxonomies:\n  tags:\n" +
			"    synonyms:\n      KI: ai\n  categorieen: {title: C}\n",
	} {
		h, problems := ReadYAML("site.yaml", []byte(before))
		if h == nil {
			t.Fatal(problems)
		}
		next, err := h.SetIn("ai", "taxonomies", "tags", "synonyms", "KI")
		if err != nil || string(next.Data) != after {
			t.Errorf("%q: %v\ngot %q", before, err, next)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }()
	if err := Create(root, "a/b.md", []byte("een")); err != nil {
		t.Fatal(err)
	}
	if err := Create(root, "a/b.md", []byte("twee")); !os.IsExist(err) {
		t.Errorf("it is made again: %v", err)
	}
	// What a killed run left.
	if err := os.WriteFile(filepath.Join(dir, "a", ".b.md.drukpers"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dir, "a", "b.md"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Replace(root, "a/b.md", []byte("drie")); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(filepath.Join(dir, "a", "b.md"))
	info, err := os.Stat(filepath.Join(dir, "a", "b.md"))
	if err != nil || string(got) != "drie" || info.Mode().Perm() != 0o600 {
		t.Errorf("%q, %v, %v", got, info.Mode(), err)
	}
	if entries, _ := os.ReadDir(filepath.Join(dir, "a")); len(entries) != 1 {
		t.Errorf("it leaves %v", entries)
	}
	if err := os.Symlink("b.md", filepath.Join(dir, "a", "c.md")); err == nil {
		if err := Replace(root, "a/c.md", nil); err == nil {
			t.Error("a link is replaced")
		}
	}
	if err := Replace(root, "a/d.md", nil); !os.IsNotExist(err) {
		t.Errorf("what is not there is replaced: %v", err)
	}
}

func TestOverlay(t *testing.T) {
	base := fstest.MapFS{}
	for name, text := range map[string]string{"a/een.md": "1", "a/twee.md": "2", "b/c/drie.md": "3"} {
		base[name] = &fstest.MapFile{Data: []byte(text)}
	}
	files := map[string][]byte{"a/een.md": []byte("eerste"), "a/twee.md": nil, "b": nil}
	files["d/e/vier.md"] = []byte("4")
	o := Overlay{base, files}
	var got []string
	err := fs.WalkDir(o, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, err := fs.ReadFile(o, name)
			got = append(got, name+"="+string(data))
			return err
		}
		return err
	})
	if want := "a/een.md=eerste d/e/vier.md=4"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("got %q, %v", got, err)
	}
	for _, gone := range []string{"a/twee.md", "b/c/drie.md", "b"} {
		if _, err := fs.Stat(o, gone); !os.IsNotExist(err) {
			t.Errorf("%s: %v", gone, err)
		}
	}
}

// String is for messages of tests.
func (h *Head) String() string {
	if h == nil {
		return "nothing"
	}
	return string(h.Data)
}

func TestLinks(t *testing.T) {
	mend := func(address string) string { return strings.Replace(address, "/oud/", "/nieuw/", 1) }
	for before, after := range map[string]string{
		"[a](/oud/) [b](/oud/#k \"t\")":               "[a](/nieuw/) [b](/nieuw/#k \"t\")",
		"[a](</oud/ x>) ![a](x(/oud/).png)":           "[a](</nieuw/ x>) ![a](x(/nieuw/).png)",
		"[a]: /oud/ 'x'\n\n  [b]:</oud/>":             "[a]: /nieuw/ 'x'\n\n  [b]:</nieuw/>",
		"<a href='/oud/'>x</a> <img SRC = \"/oud/\">": "<a href='/nieuw/'>x</a> <img SRC = \"/nieuw/\">",
		"<https://x/oud/> maar /oud/ en \"/oud/\"":    "<https://x/nieuw/> maar /oud/ en \"/oud/\"",
		"https://x/oud/. (https://x/oud/a)":           "https://x/nieuw/. (https://x/nieuw/a)",
		"[https://x/oud/](/oud/) xhttps://x/oud/":     "[https://x/oud/](/nieuw/) xhttps://x/oud/",
		"`[a](/oud/)` [a](/oud/) ``[a](/oud/)`[``":    "`[a](/oud/)` [a](/nieuw/) ``[a](/oud/)`[``",
		"```\n[a](/oud/)\n~~~\n```\n[a](/oud/)\n":     "```\n[a](/oud/)\n~~~\n```\n[a](/nieuw/)\n",
	} {
		head := "---\ntitle: \"[a](/oud/)\"\n---\n"
		if got := string(read(t, head+before).Links(mend)); got != head+after {
			t.Errorf("%q: %q", before, got)
		}
	}
}
