package render_test

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"go.yaml.in/yaml/v4"
	"golang.org/x/net/html"

	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/site"
	"drukpers/themes"
)

// english is a site that says nothing in Dutch, with a page of every kind, and one article in French.
func english() map[string]string {
	files := map[string]string{
		"site.yaml": "language: en-GB\nbase_url: https://v.nl/\npage_size: 2\npagination: newest\n" +
			"sections: {local: {title: Local}}\n" +
			"build: {minify: false}\nmenus: {main: [{name: Local, url: /local/}]}\n",
		"content/about.md":        "---\ntitle: About\ntoc: true\nsponsored: true\n---\n## One\n\n## Two\n",
		"content/search.md":       "---\ntitle: Find\nlayout: search\n---\n",
		"content/empty/_index.md": "---\ntitle: Empty\n---\nText.\n",
		"content/local/fr.md": "---\ntitle: \"L'un\"\nsubtitle: \"Elle: \\\"oui\\\"\"\ndate: 2026-05-20\nlang: fr\n" +
			"tags: [one]\n---\nIl y a \"non\".\n",
	}
	for i := range 5 {
		files[fmt.Sprintf("content/local/%d.md", i)] = fmt.Sprintf("---\ntitle: Story %d\ndate: 2026-05-2%d 10:00\n"+
			"lastmod: 2026-05-30\ntags: [one, two]\ncategorieen: three\ntoc: true\nai: true\nauthor: [Ann, Bob]\n"+
			"bron: '[Elsewhere](https://e.nl/)'\n---\n## One\n\nText.\n\n## Two\n\n> [!NOTE]\n> So.\n\n"+
			"https://youtu.be/dQw4w9WgXcQ\n\n| a |\n|---|\n| b |\n\n"+
			"<iframe src=\"https://player.vimeo.com/video/1\"></iframe>\n", i, i)
	}
	return files
}

// texts are all texts of a language file.
func texts(t *testing.T, name string) []string {
	t.Helper()
	data, err := themes.Krant().Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	var file struct {
		Months []string
		Texts  map[string]string
		Counts map[string]map[string]string
	}
	if err := yaml.NewDecoder(data).Decode(&file); err != nil {
		t.Fatal(err)
	}
	all := slices.Clone(file.Months)
	for _, text := range file.Texts {
		all = append(all, text)
	}
	for _, count := range file.Counts {
		all = append(all, count["one"], count["other"])
	}
	return all
}

var (
	letters     = regexp.MustCompile(`[\pL]+`)
	placeholder = regexp.MustCompile(`%[sd]`)
)

func wordsOf(list []string) map[string]bool {
	all := map[string]bool{}
	for _, text := range list {
		for _, word := range letters.FindAllString(placeholder.ReplaceAllString(text, " "), -1) {
			all[strings.ToLower(word)] = true
		}
	}
	return all
}

// said is what a document says to readers, in text and in attributes, and to machines.
func said(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(false))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" {
			list = append(list, n.Data)
		}
		for _, a := range n.Attr {
			spoken := slices.Contains([]string{"aria-label", "title", "placeholder", "alt", "content"}, a.Key)
			if spoken || strings.HasPrefix(a.Key, "data-") {
				list = append(list, a.Val)
			}
		}
	}
	return list
}

// TestEnglishSite has no word of the Dutch texts that is not English too, on any page or feed.
func TestEnglishSite(t *testing.T) {
	t.Parallel()
	e, problems := load(t, english())
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	dutch, own := wordsOf(append(texts(t, "nl.yaml"), "Redactie Nieuws Categorieën Opmerking Bekijk Tabel")),
		wordsOf(texts(t, "en.yaml"))
	address := regexp.MustCompile(`(https?:/)?/[\w./#-]+`) // paths are the same in every language
	kinds := map[site.Kind]bool{}
	for _, p := range e.Site.Order {
		if p.Kind == site.Static || p.Kind == site.Headers || p.Kind == site.Redirects {
			continue
		}
		kinds[p.Kind] = true
		page := rendered(t, e, p.URL)
		list := []string{page}
		if render.IsHTML(p) {
			list = said(t, page)
		}
		for _, text := range list {
			for word := range wordsOf([]string{address.ReplaceAllString(text, " ")}) {
				if dutch[word] && !own[word] && len(word) > 2 {
					t.Errorf("%s says “%s”", p.URL, word)
				}
			}
		}
	}
	for _, kind := range site.Kinds() {
		other := []site.Kind{site.Static, site.Headers, site.Redirects, site.Alias, site.SitemapIndex}
		if !kinds[kind] && !slices.Contains(other, kind) {
			t.Errorf("no page of kind %s", kind)
		}
	}
	for url, wants := range map[string][]string{
		"/":                {`<html lang="en-GB">`, `content="en_GB"`, "<title>News</title>", "20 May 2026"},
		"/local/4/":        {"By Ann and Bob", "24 May 2026, 10:00", ">Note<", "Watch the video on YouTube", "Email"},
		"/archief/":        {"May 2026"},
		"/categorieen/":    {"<title>Categories – News</title>"},
		"/local/feed.json": {`"language":"en-GB"`, `"name":"Editorial staff"`},
	} {
		for _, want := range wants {
			if !strings.Contains(rendered(t, e, url), want) {
				t.Errorf("%s does not say %s", url, want)
			}
		}
	}
}

// TestOwnLanguage follows one article in another language to all who are told.
func TestOwnLanguage(t *testing.T) {
	t.Parallel()
	files := english()
	files["site.yaml"] += "author: Us\n"
	e, problems := load(t, files)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	news := graphOf(t, e, "/local/fr/")["NewsArticle"]
	if news["inLanguage"] != "fr" || graphOf(t, e, "/local/1/")["NewsArticle"]["inLanguage"] != "en-GB" {
		t.Errorf("inLanguage: %v", news["inLanguage"])
	}
	for url, wants := range map[string][]string{
		"/local/fr/": {
			`<html lang="en-GB">`, `<article class="article" lang="fr">`, `content="fr_FR"`, "L’un", "Elle: «\u00a0oui\u00a0»",
			"Il y a «\u00a0non\u00a0»", `<p class="meta article-meta" lang="en-GB">`,
		},
		"/local/index.xml":  {"<language>en-GB</language>", "<dc:language>fr</dc:language>"},
		"/local/feed.json":  {`"language":"fr"`},
		"/tags/one/page/3/": {`<h3 class="card-title" lang="fr">`},
	} {
		for _, want := range wants {
			if !strings.Contains(rendered(t, e, url), want) {
				t.Errorf("%s does not say %s", url, want)
			}
		}
	}
	if page := rendered(t, e, "/local/1/"); strings.Contains(page, `class="article" lang`) {
		t.Error("an article in the site's language says so")
	}
	if n := strings.Count(rendered(t, e, "/local/index.xml"), "dc:language>"); n != 2 {
		t.Errorf("the feed has dc:language %d times", n)
	}
}

// TestTemplatesSayNothing holds that every word of a template comes from the language file, but for names.
func TestTemplatesSayNothing(t *testing.T) {
	t.Parallel()
	action := regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	names := map[string]bool{
		"WhatsApp": true, "Telegram": true, "Facebook": true, "X": true, "LinkedIn": true, "Bluesky": true,
	}
	for name, source := range templates(t) {
		for _, text := range said(t, action.ReplaceAllString(source, "")) {
			text = strings.TrimSpace(text)
			meta := strings.HasPrefix(text, "width=") || strings.HasPrefix(text, "light dark")
			if strings.ContainsFunc(text, unicode.IsLetter) && !names[text] && !meta && !strings.HasPrefix(text, "http") {
				t.Errorf("%s says “%s”", name, text)
			}
		}
	}
}

func templates(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(themes.Krant(), ".", func(name string, _ fs.DirEntry, err error) error {
		if path.Ext(name) != ".html" || err != nil {
			return err
		}
		data, err := fs.ReadFile(themes.Krant(), name)
		all[name] = string(data)
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatal(err, len(all))
	}
	return all
}

// TestLanguageFiles has files that lack something, and languages without a file.
func TestLanguageFiles(t *testing.T) {
	t.Parallel()
	for config, want := range map[string]string{
		"language: fr":    "site.yaml:1:11 het thema krant kent de taal “fr” niet",
		"language: de":    "themes/krant/de.yaml teksten ontbreken: ",
		"language: nl-BE": "", "language: en-US": "", "language: en-AU": "",
	} {
		fsys := fstest.MapFS{
			"site.yaml":               {Data: []byte(config + "\n")},
			"themes/krant/en-AU.yaml": {Data: []byte("texts: {home: Home}\n")},
			"themes/krant/nl.yaml":    {Data: []byte("texts: {eigen: Van mij}\n")},
			"themes/krant/de.yaml":    {Data: []byte("date: '{day}. {month}'\ntexts: {home: Titelseite}\n")},
		}
		loaded, err := project.New(fsys, themes.Krant()).Load(project.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, p := range loaded.Problems {
			got += p.Place() + " " + p.Text + "\n"
		}
		if want == "" && got != "" || !strings.HasPrefix(got, want) && !strings.Contains(got, "\n"+want) {
			t.Errorf("%s: %s", config, got)
		}
		if strings.HasSuffix(config, "de") && !strings.Contains(got, "counts.articles, ") &&
			!strings.Contains(got, "texts.skip") {
			t.Errorf("not all is told: %s", got)
		}
	}
}
