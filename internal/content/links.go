package content

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// references makes the links and pictures of a body fit for a page: no scripts, the site's base path before its own
// paths, rel on links elsewhere, and pictures that load late in a space of their own size.
type references struct {
	config *Config
	images *Images
}

var sponsoredKey = parser.NewContextKey()

func (r *references) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	rel := "noopener"
	if pc.Get(sponsoredKey) == true {
		rel = "noopener nofollow sponsored"
	}
	var figures []*ast.Paragraph
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			n.Destination = r.clean(n.Destination)
			if r.config.external(string(n.Destination)) {
				n.SetAttributeString("rel", []byte(rel))
			}
		case *ast.AutoLink:
			if r.config.external(string(n.URL(reader.Source()))) {
				n.SetAttributeString("rel", []byte(rel))
			}
		case *ast.Image:
			r.image(n)
			if p, ok := n.Parent().(*ast.Paragraph); ok && len(n.Title) > 0 && p.ChildCount() == 1 {
				figures = append(figures, p)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, p := range figures {
		p.Parent().ReplaceChild(p.Parent(), p, r.figure(p.FirstChild().(*ast.Image)))
	}
}

func (r *references) clean(destination []byte) []byte {
	return []byte(r.config.Link(SafeURL(string(destination))))
}

func (r *references) image(n *ast.Image) {
	size := r.images.Size(string(n.Destination))
	n.Destination = r.clean(n.Destination)
	n.SetAttributeString("loading", []byte("lazy"))
	n.SetAttributeString("decoding", []byte("async"))
	if size != (Size{}) {
		n.SetAttributeString("width", []byte(strconv.Itoa(size.Width)))
		n.SetAttributeString("height", []byte(strconv.Itoa(size.Height)))
	}
}

func (r *references) figure(image *ast.Image) *figure {
	f := &figure{caption: strings.TrimSpace(string(resolve(image.Title)))}
	if r.config.Markdown.Typography {
		f.caption = typographic(f.caption)
	}
	image.Title = nil
	f.AppendChild(f, image)
	return f
}
