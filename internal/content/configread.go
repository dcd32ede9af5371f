package content

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/report"
)

// ConfigFile is the name of the site's settings.
const ConfigFile = "site.yaml"

// ReadConfig reads site.yaml at the root of the project. The error is the machine's; mistakes in the file are problems,
// and the config holds what could be read. A missing file is a problem too: the folder is probably not a site.
func ReadConfig(fsys fs.FS) (*Config, report.List, error) {
	data, err := fs.ReadFile(fsys, ConfigFile)
	if errors.Is(err, fs.ErrNotExist) {
		return DefaultConfig(), report.List{{
			Level: report.Error, Rule: "geen-site", File: ConfigFile, Text: "site.yaml staat niet in deze map",
			Hint: "Ga naar de map van de site, of geef hem op met --source MAP. Een leeg site.yaml is genoeg voor een nieuwe site.",
		}}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	config, problems := ParseConfig(data)
	return config, problems, nil
}

// ParseConfig decodes the text of a site.yaml strictly: a key that does not exist is an error.
func ParseConfig(data []byte) (*Config, report.List) {
	config := DefaultConfig()
	d := &decoder{file: ConfigFile, location: config.Location}
	if p, bad := invalidUTF8(ConfigFile, data); bad {
		return config, report.List{p}
	}
	root, err := parseYAML(trimBOM(data))
	if err != nil {
		d.syntax(err)
		return config, d.problems
	}
	d.into(root, reflect.ValueOf(config).Elem())
	config.check(d, root)
	return config, d.problems
}

// DecodeYAML decodes the text of a file into *target, a struct with `key:"name"` tags, as strictly as site.yaml.
func DecodeYAML(file string, data []byte, target any) report.List {
	d := &decoder{file: file, location: time.UTC}
	root, err := parseYAML(trimBOM(data))
	if err != nil {
		d.syntax(err)
		return d.problems
	}
	d.intoStruct(root, target)
	return d.problems
}

func (d *decoder) syntax(err error) {
	var syntax *syntaxError
	if errors.As(err, &syntax) {
		d.problem(report.Error, "syntaxis", syntax.pos, syntax.text, syntax.hint)
		return
	}
	d.problem(report.Error, "syntaxis", report.Pos{Line: 1}, err.Error(), "")
}

// decodeNode keeps the order of the file, which a map would lose.
func (s *Sections) decodeNode(d *decoder, n *node) {
	if n.kind == nullNode {
		return
	}
	if n.kind != mapNode {
		d.wrongType(n, "een groep secties", "schrijf “nieuws: {title: Nieuws}”")
		return
	}
	d.duplicates(n)
	for i, key := range n.keys {
		section := SectionConfig{Name: norm.NFC.String(key.text)}
		d.into(n.items[i], reflect.ValueOf(&section).Elem())
		*s = append(*s, section)
	}
}

// check says what is wrong with values that have the right type, and fills in what follows from them.
func (c *Config) check(d *decoder, root *node) {
	at := func(keys ...string) *node {
		n := root
		for _, key := range keys {
			if next := n.find(key); next != nil {
				n = next
			}
		}
		return n
	}
	oneOf := func(value string, allowed []string, keys ...string) {
		if !slices.Contains(allowed, value) {
			hint := "Kies uit: " + strings.Join(allowed, ", ") + "."
			d.errorAt(at(keys...), "onbekende-waarde", fmt.Sprintf("“%s” is hier geen mogelijkheid", value), strings.TrimSpace(report.Suggest(value, allowed)+" "+hint))
		}
	}
	oneOf(c.Pagination, []string{PaginationNewest, PaginationStable}, "pagination")
	oneOf(c.Markdown.RawHTML, []string{RawEscape, RawSanitize, RawAllow}, "markdown", "raw_html")
	atLeast := func(value, least int, keys ...string) {
		if value < least {
			d.errorAt(at(keys...), "te-klein", fmt.Sprintf("%d is te weinig: het minste is %d", value, least), "")
		}
	}
	atLeast(c.PageSize, 1, "page_size")
	atLeast(c.Feeds.Limit, 1, "feeds", "limit")

	base, err := url.Parse(c.BaseURL)
	if err != nil || base.Scheme != "http" && base.Scheme != "https" || base.Host == "" || base.RawQuery != "" || base.Fragment != "" {
		d.errorAt(at("base_url"), "adres", fmt.Sprintf("“%s” is geen adres van een site", c.BaseURL), "Schrijf het hele adres: https://voorbeeld.nl/.")
	} else {
		c.BaseURL = strings.TrimSuffix(base.String(), "/") + "/"
		c.BasePath = strings.TrimSuffix(base.EscapedPath(), "/")
	}
	if location, err := time.LoadLocation(c.Timezone); err != nil || c.Timezone == "" || c.Timezone == "Local" {
		d.errorAt(at("timezone"), "tijdzone", fmt.Sprintf("de tijdzone “%s” bestaat niet", c.Timezone), "Gebruik een naam als Europe/Amsterdam.")
	} else {
		c.Location = location
	}
	if escapes(c.Theme) || strings.ContainsAny(c.Theme, `/\`) {
		d.errorAt(at("theme"), "thema", fmt.Sprintf("“%s” is geen naam van een map in themes/", c.Theme), "Schrijf alleen de naam van de map, bijvoorbeeld krant.")
	}
	if escapes(c.Language) || strings.ContainsAny(c.Language, `/\`) {
		d.errorAt(at("language"), "taal", fmt.Sprintf("“%s” is geen taal", c.Language), "Schrijf een taalcode, bijvoorbeeld nl.")
	}
	if !filepath.IsLocal(c.Build.Output) || filepath.Clean(c.Build.Output) == "." {
		d.errorAt(at("build", "output"), "uitvoermap", fmt.Sprintf("“%s” ligt niet binnen het project", c.Build.Output), "Kies een map in het project, bijvoorbeeld public. Een map daarbuiten geef je op met --output.")
	}
	c.checkMenu(d, at("menus", "main"), c.Menus.Main)
	c.checkMenu(d, at("menus", "footer"), c.Menus.Footer)
	checkSynonyms(d, at("taxonomies", "tags", "synonyms"), c.Taxonomies.Tags.Synonyms)
	checkSynonyms(d, at("taxonomies", "categorieen", "synonyms"), c.Taxonomies.Categorieen.Synonyms)
}

// checkSynonyms refuses names that can't be the path of a term.
func checkSynonyms(d *decoder, n *node, synonyms map[string]string) {
	for _, from := range slices.Sorted(maps.Keys(synonyms)) {
		for _, name := range []string{from, synonyms[from]} {
			if escapes(URLPath(name)) {
				place := cmp.Or(n.get(from), n)
				d.errorAt(place, "synoniem", fmt.Sprintf("“%s” kan geen term zijn: er blijft geen bruikbaar adres van over", name),
					"Gebruik letters of cijfers, en geen .. of / aan het begin of eind.")
			}
		}
	}
}

func (c *Config) checkMenu(d *decoder, n *node, items []MenuItem) {
	for i, item := range items {
		place := n
		if i < len(n.items) {
			place = n.items[i]
		}
		if item.Name == "" || item.URL == "" {
			d.errorAt(place, "menu", "een menu-onderdeel heeft een naam en een adres nodig", "Schrijf {name: Over, url: /over/}.")
		} else if SafeURL(item.URL) == "" {
			d.errorAt(place, "menu", fmt.Sprintf("“%s” is geen adres waar een menu naar kan verwijzen", item.URL), "Begin met /, # of https://.")
		}
	}
}

// invalidUTF8 finds the first byte that is not part of a character.
func invalidUTF8(file string, data []byte) (report.Problem, bool) {
	if utf8.Valid(data) {
		return report.Problem{}, false
	}
	offset := 0
	for {
		r, size := utf8.DecodeRune(data[offset:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		offset += size
	}
	return report.Problem{
		Level: report.Error, Rule: "geen-utf8", File: file, Pos: posAt(data, offset),
		Text: fmt.Sprintf("het bestand is geen UTF-8: hier staat de byte 0x%02X", data[offset]),
		Hint: "Bewaar het bestand in je editor opnieuw met de codering UTF-8.",
	}, true
}
