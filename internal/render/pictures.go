package render

import (
	"fmt"
	"html/template"
	"strings"

	"drukpers/internal/artwork"
	"drukpers/internal/content"
	"drukpers/internal/urls"
)

// cover is that of an article, or nil.
func (e *Edition) cover(a *content.Article) *ImageView {
	reference := e.Site.Cover(a)
	if reference == "" {
		return nil
	}
	return &ImageView{
		Letter: artwork.Initial(a.Heading), Ink: artwork.Ink(nameOf(e.sectionLink(a))),
		URL: e.Site.Config.Link(reference), Absolute: e.Site.Config.AbsoluteLink(reference), Alt: a.Cover.Alt,
		Caption: a.Cover.Caption, Width: a.CoverImage.Width, Height: a.CoverImage.Height,
		Place: "article", Srcset: e.srcset(a, reference),
	}
}

// srcset gives a cover in several widths: the variants of one of the site's own, or what its host makes of it.
func (e *Edition) srcset(a *content.Article, reference string) template.Srcset {
	if own := a.CoverImage.Srcset(e.Site.Config.Href); own != "" {
		return template.Srcset(own)
	}
	var set []string
	for _, width := range []int{480, 800, 1200} {
		if address := urls.AtWidth(reference, width); address != "" {
			set = append(set, fmt.Sprintf("%s %dw", address, width))
		}
	}
	return template.Srcset(strings.Join(set, ", "))
}

// sitePicture is one that site.yaml names, or nil. Its text is the site's name: nothing else is known of it.
func (e *Edition) sitePicture(named string) *ImageView {
	c := e.Site.Config
	if named == "" {
		return nil
	}
	if !strings.HasPrefix(named, "/") {
		return &ImageView{URL: named, Absolute: named, Alt: c.Title}
	}
	picture := &ImageView{URL: c.Href(named), Absolute: c.Absolute(named), Alt: c.Title}
	if p := e.Site.Page(named); p != nil && p.File != nil {
		size := p.File.Dimensions()
		picture.Width, picture.Height = size.Width, size.Height
	}
	return picture
}
