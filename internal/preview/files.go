package preview

import (
	"bytes"
	"net/url"

	"golang.org/x/net/html"

	"drukpers/internal/render"
	"drukpers/internal/site"
	"drukpers/internal/urls"
)

// notMade is the stamp of a variant that is the picture itself until it is made.
const notMade = "origineel"

// shownFiles are the static files that a page shows, such as its pictures: their decoded paths on the site's host, and
// stamps that are others when the files are.
func shownFiles(e *render.Edition, p *site.Page, page []byte) map[string]string {
	files := map[string]string{}
	config := e.Site.Config
	base, err := url.Parse(config.Href(p.URL))
	if err != nil {
		return files
	}
	add := func(address string) {
		target, err := base.Parse(address)
		if err != nil || target.Host != "" {
			return
		}
		below, inside := sitePath(config, target.Path)
		shown := e.Site.Page(below)
		if inside && shown != nil && shown.Kind == site.Static && shown.File.Stamp != "" { // assets have none
			files[target.Path] = shown.File.Stamp
			if shown.File.Made != nil && !shown.File.Made() {
				files[target.Path] = notMade
			}
		}
	}
	for tokens := html.NewTokenizer(bytes.NewReader(page)); tokens.Next() != html.ErrorToken; {
		_, more := tokens.TagName()
		for more {
			var key, value []byte
			key, value, more = tokens.TagAttr()
			switch string(key) {
			case "src", "poster", "data":
				add(string(value))
			case "srcset":
				for _, c := range urls.Srcset(string(value)) {
					add(c.Address)
				}
			}
		}
	}
	return files
}
