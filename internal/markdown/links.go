package markdown

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"drukpers/internal/typography"
)

// linkTransformer makes the links and pictures of a text fit for a page: no scripts, the site's base path before its
// own paths, rel on links elsewhere, and pictures that load late in a space of their own size.
type linkTransformer struct {
	host, basePath string // of the site
	typography     bool
	size           func(path string) (width, height int)
}

func newLinkTransformer(o Options) *linkTransformer {
	l := &linkTransformer{typography: o.Typography, size: o.Size}
	if base, err := url.Parse(o.BaseURL); err == nil {
		l.host, l.basePath = base.Host, strings.TrimSuffix(base.EscapedPath(), "/")
	}
	if l.size == nil {
		l.size = func(string) (int, int) { return 0, 0 }
	}
	return l
}

// addresses are what the conversion of one text wants of its addresses, and finds out about them.
type addresses struct {
	rel      string // of links to other sites
	relative bool   // some are not whole
}

var addressesKey = parser.NewContextKey()

func (l *linkTransformer) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	found := pc.Get(addressesKey).(*addresses)
	var figures []*ast.Paragraph
	var unsafe []*ast.AutoLink
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			address := safeDestination(n.Destination)
			n.Destination = l.destination(address, found)
			if l.external(address) {
				n.SetAttributeString("rel", []byte(found.rel))
			}
		case *ast.AutoLink:
			address := string(n.URL(reader.Source()))
			if SafeURL(address) == "" {
				unsafe = append(unsafe, n)
			} else if l.external(address) {
				n.SetAttributeString("rel", []byte(found.rel))
			}
		case *ast.Image:
			l.image(n, found)
			if p, ok := n.Parent().(*ast.Paragraph); ok && len(n.Title) > 0 && p.ChildCount() == 1 {
				figures = append(figures, p)
			}
		case *extast.FootnoteLink, *extast.FootnoteBacklink:
			found.relative = true
		}
		return ast.WalkContinue, nil
	})
	for _, n := range unsafe {
		plain := ast.NewString(n.Label(reader.Source()))
		plain.SetRaw(true)
		n.Parent().ReplaceChild(n.Parent(), n, plain)
	}
	for _, p := range figures {
		p.Parent().ReplaceChild(p.Parent(), p, l.figure(p.FirstChild().(*ast.Image)))
	}
}

// relOf is what links to other sites say of themselves.
func relOf(sponsored bool) string {
	if sponsored {
		return "noopener nofollow sponsored"
	}
	return "noopener"
}

// safeDestination gives the safe form of an address in markdown, in which entities and backslashes still stand for
// characters.
func safeDestination(destination []byte) string { return SafeURL(string(resolve(destination))) }

// unresolved writes an address so that the renderer, which resolves it once more, gives that address.
var unresolved = strings.NewReplacer("&", "&amp;", `\`, `\\`)

func (l *linkTransformer) destination(address string, found *addresses) []byte {
	found.relative = found.relative || !hasScheme(address)
	return []byte(unresolved.Replace(WithBasePath(l.basePath, address)))
}

func (l *linkTransformer) image(n *ast.Image, found *addresses) {
	address := safeDestination(n.Destination)
	n.Destination = l.destination(address, found)
	n.SetAttributeString("loading", []byte("lazy"))
	n.SetAttributeString("decoding", []byte("async"))
	if width, height := l.size(address); width > 0 {
		n.SetAttributeString("width", []byte(strconv.Itoa(width)))
		n.SetAttributeString("height", []byte(strconv.Itoa(height)))
	}
}

func (l *linkTransformer) figure(image *ast.Image) *figure {
	f := &figure{caption: strings.TrimSpace(string(resolve(image.Title)))}
	if l.typography {
		f.caption = typography.Text(f.caption)
	}
	image.Title = nil
	f.AppendChild(f, image)
	return f
}
