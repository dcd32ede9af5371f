package content

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

func typographic(s string) string { return s }

type typographer struct{}

func (typographer) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {}
