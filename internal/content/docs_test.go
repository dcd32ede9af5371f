package content

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drukpers/internal/config"
	"drukpers/internal/frontmatter"
)

var codeSpan = regexp.MustCompile("`([^`]+)`")

// documentedKeys are the code spans in the first column of a document's first table.
func documentedKeys(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile("../../docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	inTable := false
	for line := range strings.Lines(string(data)) {
		if !strings.HasPrefix(line, "|") {
			if inTable {
				break
			}
			continue
		}
		inTable = true
		for _, m := range codeSpan.FindAllStringSubmatch(strings.Split(line, "|")[1], -1) {
			keys = append(keys, m[1])
		}
	}
	return keys
}

// keysOf are the first names of a struct's keys; structs below it are unfolded to "outer.inner", unless they decode
// themselves or have a table of their own.
func keysOf(t reflect.Type, prefix string, folded ...reflect.Type) []string {
	var keys []string
	for i := range t.NumField() {
		f := t.Field(i)
		tag, _, _ := strings.Cut(f.Tag.Get("key"), ",")
		_, custom := reflect.New(f.Type).Interface().(frontmatter.Unmarshaler)
		switch {
		case tag == "":
		case f.Type.Kind() == reflect.Struct && f.Type.PkgPath() == t.PkgPath() && !custom &&
			!slices.Contains(folded, f.Type):
			keys = append(keys, keysOf(f.Type, prefix+tag+".", folded...)...)
		default:
			keys = append(keys, prefix+tag)
		}
	}
	return keys
}

func TestDocumentedFrontMatter(t *testing.T) {
	want := keysOf(reflect.TypeFor[FrontMatter](), "")
	if diff := cmp.Diff(want, documentedKeys(t, "front-matter.md")); diff != "" {
		t.Errorf("docs/front-matter.md and FrontMatter differ (-struct +docs):\n%s", diff)
	}
}

func TestDocumentedConfig(t *testing.T) {
	want := keysOf(reflect.TypeFor[config.Config](), "", reflect.TypeFor[config.Taxonomy]())
	if diff := cmp.Diff(want, documentedKeys(t, "site.md")); diff != "" {
		t.Errorf("docs/site.md and Config differ (-struct +docs):\n%s", diff)
	}
}
