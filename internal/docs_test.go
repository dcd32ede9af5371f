package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// declared are the names that the packages of the module declare: "name" for any, "package.Name" for those of one.
func declared(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for name, source := range sources(t) {
		file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		add := func(ids ...*ast.Ident) {
			for _, id := range ids {
				all[id.Name], all[file.Name.Name+"."+id.Name] = true, true
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				add(n.Name)
				if n.Recv != nil {
					receiver := n.Recv.List[0].Type
					if pointer, is := receiver.(*ast.StarExpr); is {
						receiver = pointer.X
					}
					if id, is := receiver.(*ast.Ident); is {
						all[id.Name+"."+n.Name.Name] = true
					}
				}
				return false // what a function declares inside is no name to look up
			case *ast.TypeSpec:
				add(n.Name)
			case *ast.ValueSpec:
				add(n.Names...)
			case *ast.Field:
				add(n.Names...)
			}
			return true
		})
	}
	return all
}

var (
	codeSpan   = regexp.MustCompile("`[^`\n]+`")
	identifier = regexp.MustCompile(`^(\w+\.)?\w+$`)
	goFile     = regexp.MustCompile(`\b[a-z_]+\.go\b`)
)

// TestDeveloperDocs holds that every name and file that the docs for developers mention exists.
func TestDeveloperDocs(t *testing.T) {
	t.Parallel()
	names := declared(t)
	files := map[string]bool{}
	for name := range sources(t) {
		files[path.Base(name)] = true
	}
	exists := func(name string) bool {
		_, err := os.Stat("../" + name)
		return err == nil
	}
	ours := func(name string) bool { // a package by the name that the order of imports gives it
		return exists(name) || exists("internal/"+strings.TrimSuffix(name, "/…"))
	}
	for _, doc := range []string{"adding.md", "architecture.md", "testing.md"} {
		text, err := os.ReadFile("../docs/" + doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range goFile.FindAllString(string(text), -1) {
			if !files[file] {
				t.Errorf("%s names %s, which is no file", doc, file)
			}
		}
		for _, span := range codeSpan.FindAllString(string(text), -1) {
			name := strings.TrimSuffix(strings.Trim(span, "`"), "(page)")
			switch {
			case strings.Contains(name, "/") && !strings.Contains(name, " "):
				if !ours(name) && !notInProject[name] {
					t.Errorf("%s names the file %s, which does not exist", doc, name)
				}
			case identifier.MatchString(name) && !names[name] && !files[name] && !ours(name) && !notInProject[name]:
				t.Errorf("%s names %s, which does not exist", doc, name)
			}
		}
	}
}

// notInProject are names of what others make, or of what users have.
var notInProject = map[string]bool{
	"key": true, "subtitle": true, "_redirects": true, "_headers": true, "serve": true, "fs.FS": true,
	".drukpers/<output>.staging/": true, ".bin/screenshots": true, ".bin/npm": true, ".bin/release": true,
	"SHA256SUMS": true, "LICENSES.txt": true, "SuggestFor": true,
}
