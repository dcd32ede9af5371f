package check_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/mail"
	"net/url"
	"os"
	"path"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"drukpers/internal/check"
	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/internal/urls"
	"drukpers/themes"
)

// sites are this repository's own one, which has to be without fault, and a real one when DRUKPERS_CORPUS names it.
func sites(t *testing.T) map[string]*render.Edition {
	t.Helper()
	dirs := map[string]string{"own": "../.."}
	if corpus := os.Getenv("DRUKPERS_CORPUS"); corpus != "" && !testing.Short() {
		dirs["corpus"] = corpus
	}
	editions := map[string]*render.Edition{}
	for name, dir := range dirs {
		everything := site.Selection{
			Now: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC), Drafts: true, Future: true,
			Expired: true,
		}
		loaded, err := project.New(os.DirFS(dir), themes.Krant()).Load(project.Options{
			Selection:  everything,
			SkipBroken: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		if problems := loaded.Problems; name == "own" && len(problems) > 0 {
			var b strings.Builder
			_ = report.Text(&b, problems, report.Style{})
			t.Errorf("the content of this repository has problems:\n%s", b.String())
		}
		editions[name] = loaded.Edition
	}
	return editions
}

// TestCrawl renders every page and follows every internal link and anchor.
func TestCrawl(t *testing.T) {
	for name, edition := range sites(t) {
		t.Run(name, func(t *testing.T) {
			problems, err := check.Pages(edition, os.DirFS("."))
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range problems {
				if name == "corpus" && p.Rule == "geen-cover" || p.Level == report.Tip {
					continue // the pictures of the corpus are not a part of it
				}
				t.Errorf("%s: %s [%s]", p.Place(), p.Text, p.Rule)
			}
		})
	}
}

// TestPages holds every page to what all pages promise.
func TestPages(t *testing.T) {
	for name, edition := range sites(t) {
		t.Run(name, func(t *testing.T) {
			for _, p := range edition.Site.Order {
				data, err := edition.Renderer().Render(p)
				if err != nil {
					t.Fatal(err)
				}
				switch ext := path.Ext(p.OutputFile()); {
				case p.Kind == site.Static || p.Kind == site.Alias:
				case ext == ".html":
					checkPage(t, edition, p, data)
				case ext == ".xml":
					checkXML(t, p, data)
				case ext == ".json":
					if !json.Valid(data) || len(data) > 1<<20 {
						t.Errorf("%s: not JSON of at most 1 MiB", p.URL)
					}
				}
			}
		})
	}
}

// checkPage holds a page to its head and to the Content-Security-Policy.
func checkPage(t *testing.T, e *render.Edition, p *site.Page, data []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for n := range root.Descendants() {
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: inline %s on <%s> breaks the Content-Security-Policy", p.URL, a.Key, n.Data)
			}
			if (a.Key == "href" || a.Key == "src") && urls.Safe(a.Val) == "" {
				t.Errorf("%s: <%s> leads to %q", p.URL, n.Data, a.Val)
			}
		}
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "style" || n.Data == "script" && attr["src"] == "" && attr["type"] != "application/ld+json":
			t.Errorf("%s: inline <%s> breaks the Content-Security-Policy", p.URL, n.Data)
		case n.Data == "script" && attr["src"] == "":
			found["json-ld"] = n.FirstChild.Data
		case n.Data == "title" && n.FirstChild != nil && found["title"] == "":
			found["title"] = n.FirstChild.Data
		case n.Data == "meta":
			found[attr["name"]+attr["property"]] = attr["content"]
		case n.Data == "link":
			found[attr["rel"]] = attr["href"]
		case n.Data == "h1":
			found["h1"] += "x"
		case n.Data == "html":
			found["lang"] = attr["lang"]
		}
	}
	want := []string{
		"title", "lang", "h1", "robots", "og:title", "og:type", "twitter:card", "stylesheet", "alternate",
		"viewport",
	}
	if p.Kind != site.NotFound {
		want = append(want, "canonical", "json-ld", "og:url")
	}
	if p.Kind == site.Article {
		want = append(want, "description")
	}
	for _, key := range want {
		if found[key] == "" {
			t.Errorf("%s: no %s", p.URL, key)
		}
	}
	if found["h1"] != "x" {
		t.Errorf("%s: %d <h1>", p.URL, len(found["h1"]))
	}
	if p.Kind != site.NotFound && found["canonical"] != e.Site.Config.Absolute(cmp.Or(p.DoubleOf, p.URL)) {
		t.Errorf("%s: canonical is %s", p.URL, found["canonical"])
	}
	if found["json-ld"] != "" && !json.Valid([]byte(found["json-ld"])) {
		t.Errorf("%s: structured data is not JSON: %s", p.URL, found["json-ld"])
	}
	if p.Kind == site.Article && !strings.Contains(found["robots"], "max-image-preview:large") && !p.Article.Draft {
		t.Errorf("%s: robots is %q", p.URL, found["robots"])
	}
}

// checkXML holds a document to being well formed, with dates and addresses that can be read.
func checkXML(t *testing.T, p *site.Page, data []byte) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(data))
	element := ""
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", p.URL, err)
			return
		}
		switch token := token.(type) {
		case xml.StartElement:
			element = token.Name.Local
		case xml.EndElement:
			element = ""
		case xml.CharData:
			checkValue(t, p, element, string(token))
		}
	}
}

func checkValue(t *testing.T, p *site.Page, element, text string) {
	t.Helper()
	var err error
	switch element {
	case "pubDate", "lastBuildDate":
		_, err = mail.ParseDate(text)
	case "lastmod", "publication_date":
		_, err = time.Parse(time.RFC3339, text)
	case "loc", "link", "guid":
		var u *url.URL
		if u, err = url.Parse(text); err == nil && !u.IsAbs() {
			t.Errorf("%s: <%s> %s is not a whole address", p.URL, element, text)
		}
	}
	if err != nil {
		t.Errorf("%s: <%s>: %v", p.URL, element, err)
	}
}
