package render

import "net/url"

// shareTargets is the table of places where a reader can pass an article on: plain links that work without scripts, and
// that tell nobody anything before they are followed.
var shareTargets = []struct {
	name    string
	address func(title, permalink string) string
}{
	{"E-mail", func(title, permalink string) string {
		return "mailto:?subject=" + url.PathEscape(title) + "&body=" + url.PathEscape(permalink)
	}},
	{"WhatsApp", func(title, permalink string) string {
		return "https://wa.me/?text=" + url.QueryEscape(title+" "+permalink)
	}},
	{"LinkedIn", func(_, permalink string) string {
		return "https://www.linkedin.com/sharing/share-offsite/?url=" + url.QueryEscape(permalink)
	}},
	{"Bluesky", func(title, permalink string) string {
		return "https://bsky.app/intent/compose?text=" + url.QueryEscape(title+" "+permalink)
	}},
}

// Share are links that pass the article on.
func (v *ArticleView) Share() []Link {
	links := make([]Link, len(shareTargets))
	for i, target := range shareTargets {
		links[i] = Link{Name: target.name, URL: target.address(v.Title, v.Permalink)}
	}
	return links
}
