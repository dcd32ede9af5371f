package theme

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDocumentedFunctions compares the functions with their table in docs/theme.md.
func TestDocumentedFunctions(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../docs/theme.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(data), "## Functions\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var documented []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z]+)`").FindAllStringSubmatch(section, -1) {
		documented = append(documented, row[1])
	}
	slices.Sort(documented)
	if functions := slices.Sorted(maps.Keys(new(Theme).funcs())); !slices.Equal(functions, documented) {
		t.Errorf("docs/theme.md has %q, the program %q", documented, functions)
	}
}
