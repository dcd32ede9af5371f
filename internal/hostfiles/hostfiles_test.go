package hostfiles_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"drukpers/internal/host"
	"drukpers/internal/project"
	"drukpers/internal/render"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/themes"
)

// load makes the edition of a project that is a literal.
func load(t *testing.T, files map[string]string) (*render.Edition, report.List) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	selection := site.Selection{Now: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
	loaded, err := project.New(fsys, themes.Krant()).Load(project.Options{Selection: selection})
	if err != nil {
		t.Fatal(err)
	}
	return loaded.Edition, loaded.Problems
}

// hosted reads an edition's rules as the host does; what the host passes over of them is a fault.
func hosted(t *testing.T, e *render.Edition) host.Rules {
	t.Helper()
	files, err := e.HostFiles()
	if err != nil {
		t.Fatal(err)
	}
	redirects, wrong := host.ReadRedirects("_redirects", files.Redirects)
	headers, more := host.ReadHeaders("_headers", files.Headers)
	for _, p := range append(wrong, more...) {
		t.Errorf("%s: %s", p.Place(), p.Text)
	}
	return host.Rules{Redirects: redirects, Headers: headers}
}

func hostProblems(t *testing.T, e *render.Edition) report.List {
	t.Helper()
	files, err := e.HostFiles()
	if err != nil {
		t.Fatal(err)
	}
	return files.Problems
}

// TestAliasesCatchNothingElse has aliases with what stands for any text in a rule.
func TestAliasesCatchNothingElse(t *testing.T) {
	t.Parallel()
	e, problems := load(t, map[string]string{
		"site.yaml": "base_url: https://v.nl/blog/\n",
		"content/nieuws/a.md": "---\ntitle: A\naliases: ['/nieuws/:slug/', '/*/', '/2024/ai:gids/', '/10:30/', " +
			"'/(oud)/é/', /feed.xml, '/x:y.php']\n---\n",
		"static/_redirects": "/eigen /x 302\n/patroon/* /y 302\n/na /z 302\n",
	})
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	rules := hosted(t, e)
	for path, want := range map[string]string{
		"/blog/nieuws/a/":              "",
		"/blog/nieuws/b/":              "",
		"/blog/2024/ai-wet/":           "",
		"/blog/archief/":               "",
		"/blog/2024/ai:gids/":          "", // its page leads on
		"/blog/10:30/":                 "/blog/nieuws/a/",
		"/blog/(oud)/%C3%A9/":          "/blog/nieuws/a/",
		"/blog/feed.xml":               "/blog/nieuws/a/",
		"/blog/page/1/":                "/blog/",
		"/blog/nieuws/page/1/":         "/blog/nieuws/",
		"/blog/tags/a/b%C3%A9/page/1/": "/blog/tags/a/b%C3%A9/",
		"/eigen":                       "/x",
		"/patroon/a":                   "/y",
		"/na":                          "/z",
	} {
		if _, to := rules.Redirects.Find(path); to != want {
			t.Errorf("%s leads to %q, want %q", path, to, want)
		}
	}
	for url, want := range map[string]bool{
		"/nieuws/:slug/": true, "/2024/ai:gids/": true, "/10:30/": true, "/feed.xml": false,
	} {
		if got := e.Site.Page(url) != nil; got != want {
			t.Errorf("whether there is a page %s: %v", url, got)
		}
	}
	if wrong := hostProblems(t, e); len(wrong) != 1 || !strings.Contains(wrong[0].Text, "/x:y.php") {
		t.Errorf("problems: %v", wrong)
	}
}

// TestManySections has more sections and old addresses than the host takes rules.
func TestManySections(t *testing.T) {
	t.Parallel()
	files := map[string]string{"site.yaml": "search: {enabled: false}\n", "static/_redirects": "/eigen /x 302\n"}
	for i := range host.MaxStatic + 10 {
		files[fmt.Sprintf("content/s%d/a.md", i)] = fmt.Sprintf(
			"---\ntitle: A\ndate: 2026-01-01\naliases: [/oud/%d/]\n---\n",
			i,
		)
	}
	files["content/laatst/z.md"] = "---\ntitle: Z\ndate: 2026-01-01\naliases: [/atom.xml]\n---\n"
	e, problems := load(t, files)
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	rules := hosted(t, e)
	if n := len(rules.Redirects.Rules); n != host.MaxStatic+1 {
		t.Errorf("%d rules", n)
	}
	for _, path := range []string{"/eigen", "/atom.xml", "/oud/0/", "/s2009/page/1/"} {
		if rule, _ := rules.Redirects.Find(path); rule == nil {
			t.Errorf("%s is not answered", path)
		}
	}
	// 2,011 old addresses beside one rule of the site's own and that of /page/1/.
	if wrong := hostProblems(t, e); len(wrong) != 1 || !strings.HasPrefix(wrong[0].Text, "13 oude adressen passen niet") {
		t.Errorf("problems: %v", wrong)
	}
}

func TestPolicyOfSite(t *testing.T) {
	t.Parallel()
	e, problems := load(t, map[string]string{
		"site.yaml":       "headers:\n  csp:\n    frame-src: [https://film.nl]\n    script-src: [self, sha256-abc=]\n",
		"static/_headers": "/geheim/*\n  X-Robots-Tag: noindex\n/*\n  X-Eigen: ja\n  ! Referrer-Policy\n",
		"static/los.html": "x", "static/404.html": "x", "static/demo/index.html": "x", "static/demo/js/app.js": "x",
		"static/demo/diep/b.html": "x", "static/nieuws/kaart.html": "x", "static/v: x/c.html": "x",
		"content/nieuws/a.md": "---\ntitle: A\n---\n",
	})
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	rules := hosted(t, e)
	policy := func(path string) string { return rules.Headers.For(path).Get("Content-Security-Policy") }
	if got := policy("/nieuws/a/"); !strings.Contains(got, "script-src 'self' 'sha256-abc='; ") ||
		!strings.Contains(got, " https://film.nl;") {
		t.Errorf("the policy is %q", got)
	}
	for path, want := range map[string]bool{
		"/": true, "/nieuws/a/": true, "/nieuws/": true, "/niets": true, "/404.html": true,
		"/los": false, "/los.html": false, "/demo/": false, "/demo/diep/b": false, "/nieuws/kaart": false, "/v:%20x/c": false,
	} {
		if got := policy(path) != ""; got != want {
			t.Errorf("whether %s has a policy: %v", path, got)
		}
	}
	h := rules.Headers.For("/geheim/a")
	if h.Get("X-Eigen") != "ja" || h.Get("X-Robots-Tag") != "noindex" || h.Get("X-Content-Type-Options") != "nosniff" ||
		h.Get("Referrer-Policy") != "" {
		t.Errorf("the headers are %v", h)
	}
}

// TestManyHTMLFiles has more of the site's own HTML among its pages than the host takes rules for.
func TestManyHTMLFiles(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"site.yaml":           "",
		"content/nieuws/a.md": "---\ntitle: A\n---\n",
		"static/_headers":     "/x\n  A: b\n",
	}
	for i := range 60 {
		files[fmt.Sprintf("static/nieuws/kaart-%d.html", i)] = "x"
	}
	e, _ := load(t, files)
	rules := hosted(t, e)
	if rules.Headers.Len() != host.MaxHeaders || rules.Headers.For("/x")["A"] == nil {
		t.Errorf("%d rules, %v", rules.Headers.Len(), rules.Headers.For("/x"))
	}
	if rules.Headers.For("/nieuws/kaart-0").Get("Content-Security-Policy") != "" {
		t.Error("the first file has the policy")
	}
	if wrong := hostProblems(t, e); len(wrong) != 1 || !strings.HasPrefix(wrong[0].Text, "22 paden van HTML-bestanden") {
		t.Errorf("problems: %v", wrong)
	}
}
