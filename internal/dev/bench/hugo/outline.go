package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// outline is what two sites must have in common.
type outline struct {
	pages map[string]page
	feeds map[string]feed // also the sitemaps
	found int             // articles in the search data
}

type page struct {
	title, heading string
	links          map[string]bool // to other pages of the site
}

// feed is how many entries an XML file has, and how many of them with their full text.
type feed struct{ entries, texts int }

var articleURL = regexp.MustCompile(`^/[^/]+/\d{4}-\d\d-\d\d-[^/]+/$`)

// articles counts the articles a page links to.
func (p page) articles() int {
	n := 0
	for link := range p.links {
		if articleURL.MatchString(link) {
			n++
		}
	}
	return n
}

// readOutline reads a finished site.
func readOutline(site fs.FS) (*outline, error) {
	o := &outline{pages: map[string]page{}, feeds: map[string]feed{}}
	err := fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		switch address := "/" + name; {
		case strings.HasPrefix(name, "search-data/") && path.Ext(name) == ".json":
			var entries []json.RawMessage
			if json.Unmarshal(data, &entries) == nil { // the index of the shards is no list
				o.found += len(entries)
			}
		case name == "search-index/directory.txt": // drukpers's own, whose third line begins "articles", TAB, their number
			for line := range strings.Lines(string(data)) {
				if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "articles" {
					o.found, _ = strconv.Atoi(fields[1])
				}
			}
		case path.Ext(name) == ".html":
			address = strings.TrimSuffix(address, "index.html")
			o.pages[address] = readPage(address, data)
		case path.Ext(name) == ".xml":
			entries := bytes.Count(data, []byte("<item>")) + bytes.Count(data, []byte("<url>"))
			o.feeds[address] = feed{entries, bytes.Count(data, []byte("<content:encoded><![CDATA[<p>"))}
		}
		return nil
	})
	return o, err
}

// readPage takes the title, the first heading and the links from a page.
func readPage(address string, data []byte) page {
	p := page{links: map[string]bool{}}
	tokens := html.NewTokenizer(bytes.NewReader(data))
	var into *string
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return p
		case html.TextToken:
			if into != nil {
				*into += string(tokens.Text())
			}
		case html.EndTagToken:
			into = nil
		case html.StartTagToken:
			switch token := tokens.Token(); token.Data {
			case "title":
				into = &p.title
			case "h1":
				into = &p.heading
			case "a":
				p.addLink(address, token)
			}
		}
	}
}

func (p page) addLink(address string, token html.Token) {
	for _, attribute := range token.Attr {
		link, err := url.PathUnescape(attribute.Val)
		if attribute.Key == "href" && err == nil && strings.HasPrefix(link, "/") && link != address {
			p.links[link] = true
		}
	}
}
