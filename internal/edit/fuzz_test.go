package edit

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"drukpers/internal/frontmatter"
)

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
