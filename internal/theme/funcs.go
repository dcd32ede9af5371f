package theme

import (
	"fmt"
	"html/template"

	"drukpers/internal/typography"
)

// funcs are the functions of templates; docs/theme.md lists them.
func (t *Theme) funcs() template.FuncMap {
	return template.FuncMap{
		// t gives a text of the language file: {{t "related"}}.
		"t": func(key string, values ...any) (string, error) { return t.Language.text(key, values...) },
		// count gives a text that depends on a number: {{count "articles" 3}}.
		"count": func(key string, n int) (string, error) { return t.Language.count(key, n) },
		// heading gives a text in which no line ends after the hyphen of "AI-model": {{heading .Title}}.
		"heading": typography.Heading,
		// asset gives the link to a file of assets/: {{asset "krant.css"}}.
		"asset": func(name string) (string, error) {
			url, ok := t.assetURL[name]
			if !ok {
				return "", fmt.Errorf("the theme has no file assets/%s", name)
			}
			return url, nil
		},
	}
}
