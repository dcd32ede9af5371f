package config

import (
	"strings"

	"golang.org/x/text/language"
)

// ParseLanguage reads a language tag (BCP 47) in its usual spelling: en, nl-BE. It is false for what is none.
func ParseLanguage(text string) (tag string, ok bool) {
	parsed, err := language.Parse(text)
	if err != nil || parsed == language.Und {
		return text, false
	}
	return parsed.String(), true
}

// BaseLanguage is a language tag without its country or script: nl of nl-BE.
func BaseLanguage(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	return base
}

// names are what a site is called in its language that says nothing itself. Other languages have those of English.
var names = map[string]struct{ title, author, categories string }{
	"nl": {"Nieuws", "Redactie", "Categorieën"},
	"en": {"News", "Editorial staff", "Categories"},
}

// nameInLanguage fills in the names that site.yaml leaves out.
func (c *Config) nameInLanguage() {
	named, known := names[BaseLanguage(c.Language)]
	if !known {
		named = names["en"]
	}
	for _, name := range []struct {
		value *string
		usual string
	}{{&c.Title, named.title}, {&c.Author, named.author}, {&c.Taxonomies.Categorieen.Title, named.categories}} {
		if *name.value == "" {
			*name.value = name.usual
		}
	}
}
