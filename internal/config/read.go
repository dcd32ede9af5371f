package config

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/csp"
	"drukpers/internal/frontmatter"
	"drukpers/internal/host"
	"drukpers/internal/markdown"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// Parse decodes the text of a site.yaml strictly: a key that does not exist is an error.
func Parse(data []byte) (*Config, report.List) {
	config := unnamed()
	d := frontmatter.NewDecoder(File, config.Location)
	if root := d.YAML(data); root != nil {
		d.Into(root, config)
		config.check(d, root)
		if root.Kind == frontmatter.MapNode {
			config.positions = d.Positions(root, config)
		}
	}
	config.nameInLanguage()
	return config, d.Problems
}

// UnmarshalNode keeps the order of the file, which a map would lose.
func (s *Sections) UnmarshalNode(d *frontmatter.Decoder, n *frontmatter.Node) {
	if n.Kind == frontmatter.NullNode {
		return
	}
	if n.Kind != frontmatter.MapNode {
		d.WrongType(n, "een groep secties", "schrijf “nieuws: {title: Nieuws}”")
		return
	}
	d.Duplicates(n)
	for i, key := range n.Keys {
		section := SectionConfig{Name: norm.NFC.String(key.Text)}
		d.Into(n.Items[i], &section)
		*s = append(*s, section)
	}
}

// check says what is wrong with values that have the right type, and fills in what follows from them.
func (c *Config) check(d *frontmatter.Decoder, root *frontmatter.Node) {
	at := func(keys ...string) *frontmatter.Node {
		n := root
		for _, key := range keys {
			if next := n.Find(key); next != nil {
				n = next
			}
		}
		return n
	}
	oneOf := func(value string, allowed []string, keys ...string) {
		if !slices.Contains(allowed, value) {
			hint := "Kies uit: " + strings.Join(allowed, ", ") + "."
			d.ErrorAt(at(keys...), "onbekende-waarde", fmt.Sprintf("“%s” is hier geen mogelijkheid", value),
				strings.TrimSpace(report.Suggest(value, allowed)+" "+hint))
		}
	}
	oneOf(c.Pagination, []string{PaginationNewest, PaginationStable}, "pagination")
	oneOf(c.Host, host.HostNames(), "host")
	oneOf(c.Markdown.RawHTML, []string{markdown.RawEscape, markdown.RawSanitize, markdown.RawAllow}, "markdown",
		"raw_html")
	atLeast := func(value, least int, keys ...string) {
		if value < least {
			d.ErrorAt(at(keys...), "te-klein", fmt.Sprintf("%d is te weinig: het minste is %d", value, least), "")
		}
	}
	if dir := path.Clean(c.Images.Dir); !fs.ValidPath(dir) || !ownFolder(dir) {
		d.ErrorAt(at("images", "dir"), "plaatje", fmt.Sprintf("in “%s” kunnen geen plaatjes worden bewaard", c.Images.Dir),
			"Kies een eigen map in het project, zoals static/.varianten.")
	} else {
		c.Images.Dir = dir
	}
	atLeast(c.PageSize, 1, "page_size")
	atLeast(c.Feeds.Limit, 1, "feeds", "limit")
	atLeast(c.Feeds.TermLimit, 1, "feeds", "term_limit")

	base, err := url.Parse(c.BaseURL)
	if err != nil || base.Scheme != "http" && base.Scheme != "https" || base.Host == "" || base.RawQuery != "" ||
		base.Fragment != "" {
		d.ErrorAt(at("base_url"), "adres", fmt.Sprintf("“%s” is geen adres van een site", c.BaseURL),
			"Schrijf het hele adres: https://voorbeeld.nl/.")
	} else {
		c.BaseURL = strings.TrimSuffix(base.String(), "/") + "/"
		c.BasePath = strings.TrimSuffix(base.EscapedPath(), "/")
	}
	if location, err := time.LoadLocation(c.Timezone); err != nil || c.Timezone == "" || c.Timezone == "Local" {
		d.ErrorAt(at("timezone"), "tijdzone", fmt.Sprintf("de tijdzone “%s” bestaat niet", c.Timezone),
			"Gebruik een naam als Europe/Amsterdam.")
	} else {
		c.Location = location
	}
	if urls.Escapes(c.Theme) || strings.ContainsAny(c.Theme, `/\`) {
		d.ErrorAt(at("theme"), "thema", fmt.Sprintf("“%s” is geen naam van een map in themes/", c.Theme),
			"Schrijf alleen de naam van de map, bijvoorbeeld krant.")
	}
	if tag, ok := ParseLanguage(c.Language); ok {
		c.Language = tag
	} else {
		d.ErrorAt(at("language"), "taal", fmt.Sprintf("“%s” is geen taal", c.Language),
			"Schrijf een taalcode, bijvoorbeeld nl.")
	}
	if !filepath.IsLocal(c.Build.Output) || filepath.Clean(c.Build.Output) == "." {
		d.ErrorAt(at("build", "output"), "uitvoermap", fmt.Sprintf("“%s” ligt niet binnen het project", c.Build.Output),
			"Kies een map in het project, bijvoorbeeld public. Een map daarbuiten geef je op met --output.")
	}
	for i, embed := range c.Markdown.Embeds {
		place := at("markdown", "embeds")
		if i < len(place.Items) {
			place = place.Items[i]
		}
		if !hostName.MatchString(embed) {
			d.ErrorAt(place, "adres", fmt.Sprintf("“%s” is geen naam van een host", embed),
				"Schrijf alleen de naam, bijvoorbeeld player.vimeo.com.")
		}
	}
	c.Image = picture(d, at("image"), c.Image, shared)
	c.Logo = picture(d, at("logo"), c.Logo, append([]string{".svg"}, shared...))
	for i, address := range c.Social {
		place := at("social")
		if i < len(place.Items) {
			place = place.Items[i]
		}
		checkAddress(d, place, address)
	}
	if c.Feeds.Hub != "" {
		checkAddress(d, at("feeds", "hub"), c.Feeds.Hub)
	}
	c.IndexNow.check(d, at("indexnow", "key"))
	for i := range c.Deploy {
		c.Deploy[i].Address = cmp.Or(c.Deploy[i].Address, c.BaseURL)
	}
	c.checkMenu(d, at("menus", "main"), c.Menus.Main)
	c.checkMenu(d, at("menus", "footer"), c.Menus.Footer)
	if page := c.AILabel.Page; page != "" && !isLink(page) {
		d.ErrorAt(at("ai_label", "page"), "adres", fmt.Sprintf("“%s” is geen adres waar een label naar kan verwijzen", page),
			linkHint)
	}
	checkPolicy(d, at("headers", "csp"), c.Headers.CSP)
	checkSynonyms(d, at("taxonomies", "tags", "synonyms"), c.Taxonomies.Tags.Synonyms)
	checkSynonyms(d, at("taxonomies", "categorieen", "synonyms"), c.Taxonomies.Categorieen.Synonyms)
}

// hostName is a name in DNS, with or without a port.
var hostName = regexp.MustCompile(`^[\pL\pN-]+(\.[\pL\pN-]+)+(:\d+)?$`)

// checkSynonyms refuses names that can't be the path of a term.
func checkSynonyms(d *frontmatter.Decoder, n *frontmatter.Node, synonyms map[string]string) {
	for _, from := range slices.Sorted(maps.Keys(synonyms)) {
		for _, name := range []string{from, synonyms[from]} {
			if urls.Escapes(urls.Path(name)) {
				place := cmp.Or(n.Get(from), n)
				d.ErrorAt(place, "synoniem", fmt.Sprintf("“%s” kan geen term zijn: er blijft geen bruikbaar adres van over", name),
					"Gebruik letters of cijfers, en geen .. of / aan het begin of eind.")
			}
		}
	}
}

func (c *Config) checkMenu(d *frontmatter.Decoder, n *frontmatter.Node, items []MenuItem) {
	for i, item := range items {
		place := n
		if i < len(n.Items) {
			place = n.Items[i]
		}
		if item.Name == "" || item.URL == "" {
			d.ErrorAt(place, "menu", "een menu-onderdeel heeft een naam en een adres nodig",
				"Schrijf {name: Over, url: /over/}.")
		} else if !isLink(item.URL) {
			d.ErrorAt(cmp.Or(place.Get("url"), place), "menu",
				fmt.Sprintf("“%s” is geen adres waar een menu naar kan verwijzen", item.URL), linkHint)
		}
	}
}

const linkHint = "Begin met / voor een pagina van de site, of met https://, mailto: of tel:."

// isLink reports whether an address means the same on every page.
func isLink(address string) bool {
	u, err := url.Parse(urls.Safe(address))
	return err == nil && (u.Scheme != "" || strings.HasPrefix(address, "/") || strings.HasPrefix(address, "#"))
}

// checkPolicy refuses what is no directive or no source; sources get the quotes that they need.
func checkPolicy(d *frontmatter.Decoder, n *frontmatter.Node, policy csp.Policy) {
	if policy == nil {
		return
	}
	known := csp.Directives()
	for i, key := range n.Keys {
		if !slices.Contains(known, key.Text) {
			hint := report.Suggest(key.Text, known)
			if hint == "" {
				hint = "Bekend zijn: " + strings.Join(known, ", ") + "."
			}
			d.ErrorAt(key, "onbekende-sleutel", fmt.Sprintf("“%s” is geen onderdeel van een beveiligingsbeleid", key.Text), hint)
			continue
		}
		for j, text := range policy[key.Text] {
			source, ok := csp.ParseSource(text)
			if ok {
				policy[key.Text][j] = source
				continue
			}
			place := n.Items[i]
			if j < len(place.Items) {
				place = place.Items[j]
			}
			d.ErrorAt(place, "bron-van-beleid", fmt.Sprintf("“%s” is geen bron die een browser kan toestaan", text),
				"Schrijf een host (https://www.voorbeeld.nl), een soort adres (data:), self of een hash (sha256-…).")
		}
	}
}

// ownFolder reports whether a folder of the project holds nothing that is read for something else.
func ownFolder(dir string) bool {
	top, below, _ := strings.Cut(dir, "/")
	switch top {
	case ".", "content", "themes", "archetypes", ".git":
		return false
	case "static":
		return below != ""
	}
	return true
}
