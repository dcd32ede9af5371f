package edit

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/frontmatter"
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

// Whatever a file is: an edit is refused, or the value reads as it was given, all other keys read as before, and every
// byte outside the value is where it was.
func FuzzEdit(f *testing.F) {
	for _, seed := range []string{
		"---\ntitle: x\ndraft: true # y\ntags: [a, \"b, c\", 'd']\n---\nt\n",
		"+++\ndraft=true\ntags = ['a', \"b\"]\n[c]\nd = 1\n+++\n",
		"{\"draft\": true, \"tags\": [\"a\"]}\nt",
		"---\ntags:\n  - a\n  - b\ndraft:\n---\n", "---\n{draft: no, tags: a}\n---\n",
		"---\r\ndraft: |\r\n  x\r\ntags: [\r\n a ]\r\n---\r\n", "\uFEFF---\n\"draft\" : &a b\n? tags\n: - a\n---\n---\n",
	} {
		f.Add(seed, "/een/")
	}
	f.Fuzz(func(t *testing.T, data, text string) {
		h, _ := Read("a.md", []byte(data))
		if h == nil {
			return
		}
		for name, change := range map[string]func() (*Head, error){
			"set":    func() (*Head, error) { return h.Set(Bool(false), "draft") },
			"time":   func() (*Head, error) { return h.Set(Time(moment), "date") },
			"append": func() (*Head, error) { return h.Append(text, "tags") },
			"remove": func() (*Head, error) { return h.Remove("a", "tags") },
			"rename": func() (*Head, error) {
				next, _, err := h.Rename(func(s string) bool { return s == "a" }, never, text, "tags")
				return next, err
			},
		} {
			next, err := change()
			if err != nil {
				continue
			}
			if problem := onlyValue(h, next, name); problem != "" {
				t.Errorf("%s of %q gives %q: %s", name, data, next.Data, problem)
			}
		}
	})
}

// onlyValue says what else than one value is other, if anything.
func onlyValue(h, next *Head, name string) string {
	key := map[string]string{"set": "draft", "time": "date"}[name]
	if key == "" {
		key = "tags"
	}
	written, _ := h.find(key)
	if written == nil {
		if written, _ = next.find(key); written == nil {
			return ""
		}
	}
	if !sameBut(h.Root, next.Root, written.Text) && !bytes.Equal(h.Data, next.Data) {
		return "another key reads otherwise"
	}
	if h.format != jsonFormat && !bytes.HasSuffix(next.Data, h.Data[len(h.Data)-h.body:]) {
		return "the text is other"
	}
	for i, key := range h.Root.Keys {
		if key.Text == written.Text || i >= len(next.Root.Keys) || next.Root.Keys[i].Text != key.Text {
			continue
		}
		from, to, ok := h.span(key, h.Root.Items[i])
		from2, to2, ok2 := next.span(next.Root.Keys[i], next.Root.Items[i])
		if ok != ok2 || ok && !bytes.Equal(h.Data[from:to], next.Data[from2:to2]) {
			return "the bytes of " + key.Text + " are others"
		}
	}
	if value := next.Root.Get(written.Text); name == "set" && value.Text != "false" {
		return "draft is " + value.Text
	}
	return ""
}

// A change and its opposite give the file back, in every article there is.
func TestRoundTrip(t *testing.T) {
	dir := os.Getenv("DRUKPERS_CORPUS")
	if dir == "" {
		dir = "../.."
	}
	files, err := filepath.Glob(dir + "/content/*/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no articles: %v", err)
	}
	edited := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		h, _ := Read(file, data)
		if h == nil {
			continue
		}
		draft, _ := boolOf(h)
		other, err := h.Set(Bool(!draft), "draft")
		if err != nil {
			t.Error(err)
			continue
		}
		if !h.Has("draft") {
			continue
		}
		back, err := other.Set(Bool(draft), "draft")
		if err != nil || !bytes.Equal(back.Data, data) || bytes.Equal(other.Data, data) {
			t.Errorf("%s: %v", file, err)
		}
		edited++
		if _, err := h.Append("/oud adres/", "aliases"); err != nil {
			t.Error(err)
		}
		if len(itemsOf(h)) > 0 {
			first := itemsOf(h)[0].Text
			renamed, found, err := h.Rename(func(s string) bool { return s == first }, never, "Een-nieuwe: term", "tags")
			if err != nil || !found || renamed.Root.Find("tags").Items[0].Text != "Een-nieuwe: term" {
				t.Errorf("%s: %v %v", file, found, err)
			}
		}
	}
	t.Logf("%d of %d articles", edited, len(files))
	if edited == 0 {
		t.Error("none was edited")
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

func never(string) bool { return false }

func boolOf(h *Head) (value, ok bool) {
	if n := h.Root.Find("draft"); n != nil {
		return n.Bool()
	}
	return false, false
}

func itemsOf(h *Head) []*frontmatter.Node {
	if n := h.Root.Find("tags"); n != nil {
		return n.Items
	}
	return nil
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
		"`[a](/oud/)` [a](/oud/) ``[a](/oud/)`[``":    "`[a](/oud/)` [a](/nieuw/) ``[a](/oud/)`[``",
		"```\n[a](/oud/)\n~~~\n```\n[a](/oud/)\n":     "```\n[a](/oud/)\n~~~\n```\n[a](/nieuw/)\n",
	} {
		head := "---\ntitle: \"[a](/oud/)\"\n---\n"
		if got := string(read(t, head+before).Links(mend)); got != head+after {
			t.Errorf("%q: %q", before, got)
		}
	}
}
