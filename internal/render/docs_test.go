package render

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var codeSpan = regexp.MustCompile("`([^`]+)`")

// documentedTables gives, for every heading of docs/theme.md, the names in the first column of the table below it.
func documentedTables(t *testing.T) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("../../docs/theme.md")
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string][]string{}
	heading := ""
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			heading = strings.Trim(line, "# \n")
		} else if strings.HasPrefix(line, "|") {
			for _, m := range codeSpan.FindAllStringSubmatch(strings.Split(line, "|")[1], -1) {
				tables[heading] = append(tables[heading], m[1])
			}
		}
	}
	return tables
}

// viewTypes are all struct types of this package that a template can reach from the views, with their fields and
// methods.
func viewTypes(from reflect.Type, found map[string][]string) {
	for from.Kind() == reflect.Pointer || from.Kind() == reflect.Slice {
		from = from.Elem()
	}
	ours := strings.HasSuffix(from.PkgPath(), "internal/render") || strings.HasSuffix(from.PkgPath(), "internal/theme")
	if from.Kind() != reflect.Struct || !ours || found[from.Name()] != nil {
		return
	}
	fields := slices.DeleteFunc(reflect.VisibleFields(from), func(f reflect.StructField) bool { return !f.IsExported() })
	for _, f := range fields {
		found[from.Name()] = append(found[from.Name()], f.Name)
	}
	for method := range reflect.PointerTo(from).Methods() {
		found[from.Name()] = append(found[from.Name()], method.Name)
	}
	for _, f := range fields {
		viewTypes(f.Type, found)
	}
}

func TestDocumentedViews(t *testing.T) {
	types := map[string][]string{}
	viewTypes(reflect.TypeFor[View](), types)
	viewTypes(reflect.TypeFor[Card](), types)
	tables := documentedTables(t)
	for name, fields := range types {
		slices.Sort(fields)
		slices.Sort(tables[name])
		if diff := cmp.Diff(fields, tables[name]); diff != "" {
			t.Errorf("docs/theme.md and %s differ (-struct +docs):\n%s", name, diff)
		}
	}
}
