package render_test

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"

	"drukpers/internal/site"
)

// TestFeedReader reads every feed of a site as a feed reader would.
func TestFeedReader(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"site.yaml":    "title: Krant & Zn\nbase_url: https://v.nl/b/\nauthor: De balie\nfeeds: {hub: https://hub.nl/}\n",
		"static/a.png": pictureFile(t, 4, 3), "content/leeg/_index.md": "---\ntitle: Leeg\n---\nAlleen tekst.\n",
		"content/nieuws/met.md": "---\ntitle: Met <i> & R&D\ndate: 2026-01-02\ntags: [ai]\nauthor: [A. Naam, B. & Zn]\n" +
			"summary: \"Met <details> en <summary>: R&D &amp;amp; co.\"\n" +
			"cover: {image: /a.png, alt: Een \"a\" & <b>, caption: Foto & zo}\n---\nTekst.\n",
		"content/nieuws/elders.md": "---\ntitle: Elders\ndate: 2026-01-01\nlang: en\n" +
			"cover: https://c.nl/x.jpg?a=1&b=2\n---\nText.\n",
		"content/nieuws/zonder.md": "---\ntitle: Zonder\n---\nTekst.\n",
	}
	e, problems := load(t, files)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	read := 0
	for _, p := range e.Site.Order {
		if p.Kind != site.Feed && p.Kind != site.JSONFeed {
			continue
		}
		read++
		text := rendered(t, e, p.URL)
		feed, err := gofeed.NewParser().ParseString(text)
		if err != nil {
			t.Fatalf("%s: %v", p.URL, err)
		}
		if p.Section != nil && p.Section.Name == "leeg" {
			t.Errorf("%s is a feed of nothing", p.URL)
		}
		if feed.FeedLink != "https://v.nl/b"+p.URL || feed.Language != "nl" {
			t.Errorf("%s: self is %s, language %s", p.URL, feed.FeedLink, feed.Language)
		}
		hub := `<atom:link href="https://hub.nl/" rel="hub"></atom:link>`
		if p.Kind == site.JSONFeed {
			hub = `"hubs":[{"type":"WebSub","url":"https://hub.nl/"}]`
		}
		if !strings.Contains(text, hub) {
			t.Errorf("%s names no hub", p.URL)
		}
		for _, item := range feed.Items {
			if p.URL == "/tags/index.xml" {
				continue // terms
			}
			check(t, p, item)
		}
	}
	if read != 7 {
		t.Errorf("%d feeds", read)
	}
	if page := rendered(t, e, "/leeg/"); strings.Contains(page, "RSS-feed van Leeg") ||
		!strings.Contains(page, `href="/b/index.xml"`) {
		t.Error("a section without articles has a feed of its own")
	}
}

func check(t *testing.T, p *site.Page, item *gofeed.Item) {
	t.Helper()
	authors, picture := []string{"De balie"}, ""
	switch item.Title {
	case "Met <i> & R&D":
		authors, picture = []string{"A. Naam", "B. & Zn"}, "https://v.nl/b/a.png"
		const figure = `<figure><img src="https://v.nl/b/a.png" alt="Een “a” &amp; &lt;b&gt;" width="4" height="3">` +
			`<figcaption>Foto &amp; zo</figcaption></figure><p>`
		plain := strings.NewReplacer("&#34;", `"`, "“", `"`, "”", `"`).Replace
		if !strings.HasPrefix(plain(item.Content), plain(figure)) {
			t.Errorf("%s: the text begins with %.200s", p.URL, item.Content)
		}
		want := "Met &lt;details&gt; en &lt;summary&gt;: R&amp;D &amp;amp; co."
		if p.Kind == site.JSONFeed {
			want = "Met <details> en <summary>: R&D &amp; co."
		}
		if item.Description != want {
			t.Errorf("%s: description %s, want %s", p.URL, item.Description, want)
		}
		if p.Kind == site.Feed {
			media := item.Extensions["media"]["content"][0].Attrs
			attributes := map[string]string{"url": picture, "medium": "image", "width": "4", "height": "3"}
			if diff := cmp.Diff(attributes, media); diff != "" {
				t.Error(diff)
			}
		}
	case "Elders":
		picture = "https://c.nl/x.jpg?a=1&b=2"
		if p.Kind == site.Feed && item.DublinCoreExt.Language[0] != "en" {
			t.Errorf("%s: language %v", p.URL, item.DublinCoreExt.Language)
		}
	}
	var names []string
	for _, author := range item.Authors { // of RSS the first alone
		names = append(names, author.Name)
	}
	if p.Kind == site.Feed {
		names = item.DublinCoreExt.Creator
	}
	if diff := cmp.Diff(authors, names); diff != "" && (p.Kind == site.Feed || len(names) > 0) {
		t.Errorf("%s, %s: %s", p.URL, item.Title, diff)
	}
	got := ""
	if item.Image != nil {
		got = item.Image.URL
	}
	if got != picture {
		t.Errorf("%s, %s: picture %q, want %q", p.URL, item.Title, got, picture)
	}
}

// TestNewsSitemap is named to crawlers only when it holds something: an empty one is no sitemap.
func TestNewsSitemap(t *testing.T) {
	t.Parallel()
	for date, named := range map[string]bool{"2026-05-31": true, "2026-05-01": false} {
		e, _ := load(t, map[string]string{
			"site.yaml":      "base_url: https://v.nl/\n",
			"content/a/b.md": "---\ntitle: B\ndate: " + date + "\nlang: en-US\n---\nx\n",
		})
		if strings.Contains(rendered(t, e, "/robots.txt"), "Sitemap: https://v.nl/sitemap-news.xml\n") != named {
			t.Errorf("%s: robots.txt names it: %v", date, !named)
		}
		var set struct {
			URLs []struct {
				Language string `xml:"news>publication>language"`
			} `xml:"url"`
		}
		if err := xml.Unmarshal([]byte(rendered(t, e, "/sitemap-news.xml")), &set); err != nil || len(set.URLs) > 0 != named {
			t.Error(err, set)
		}
		if named && set.URLs[0].Language != "en" {
			t.Errorf("language %q", set.URLs[0].Language)
		}
	}
}
