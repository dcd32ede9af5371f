package internal_test

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// mayImport is the import order of docs/architecture.md, which is that of the data:
//
//	frontmatter ← edit ← archetype
//	report ← frontmatter ← otherkeys ← content;  report, urls ← rawhtml ← markdown;  typography ← markdown | theme
//	frontmatter, csp, markdown ← config ← content;  picture, artwork ← sharecard ← content ← variants;  picture ← check
//	copies ← content | hotlinks;  manners ← outlinks | hotlinks
//	host ← config;  site ← budget;  site, spelling ← rules ← check
//	content ← site ← related, theme ← render ← project ← build | preview | check
//	config, host, theme ← deploy
//	report ← host;  host ← build;  theme, host ← hostfiles ← render
//
// build, preview and check do not know each other. What is not listed may be imported by tests only.
var mayImport = map[string][]string{
	"internal/report":      {},
	"internal/csp":         {},
	"internal/host":        {"internal/report"},
	"internal/typography":  {},
	"internal/frontmatter": {"internal/report"},
	"internal/otherkeys":   {"internal/report", "internal/frontmatter"},
	"internal/edit":        {"internal/report", "internal/frontmatter"},
	"internal/urls":        {},
	"internal/rawhtml":     {"internal/report", "internal/urls"},
	"internal/markdown":    {"internal/report", "internal/typography", "internal/urls", "internal/rawhtml"},
	"internal/picture":     {},
	"internal/copies":      {},
	"internal/manners":     {"internal/report"},
	"internal/config": {
		"internal/report", "internal/csp", "internal/host", "internal/typography", "internal/frontmatter", "internal/urls",
		"internal/rawhtml", "internal/markdown",
	},
	"internal/content": {
		"internal/report", "internal/frontmatter", "internal/otherkeys", "internal/urls", "internal/markdown",
		"internal/picture", "internal/copies", "internal/sharecard", "internal/config",
	},
	"internal/stem":   {},
	"internal/search": {"internal/stem"},
	"internal/site": {
		"internal/report", "internal/urls", "internal/config", "internal/content", "internal/search",
	},
	"internal/budget": {
		"internal/report", "internal/host", "internal/config", "internal/content", "internal/site",
	},
	"internal/archetype": {"internal/report", "internal/edit"},
	"internal/artwork":   {},
	"internal/sharecard": {"internal/artwork"},
	"internal/prose":     {},
	"internal/twins":     {"internal/prose"},
	"internal/related":   {"internal/content", "internal/site", "internal/twins"},
	"internal/theme": {
		"internal/report", "internal/typography", "internal/frontmatter", "internal/config", "internal/content",
	},
	"internal/hostfiles": {
		"internal/report", "internal/csp", "internal/host", "internal/urls", "internal/content", "internal/site",
		"internal/theme",
	},
	"internal/render": {
		"internal/report", "internal/urls", "internal/markdown", "internal/config", "internal/content",
		"internal/artwork", "internal/sharecard", "internal/search", "internal/site", "internal/related",
		"internal/theme", "internal/hostfiles",
	},
	"internal/project": {
		"internal/report", "internal/config", "internal/content", "internal/site", "internal/theme",
		"internal/render",
	},
	"internal/build": {
		"internal/report", "internal/host", "internal/content", "internal/site", "internal/render",
		"internal/project",
	},
	"internal/preview": {
		"internal/report", "internal/host", "internal/urls", "internal/config", "internal/content",
		"internal/site", "internal/render", "internal/project",
	},
	"internal/check": {
		"internal/report", "internal/csp", "internal/host", "internal/urls", "internal/picture",
		"internal/config", "internal/content", "internal/site", "internal/hostfiles", "internal/render", "internal/rules",
	},
	"internal/variants": {"internal/report", "internal/picture", "internal/content", "internal/site"},
	"internal/hotlinks": {
		"internal/report", "internal/edit", "internal/urls", "internal/picture", "internal/copies", "internal/content",
		"internal/site", "internal/manners",
	},
	"internal/spelling": {},
	"internal/outlinks": {"internal/report", "internal/manners", "internal/content", "internal/site"},
	"internal/rules": {
		"internal/report", "internal/frontmatter", "internal/urls", "internal/edit", "internal/prose", "internal/twins",
		"internal/config", "internal/content", "internal/site", "internal/spelling",
	},
	"internal/deploy": {"internal/report", "internal/config", "internal/host", "internal/theme"},
	"themes":          {},
	"cmd/drukpers": {
		"internal/report", "internal/frontmatter", "internal/otherkeys", "internal/urls", "internal/edit",
		"internal/archetype", "internal/config", "internal/content", "internal/site", "internal/related",
		"internal/render", "internal/project", "internal/budget", "internal/build", "internal/preview", "internal/check",
		"internal/deploy", "internal/outlinks", "internal/copies", "internal/hotlinks", "internal/rules", "internal/variants",
		"themes",
	},
	"internal/dev/browser": {},
	"internal/dev/golden":  {},
	"internal/dev/finder":  {"internal/search"},
	"internal/dev/reader": {
		"internal/report", "internal/host", "internal/config", "internal/content", "internal/site",
		"internal/render", "internal/project", "themes", "internal/dev/testsite",
	},
	"internal/dev/reader/tools": {"internal/project", "internal/dev/browser", "internal/dev/reader"},
	"internal/dev/release":      {},
	"internal/dev/testsite":     {},
	"internal/dev/words":        {"internal/spelling"},
	"internal/dev/bench":        {"internal/dev/testsite"},
	"internal/dev/bench/churn": {
		"internal/report", "internal/site", "internal/render", "internal/project", "themes", "internal/dev/bench",
	},
	"internal/dev/bench/hugo":    {"themes", "internal/dev/testsite", "internal/dev/bench"},
	"internal/dev/bench/measure": {"internal/dev/bench"},
	"internal/dev/bench/scale":   {"internal/dev/bench"},
	"internal/dev/bench/table":   {"internal/dev/bench"},
}

// doors are the libraries and the one package that uses each, so that it can be replaced in one place.
var doors = map[string]string{
	"github.com/adrg/frontmatter":           "internal/frontmatter",
	"github.com/agext/levenshtein":          "internal/report",
	"github.com/alecthomas/chroma/v2":       "internal/markdown",
	"github.com/bep/imagemeta":              "internal/picture",
	"github.com/chromedp/cdproto":           "internal/dev/browser",
	"github.com/chromedp/chromedp":          "internal/dev/browser",
	"github.com/fatih/color":                "internal/report",
	"github.com/fsnotify/fsnotify":          "internal/preview",
	"github.com/gen2brain/webp":             "internal/picture",
	"github.com/gofrs/flock":                "internal/build",
	"github.com/google/go-cmp":              "internal/dev/golden",
	"github.com/google/licensecheck":        "internal/dev/release",
	"github.com/inconshreveable/mousetrap":  "cmd/drukpers",
	"github.com/johannesboyne/gofakes3":     "internal/deploy",
	"github.com/minio/minio-go/v7":          "internal/deploy",
	"github.com/pkg/sftp":                   "internal/deploy",
	"golang.org/x/crypto":                   "internal/deploy",
	"github.com/mdp/qrterminal/v3":          "cmd/drukpers",
	"github.com/microcosm-cc/bluemonday":    "internal/rawhtml",
	"github.com/pelletier/go-toml/v2":       "internal/frontmatter",
	"github.com/rogpeppe/go-internal/diff":  "internal/edit",
	"github.com/rogpeppe/go-internal/txtar": "internal/dev/reader",
	"github.com/schollz/progressbar/v3":     "cmd/drukpers",
	"github.com/spf13/cobra":                "cmd/drukpers",
	"github.com/spf13/pflag":                "cmd/drukpers",
	"github.com/tdewolff/minify/v2":         "internal/theme",
	"github.com/tdewolff/parse/v2":          "internal/theme",
	"github.com/yuin/goldmark":              "internal/markdown",
	"go.yaml.in/yaml/v4":                    "internal/frontmatter",
	"golang.org/x/image/draw":               "internal/picture",
	"golang.org/x/image/webp":               "internal/picture",
	"golang.org/x/image/font":               "internal/sharecard",
	"golang.org/x/image/math":               "internal/sharecard",
	"golang.org/x/image/vector":             "internal/sharecard",
}

// shared are extensions of the standard library, for any package.
var shared = []string{"golang.org/x/net", "golang.org/x/sync", "golang.org/x/text"}

const module = "drukpers/"

// sources are the Go files of the module, by name.
func sources(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	root := os.DirFS("..")
	for _, top := range []string{"cmd", "internal", "themes"} {
		err := fs.WalkDir(root, top, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(name) != ".go" || strings.Contains(name, "/testdata/") {
				return err
			}
			all[name], err = fs.ReadFile(root, name)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// imports gives the imports of every package of the module, tests left out, on all systems.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for name, source := range sources(t) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		dir := path.Dir(name)
		all[dir] = append(all[dir], []string{}...)
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			all[dir] = append(all[dir], imported)
		}
	}
	return all
}

func TestLineLength(t *testing.T) {
	t.Parallel()
	const longest = 120 // characters
	for name, source := range sources(t) {
		for i, line := range bytes.Split(source, []byte("\n")) {
			if n := utf8.RuneCount(line); n > longest {
				t.Errorf("%s:%d has %d characters", name, i+1, n)
			}
		}
	}
}

func TestImportOrder(t *testing.T) {
	t.Parallel()
	for dir, list := range imports(t) {
		allowed, known := mayImport[dir]
		if !known {
			t.Errorf("%s is not in the import order: add it to mayImport", dir)
		}
		for _, imported := range list {
			if inside, own := strings.CutPrefix(imported, module); own && !slices.Contains(allowed, inside) {
				t.Errorf("%s imports %s", dir, inside)
			}
		}
	}
}

func TestLibraryDoors(t *testing.T) {
	t.Parallel()
	for dir, list := range imports(t) {
		for _, imported := range list {
			host, _, _ := strings.Cut(imported, "/")
			if !strings.Contains(host, ".") {
				continue // the standard library, or this module
			}
			at, known := "", false
			for library, door := range doors {
				if within(imported, library) {
					at, known = door, true
				}
			}
			switch {
			case slices.ContainsFunc(shared, func(library string) bool { return within(imported, library) }):
			case !known:
				t.Errorf("%s imports %s, a library without a door: add it to doors", dir, imported)
			case dir != at:
				t.Errorf("%s imports %s, which is the business of %s", dir, imported, at)
			}
		}
	}
}

func within(imported, library string) bool {
	return imported == library || strings.HasPrefix(imported, library+"/")
}
