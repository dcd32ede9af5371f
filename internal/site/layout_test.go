package site

import (
	"fmt"
	"strings"
	"testing"

	"drukpers/internal/report"
)

func TestURLConflicts(t *testing.T) {
	t.Parallel()
	article := "title: X\ndate: 2026-02-01"
	long := strings.Repeat("lang-", 52)
	tests := []struct {
		name  string
		files files
		want  string // file rule: text; empty for none
	}{
		{name: "none", files: files{"content/nieuws/a.md": article, "content/nieuws/b.md": article}},
		{
			name:  "two articles",
			files: files{"content/nieuws/a.md": article, "content/nieuws/b.md": article + "\nslug: A"},
			want: "content/nieuws/b.md adres-bezet: het adres /nieuws/a/ is al van content/nieuws/a.md (hier: " +
				"content/nieuws/b.md)",
		},
		{
			name:  "case of a file",
			files: files{"content/nieuws/A.md": article, "content/nieuws/a.md": article},
			want: "content/nieuws/a.md adres-bezet: het adres /nieuws/a/ is al van content/nieuws/A.md (hier: " +
				"content/nieuws/a.md)",
		},
		{
			name:  "composition of an accent",
			files: files{"content/nieuws/e\u0301.md": article, "content/nieuws/é.md": article},
			want: "content/nieuws/é.md adres-bezet: het adres /nieuws/é/ is al van content/nieuws/e\u0301.md (hier: " +
				"content/nieuws/é.md)",
		},
		{
			name:  "a page and a section",
			files: files{"content/nieuws.md": article, "content/nieuws/a.md": article},
			want:  "content/nieuws.md adres-bezet: het adres /nieuws/ is al van de sectie nieuws (hier: content/nieuws.md)",
		},
		{
			name:  "two sections",
			files: files{"content/ai nieuws/a.md": article, "content/ai-nieuws/b.md": article},
			want: "content/ai-nieuws/b.md adres-bezet: het adres /ai-nieuws/ is al van de sectie ai nieuws (hier: de sectie " +
				"ai-nieuws)",
		},
		{
			name:  "a section and a taxonomy",
			files: files{"content/tags/a.md": article},
			want:  "content/tags/a.md adres-bezet: het adres /tags/ is al van de lijst van tags (hier: de sectie tags)",
		},
		{
			name:  "a section and the archive",
			files: files{"content/archief/a.md": article},
			want:  "content/archief/a.md adres-bezet: het adres /archief/ is al van het archief (hier: de sectie archief)",
		},
		{
			name: "an article and a term",
			files: files{
				"content/nieuws/a.md": article + "\nurl: /tags/ai/",
				"content/nieuws/b.md": article + "\ntags: [AI]",
			},
			want: "content/nieuws/a.md adres-bezet: het adres /tags/ai/ is al van de term “AI” van tags (hier: " +
				"content/nieuws/a.md)",
		},
		{
			name:  "an article and the home page",
			files: files{"content/nieuws/a.md": article + "\nurl: /"},
			want:  "content/nieuws/a.md adres-bezet: het adres / is al van de voorpagina (hier: content/nieuws/a.md)",
		},
		{
			name:  "an alias and an article",
			files: files{"content/nieuws/a.md": article + "\naliases: [/oud/, /nieuws/b/]", "content/nieuws/b.md": article},
			want: "content/nieuws/a.md adres-bezet: het adres /nieuws/b/ is al van content/nieuws/b.md (hier: " +
				"content/nieuws/a.md)",
		},
		{
			name: "two aliases",
			files: files{
				"content/nieuws/a.md": article + "\naliases: [/oud]",
				"content/nieuws/b.md": article + "\naliases: [/oud/]",
			},
			want: "content/nieuws/b.md adres-bezet: het adres /oud/ is al van content/nieuws/a.md (hier: content/nieuws/b.md)",
		},
		{
			name:  "a static file and an article",
			files: files{"content/nieuws/a.md": article, "static/nieuws/a/index.html": "x"},
			want: "static/nieuws/a/index.html adres-bezet: het adres /nieuws/a/ is al van content/nieuws/a.md (hier: " +
				"static/nieuws/a/index.html)",
		},
		{
			name:  "a static file and the home page",
			files: files{"static/index.html": "x"},
			want:  "static/index.html adres-bezet: het adres / is al van de voorpagina (hier: static/index.html)",
		},
		{
			name:  "a static file and a feed",
			files: files{"static/index.xml": "x"},
			want:  "static/index.xml adres-bezet: het adres /index.xml is al van de voorpagina (hier: static/index.xml)",
		},
		{
			name:  "an article and a file of drukpers",
			files: files{"content/nieuws/a.md": article + "\nurl: /404.html"},
			want:  "content/nieuws/a.md adres-bezet: het adres /404.html is al van drukpers zelf (hier: content/nieuws/a.md)",
		},
		{
			name: "the one file of a folder",
			files: files{
				"content/nieuws/a.md": article + "\nurl: /x/index.html",
				"content/nieuws/b.md": article + "\nurl: /x/",
			},
			want: "content/nieuws/b.md adres-bezet: het adres /x/ is al van content/nieuws/a.md (hier: content/nieuws/b.md)",
		},
		{
			name: "a file where a folder is",
			files: files{
				"content/nieuws/a.md": article + "\nurl: /x.html/a/",
				"content/nieuws/b.md": article + "\nurl: /x.html",
			},
			want: "content/nieuws/a.md adres-bezet: /x.html/ kan geen map zijn: het is al een bestand van content/nieuws/b.md",
		},
		{
			name:  "a file where a folder is, deeper",
			files: files{"content/nieuws/a.md": article + "\nurl: /p/x.html/q/r/", "static/p/x.html": "x"},
			want:  "content/nieuws/a.md adres-bezet: /p/x.html/ kan geen map zijn: het is al een bestand van static/p/x.html",
		},
		{
			name:  "a file where a section is",
			files: files{"content/nieuws/a.md": article, "static/nieuws": "x"},
			want:  "content/nieuws/a.md adres-bezet: /nieuws/ kan geen map zijn: het is al een bestand van static/nieuws",
		},
		{
			name:  "almost a file where a folder is",
			files: files{"static/x.html": "x", "static/x.html-oud/y.txt": "x", "static/x.htm/y.txt": "x"},
		},
		{
			name:  "a term and a feed",
			files: files{"content/nieuws/a.md": article + "\ntags: [index.xml]"},
			want: "content/nieuws/a.md adres-bezet: /tags/index.xml/ kan geen map zijn: het is al een bestand van de lijst " +
				"van tags",
		},
		{
			name:  "a name that no disk takes",
			files: files{"content/nieuws/a.md": article + "\nslug: " + long},
			want: fmt.Sprintf(
				"content/nieuws/a.md adres-te-lang: het adres /nieuws/%s… heeft een deel van meer dan 255 tekens",
				long[:52],
			),
		},
		{name: "long, but in parts", files: files{"content/nieuws/a.md": article + "\nslug: " + long[:120] +
			"/" + long[:120] + "/" + long[:120]}},
		{
			name:  "a path that no system takes",
			files: files{"content/nieuws/a.md": article + "\nurl: " + strings.Repeat("/abc", 250)},
			want: fmt.Sprintf("content/nieuws/a.md adres-te-lang: het adres %s… is langer dan 1000 tekens",
				strings.Repeat("/abc", 15)),
		},
		{name: "as long as can be", files: files{"content/nieuws/a.md": article + "\nslug: " + long[:255]}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, problems := load(t, test.files, Selection{Now: now})
			var got []string
			for _, p := range problems {
				got = append(got, fmt.Sprintf("%s %s: %s", p.File, p.Rule, p.Text))
				if p.Hint == "" {
					t.Errorf("no hint: %s", p.Text)
				}
			}
			equal(t, "the list", strings.Join(got, "; "), test.want)
			outputs := map[string]string{}
			for _, p := range s.Order {
				if other, twice := outputs[p.OutputFile()]; twice {
					t.Errorf("%s and %s are both %s", other, p.URL, p.OutputFile())
				}
				outputs[p.OutputFile()] = p.URL
			}
		})
	}
}

// TestURLConflictPlace puts the caret on what gave the article its URL.
func TestURLConflictPlace(t *testing.T) {
	t.Parallel()
	for second, want := range map[string]string{
		"title: B\nslug: a":                           "3:7",
		"title: B\nurl: /nieuws/a/":                   "3:6",
		"slug: a\ntitle: B\nurl: /nieuws/a/":          "4:6",
		"title: B\naliases:\n  - /c/\n  - /nieuws/a/": "5:5",
	} {
		_, problems := load(t, files{"content/nieuws/a.md": "title: A", "content/nieuws/b.md": second}, Selection{Now: now})
		if len(problems) != 1 {
			t.Fatalf("%q: %v", second, problems)
		}
		equal(t, fmt.Sprintf("the place for %q", second), problems[0].Place(), "content/nieuws/b.md:"+want)
	}
}

func TestOwnFilesOfTheHost(t *testing.T) {
	t.Parallel()
	s := good(t, files{
		"static/robots.txt": "x", "static/404.html": "x", "static/_redirects": "x", "static/_headers": "x",
		"static/a/b.txt": "x",
	})
	equal(t, "the static files", urlsOf(s, Static), "[/404.html /a/b.txt /robots.txt]")
	equal(t, "the pages of drukpers", urlsOf(s, NotFound, Robots), "[]")
	for _, url := range []string{"/_redirects", "/_headers"} {
		if p := s.Page(url); p == nil || p.File == nil || p.File.Path != "static"+url {
			t.Errorf("%s does not have the site's own rules", url)
		}
	}
}

func TestAliases(t *testing.T) {
	t.Parallel()
	s := good(t, files{
		"content/nieuws/a.md": "title: A\naliases: [/oud, buur, /oud.html, /feed.xml, /lijst.PHP, /oud/model-4.1]",
		"content/over.md":     "title: Over\naliases: [/wie/]",
	})
	equal(t, "the pages", urlsOf(s, Alias), "[/nieuws/buur/ /oud.html /oud/ /oud/model-4.1/ /wie/]")
	equal(t, "the rules", s.Redirects, "[{/oud/ /nieuws/a/ false} {/nieuws/buur/ /nieuws/a/ false} {/oud.html "+
		"/nieuws/a/ false} {/feed.xml /nieuws/a/ true} {/lijst.PHP /nieuws/a/ true} {/oud/model-4.1/ /nieuws/a/ false} "+
		"{/wie/ /over/ false}]")
	_, problems := load(t, files{
		"content/nieuws/a.md": "title: A\naliases: [/feed.xml]", "static/feed.xml": "<x/>",
	}, Selection{Now: now})
	if len(problems) != 1 || problems[0].Rule != "adres-bezet" {
		t.Errorf("an alias on a file of the site: %v", problems)
	}
}

// TestSpelling has addresses that are one place where the file system does not tell upper case from lower.
func TestSpelling(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		files files
		want  string
		pages string // of aliases that are there
	}{
		{
			"two articles",
			files{"content/n/a.md": "title: A\nurl: /Zaak/", "content/n/b.md": "title: B\nurl: /zaak/"},
			"content/n/a.md:3: /Zaak/ /zaak/", "[]",
		},
		{"neither in lower case", files{
			"content/n/a.md": "title: A\nurl: /ZAAK/", "content/n/b.md": "title: B\nurl: /Zaak/",
		}, "content/n/b.md:3: /Zaak/ /ZAAK/", "[]"},
		{
			"an article and a file",
			files{"content/n/a.md": "title: A\nurl: /Info.html", "static/info.HTML": "x"},
			"static/info.HTML:0: /info.HTML /Info.html", "[]",
		},
		{
			"two files",
			files{"static/Foto.png": "x", "static/foto.png": "x", "static/foto.PNG": "x"},
			"static/Foto.png:0: /Foto.png /foto.png; static/foto.PNG:0: /foto.PNG /Foto.png", "[]",
		},
		{
			"two folders",
			files{"static/Img/a.png": "x", "static/Img/b.png": "x", "static/img/c.png": "x"},
			"static/Img/a.png:0: /Img/a.png /img/c.png", "[]",
		},
		{
			"an alias and its article",
			files{"content/n/a.md": "title: A\naliases: [/N/A/]"},
			"content/n/a.md:3: /N/A/ /n/a/", "[]",
		},
		{
			"an alias in the folder of another",
			files{"content/n/a.md": "title: A\naliases: [/N/b/]"},
			"content/n/a.md:3: /N/b/ /n/", "[/N/b/]",
		},
		{
			"letters with accents",
			files{"content/n/é.md": "title: A\naliases: [/N/É/]"},
			"content/n/é.md:3: /N/É/ /n/é/", "[]",
		},
		{"letters that grow in lower case", files{"content/n/a.md": "title: A\naliases: [/İİİ/, /Ⱥ/]"}, "", "[/İİİ/ /Ⱥ/]"},
		{
			"capitals that differ otherwise too",
			files{"content/n/a.md": "title: A\naliases: [/Oud/A/, /Oud.html]"},
			"",
			"[/Oud.html /Oud/A/]",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, problems := load(t, test.files, Selection{Now: now})
			var got []string
			for _, p := range problems {
				words := strings.Fields(p.Text)
				if p.Rule != "adres-hoofdletters" || p.Level != report.Warning {
					t.Errorf("%v", p)
				}
				got = append(got, fmt.Sprintf("%s:%d: %s %s", p.File, p.Line, words[2], words[8]))
			}
			equal(t, "the list", strings.Join(got, "; "), test.want)
			equal(t, "the pages of aliases", urlsOf(s, Alias), test.pages)
			for _, r := range s.Redirects {
				equal(t, "whether the rule is alone", r.RuleOnly, s.Page(r.From) == nil)
			}
		})
	}
}

func TestRefusedByWindows(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"/con/": "con", "/nieuws/AUX.html": "AUX.html", "/tags/com1/": "com1", "/lpt³/x": "lpt³", "/a:b/": "a:b",
		"/x/a|b/": "a|b", "/einde./": "einde.", "/spatie /x/": "spatie ", "/*": "*",
		`/zeg-"ja"/`: `zeg-"ja"`, "/a<b>/": "a<b>",
		"/nul.tar.gz": "nul.tar.gz",
		"/":           "", "/consul/": "", "/com/": "", "/com10/": "",
		"/.net/": "", "/tags/c++/": "", "/model-4.5/": "", "/auxiliary/": "",
		"/index.html": "", "/foto's/één,twee(3)/": "",
	} {
		equal(t, url, refusedByWindows(url), want)
	}
	_, problems := load(t, files{"content/n/a.md": "title: A\naliases:\n  - /x/\n  - /oud/Prn/"}, Selection{Now: now})
	if len(problems) != 1 || problems[0].Rule != "naam-voor-windows" || problems[0].Line != 5 {
		t.Errorf("%v", problems)
	}
}
