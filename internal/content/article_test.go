package content

import (
	"slices"
	"strings"
	"testing"
	"time"

	"drukpers/internal/config"
)

// Where an article ends up: a file, lines of front matter, and what follows from them.
func TestPlace(t *testing.T) {
	for _, tt := range []struct{ file, head, url, section, indexOf string }{
		{"over.md", "", "/over/", "", ""},
		{"creatief/2026-03-01-een-kort-.md", "", "/creatief/2026-03-01-een-kort-/", "creatief", ""},
		{"creatief/Met Hoofdletters & Tekens één.md", "", "/creatief/met-hoofdletters--tekens-één/", "creatief", ""},
		{"creatief/e\u0301e\u0301n.md", "", "/creatief/één/", "creatief", ""},
		{"creatief/gpt-5.4.md", "", "/creatief/gpt-5.4/", "creatief", ""},
		{"Slimmer Werken/diep/a.md", "", "/slimmer-werken/diep/a/", "Slimmer Werken", ""},
		{"creatief/a.md", "slug: Eigen Naam!", "/creatief/eigen-naam/", "creatief", ""},
		{"creatief/a.md", "slug: 2025", "/creatief/2025/", "creatief", ""},
		{"creatief/a.md", "url: /Eigen/Adres", "/Eigen/Adres/", "creatief", ""},
		{"creatief/a.md", "url: /eigen.html", "/eigen.html", "creatief", ""},
		{"creatief/a.md", "url: eigen", "/creatief/eigen/", "creatief", ""},
		{"creatief/a.md", "slug: b\nurl: /c/", "/c/", "creatief", ""},
		{"creatief/a.md", "url: /", "/", "creatief", ""},
		{"c#/a.md", "url: eigen", "/c#/eigen/", "c#", ""},
		{"creatief/a/index.md", "", "/creatief/a/", "creatief", ""},
		{"creatief/_index.md", "", "/creatief/", "creatief", "creatief"},
		{"creatief/diep/_index.md", "", "/creatief/diep/", "creatief", "creatief/diep"},
		{"_index.md", "", "/", "", "."},
		{"_index.md", "slug: x", "/", "", "."},
	} {
		t.Run(tt.file+" "+tt.head, func(t *testing.T) {
			a := load(t, new(Library), project(map[string]string{"content/" + tt.file: "---\ntitle: x\n" + tt.head + "\n---\n"}),
				plainConfig())[0]
			equal(t, []string{a.URL, a.Section, a.IndexOf}, []string{tt.url, tt.section, tt.indexOf})
			equal(t, a.IsIndex, strings.HasSuffix(tt.file, "_index.md"))
		})
	}
}

// A file without a usable address is a problem, also when its folder is the cause.
func TestNoPlace(t *testing.T) {
	for _, tt := range []struct{ file, head, want string }{
		{"creatief/!!!.md", "", "1:1 adres"},
		{"!!!/a.md", "", "1:1 adres"},
		{"creatief/!!!/a.md", "", "1:1 adres"},
		{"!!!/_index.md", "", "1:1 adres"},
		{"creatief/a.md", "slug: ../a", "3:7 adres"},
		{"creatief/a.md", "url: ../../a", "3:6 adres"},
		{"creatief/a.md", "url: //elders.nl/", "3:6 adres"},
		{"!!!/a.md", "url: /a/", ""},
	} {
		t.Run(tt.file+" "+tt.head, func(t *testing.T) {
			_, problems, err := new(Library).Load(project(map[string]string{"content/" + tt.file: "---\ntitle: x\n" + tt.head +
				"\ndate: 2026-03-01\n---\n"}), plainConfig(), nil)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, places(problems), tt.want)
		})
	}
}

func TestAliases(t *testing.T) {
	a := article(t, "---\ntitle: x\naliases: [/Oud/Pad, ouder, '', /oud.html]\n---\n")
	equal(t, a.Aliases, []string{"/Oud/Pad/", "/nieuws/ouder/", "/oud.html"})
}

func TestPublishedAndModified(t *testing.T) {
	for _, tt := range []struct{ head, published, modified string }{
		{"", "0001-01-01", "0001-01-01"},
		{"date: 2026-03-01", "2026-03-01", "2026-03-01"},
		{"date: 2026-03-01\npublishDate: 2026-04-01", "2026-04-01", "2026-03-01"},
		{"date: 2026-03-01\nlastmod: 2026-05-01", "2026-03-01", "2026-05-01"},
	} {
		t.Run(tt.head, func(t *testing.T) {
			a := article(t, "---\ntitle: x\n"+tt.head+"\n---\n")
			equal(t, a.Published().Format(time.DateOnly), tt.published)
			equal(t, a.Modified().Format(time.DateOnly), tt.modified)
		})
	}
}

func TestCompare(t *testing.T) {
	day := func(d int) FrontMatter { return FrontMatter{Date: time.Date(2026, 3, d, 0, 0, 0, 0, time.UTC)} }
	want := []*Article{
		{FrontMatter: day(3), Path: "c"},
		{FrontMatter: day(2), Path: "a"},
		{FrontMatter: day(2), Path: "b"},
		{Path: "a"},
	}
	got := []*Article{want[3], want[2], want[0], want[1]}
	slices.SortFunc(got, Compare)
	if !slices.Equal(got, want) {
		t.Errorf("wrong order: %v", got)
	}
	same := &Article{FrontMatter: FrontMatter{Date: want[1].Date.In(amsterdam)}, Path: "a"}
	if Compare(same, want[1]) != 0 {
		t.Error("the zone of a date counts")
	}
}

func TestTypography(t *testing.T) {
	const text = "---\ntitle: De 'titel'\nsummary: Het 'kort'\n---\n\n'Tekst'\n"
	for on, want := range map[bool][]string{
		true:  {"De ‘titel’", "Het ‘kort’", "<p>‘Tekst’</p>\n", "De 'titel'"},
		false: {"De 'titel'", "Het 'kort'", "<p>'Tekst'</p>\n", "De 'titel'"},
	} {
		config := config.Default()
		config.Markdown.Typography = on
		a := load(t, new(Library), project(map[string]string{"content/a.md": text}), config)[0]
		equal(t, []string{a.Heading, a.Lead(), a.Body().HTML, a.Title}, want)
	}
}

func TestCoverSize(t *testing.T) {
	fsys := pictures(t)
	for cover, want := range map[string]Size{
		"/img/a.png": {30, 20}, "/img/weg.png": {},
		"https://elders.nl/img/a.png": {},
	} {
		fsys["content/a.md"] = project(map[string]string{"": "---\ntitle: x\ncover: {image: \"" + cover + "\"}\n---\n"})[""]
		equal(t, load(t, new(Library), fsys, plainConfig())[0].CoverImage.Size, want)
	}
}

// TestPlacesOfPages has addresses at which nothing would be read as a page, or that are those of a folder.
func TestPlacesOfPages(t *testing.T) {
	for _, tt := range []struct{ file, url, want string }{
		{"nieuws/a.md", "/x.json", "3:6 adres"},
		{"nieuws/a.md", "/_worker.js", "3:6 adres"},
		{"nieuws/a.md", "/kaart.SVG", "3:6 adres"},
		{"nieuws/a.md", "/oud.php", "3:6 adres"},
		{"nieuws/a.md", "https://elders.nl/x/", "3:6 adres"},
		{"nieuws/a.md", "/x.html", ""},
		{"nieuws/a.md", "/x.htm", ""},
		{"nieuws/a.md", "/x.json/", ""},
		{"nieuws/a.md", "/versie-4.5", ""},
		{"nieuws/_index.md", "/x.html", "3:6 adres"},
		{"nieuws/_index.md", "/x/y", ""},
	} {
		t.Run(tt.file+" "+tt.url, func(t *testing.T) {
			_, problems, err := new(Library).Load(project(map[string]string{
				"content/" + tt.file: "---\ntitle: x\nurl: " + tt.url + "\ndate: 2026-03-01\n---\n",
			}), plainConfig(), nil)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, places(problems), tt.want)
		})
	}
}
