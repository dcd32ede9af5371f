package content

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/frontmatter"
	"drukpers/internal/otherkeys"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// FrontMatter is the head of an article, between two lines of ---. docs/front-matter.md describes it for editors and is
// tested against it.
type FrontMatter struct {
	Title       string         `key:"title"`
	Subtitle    string         `key:"subtitle,ondertitel"` // below the headline
	Date        time.Time      `key:"date"`                // else that of the file's name
	PublishDate time.Time      `key:"publishDate"`         // when it appears; else Date, and the other way round
	ExpiryDate  time.Time      `key:"expiryDate"`          // when it disappears; a day alone is the last one
	Lastmod     time.Time      `key:"lastmod"`             // when it was last changed; else Date
	Draft       bool           `key:"draft"`
	Summary     string         `key:"summary"`
	Description string         `key:"description"` // for search engines; else the summary
	Slug        string         `key:"slug"`        // replaces the file's name in the URL
	URL         string         `key:"url"`         // replaces the URL
	Aliases     []string       `key:"aliases"`     // older URLs that lead here
	Tags        []string       `key:"tags"`
	Categorieen []string       `key:"categorieen,categorieën,categories"`
	Cover       Cover          `key:"cover"`
	Bron        Source         `key:"bron"`
	SourceName  string         `key:"source_name"` // with SourceURL: another way to write Bron
	SourceURL   string         `key:"source_url"`
	Authors     Authors        `key:"author,authors"` // people; else the site's author
	Weight      int            `key:"weight"`         // order of standing pages
	Layout      string         `key:"layout"`         // a template of the theme other than the kind's own
	TOC         Contents       `key:"toc,ShowToc"`
	Sponsored   bool           `key:"sponsored,gesponsord"` // links elsewhere are marked as paid
	AI          *bool          `key:"ai"`                   // whether AI wrote it; nil: as the site says
	Lang        string         `key:"lang,language,taal"`   // BCP 47; empty where it is the site's
	CheckIgnore []string       `key:"check_negeer"`         // rules of check that pass this article over
	Params      map[string]any `key:"params"`               // and every key that is not listed here
}

// Cover is an article's picture.
type Cover struct {
	Image    string `key:"image"` // a path below static/, one beside the article, or an address
	Alt      string `key:"alt"`
	Caption  string `key:"caption"`
	Relative bool   `key:"relative"` // it is one beside the article, whatever static/ has
}

// UnmarshalNode takes an image's path alone, too.
func (c *Cover) UnmarshalNode(d *frontmatter.Decoder, n *frontmatter.Node) {
	type plain Cover
	switch {
	case n.Kind.Scalar():
		c.Image = d.Text(n)
	case n.Kind != frontmatter.NullNode:
		d.Into(n, (*plain)(c))
	}
}

// Contents says whether an article shows its table of contents.
type Contents bool

// UnmarshalNode takes the group in which other programs say how deep it is, too.
func (c *Contents) UnmarshalNode(d *frontmatter.Decoder, n *frontmatter.Node) {
	on := true
	switch n.Kind {
	case frontmatter.MapNode:
		for _, key := range []string{"enable", "enabled", "show"} {
			if value := n.Find(key); value != nil {
				d.Into(value, &on)
			}
		}
		d.WarnOnce("inhoudsopgave", "toc", n.Pos, "een inhoudsopgave heeft hier altijd de koppen van niveau 2 en 3",
			"Schrijf alleen “toc: true”.")
	default:
		on = false
		d.Into(n, &on)
	}
	*c = Contents(on)
}

// Authors are the names of those who wrote an article.
type Authors []string

// UnmarshalNode takes a name, a group with a name, or a list of these.
func (a *Authors) UnmarshalNode(d *frontmatter.Decoder, n *frontmatter.Node) {
	people := []*frontmatter.Node{n}
	if n.Kind == frontmatter.ListNode {
		people = n.Items
	}
	for _, n := range people {
		person := struct {
			Name string `key:"name,naam"`
		}{}
		switch n.Kind {
		case frontmatter.NullNode:
			continue
		case frontmatter.MapNode:
			if d.Into(n, &person); person.Name == "" {
				d.WrongType(n, "een naam", "Schrijf de naam alleen, of {name: …}.")
			}
		default:
			person.Name = d.Text(n)
		}
		if name := withoutEntities(person.Name); name != "" && !slices.Contains(*a, name) {
			*a = append(*a, name)
		}
	}
}

// head is what reading the front matter of a file gives.
type head struct {
	FrontMatter
	body      []byte
	bodyLine  int // of the file, where the body begins
	positions frontmatter.Positions
}

// parseHead splits a file and decodes its front matter. The body is a part of data, or a copy where the head is JSON.
func parseHead(file string, data []byte, location *time.Location) (*head, report.List) {
	h := &head{}
	d := frontmatter.NewDecoder(file, location)
	root, body := d.Split(data)
	if root != nil {
		h.body, h.bodyLine = body, 1+bytes.Count(data, []byte("\n"))-bytes.Count(body, []byte("\n"))
		h.decode(d, root)
		h.completeDates(d, root, location)
	}
	return h, d.Problems
}

func (h *head) decode(d *frontmatter.Decoder, root *frontmatter.Node) {
	extra := map[string]any{}
	d.Unknown = func(mapping *frontmatter.Node, i int, known []string) {
		key, value := mapping.Keys[i], mapping.Items[i]
		if mapping == root { // and no group of it, such as cover
			extra[key.Text] = value.Value()
			if h.isDraft(d, key, value) || otherkeys.SaysNothing(key.Text, value) {
				return
			}
		}
		otherkeys.Warn(d, mapping, i, known, mapping == root)
	}
	fm := &h.FrontMatter
	d.Into(root, fm)
	fm.resolveEntities()
	for key, value := range extra {
		if fm.Params == nil {
			fm.Params = map[string]any{}
		}
		fm.Params[key] = value
	}
	if fm.Bron.IsZero() {
		fm.Bron = newSource(fm.SourceName, fm.SourceURL)
		if n := root.Find("source_url"); n != nil {
			checkSourceURL(d, n, fm.SourceURL, fm.Bron.URL)
		}
	}
	h.positions = d.Positions(root, fm)
	h.check(d)
}

// isDraft reports whether a key of another program says whether the article is a draft.
func (h *head) isDraft(d *frontmatter.Decoder, key, value *frontmatter.Node) bool {
	draft, understood := otherkeys.MeansDraft(key.Text, value)
	if draft {
		h.Draft = true
		d.WarnOnce("concept", frontmatter.FoldKey(key.Text), key.Pos,
			fmt.Sprintf("“%s: %s” lees ik als concept: het artikel komt niet op de site", key.Text, value.Text),
			"Schrijf liever “draft: true”.")
	}
	return understood
}

// check says what is wrong with values that have the right type.
func (h *head) check(d *frontmatter.Decoder) {
	title := h.positions.At("title", -1)
	// it has a title, but of the wrong type
	wrong := func(p report.Problem) bool { return p.Level == report.Error && p.Pos == title }
	if h.Title == "" && !isIndex(path.Base(d.File)) && !slices.ContainsFunc(d.Problems, wrong) {
		d.Problems.Add(report.Problem{
			Level: report.Error, Rule: "geen-titel", File: d.File, Pos: title,
			Text: "het artikel heeft geen titel", Hint: "Zet “title: …” in de kop.",
		})
	}
	terms := func(key string, values []string) {
		for i, value := range values {
			if p := urls.Path(value); urls.Escapes(p) {
				d.Problems.Add(report.Problem{
					Level: report.Error, Rule: "term-zonder-pad", File: d.File, Pos: h.positions.At(key, i),
					Text: fmt.Sprintf("“%s” kan geen pagina krijgen: er blijft geen bruikbaar adres van over", value),
					Hint: "Gebruik letters of cijfers, en geen .. of / aan het begin of eind.",
				})
			}
		}
	}
	if h.Lang != "" {
		tag, ok := config.ParseLanguage(h.Lang)
		if !ok {
			d.Problems.Add(report.Problem{
				Level: report.Warning, Rule: "taal", File: d.File, Pos: h.positions.At("lang", -1),
				Text: fmt.Sprintf("“%s” is geen taal: het artikel is nu in die van de site", h.Lang),
				Hint: "Schrijf een taalcode, bijvoorbeeld en of fr.",
			})
			tag = ""
		}
		h.Lang = tag
	}
	terms("tags", h.Tags)
	terms("categorieen", h.Categorieen)
}
