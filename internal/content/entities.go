package content

import (
	"html"
	"regexp"
	"strings"
	"unicode"
)

// entity is a character reference of HTML that is written in full; “Q&A” and “?a=1&copy=2” have none.
var entity = regexp.MustCompile(`&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);`)

// withoutEntities resolves the references that exports of other programs leave in plain text, once: “&amp;amp;” is the
// text “&amp;”. Those of control characters stay.
func withoutEntities(text string) string {
	if !strings.Contains(text, "&") {
		return text
	}
	return entity.ReplaceAllStringFunc(text, func(reference string) string {
		resolved := html.UnescapeString(reference)
		if strings.ContainsFunc(resolved, unicode.IsControl) {
			return reference
		}
		return resolved
	})
}

// resolveEntities does so in all that readers see as text; Source and Authors do it themselves.
func (f *FrontMatter) resolveEntities() {
	for _, text := range []*string{
		&f.Title, &f.Subtitle, &f.Summary, &f.Description, &f.Cover.Alt, &f.Cover.Caption,
	} {
		*text = withoutEntities(*text)
	}
	for _, list := range [][]string{f.Tags, f.Categorieen} {
		for i := range list {
			list[i] = withoutEntities(list[i])
		}
	}
}
