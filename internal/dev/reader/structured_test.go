package reader

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"drukpers/internal/render"
	"drukpers/internal/site"
)

// shape is what Google's documentation of structured data says of a type. Required and recommended properties have to
// be there alike; may are recommended ones that a page may have nothing for. Those that no page has are told.
type shape struct{ must, may []string }

// shapes is the table of types in use, after https://developers.google.com/search/docs/appearance/structured-data/ and
// the page that is named, and after schema.org for what serves other readers than Google.
var shapes = map[string]shape{
	// article: nothing is required. A picture is there when the article has a cover.
	"NewsArticle": {
		[]string{"headline", "author", "datePublished", "dateModified", "publisher", "mainEntityOfPage"},
		[]string{"image"},
	},
	// breadcrumb
	"BreadcrumbList": {[]string{"itemListElement"}, nil},
	// carousel: a summary page lists addresses only.
	"ItemList": {[]string{"itemListElement"}, nil},
	// breadcrumb and carousel: what else it needs depends on the list; see items.
	"ListItem": {[]string{"position"}, nil},
	// …/appearance/site-names: an alternate name is for sites that have one.
	"WebSite": {[]string{"name", "url"}, []string{"alternateName"}},
	// organization: nothing is required.
	"Organization": {[]string{"name", "url"}, []string{"logo", "sameAs"}},
	// article, author: the address of a page about the person, of which there is none.
	"Person": {[]string{"name"}, []string{"url"}},
	// schema.org
	"ImageObject":    {[]string{"url"}, []string{"width", "height", "caption"}},
	"WebPage":        {[]string{"@id"}, nil},
	"CollectionPage": {[]string{"name", "url"}, nil},
	"AboutPage":      {[]string{"name", "url"}, nil},
	"SearchAction":   {[]string{"target", "query-input"}, nil},
	"EntryPoint":     {[]string{"urlTemplate"}, nil},
}

// expected are the types that a kind of page has to have.
var expected = map[site.Kind][]string{
	site.Home: {"WebSite", "Organization"}, site.Article: {"NewsArticle", "BreadcrumbList", "Organization"},
	site.SectionList: {"BreadcrumbList"}, site.TermList: {"BreadcrumbList"}, site.TaxonomyIndex: {"BreadcrumbList"},
	site.Archive: {"BreadcrumbList"}, site.MonthList: {"BreadcrumbList"}, site.Standing: {"BreadcrumbList"},
}

// TestStructuredData reads what every page of the sample tells search engines.
func TestStructuredData(t *testing.T) {
	t.Parallel()
	sample, err := Sample("../../..")
	must(t, err)
	edition, err := load(sample, "https://voorbeeld.nl", Options{Now: SampleNow})
	must(t, err)
	given := map[string]bool{}
	for _, p := range edition.Site.Order {
		if _, is := expected[p.Kind]; is {
			data := structuredData(t, edition, p)
			hasCover := p.Kind == site.Article && p.Article.Cover.Image != ""
			r := readData(data, expected[p.Kind], hasCover)
			blame(t, p.URL, r.faults)
			maps.Copy(given, r.given)
		}
	}
	for name, known := range shapes {
		for _, property := range known.may {
			if given[name] && !given[name+"."+property] {
				t.Logf("recommended, and on no page: %s.%s", name, property)
			}
		}
	}
}

func structuredData(t testing.TB, e *render.Edition, p *site.Page) []byte {
	t.Helper()
	page, err := e.Renderer().Render(p)
	must(t, err)
	root, err := html.Parse(bytes.NewReader(page))
	must(t, err)
	for n := range root.Descendants() {
		if n.Data == "script" && attributes(n)["type"] == "application/ld+json" {
			return []byte(n.FirstChild.Data)
		}
	}
	return nil
}

// thing is an object of structured data.
type thing = map[string]any

// reading is the structured data of one page while it is being read.
type reading struct {
	faults     []string
	given      map[string]bool // types, and type.property
	ids        map[string]bool
	references []string // to the @id of things that stand elsewhere in the page
}

// readData reads the structured data of a page that has to have some types.
func readData(data []byte, types []string, hasCover bool) *reading {
	r := &reading{given: map[string]bool{}, ids: map[string]bool{}}
	var top thing
	if err := json.Unmarshal(data, &top); err != nil {
		r.fault("no JSON-LD: %v", err)
		return r
	}
	if top["@context"] != "https://schema.org" {
		r.fault("the context is %v", top["@context"])
	}
	if graph, is := top["@graph"].([]any); is {
		r.value("", "", graph)
	} else {
		r.value("", "", top)
	}
	for _, want := range types {
		if !r.given[want] {
			r.fault("has no %s", want)
		}
	}
	if hasCover && !r.given["NewsArticle.image"] {
		r.fault("the NewsArticle has no image, and the article has a cover")
	}
	for _, id := range r.references {
		if !r.ids[id] {
			r.fault("nothing on the page is %s", id)
		}
	}
	return r
}

func (r *reading) fault(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

// value reads a property of a thing of some type.
func (r *reading) value(of, property string, value any) {
	switch value := value.(type) {
	case []any:
		if len(value) == 0 {
			r.fault("%s.%s is empty", of, property)
		}
		for _, item := range value {
			r.value(of, property, item)
		}
	case thing:
		r.thing(of+"."+property, value)
	case string:
		r.text(of, property, value)
	}
}

func (r *reading) thing(at string, it thing) {
	id, _ := it["@id"].(string)
	if len(it) == 1 && id != "" {
		r.references = append(r.references, id)
		return
	}
	name, _ := it["@type"].(string)
	known, is := shapes[name]
	if !is {
		r.fault("%s is a %q, which shapes does not know", at, name)
		return
	}
	r.given[name], r.ids[id] = true, true
	for _, property := range known.must {
		if it[property] == nil {
			r.fault("%s has no %s", name, property)
		}
	}
	if name == "BreadcrumbList" || name == "ItemList" {
		r.items(name, it["itemListElement"])
	}
	for property, value := range it {
		r.given[name+"."+property] = true
		r.value(name, property, value)
	}
}

// items reads a list: two steps make a trail, positions count from 1, and each says what it is and where it leads.
func (r *reading) items(name string, value any) {
	list, _ := value.([]any)
	if name == "BreadcrumbList" && len(list) < 2 {
		r.fault("%s has %d items, at least 2", name, len(list))
	}
	for i, element := range list {
		item, _ := element.(thing)
		if item["position"] != float64(i+1) {
			r.fault("%s: item %d has position %v", name, i+1, item["position"])
		}
		if name == "BreadcrumbList" && (item["name"] == nil || item["item"] == nil && i < len(list)-1) {
			r.fault("%s: item %d lacks its name or address", name, i+1)
		}
		if name == "ItemList" && item["url"] == nil && item["item"] == nil {
			r.fault("%s: item %d lacks its address", name, i+1)
		}
	}
}

// text reads a property that is a text: addresses have to be whole, and moments need an offset.
func (r *reading) text(of, property, value string) {
	switch property {
	case "url", "@id", "item", "image", "logo", "isBasedOn":
		if u, err := url.Parse(value); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			r.fault("%s.%s is not a whole address: %q", of, property, value)
		}
	case "datePublished", "dateModified":
		if _, err := time.Parse(time.RFC3339, value); err != nil {
			r.fault("%s.%s: %v", of, property, err)
		}
	default:
		if strings.TrimSpace(value) == "" {
			r.fault("%s.%s is empty", of, property)
		}
	}
}

func TestDataReading(t *testing.T) {
	t.Parallel()
	good := `{"@type":"NewsArticle","headline":"A","author":[{"@type":"Person","name":"B"}],
		"datePublished":"2026-03-01T10:00:00+01:00",
		"dateModified":"2026-03-01T10:00:00+01:00","publisher":{"@id":"https://a.nl/#o"},
		"mainEntityOfPage":{"@type":"WebPage","@id":"https://a.nl/b/"}},
		{"@type":"Organization","@id":"https://a.nl/#o","name":"O","url":"https://a.nl/"}`
	faultsOf := func(graph string, cover bool) []string {
		return readData([]byte(`{"@context":"https://schema.org","@graph":[`+graph+`]}`), []string{"NewsArticle"},
			cover).faults
	}
	if faults := faultsOf(good, false); len(faults) > 0 {
		t.Errorf("found where there is none: %q", faults)
	}
	if faults := faultsOf(good, true); len(faults) != 1 {
		t.Errorf("no image: %q", faults)
	}
	for _, change := range [][2]string{
		{`"headline":"A",`, ``},
		{`"headline":"A"`, `"headline":" "`},
		{`"name":"B"`, `"naam":"B"`},
		{`"2026-03-01T10:00:00+01:00"`, `"2026-03-01"`},
		{`"@id":"https://a.nl/#o"}`, `"@id":"https://a.nl/#p"}`},
		{`"url":"https://a.nl/"`, `"url":"/"`},
		{`"Person"`, `"Persoon"`},
		{`NewsArticle`, `WebSite`},
		{
			`"url":"https://a.nl/"}`,
			`"url":"https://a.nl/"},{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"A"}]}`,
		},
		{
			`"url":"https://a.nl/"}`,
			`"url":"https://a.nl/"},{"@type":"ItemList","itemListElement":[` +
				`{"@type":"ListItem","position":2,"url":"https://a.nl/"}]}`,
		},
	} {
		if faults := faultsOf(strings.Replace(good, change[0], change[1], 1), false); len(faults) == 0 {
			t.Errorf("not found: %s", change[1])
		}
	}
	if faults := readData([]byte(`{`), nil, false).faults; len(faults) != 1 {
		t.Errorf("no JSON: %q", faults)
	}
}
