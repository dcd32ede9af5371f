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
	rel := relOf(pc.Get(sponsoredKey) == true)
	var figures []*ast.Paragraph
	var unsafe []*ast.AutoLink
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			address := clean(n.Destination)
			n.Destination = r.destination(address)
			if r.config.external(address) {
				n.SetAttributeString("rel", []byte(rel))
			}
		case *ast.AutoLink:
			address := string(n.URL(reader.Source()))
			if SafeURL(address) == "" {
				unsafe = append(unsafe, n)
			} else if r.config.external(address) {
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
	for _, n := range unsafe {
		plain := ast.NewString(n.Label(reader.Source()))
		plain.SetRaw(true)
		n.Parent().ReplaceChild(n.Parent(), n, plain)
	}
	for _, p := range figures {
		p.Parent().ReplaceChild(p.Parent(), p, r.figure(p.FirstChild().(*ast.Image)))
	}
}

// relOf is what links to other sites say of themselves.
func relOf(sponsored bool) string {
	if sponsored {
		return "noopener nofollow sponsored"
	}
	return "noopener"
}

// clean gives the safe form of an address in markdown, in which entities and backslashes still stand for characters.
func clean(destination []byte) string { return SafeURL(string(resolve(destination))) }

// unresolved writes an address so that the renderer, which resolves it once more, gives that address.
var unresolved = strings.NewReplacer("&", "&amp;", `\`, `\\`)

func (r *references) destination(address string) []byte {
	return []byte(unresolved.Replace(r.config.Link(address)))
}

func (r *references) image(n *ast.Image) {
	address := clean(n.Destination)
	size := r.images.Size(address)
	n.Destination = r.destination(address)
	n.SetAttributeString("loading", []byte("lazy"))
	n.SetAttributeString("decoding", []byte("async"))
	if size != (Size{}) {
		n.SetAttributeString("width", []byte(strconv.Itoa(size.Width)))
		n.SetAttributeString("height", []byte(strconv.Itoa(size.Height)))
	}
}

func (r *references) figure(image *ast.Image) *figure {
	f := &figure{caption: r.config.Typographic(strings.TrimSpace(string(resolve(image.Title))))}
	image.Title = nil
	f.AppendChild(f, image)
	return f
}
