package preview

import "testing"

// TestOwnRules has rules in static/, which the host obeys and the preview with it.
func TestOwnRules(t *testing.T) {
	t.Parallel()
	files := smallSite()
	files["static/_redirects"] = "/nieuws/een/ /uitleg/drie/ 302\n/toon/:wat /nieuws/:wat/ 200\n/zoek /search/?q=x\n"
	files["static/_headers"] = "/*\n  X-Eigen: ja\n  Cache-Control: max-age=60\n/brief.txt\n  Content-Type: text/vcard\n"
	f := newFolder(t, files)
	s := f.server(t, Options{})
	for path, want := range map[string]string{
		"/nieuws/een/":     "302 /uitleg/drie/",
		"/nieuws/een/?a=b": "302 /uitleg/drie/?a=b",
		"/zoek?a=b":        "302 /search/?q=x",
		"/toon/twee":       "200 ",
		"/toon/niets":      "404 ",
	} {
		r := ask(s, "GET", path)
		if got := r.Status[:3] + " " + r.Header.Get("Location"); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if got, want := body(t, ask(s, "GET", "/toon/twee")), body(t,
		ask(s, "GET", "/nieuws/twee/")); string(got) != string(want) {
		t.Error("a rule with status 200 shows another page than its target")
	}
	r := ask(s, "GET", "/brief.txt")
	if h := r.Header; h.Get("Content-Type") != "text/vcard" || h.Get("X-Eigen") != "ja" ||
		h.Get("Cache-Control") != "no-store" || h.Get("Content-Security-Policy") == "" {
		t.Errorf("%v", r.Header)
	}
	// The rules are files too: they change like any other.
	f.write(t, "static/_redirects", "/nieuws/een/ /over/ 302\n")
	s.Update()
	if to := ask(s, "GET", "/nieuws/een/").Header.Get("Location"); to != "/over/" {
		t.Errorf("after an edit of the rules: %q", to)
	}
}

// TestAliasWithPlaceholder has an old address that would be a rule for others, on the host and so here.
func TestAliasWithPlaceholder(t *testing.T) {
	t.Parallel()
	files := smallSite()
	files["content/nieuws/gids.md"] = "---\ntitle: Gids\n" +
		"aliases: ['/nieuws/:slug/', '/(oud)/', '/caf%C3%A9/', /oud.php]\n---\n"
	f := newFolder(t, files)
	s := f.server(t, Options{})
	for path, want := range map[string]string{
		"/nieuws/een/":    "200 ",
		"/nieuws/:slug/":  "200 ", // the page leads on
		"/(oud)/":         "301 /nieuws/gids/",
		"/caf%C3%A9/":     "301 /nieuws/gids/",
		"/oud.php":        "301 /nieuws/gids/",
		"/nieuws/page/1/": "301 /nieuws/",
	} {
		r := ask(s, "GET", path)
		if got := r.Status[:3] + " " + r.Header.Get("Location"); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
