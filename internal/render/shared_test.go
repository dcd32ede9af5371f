package render_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drukpers/internal/render"
)

// pictureFile is a PNG of some size.
func pictureFile(t *testing.T, width, height int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// tagsOf are the tags of a page's head that begin in some way, without that.
func tagsOf(page, begin string) []string {
	head, _, _ := strings.Cut(page, "</head>")
	var tags []string
	for _, part := range strings.Split(head, begin)[1:] {
		tag, _, _ := strings.Cut(part, ">")
		tags = append(tags, tag)
	}
	return tags
}

// TestSharedPicture has the cover of a page, else the site's picture, with all that is known of it.
func TestSharedPicture(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"static/img/delen.png": pictureFile(t, 12, 6), "static/a.png": pictureFile(t, 4, 3),
		"content/nieuws/met.md":    "---\ntitle: Met\ncover: {image: /a.png, alt: Een a}\n---\nx\n",
		"content/nieuws/zonder.md": "---\ntitle: Zonder\n---\nx\n",
		"content/nieuws/svg.md":    "---\ntitle: Svg\ncover: /b.SVG\n---\nx\n", "static/b.SVG": "<svg/>",
		"content/over.md": "---\ntitle: Over\n---\nx\n",
	}
	cover := []string{
		`" content="https://v.nl/b/a.png"`, `:alt" content="Een a"`, `:width" content="4"`, `:height" content="3"`,
	}
	for config, own := range map[string][]string{
		"": nil,
		"image: /img/delen.png": {
			`" content="https://v.nl/b/img/delen.png"`, `:alt" content="Krant &amp; Zn"`, `:width" content="12"`,
			`:height" content="6"`,
		},
		"image: https://elders.nl/x.png": {`" content="https://elders.nl/x.png"`, `:alt" content="Krant &amp; Zn"`},
	} {
		files["site.yaml"] = "title: Krant & Zn\nbase_url: https://v.nl/b/\nbuild: {minify: false}\n" + config
		e, problems := load(t, files)
		if problems.HasErrors() {
			t.Fatal(problems)
		}
		pages := []string{
			"/", "/nieuws/", "/nieuws/zonder/", "/nieuws/met/", "/nieuws/svg/", "/over/", "/404.html",
		}
		for _, url := range pages {
			want := own
			if url == "/nieuws/met/" {
				want = cover
			}
			page := rendered(t, e, url)
			if diff := cmp.Diff(want, tagsOf(page, `<meta property="og:image`)); diff != "" {
				t.Errorf("%s with %q: %s", url, config, diff)
			}
			if strings.Contains(page, "summary_large_image") != (want != nil) {
				t.Errorf("%s with %q: the card has the wrong size", url, config)
			}
		}
	}
}

// TestMissingPicture tells of pictures that are not there, at their line.
func TestMissingPicture(t *testing.T) {
	t.Parallel()
	_, problems := load(t, map[string]string{
		"site.yaml":            "title: T\nimage: /img/delen.png\nlogo: /img/delne.png\n",
		"static/img/delen.png": "x", "content/a/b.md": "---\ntitle: B\ndate: 2026-01-01\n---\nx\n",
	})
	if len(problems) != 1 || problems[0].Place() != "site.yaml:3:7" || problems[0].Rule != "plaatje" ||
		!strings.Contains(problems[0].Hint, "/img/delen.png") {
		t.Error(problems)
	}
}

// TestIcons has the site's own where there are any.
func TestIcons(t *testing.T) {
	t.Parallel()
	const (
		ofTheme = `icon" href="ASSET" type="image/svg&#43;xml"`
		ico     = `icon" href="/b/favicon.ico" type="image/x-icon"`
		bitmap  = `icon" href="/b/favicon.png" type="image/png"`
		drawing = `icon" href="/b/favicon.svg" type="image/svg&#43;xml"`
	)
	for have, want := range map[string][]string{
		"":                        {ofTheme},
		"favicon.ico":             {ico},
		"favicon.ico favicon.png": {bitmap},
		"favicon.svg favicon.png": {bitmap, drawing},
		"img/favicon.png":         {ofTheme},
		"favicon.png apple-touch-icon.png": {
			bitmap, `apple-touch-icon" href="/b/apple-touch-icon.png" type="image/png"`,
		},
		"site.webmanifest": {
			ofTheme, `manifest" href="/b/site.webmanifest" type="application/manifest&#43;json"`,
		},
	} {
		files := map[string]string{"site.yaml": "base_url: https://v.nl/b/\nbuild: {minify: false}\n"}
		for _, name := range strings.Fields(have) {
			files["static/"+name] = "x"
		}
		e, _ := load(t, files)
		page := strings.ReplaceAll(rendered(t, e, "/404.html"), e.Theme.Assets()["icon.svg"], "ASSET")
		var got []string
		for _, tag := range tagsOf(page, `<link rel="`) {
			if strings.HasPrefix(tag, "icon") || strings.HasPrefix(tag, "apple") || strings.HasPrefix(tag, "manifest") {
				got = append(got, tag)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", have, diff)
		}
	}
}

// TestThemeColour follows the file of colours.
func TestThemeColour(t *testing.T) {
	t.Parallel()
	for sheet, want := range map[string][]string{
		":root { --paper: light-dark(#abc, rgb(1, 2, 3)) }": {
			`media="(prefers-color-scheme: light)" content="#abc"`,
			`media="(prefers-color-scheme: dark)" content="rgb(1, 2, 3)"`,
		},
		":root {}": nil,
	} {
		e, _ := load(t, map[string]string{
			"site.yaml": "build: {minify: false}\n", "themes/krant/assets/colours.css": sheet,
		})
		if diff := cmp.Diff(want, tagsOf(rendered(t, e, "/"), `<meta name="theme-color" `)); diff != "" {
			t.Errorf("%s: %s", sheet, diff)
		}
	}
}

// graphOf is the structured data of a page, by type.
func graphOf(t *testing.T, e *render.Edition, url string) map[string]map[string]any {
	t.Helper()
	_, rest, _ := strings.Cut(rendered(t, e, url), `<script type="application/ld+json">`)
	script, _, _ := strings.Cut(rest, "</script>")
	var data struct {
		Graph []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(script), &data); err != nil {
		t.Fatal(err)
	}
	byType := map[string]map[string]any{}
	for _, thing := range data.Graph {
		byType[thing["@type"].(string)] = thing
	}
	return byType
}

// TestPublisher is the name on the masthead, wherever it is told; the author is who is named, else the newsroom.
func TestPublisher(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"site.yaml": "title: Krant\nauthor: De balie\nbase_url: https://v.nl/\nlogo: /logo.png\n" +
			"social: [https://m.nl/@krant, https://l.nl/krant]\nbuild: {minify: false}\n",
		"static/logo.png":     pictureFile(t, 8, 4),
		"content/a/naam.md":   "---\ntitle: N\nauthor: [A. Naam, B. Naam]\n---\nx\n",
		"content/a/zonder.md": "---\ntitle: Z\n---\nx\n",
		"content/over.md":     "---\ntitle: O\n---\nx\n",
	}
	e, problems := load(t, files)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	publisher := map[string]any{
		"@type": "Organization", "@id": "https://v.nl/#organization", "name": "Krant", "url": "https://v.nl/",
		"logo": map[string]any{
			"@type": "ImageObject", "url": "https://v.nl/logo.png", "width": 8.0, "height": 4.0,
		},
		"sameAs": []any{"https://m.nl/@krant", "https://l.nl/krant"},
	}
	home := graphOf(t, e, "/")
	if diff := cmp.Diff(publisher, home["Organization"]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]any{"@id": publisher["@id"]}, home["WebSite"]["publisher"]); diff != "" {
		t.Error(diff)
	}
	for url, authors := range map[string][]any{
		"/a/naam/": {
			map[string]any{"@type": "Person", "name": "A. Naam"}, map[string]any{"@type": "Person", "name": "B. Naam"},
		},
		"/a/zonder/": {map[string]any{"@type": "Organization", "name": "De balie", "url": "https://v.nl/"}},
	} {
		news := graphOf(t, e, url)["NewsArticle"]
		if diff := cmp.Diff(any(publisher), news["publisher"]); diff != "" {
			t.Errorf("%s: %s", url, diff)
		}
		if diff := cmp.Diff(any(authors), news["author"]); diff != "" {
			t.Errorf("%s: %s", url, diff)
		}
	}
	for url, byline := range map[string]string{
		"/a/naam/": "Door A. Naam en B. Naam", "/a/zonder/": "Door De balie", "/over/": "",
	} {
		page := rendered(t, e, url)
		if byline == "" && strings.Contains(page, "Door ") || !strings.Contains(page, byline) {
			t.Errorf("%s: not “%s”", url, byline)
		}
	}
}

// TestNothingElseChanges publishes one more article: no page of another changes but for its neighbours, and what to
// read next.
func TestNothingElseChanges(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"site.yaml": "image: /i.png\nlogo: /i.png\nsocial: [https://m.nl/]\n", "static/i.png": pictureFile(t, 2, 2),
		"content/a/een.md": "---\ntitle: Eén\ndate: 2026-01-01\nlang: en\n---\nx\n",
		"content/over.md":  "---\ntitle: Over\n---\nx\n",
	}
	before, _ := load(t, files)
	more := maps.Clone(files)
	more["content/b/twee.md"] = "---\ntitle: Twee\ndate: 2026-02-01\ncover: https://c.nl/x.png\n---\nx\n"
	more["content/b/_index.md"] = "---\ntitle: B\n---\n"
	after, _ := load(t, more)
	page := rendered(t, before, "/over/")
	if rendered(t, after, "/over/") != page {
		t.Error("a standing page changed")
	}
	head, _, _ := strings.Cut(rendered(t, before, "/a/een/"), "</head>")
	if !strings.HasPrefix(rendered(t, after, "/a/een/"), head) {
		t.Error("the head of an article changed")
	}
}
