package rules

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"drukpers/internal/config"
	"drukpers/internal/edit"
	"drukpers/internal/frontmatter"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/internal/spelling"
	"drukpers/internal/urls"
)

// idleRule is about what site.yaml says in vain. It tells only what is certain: what a draft may need is in use.
var idleRule = &Rule{
	Name: "zonder-gevolg", Level: report.Tip,
	Doc: "een sleutel van site.yaml doet niets: een term of woord dat nergens staat, een sectie zonder artikelen, een " +
		"grens van een regel die uit staat",
	site: func(f *finder) {
		data, err := fs.ReadFile(f.files, config.File)
		if err != nil {
			return
		}
		head, _ := edit.ReadYAML(config.File, data)
		if head == nil {
			return // told elsewhere
		}
		i := &idle{finder: f, root: head.Root, others: f.unpublished()}
		i.sections()
		i.terms(&f.site.Config.Taxonomies.Tags, "tags")
		i.terms(&f.site.Config.Taxonomies.Categorieen, "categorieen", "categorieën", "categories")
		i.check(f.site.Config.Check)
	},
}

type idle struct {
	*finder
	root   *frontmatter.Node
	others map[string]string // files in content/ that are not on the site, in lower case
}

// unpublished are the texts in content/ that are not on the site.
func (f *finder) unpublished() map[string]string {
	known := map[string]bool{}
	for _, a := range f.articles {
		known[a.Path] = true
	}
	others := map[string]string{}
	_ = fs.WalkDir(f.files, "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || known[name] || isMedia(name) {
			return nil //nolint:nilerr // what can't be read is told elsewhere
		}
		if data, err := fs.ReadFile(f.files, name); err == nil {
			others[name] = strings.ToLower(string(data))
		}
		return nil
	})
	return others
}

// written reports whether a text stands in a file that is not on the site.
func (i *idle) written(text string) bool {
	for _, data := range i.others {
		if strings.Contains(data, strings.ToLower(text)) {
			return true
		}
	}
	return false
}

// at is the place of the last of some keys in each other, or of the first that is found nowhere.
func (i *idle) at(keys ...string) report.Pos {
	node, pos := i.root, report.Pos{}
	for _, key := range keys {
		if node == nil {
			break
		}
		for at, k := range node.Keys {
			if k.Text == key {
				pos = k.Pos
				node = node.Items[at]
				break
			}
		}
	}
	return pos
}

func (i *idle) say(text, hint string, keys ...string) {
	i.add(config.File, i.at(keys...), "", text, hint)
}

func (i *idle) sections() {
	for _, sec := range i.site.Sections {
		folder := "content/" + sec.Name + "/"
		waits := slices.ContainsFunc(slices.Collect(maps.Keys(i.others)), func(name string) bool {
			return strings.HasPrefix(name, folder)
		})
		if i.site.Config.Lists(sec.Name) && len(sec.Articles) == 0 && sec.Index == nil && !waits {
			i.say(fmt.Sprintf("de sectie “%s” heeft geen artikelen en geen _index.md: haar pagina is leeg", sec.Name),
				fmt.Sprintf("Haal haar weg, of zet een artikel in %s.", folder), "sections", sec.Name)
		}
	}
}

// terms looks at the names and synonyms of a taxonomy. A synonym that no article has leads its old page to that of its
// term, where that has one.
func (i *idle) terms(c *config.Taxonomy, names ...string) {
	key := names[0]
	for _, name := range names {
		if taxonomies := i.root.Get("taxonomies"); taxonomies != nil && taxonomies.Get(name) != nil {
			key = name
		}
	}
	used := map[string]bool{}
	for _, a := range i.articles {
		terms := a.Tags
		if names[0] != "tags" {
			terms = a.Categorieen
		}
		for _, term := range terms {
			used[urls.Path(term)] = true
		}
	}
	at := slices.IndexFunc(i.site.Taxonomies, func(t *site.Taxonomy) bool { return t.Key == names[0] })
	pages := map[string]bool{}
	for _, term := range i.site.Taxonomies[at].Terms {
		pages[term.Path] = true
	}
	leads := map[string]string{}
	for from, to := range c.Synonyms {
		leads[urls.Path(from)] = urls.Path(to)
	}
	for _, term := range slices.Sorted(maps.Keys(c.Names)) {
		if path := urls.Path(term); !used[path] && !pages[path] && !i.written(term) {
			i.say(fmt.Sprintf("geen artikel heeft “%s”, dus deze naam staat nergens", term), "Haal de regel weg.",
				"taxonomies", key, "names", term)
		}
	}
	for _, from := range slices.Sorted(maps.Keys(c.Synonyms)) {
		to := urls.Path(from)
		for range c.Synonyms {
			if leads[to] != "" {
				to = leads[to]
			}
		}
		switch {
		case leads[urls.Path(from)] == urls.Path(from):
			i.say(fmt.Sprintf("“%s” en “%s” zijn al één term: hun adres is hetzelfde", from, c.Synonyms[from]),
				"Haal de regel weg; onder names kies je hoe de term heet.", "taxonomies", key, "synonyms", from)
		case !used[urls.Path(from)] && !pages[to] && !i.written(from) && !i.written(c.Synonyms[from]):
			i.say(fmt.Sprintf("geen artikel heeft “%s” of “%s”, dus dit synoniem doet niets", from, c.Synonyms[from]),
				"Haal de regel weg.", "taxonomies", key, "synonyms", from)
		}
	}
}

func (i *idle) check(c config.Check) {
	for _, word := range c.Words {
		stands := i.written(word) || slices.ContainsFunc(i.articles, func(a *article) bool {
			return strings.Contains(strings.ToLower(a.data), strings.ToLower(word))
		})
		switch {
		case !stands:
			i.say(fmt.Sprintf("het woord “%s” staat in geen artikel", word), "Haal het weg.", "check", "woorden")
		case spelling.Known(strings.ToLower(word)):
			i.say(fmt.Sprintf("het woord “%s” staat al in de woordenlijst van OpenTaal", word), "Haal het weg.",
				"check", "woorden")
		}
	}
	for _, name := range c.Off {
		if _, set := c.Level[name]; set {
			i.say(fmt.Sprintf("de regel %s staat uit, dus zijn niveau doet niets", name), "Haal hem bij een van de twee weg.",
				"check", "niveau", name)
		}
		if _, set := c.Limit[name]; set {
			i.say(fmt.Sprintf("de regel %s staat uit, dus zijn grens doet niets", name), "Haal hem bij een van de twee weg.",
				"check", "grens", name)
		}
	}
}
