package deploy

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// filesOf reads "name=hash name=hash".
func filesOf(text string) map[string]file {
	files := map[string]file{}
	for field := range strings.FieldsSeq(text) {
		name, hash, _ := strings.Cut(field, "=")
		files[name] = file{hash, 1}
	}
	return files
}

// TestPlan holds what a deploy does, and in which order: phases are separated by “|”; what goes is +new, ~changed and
// -gone, and “<hash” is kept first.
func TestPlan(t *testing.T) {
	const css, newer = "assets/a.00000000000a.css", "assets/a.00000000000b.css"
	for _, row := range []struct {
		name, online, unsure, local, retired, want string
	}{
		{
			"first", "", "", "index.html=1 a/index.html=2 " + css + "=3 index.xml=4 sitemap.xml=5", "",
			"+" + css + " | +a/index.html | +index.xml | +index.html | +sitemap.xml",
		},
		{"nothing", "index.html=1 a/index.html=2", "", "index.html=1 a/index.html=2", "", ""},
		{
			"new before changed", "index.html=1 tags/a/index.html=2 robots.txt=9", "",
			"index.html=11 tags/a/index.html=22 b/index.html=3 b/foto.png=4 robots.txt=99", "",
			"+b/foto.png | +b/index.html | ~tags/a/index.html<2 | ~index.html<1 | ~robots.txt<9",
		},
		{
			"deletions last", "index.html=1 a/index.html=2", "", "index.html=11 b/index.html=2", "",
			"+b/index.html | ~index.html<1 | -a/index.html<2",
		},
		{
			"feeds and indexes", "index.xml=1 feed.json=1 sitemap-1.xml=1 search-data/index.json=1 sitemap.xml=1", "",
			"index.xml=2 feed.json=2 sitemap-1.xml=2 search-data/index.json=2 sitemap.xml=2 t/index.xml=1 sitemap-2.xml=1", "",
			"+t/index.xml | +sitemap-2.xml | ~feed.json<1 ~index.xml<1 | ~search-data/index.json<1 ~sitemap-1.xml<1 | " +
				"~sitemap.xml<1",
		},
		{
			"an asset stays", "a/index.html=1 " + css + "=2", "", "a/index.html=11 " + newer + "=3", "",
			"+" + newer + " | ~a/index.html<1",
		},
		{"an asset goes", "a/index.html=1", "", "a/index.html=11", css + "=2", "~a/index.html<1 | ." + css},
		{"an asset comes back", "a/index.html=1", "", "a/index.html=11 " + css + "=2", css + "=2", "~a/index.html<1"},
		{"a file where a folder comes", "a=1", "", "a/index.html=2", "", "-a<1 | +a/index.html"},
		{"a folder where a file comes", "a/b/index.html=1", "", "a=2", "", "-a/b/index.html<1 | +a"},
		{"perhaps the same", "a/index.html=1", "a/index.html", "a/index.html=1", "", "~a/index.html"},
		{"perhaps there", "a/index.html=?", "a/index.html", "a/index.html=1", "", "+a/index.html"},
		{"perhaps there, to go", "a/index.html=?", "a/index.html", "b/index.html=1", "", "+b/index.html | -a/index.html"},
		{"of others, with our name", "a/index.html=?", "", "a/index.html=1", "", "~a/index.html"},
	} {
		t.Run(row.name, func(t *testing.T) {
			m := &manifest{Number: 7, Files: filesOf(row.online)}
			m.fill()
			for name, f := range filesOf(row.retired) {
				m.Retired[name] = retired{f, 5}
			}
			st := &state{manifest: m, unsure: map[string]bool{}}
			for name := range strings.FieldsSeq(row.unsure) {
				st.unsure[name] = true
			}
			p := planOf(filesOf(row.local), st, nil)
			var phases []string
			for _, steps := range p.phases {
				var words []string
				for _, s := range steps {
					word := string("+~-."[s.is]) + s.name
					if s.keep != "" {
						word += "<" + s.keep
					}
					words = append(words, word)
				}
				phases = append(phases, strings.Join(words, " "))
			}
			if got := strings.Join(phases, " | "); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
			if !maps.Equal(p.after.Files, filesOf(row.local)) {
				t.Errorf("afterwards there is %v", p.after.Files)
			}
			if number := p.after.Number; number != 7+min(len(p.phases), 1) {
				t.Errorf("the deploy has number %d", number)
			}
		})
	}
}

// TestExpire holds how long replaced files are kept.
func TestExpire(t *testing.T) {
	p := &plan{after: &manifest{Number: 9, Kept: map[string]int{"a": 9, "b": 7, "c": 6, "d": 2}}}
	want := []string{deployName(5), keptName("c"), keptName("d")}
	slices.Sort(want)
	if got := p.expire(); !slices.Equal(got, want) || len(p.after.Kept) != 2 {
		t.Errorf("%q expire, %v stay", got, p.after.Kept)
	}
}
