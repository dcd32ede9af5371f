package hotlinks

import (
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"drukpers/internal/content"
	"drukpers/internal/copies"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// wanted is a picture of another site that an article shows.
type wanted struct {
	address string // see copies.Address
	written string // by the first article that shows it
	credit  string // its first caption
	article *content.Article
}

// wantedBy are the pictures that articles of a site show of other sites, without those that there is a copy of.
func wantedBy(s *site.Site) map[string]*wanted {
	all := map[string]*wanted{}
	add := func(a *content.Article, written, credit string) {
		address := copies.Address(written)
		if address == "" || strings.HasPrefix(address, s.Config.BaseURL) {
			return
		}
		w := all[address]
		if w == nil {
			w = &wanted{address: address, written: written, article: a}
			all[address] = w
		}
		if w.credit == "" {
			w.credit = strings.Join(strings.Fields(credit), " ")
		}
	}
	for _, a := range slices.Concat(s.Articles, s.Standing, s.Indexes()) {
		if a.CoverImage.Copy == nil {
			add(a, a.Cover.Image, a.Cover.Caption)
		}
		text := a.Body().HTML
		if !strings.Contains(text, "<img") {
			continue
		}
		body, err := html.Parse(strings.NewReader(text))
		if err != nil {
			continue
		}
		for n := range body.Descendants() {
			if n.DataAtom == atom.Img {
				add(a, attribute(n, "src"), caption(n))
			}
		}
	}
	return all
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// caption is that of the figure that a picture is in.
func caption(img *html.Node) string {
	for n := range img.Ancestors() {
		if n.DataAtom != atom.Figure {
			continue
		}
		for inside := range n.Descendants() {
			if inside.DataAtom == atom.Figcaption {
				return textOf(inside)
			}
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for inside := range n.Descendants() {
		if inside.Type == html.TextNode {
			b.WriteString(inside.Data)
		}
	}
	return b.String()
}

// problem tells why a picture was not fetched.
func (w *wanted) problem(files fs.FS, host string, r *refusal) report.Problem {
	p := report.Problem{
		Level: report.Warning, Rule: rule, File: w.article.Path, Hint: r.hint,
		Text: "het plaatje " + w.written + " is niet opgehaald: " + r.text,
		Pos:  report.PosOfText(files, w.article.Path, w.written),
	}
	if r.silent { // for all of its pictures alike
		p.Group = host + " " + r.text
	}
	return p
}
