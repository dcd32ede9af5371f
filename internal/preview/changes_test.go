package preview

import (
	"os"
	"slices"
	"testing"
	"time"
)

// longAgo is a time that no file has by itself.
var longAgo = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

func TestChanges(t *testing.T) {
	t.Parallel()
	var c changes
	c.add("content/a.md")
	if names := c.take(); names != nil {
		t.Errorf("at first not any file may have changed, but %q", names)
	}
	if names := c.take(); names == nil || len(names) > 0 {
		t.Errorf("then %q", names)
	}
	c.add("content/a.md", "content/b.md")
	c.add("content/a.md")
	names := c.take()
	if slices.Sort(names); !slices.Equal(names, []string{"content/a.md", "content/b.md"}) {
		t.Errorf("after two files %q", names)
	}
	c.add("content/a.md")
	c.addAll()
	c.add("content/b.md")
	if names := c.take(); names != nil {
		t.Errorf("after all of them %q", names)
	}
}

// TestListing has files change that nobody tells of.
func TestListing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what string
		edit func(f folder)
		want []string
	}{
		{"nothing", func(folder) {}, nil},
		{"another size", func(f folder) { f.write(t, "content/een.md", "22") }, []string{"content/een.md"}},
		{
			"another time", func(f folder) { must(t, os.Chtimes(f.path("content/een.md"), time.Time{}, longAgo)) },
			[]string{"content/een.md"},
		},
		{"another mode", func(f folder) { must(t, os.Chmod(f.path("content/een.md"), 0o600)) }, []string{"content/een.md"}},
		{"another file of the name", func(f folder) {
			f.write(t, "nieuw.md", "3")
			must(t, os.Chtimes(f.path("nieuw.md"), time.Time{}, longAgo))
			must(t, os.Rename(f.path("nieuw.md"), f.path("content/diep/drie.md")))
		}, []string{"content/diep/drie.md"}},
		{"a new file", func(f folder) { f.write(t, "static/nieuw.txt", "") }, []string{"static/nieuw.txt"}},
		{"a file goes", func(f folder) { f.remove(t, "themes/krant/nl.yaml") }, []string{"themes/krant/nl.yaml"}},
		{"a folder goes", func(f folder) { f.remove(t, "content/diep") }, []string{"content/diep/drie.md"}},
		{
			"a file becomes a folder", func(f folder) { f.remove(t, "content/een.md"); f.write(t, "content/een.md/x.md", "") },
			[]string{"content/een.md", "content/een.md/x.md"},
		},
		{"a linked file", func(f folder) { f.write(t, "elders.md", "anders") }, []string{"content/link.md"}},
		{"site.yaml", func(f folder) { f.write(t, "site.yaml", "title: T") }, []string{"site.yaml"}},
		{
			"what is not of the site", func(f folder) { f.write(t, "public/index.html", ""); f.write(t, "content/een.md~", "") },
			nil,
		},
	} {
		f := newFolder(t, map[string]string{
			"content/een.md": "1", "content/diep/drie.md": "3", "themes/krant/nl.yaml": "x", "site.yaml": "", "elders.md": "1",
		})
		must(t, os.Symlink(f.path("elders.md"), f.path("content/link.md")))
		before := list(t.Context(), string(f))
		c.edit(f)
		if got := before.changedTo(list(t.Context(), string(f))); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}
