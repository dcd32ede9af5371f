package deploy

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// small is a site of some articles: what a reader can follow from its home page is all there is.
type small struct {
	articles []string
	style    int // changes the fingerprint of the stylesheet, and so every page
}

func (s small) files() fstest.MapFS {
	css := fmt.Sprintf("assets/krant.%012x.css", s.style)
	head := `<link rel="stylesheet" href="/` + css + `"><link rel="alternate" href="/index.xml"><a href="/">home</a>`
	all := map[string]string{
		css: fmt.Sprintf("a{order:%d}", s.style), "robots.txt": "Sitemap: /sitemap.xml\n",
		"_headers": "/assets/*\n  Cache-Control: max-age=31536000\n", "_redirects": "/oud/ / 301\n",
		"404.html": head, "static.txt": strings.Repeat("always the same\n", 500), "é ü/a b.txt": "spaces and accents",
	}
	var list, feed, sitemap strings.Builder
	tags := map[string]string{}
	for _, a := range s.articles {
		tag := "t" + a[len(a)-1:]
		link := `<a href="/` + a + `/">` + a + `</a>`
		all[a+"/index.html"] = head + `<a href="/tags/` + tag + `/">` + tag + `</a>` + strings.Repeat("text of "+a+" ", 300)
		tags[tag] += link
		list.WriteString(link)
		fmt.Fprintf(&feed, `<link href="/%s/"/>`, a)
		fmt.Fprintf(&sitemap, `<loc href="/%s/"/>`, a)
	}
	for tag, links := range tags {
		all["tags/"+tag+"/index.html"] = head + `<link rel="alternate" href="/tags/` + tag + `/index.xml">` + links
		all["tags/"+tag+"/index.xml"] = links
	}
	all["index.html"] = head + list.String() + `<a href="/tags/">tags</a>`
	var allTags strings.Builder
	for _, tag := range slices.Sorted(maps.Keys(tags)) {
		allTags.WriteString(`<a href="/tags/` + tag + `/">` + tag + `</a>`)
	}
	all["tags/index.html"] = head + allTags.String()
	all["index.xml"], all["sitemap.xml"] = feed.String(), sitemap.String()
	site := fstest.MapFS{}
	for name, text := range all {
		site[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return site
}

// named are so many articles.
func named(from, to int) []string {
	var all []string
	for i := from; i < to; i++ {
		all = append(all, fmt.Sprintf("nieuws/a%02d", i))
	}
	return all
}

var reference = regexp.MustCompile(`href="([^"]*)"`)

// crawl follows all links from where readers and crawlers begin, and gives those that lead nowhere.
func crawl(read func(name string) ([]byte, bool)) (dead []string) {
	seen := map[string]bool{}
	if _, is := read("index.html"); !is {
		return nil // nobody knows of the site yet
	}
	todo := []string{"/"}
	for _, start := range []string{"/index.xml", "/sitemap.xml"} {
		if _, is := read(start[1:]); is {
			todo = append(todo, start)
		}
	}
	for len(todo) > 0 {
		address := todo[0]
		todo = todo[1:]
		if seen[address] {
			continue
		}
		seen[address] = true
		name := strings.TrimPrefix(address, "/")
		if name == "" || strings.HasSuffix(name, "/") {
			name = path.Join(name, "index.html")
		}
		data, is := read(name)
		if !is {
			dead = append(dead, address)
			continue
		}
		for _, m := range reference.FindAllSubmatch(data, -1) {
			todo = append(todo, string(m[1]))
		}
	}
	return dead
}

// compare says how what is online differs from a site; assets that it had before may be there too.
func compare(t *testing.T, site fs.FS, online map[string][]byte) {
	t.Helper()
	want := map[string]bool{}
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		want[name] = true
		data, err := fs.ReadFile(site, name)
		if string(online[name]) != string(data) {
			t.Errorf("%s: %q is online, want %q", name, clip(online[name]), clip(data))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range online {
		if !want[name] && !fingerprinted.MatchString(name) && name != manifestFile {
			t.Errorf("%s is online and not in the site", name)
		}
	}
}

func clip(data []byte) string {
	if data == nil {
		return "nothing"
	}
	return string(data[:min(len(data), 60)])
}
