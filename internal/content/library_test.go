package content

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/config"
)

const fine = "---\ntitle: x\n---\nTekst.\n"

func paths(articles []*Article) []string {
	var all []string
	for _, a := range articles {
		all = append(all, a.Path)
	}
	return all
}

// One edit between two loads, and whether content/a.md and content/b.md are new values after it.
func TestLibraryReload(t *testing.T) {
	later := longAgo.Add(time.Minute)
	write := func(fsys fstest.MapFS, name, text string, at time.Time) {
		fsys[name] = &fstest.MapFile{Data: []byte(text), ModTime: at}
	}
	const changed = "---\ntitle: y\n---\nTekst.\n" // as long as fine
	for _, tt := range []struct {
		name       string
		edit       func(fstest.MapFS, *config.Config)
		newA, newB bool
		titleOfA   string
	}{
		{"nothing", func(fstest.MapFS, *config.Config) {}, false, false, "x"},
		{"changed", func(f fstest.MapFS, _ *config.Config) { write(f, "content/a.md", changed, later) }, true, false, "y"},
		{
			"longer, same time",
			func(f fstest.MapFS, _ *config.Config) { write(f, "content/a.md", changed+"Meer.", longAgo) },
			true, false, "y",
		},
		{
			"older",
			func(f fstest.MapFS, _ *config.Config) { write(f, "content/a.md", changed, longAgo.Add(-time.Hour)) },
			true, false, "y",
		},
		{"touched", func(f fstest.MapFS, _ *config.Config) { write(f, "content/a.md", fine, later) }, false, false, "x"},
		{
			"same size and time",
			func(f fstest.MapFS, _ *config.Config) { write(f, "content/a.md", changed, longAgo) }, false, false, "x",
		},
		{"config", func(_ fstest.MapFS, c *config.Config) { c.Title = "anders" }, true, true, "x"},
		{"picture", func(f fstest.MapFS, _ *config.Config) { write(f, "static/a.png", "", longAgo) }, true, true, "x"},
		{"stylesheet", func(f fstest.MapFS, _ *config.Config) { write(f, "static/a.css", "", longAgo) }, false, false, "x"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := project(map[string]string{"content/a.md": fine, "content/b.md": fine})
			var l Library
			before := load(t, &l, fsys, config.Default())
			config := config.Default()
			tt.edit(fsys, config)
			after := load(t, &l, fsys, config)
			equal(t, paths(after), []string{"content/a.md", "content/b.md"})
			equal(t, []bool{after[0] != before[0], after[1] != before[1]}, []bool{tt.newA, tt.newB})
			equal(t, after[0].Title, tt.titleOfA)
		})
	}
}

// A second change may fall in the same tick of the clock: right after a change the bytes count, not size and time.
func TestLibraryDistrustsFreshFiles(t *testing.T) {
	for name, changed := range map[string]time.Time{"now": time.Now(), "future": time.Now().Add(time.Hour)} {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{"content/a.md": {Data: []byte(fine), ModTime: changed}}
			var l Library
			first := load(t, &l, fsys, config.Default())[0]
			if load(t, &l, fsys, config.Default())[0] != first {
				t.Error("the same bytes give another article")
			}
			fsys["content/a.md"] = &fstest.MapFile{Data: []byte("---\ntitle: y\n---\nTekst.\n"), ModTime: changed}
			if load(t, &l, fsys, config.Default())[0].Title != "y" {
				t.Error("other bytes give the same article")
			}
		})
	}
}

// Files change, and Reload is told of some of them.
func TestLibraryToldOfChanges(t *testing.T) {
	for _, tt := range []struct {
		name    string
		edit    func(fstest.MapFS)
		changed []string
		want    string // titles of the articles
		heard   bool   // what was not told of is seen
	}{
		{"nothing", func(fstest.MapFS) {}, []string{}, "x x", false},
		{"an article", func(f fstest.MapFS) { f["content/a.md"] = retitled("y") }, []string{"content/a.md"}, "y x", false},
		{
			"both", func(f fstest.MapFS) { f["content/a.md"], f["content/b.md"] = retitled("y"), retitled("z") },
			[]string{"content/b.md", "content/a.md"},
			"y z", false,
		},
		{
			"one of two", func(f fstest.MapFS) { f["content/a.md"], f["content/b.md"] = retitled("y"), retitled("z") },
			[]string{"content/b.md"},
			"x z", false,
		},
		{"another folder", func(f fstest.MapFS) { f["content/a.md"] = retitled("y") }, []string{"themes/a.md"}, "x x", false},
		{"whatever it is", func(f fstest.MapFS) { f["content/a.md"] = retitled("y") }, nil, "y x", true},
		{"a new file", func(f fstest.MapFS) { f["content/c.md"] = retitled("y") }, []string{"content/c.md"}, "x x y", true},
		{"a file goes", func(f fstest.MapFS) { delete(f, "content/a.md") }, []string{"content/a.md"}, "x", true},
		{"the folder", func(f fstest.MapFS) { f["content/a.md"] = retitled("y") }, []string{"content"}, "y x", true},
		{"a mistake", func(f fstest.MapFS) { f["content/a.md"] = retitled("[") }, []string{"content/a.md"}, "x", true},
		{"a picture", func(f fstest.MapFS) { f["static/p.png"] = retitled("") }, []string{"static/p.png"}, "x x", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := project(map[string]string{"content/a.md": fine, "content/b.md": fine})
			var l Library
			load(t, &l, fsys, config.Default())
			tt.edit(fsys)
			fsys["content/nieuw.md"] = retitled("ongezien")
			articles, _, err := l.Reload(fsys, config.Default(), staticFiles(t, fsys), tt.changed)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range articles {
				got = append(got, a.Title)
			}
			want := strings.Fields(tt.want)
			if tt.heard {
				want = append(want, "ongezien")
			}
			equal(t, got, want)
		})
	}
}

// retitled is a file that was changed later than those of project.
func retitled(title string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("---\ntitle: " + title + "\n---\n"), ModTime: longAgo.Add(time.Hour)}
}

// The problems of a file that is read again are those of its new text, and the others stay.
func TestLibraryReloadProblems(t *testing.T) {
	fsys := project(map[string]string{
		"content/a.md": "---\ntitle: x\nsumary: y\n---\n",
		"content/b.md": "---\ntitle: x\nsumary: y\n---\n", "content/plaatje.png": "",
	})
	var l Library
	for _, tt := range []struct {
		title string
		want  []string
	}{
		{"x", []string{"content/b.md", "content/plaatje.png"}},
		{"x\nsumary: y", []string{"content/b.md", "content/plaatje.png", "content/a.md"}},
		{"x\nauthr: y", []string{"content/b.md", "content/plaatje.png", "content/a.md"}},
	} {
		if l.articles == nil {
			if _, problems, err := l.Load(fsys, config.Default(), nil); err != nil || len(problems) != 3 {
				t.Fatal(problems, err)
			}
		}
		fsys["content/a.md"] = retitled(tt.title)
		fsys["content/a.md"].ModTime = longAgo.Add(time.Duration(len(tt.title)) * time.Hour)
		_, problems, err := l.Reload(fsys, config.Default(), nil, []string{"content/a.md"})
		if err != nil {
			t.Fatal(err)
		}
		var files []string
		for _, p := range problems {
			files = append(files, p.File)
		}
		equal(t, files, tt.want)
	}
}

// A file that had only just changed is read again without being told of.
func TestLibraryReloadsFreshFiles(t *testing.T) {
	fsys := project(map[string]string{"content/a.md": fine, "content/b.md": fine})
	fsys["content/a.md"].ModTime = time.Now()
	var l Library
	load(t, &l, fsys, config.Default())
	for _, title := range []string{"y", "z"} {
		fsys["content/a.md"] = &fstest.MapFile{
			Data:    []byte(strings.ReplaceAll(fine, "x", title)),
			ModTime: fsys["content/a.md"].ModTime,
		}
		articles, _, err := l.Reload(fsys, config.Default(), nil, []string{})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, articles[0].Title, title)
	}
}

func TestLibraryFilesComeAndGo(t *testing.T) {
	fsys := project(map[string]string{"content/b.md": fine, "content/a/c.md": fine})
	var l Library
	before := load(t, &l, fsys, config.Default())
	equal(t, paths(before), []string{"content/a/c.md", "content/b.md"})
	delete(fsys, "content/a/c.md")
	fsys["content/d.md"] = project(map[string]string{"": fine})[""]
	after := load(t, &l, fsys, config.Default())
	equal(t, paths(after), []string{"content/b.md", "content/d.md"})
	if after[0] != before[1] {
		t.Error("an unchanged file gives another article")
	}
}

// A rendered body is kept as long as its article is.
func TestLibraryKeepsBodies(t *testing.T) {
	fsys := project(map[string]string{"content/a.md": "---\ntitle: x\ntoc: true\n---\n## Kop\n"})
	var l Library
	first := load(t, &l, fsys, config.Default())[0].Body().TOC[0]
	if load(t, &l, fsys, config.Default())[0].Body().TOC[0] != first {
		t.Error("the body was rendered again")
	}
}

// All problems of all files come back from one load, and again from the next, which reads none of them.
func TestLibraryProblems(t *testing.T) {
	fsys := project(map[string]string{
		"content/b.md":          "---\ntitle: x\ndate: gisteren\ntags: ['!']\n---\n",
		"content/a/z.md":        "---\nsumary: x\n---\n",
		"content/a/goed.md":     "---\ntitle: x\nsumary: y\ndate: 2026-03-01\n---\n",
		"content/a/plaatje.png": "",
		"content/c.md":          "\xff",
		"content/.verborgen.md": "\xff",
		"content/.git/x.md":     "\xff",
		"content/kladje.md~":    "\xff",
		"content/_concept.md":   "\xff",
		"content/a/_index.md":   "---\ndescription: x\n---\n",
		"content/a/LEESMIJ.MD":  "",
	})
	fsys["content/dood.md"] = &fstest.MapFile{Data: []byte("weg.md"), Mode: fs.ModeSymlink, ModTime: longAgo}
	fsys["content/levend.md"] = &fstest.MapFile{Data: []byte("a/goed.md"), Mode: fs.ModeSymlink, ModTime: longAgo}
	fsys["content/map.md"] = &fstest.MapFile{Data: []byte("a"), Mode: fs.ModeSymlink, ModTime: longAgo}
	var l Library
	for range 2 {
		articles, problems, err := l.Load(fsys, config.Default(), nil)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, paths(articles), []string{"content/a/_index.md", "content/a/goed.md", "content/levend.md"})
		problems.Sort()
		var got []string
		for _, p := range problems {
			got = append(got, p.Place()+" "+p.Rule)
		}
		equal(t, got, []string{
			"content/_concept.md geen-artikel",
			"content/a/LEESMIJ.MD:1:1 geen-kop",
			"content/a/goed.md:3:1 onbekende-sleutel",
			"content/a/plaatje.png geen-artikel",
			"content/a/z.md:1:1 geen-titel",
			"content/a/z.md:2:1 onbekende-sleutel",
			"content/b.md:3:7 datum",
			"content/b.md:4:8 term-zonder-pad",
			"content/c.md:1:1 geen-utf8",
			"content/dood.md verwijzing",
			"content/levend.md:3:1 onbekende-sleutel",
			"content/levend.md:4:7 los-artikel",
			"content/map.md verwijzing",
		})
	}
}

// While an editor is at work, a file with a mistake can go on as it was.
func TestLibraryKeepLastGood(t *testing.T) {
	for keep, want := range map[bool][]string{false: nil, true: {"content/a.md"}} {
		fsys := project(map[string]string{"content/a.md": fine})
		l := Library{KeepLastGood: keep}
		load(t, &l, fsys, config.Default())
		for _, text := range []string{"---\n", "---\n---\n"} { // one mistake, then another
			fsys["content/a.md"] = &fstest.MapFile{Data: []byte(text), ModTime: longAgo.Add(time.Hour)}
			articles, problems, err := l.Load(fsys, config.Default(), nil)
			if err != nil || !problems.HasErrors() {
				t.Fatalf("%v, %+v", err, problems)
			}
			equal(t, paths(articles), want)
		}
		fsys["content/a.md"] = &fstest.MapFile{Data: []byte(fine + "Meer."), ModTime: longAgo}
		equal(t, load(t, &l, fsys, config.Default())[0].Words, 2)
	}
}

func TestLibraryWithoutContent(t *testing.T) {
	for name, fsys := range map[string]fstest.MapFS{
		"nothing":     {},
		"other files": project(map[string]string{"site.yaml": ""}),
	} {
		t.Run(name, func(t *testing.T) { equal(t, paths(load(t, new(Library), fsys, config.Default())), []string(nil)) })
	}
}

// What the machine refuses of one file is a problem of that file, for as long as it does.
func TestLibraryUnreadable(t *testing.T) {
	files := project(map[string]string{"content/a.md": fine, "content/b.md": fine})
	for _, broken := range slices.Sorted(maps.Keys(files)) {
		t.Run(broken, func(t *testing.T) {
			library := new(Library)
			articles, problems, err := library.Load(brokenFS{files, broken}, config.Default(), nil)
			if err != nil || len(articles) != 1 || len(problems) != 1 || problems[0].File != broken ||
				problems[0].Rule != "niet-te-lezen" || !strings.Contains(problems[0].Text, "geen toegang (permission denied)") {
				t.Errorf("%v, %+v", err, problems)
			}
			equal(t, paths(load(t, library, files, config.Default())), []string{"content/a.md", "content/b.md"})
		})
	}
}

// Many goroutines may ask for one body at once; the race detector looks on.
func TestBodyAtOnce(t *testing.T) {
	a := article(t, "---\ntitle: x\ntoc: true\n---\n## Kop\n\n<b>Tekst</b>\n")
	bodies := make(chan string)
	for range 8 {
		go func() { bodies <- a.Body().HTML + a.Lead() }()
	}
	first := <-bodies
	for range 7 {
		if next := <-bodies; next != first {
			t.Errorf("%q and %q", first, next)
		}
	}
}

// brokenFS is a file system of which one file can't be opened.
type brokenFS struct {
	fs.FS
	broken string
}

func (b brokenFS) Open(name string) (fs.File, error) {
	if name == b.broken {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return b.FS.Open(name)
}
