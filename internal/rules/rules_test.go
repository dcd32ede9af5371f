package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"drukpers/internal/dev/golden"
	"drukpers/internal/project"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/themes"
)

// deskOf loads a site.
func deskOf(t testing.TB, files fstest.MapFS) (*Desk, report.List) {
	t.Helper()
	if files["site.yaml"] == nil {
		files["site.yaml"] = &fstest.MapFile{Data: []byte("sections: {nieuws: {title: Nieuws}}\n")}
	}
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	loaded, err := project.New(files, themes.Krant()).Load(project.Options{
		Selection: site.Selection{Now: now}, SkipBroken: true,
	})
	if err != nil || loaded.Edition == nil {
		t.Fatal(err, loaded)
	}
	return New(loaded.Edition.Site, files), loaded.Problems
}

// TestRules holds what each rule says of a bad site, and that it says nothing of a good one.
func TestRules(t *testing.T) {
	golden.Each(t, "*.txtar", func(t *testing.T, file string, data []byte) {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		if Find(name) == nil {
			t.Fatalf("there is no rule %s", name)
		}
		sites := map[string]fstest.MapFS{"slecht": {}, "goed": {}}
		for _, f := range txtar.Parse(data).Files {
			folder, path, _ := strings.Cut(f.Name, "/")
			sites[folder][path] = &fstest.MapFile{Data: f.Data}
		}
		good, _ := deskOf(t, sites["goed"])
		for _, p := range good.Look(name) {
			t.Errorf("the good site has %s %s", p.Place(), p.Text)
		}
		bad, _ := deskOf(t, sites["slecht"])
		problems := bad.Look(name)
		if len(problems) == 0 {
			t.Error("nothing is said of the bad site")
		}
		problems.FillSources(sites["slecht"])
		var b strings.Builder
		if err := report.Text(&b, problems, report.Style{All: true}); err != nil {
			t.Fatal(err)
		}
		golden.Equal(t, strings.TrimSuffix(file, "txtar")+"txt", b.String())
	})
}

func TestEveryRuleHasASite(t *testing.T) {
	t.Parallel()
	for _, r := range All {
		if _, err := os.Stat("testdata/" + r.Name + ".txtar"); r.own() && err != nil {
			t.Errorf("%s has no site: %v", r.Name, err)
		}
	}
}

// TestDocs holds that docs/regels.md has the table of the rules.
func TestDocs(t *testing.T) {
	t.Parallel()
	const file, begin = "../../docs/regels.md", "| regel |"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(text), begin)
	_, after, _ := strings.Cut(begin+rest, "\n\n")
	golden.Equal(t, file, before+Table()+"\n"+after)
}

var (
	ruleName = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	telling  = []string{"Problem", "WarnOnce", "ErrorAt", "warning", "problem"}
)

// TestEveryNameIsARule holds that what any package tells has its rule here, by the literals of the sources.
func TestEveryNameIsARule(t *testing.T) {
	t.Parallel()
	used := map[string]string{}
	use := func(name ast.Expr, at string) {
		if literal, is := name.(*ast.BasicLit); is && literal.Kind == token.STRING {
			if text, _ := strconv.Unquote(literal.Value); ruleName.MatchString(text) {
				used[text] = at
			}
		}
	}
	files, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || strings.Contains(name, "/rules/") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if key, is := n.Key.(*ast.Ident); is && key.Name == "Rule" {
					use(n.Value, name)
				}
			case *ast.ValueSpec: // as in const notRule = "geen-hostregel"
				if strings.HasSuffix(n.Names[0].Name, "Rule") && len(n.Values) > 0 {
					use(n.Values[0], name)
				}
			case *ast.AssignStmt:
				if left, is := n.Lhs[0].(*ast.SelectorExpr); is && left.Sel.Name == "Rule" {
					use(n.Rhs[0], name)
				}
			case *ast.CallExpr:
				called := ""
				switch f := n.Fun.(type) {
				case *ast.Ident:
					called = f.Name
				case *ast.SelectorExpr:
					called = f.Sel.Name
				}
				if slices.Contains(telling, called) && len(n.Args) > 2 {
					at := 1
					if called == "WarnOnce" {
						at = 0
					}
					use(n.Args[at], name)
				}
			}
			return true
		})
	}
	if len(used) < 60 {
		t.Fatalf("only %d names were found", len(used))
	}
	for name, file := range used {
		if Find(name) == nil {
			t.Errorf("%s tells %s, which is no rule", file, name)
		}
	}
	for i, r := range All {
		if !ruleName.MatchString(r.Name) || r.Doc == "" || i > 0 && All[i-1].Name == r.Name {
			t.Errorf("%q: %q, or there are two", r.Name, r.Doc)
		}
	}
}
