package render

import (
	"fmt"
	"html/template"
)

// funcs are the functions of templates; docs/theme.md lists them.
func (t *Theme) funcs() template.FuncMap {
	return template.FuncMap{
		// t gives a text of the language file: {{t "related"}}.
		"t": func(key string, values ...any) (string, error) { return t.language.text(key, values...) },
		// count gives a text that depends on a number: {{count "articles" 3}}.
		"count": func(key string, n int) (string, error) { return t.language.count(key, n) },
		// asset gives the link to a file of assets/: {{asset "krant.css"}}.
		"asset": func(name string) (string, error) {
			url, ok := t.assetURL[name]
			if !ok {
				return "", fmt.Errorf("the theme has no file assets/%s", name)
			}
			return url, nil
		},
		// artwork gives a picture for a card that has none: {{artwork .Lead}}.
		"artwork": func(c *Card) template.HTML {
			if c.Section == nil {
				return artwork("", c.Title)
			}
			return artwork(c.Section.Name, c.Title)
		},
	}
}
