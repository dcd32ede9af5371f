package render

import (
	"bytes"
	"cmp"
	"encoding/json"
)

// The shapes of schema.org that search engines read. Required and recommended properties follow Google's documentation
// of Article, BreadcrumbList and Organization structured data.
type (
	ldGraph struct {
		Context string `json:"@context"`
		Graph   []any  `json:"@graph"`
	}
	ldThing struct {
		Type string `json:"@type"`
		ID   string `json:"@id,omitempty"`
		Name string `json:"name,omitempty"`
		URL  string `json:"url,omitempty"`
	}
	ldWebSite struct {
		ldThing
		Description string      `json:"description,omitempty"`
		Language    string      `json:"inLanguage"`
		Publisher   ldReference `json:"publisher"`
	}
	ldReference struct {
		ID string `json:"@id"`
	}
	ldOrganization struct {
		ldThing
		Logo   *ldImage `json:"logo,omitempty"`
		SameAs []string `json:"sameAs,omitempty"`
	}
	ldBreadcrumbs struct {
		Type  string         `json:"@type"`
		Items []ldBreadcrumb `json:"itemListElement"`
	}
	ldBreadcrumb struct {
		Type     string `json:"@type"`
		Position int    `json:"position"`
		Name     string `json:"name"`
		Item     string `json:"item,omitempty"`
	}
	ldNewsArticle struct {
		Type          string          `json:"@type"`
		Headline      string          `json:"headline"`
		Alternative   string          `json:"alternativeHeadline,omitempty"`
		Description   string          `json:"description,omitempty"`
		Image         []ldImage       `json:"image,omitempty"`
		Published     string          `json:"datePublished,omitempty"`
		Modified      string          `json:"dateModified,omitempty"`
		Author        []ldThing       `json:"author"`
		Publisher     json.RawMessage `json:"publisher"`
		Page          ldThing         `json:"mainEntityOfPage"`
		Section       string          `json:"articleSection,omitempty"`
		Keywords      []string        `json:"keywords,omitempty"`
		Language      string          `json:"inLanguage"`
		WordCount     int             `json:"wordCount"`
		IsBasedOn     string          `json:"isBasedOn,omitempty"`
		AccessForFree bool            `json:"isAccessibleForFree"`
	}
	ldImage struct {
		Type    string `json:"@type"`
		URL     string `json:"url"`
		Caption string `json:"caption,omitempty"`
		Width   int    `json:"width,omitempty"`
		Height  int    `json:"height,omitempty"`
	}
)

// structuredData describes the page to search engines; on some pages there is nothing to say.
func (e *Edition) structuredData(v *View, things func(*Edition, *View) []any) ldGraph {
	graph := ldGraph{Context: "https://schema.org"}
	if len(v.Breadcrumbs) > 0 {
		crumbs := ldBreadcrumbs{Type: "BreadcrumbList"}
		for i, link := range v.Breadcrumbs {
			crumbs.Items = append(crumbs.Items, ldBreadcrumb{"ListItem", i + 1, link.Name, e.Site.Config.AbsoluteHref(link.URL)})
		}
		graph.Graph = append(graph.Graph, crumbs)
	}
	if things != nil {
		graph.Graph = append(graph.Graph, things(e, v)...)
	}
	return graph
}

func (e *Edition) publisherID() string { return e.Site.Config.Absolute("/") + "#organization" }

// newPublisher is the organization whose name is on the masthead.
func (e *Edition) newPublisher() json.RawMessage {
	c := e.Site.Config
	o := ldOrganization{
		ldThing: ldThing{Type: "Organization", ID: e.publisherID(), Name: c.Title, URL: c.Absolute("/")},
		SameAs:  c.Social,
	}
	if logo := e.sitePicture(c.Logo); logo != nil {
		o.Logo = &ldImage{Type: "ImageObject", URL: logo.Absolute, Width: logo.Width, Height: logo.Height}
	}
	data, err := json.Marshal(o)
	if err != nil {
		panic("render: publisher: " + err.Error())
	}
	return data
}

// newsroom is the author of what names nobody.
func (e *Edition) newsroom() ldThing {
	c := e.Site.Config
	if c.Author == c.Title {
		return ldThing{Type: "Organization", ID: e.publisherID(), Name: c.Author, URL: c.Absolute("/")}
	}
	return ldThing{Type: "Organization", Name: c.Author, URL: c.Absolute("/")}
}

func (e *Edition) webSite(*View) []any {
	c, home := e.Site.Config, e.Site.Config.Absolute("/")
	return []any{ldWebSite{
		ldThing{Type: "WebSite", ID: home + "#website", Name: c.Title, URL: home},
		c.Description, c.Language,
		ldReference{e.publisherID()},
	}, e.publisher()}
}

// write writes JSON. The encoder escapes what could end the script element.
func (g ldGraph) write(b *bytes.Buffer) {
	if err := json.NewEncoder(b).Encode(g); err != nil {
		panic("render: structured data: " + err.Error())
	}
	b.Truncate(b.Len() - len("\n"))
}

func (e *Edition) newsArticle(v *View) []any {
	a := v.Article
	news := ldNewsArticle{
		Type: "NewsArticle", Headline: a.Title, Alternative: a.Subtitle, Description: v.Description, Publisher: e.publisher(),
		Page: ldThing{Type: "WebPage", ID: a.Permalink}, Language: cmp.Or(a.Lang, e.Site.Config.Language),
		WordCount: a.Words, AccessForFree: true,
	}
	if len(a.Authors) == 0 {
		news.Author = []ldThing{e.newsroom()}
	}
	for _, name := range a.Authors {
		news.Author = append(news.Author, ldThing{Type: "Person", Name: name})
	}
	if a.Cover != nil {
		news.Image = []ldImage{{"ImageObject", a.Cover.Absolute, a.Cover.Caption, a.Cover.Width, a.Cover.Height}}
	}
	if a.Date != nil {
		news.Published, news.Modified = a.Date.ISO, a.Date.ISO
	}
	if a.Modified != nil {
		news.Modified = a.Modified.ISO
	}
	if a.Section != nil {
		news.Section = a.Section.Name
	}
	for _, tag := range a.Tags {
		news.Keywords = append(news.Keywords, tag.Name)
	}
	if a.Source != nil {
		news.IsBasedOn = a.Source.URL
	}
	return []any{news}
}
