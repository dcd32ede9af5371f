package markdown

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"drukpers/internal/rawhtml"
	"drukpers/internal/typography"
	"drukpers/internal/urls"
)

// linkTransformer makes the links and pictures of a text fit for a page: no scripts, the site's base path before its
// own paths, rel on links elsewhere, and pictures that load late in a space of their own size.
type linkTransformer struct {
	host, basePath string // of the site
	typography     bool
	picture        func(address string) Target
}

func newLinkTransformer(o Options) *linkTransformer {
	l := &linkTransformer{typography: o.Typography, picture: o.Picture}
	if base, err := url.Parse(o.BaseURL); err == nil {
		l.host, l.basePath = base.Host, strings.TrimSuffix(base.EscapedPath(), "/")
	}
	if l.picture == nil {
		l.picture = func(string) Target { return Target{} }
	}
	return l
}

// addresses are what the conversion of one text wants of its addresses, and finds out about them.
type addresses struct {
	rel       string                      // of links to other sites
	resolve   func(address string) Target // of addresses that Relative is true of; may be nil
	relative  bool                        // some are not whole
	completed bool                        // cleanHTML gives them the base path, with those of an editor's HTML
}

// target is what an address of the text leads to.
func (a *addresses) target(address string) Target {
	if a.resolve != nil && urls.Relative(address) {
		return a.resolve(address)
	}
	return Target{Address: address}
}

var addressesKey = parser.NewContextKey()

func (l *linkTransformer) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	found, findings := pc.Get(addressesKey).(*addresses), pc.Get(findingsKey).(*findings)
	found.completed = findings.hasHTML
	var figures []*ast.Paragraph
	var refused []ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			written := string(resolve(n.Destination))
			address := urls.Safe(written)
			if address == "" && written != "" {
				refused = append(refused, n)
				findings.add(n.Pos(), rawhtml.RefusedAddress(false, written))
				break
			}
			address = found.target(address).Address
			n.Destination = l.destination(address, found)
			if l.external(address) {
				n.SetAttributeString("rel", []byte(found.rel))
			}
		case *ast.AutoLink:
			address := string(n.URL(reader.Source()))
			if urls.Safe(address) == "" {
				refused = append(refused, n)
				findings.add(n.Pos(), rawhtml.RefusedAddress(false, address))
			} else if l.external(address) {
				n.SetAttributeString("rel", []byte(found.rel))
			}
		case *ast.Image:
			written := string(resolve(n.Destination))
			if urls.SafePicture(written) == "" && written != "" {
				refused = append(refused, n)
				findings.add(n.Pos(), rawhtml.RefusedAddress(true, written))
				break
			}
			l.image(n, found)
			if p, ok := n.Parent().(*ast.Paragraph); ok && len(n.Title) > 0 && p.ChildCount() == 1 {
				figures = append(figures, p)
			}
		case *extast.FootnoteLink, *extast.FootnoteBacklink:
			found.relative = true
		}
		return ast.WalkContinue, nil
	})
	for _, n := range refused {
		replaceByText(n, reader.Source())
	}
	for _, p := range figures {
		p.Parent().ReplaceChild(p.Parent(), p, l.figure(p.FirstChild().(*ast.Image), findings.language.style))
	}
}

// replaceByText leaves of a link or a picture what it says.
func replaceByText(n ast.Node, source []byte) {
	parent := n.Parent()
	if auto, is := n.(*ast.AutoLink); is {
		plain := ast.NewString(auto.Label(source))
		plain.SetRaw(true)
		parent.ReplaceChild(parent, n, plain)
		return
	}
	for child := n.FirstChild(); child != nil; child = n.FirstChild() {
		parent.InsertBefore(parent, n, child)
	}
	parent.RemoveChild(parent, n)
}

// relOf is what links to other sites say of themselves.
func relOf(sponsored bool) string {
	if sponsored {
		return "noopener nofollow sponsored"
	}
	return "noopener"
}

// unresolved writes an address so that the renderer, which resolves it once more, gives that address.
var unresolved = strings.NewReplacer("&", "&amp;", `\`, `\\`)

func (l *linkTransformer) destination(address string, found *addresses) []byte {
	found.relative = found.relative || !urls.IsWhole(address)
	if !found.completed {
		address = urls.WithBasePath(l.basePath, address)
	}
	return []byte(unresolved.Replace(address))
}

func (l *linkTransformer) image(n *ast.Image, found *addresses) {
	target := l.known(found.target(urls.Safe(string(resolve(n.Destination)))))
	n.Destination = l.destination(target.Address, found)
	n.SetAttributeString("loading", []byte("lazy"))
	n.SetAttributeString("decoding", []byte("async"))
	if target.Width > 0 {
		n.SetAttributeString("width", []byte(strconv.Itoa(target.Width)))
		n.SetAttributeString("height", []byte(strconv.Itoa(target.Height)))
	}
	if target.Srcset != "" {
		set := target.Srcset
		if !found.completed {
			set = replaceSrcset(set, isRooted, l.withBasePath)
		}
		n.SetAttributeString("srcset", []byte(set))
		n.SetAttributeString("sizes", []byte(bodySizes))
	}
}

// bodySizes are the widths of a picture in a text: that which the browser lays out, else that of a column of text.
const bodySizes = "auto, (min-width: 41rem) 38rem, 100vw"

// known completes what a picture's address leads to by what the site knows of it.
func (l *linkTransformer) known(t Target) Target {
	if t.Width > 0 {
		return t
	}
	picture := l.picture(t.Address)
	picture.Address = cmp.Or(picture.Address, t.Address)
	return picture
}

func (l *linkTransformer) figure(image *ast.Image, style *typography.Style) *figure {
	f := &figure{caption: strings.TrimSpace(string(resolve(image.Title)))}
	if l.typography {
		f.caption = typography.Text(f.caption, style)
	}
	image.Title = nil
	f.AppendChild(f, image)
	return f
}

// external reports whether a link leads to another site.
func (l *linkTransformer) external(reference string) bool {
	u, err := url.Parse(reference)
	return err == nil && u.Host != "" && !strings.EqualFold(u.Host, l.host)
}
