// Package content reads what the owner of a site wrote: Config is site.yaml, Article one markdown file, Library all of
// them.
//
// An Article is immutable and complete once it is loaded, but for its Body, which is rendered when first asked for and
// then kept. Everything a file can be wrong in comes back as report.Problem, for all files at once; an error is the
// machine's. The package reads through an fs.FS, and writes nothing but the texts of a very large site to an
// unlinked temporary file.
package content

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/config"
	"drukpers/internal/frontmatter"
	"drukpers/internal/markdown"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// Article is one markdown file: an article of a section, a standing page, or the index of a section (_index.md).
type Article struct {
	FrontMatter
	Path    string   // from the project's folder: "content/creatief/a.md"
	Section string   // first folder below content/; empty for standing pages
	URL     string   // "/creatief/a/", not percent-encoded
	Hash    [32]byte // of its file, and of what it shows of other files
	Words   int

	TextLine int // of its file, where the text begins

	Heading    string // the title with the typography of its language
	IndexOf    string // of an _index.md: the folder's path below content/, "." for the site itself
	IsIndex    bool
	MayEmbed   bool   // the text may hold frames of markdown.embeds
	KeepSource bool   // the body names its source itself, in a form of its own
	CoverImage Image  // of a cover of the site's own, or of one that was fetched
	ShareCard  *File  // for other sites, of an article that has no cover for them
	Files      []File // published with it: those of content/ that it names or that its folder holds, and variants
	Links      []Link // the relative addresses in its text

	Gone []string // addresses of pictures that it shows of other sites, which say that these are no longer there

	positions frontmatter.Positions
	bundle    bool // its folder is its own: it is an index.md
	coverHere bool // its cover is a file of content/ or static/ that the head names by a relative address
	inText    bool // the summary is or may be in the text
	body      func() *storedBody
	lead      func() string
	relative  *relative // nil where nothing depends on other files
}

// storedBody is an article's Body with the HTML where it is kept.
type storedBody struct {
	markdown.Body
	html spilled
}

// Body converts the markdown at the first call. Its problems are of the article's file.
func (a *Article) Body() markdown.Body {
	stored := a.body()
	body := stored.Body
	body.HTML = stored.html.String()
	return body
}

// Lead is the article's summary as plain text: what stands before <!--more-->, else the front matter's summary, else
// the first blocks of the body. It converts the markdown only where it has to.
func (a *Article) Lead() string { return a.lead() }

// Position is where a key's value stands, or item i of a list (-1 for the whole); the file's first line where the key
// is absent.
func (a *Article) Position(key string, i int) report.Pos { return a.positions.At(key, i) }

// Compare is the total order of articles everywhere: date descending, then path.
func Compare(a, b *Article) int {
	if order := b.Date.Compare(a.Date); order != 0 {
		return order
	}
	return strings.Compare(a.Path, b.Path)
}

// newArticle completes what a file's head says with what follows from its path and its text.
func (l *Library) newArticle(file string, h *head, hash [32]byte) (*Article, report.List) {
	a := &Article{FrontMatter: h.FrontMatter, Path: file, Hash: hash, positions: h.positions}
	r := &relative{hash: hash}
	if written := urls.Safe(a.Cover.Image); urls.Relative(written) {
		r.cover = written
	}
	r.coverProblems = a.checkCover()
	a.CoverImage = l.images.of(a.Cover.Image)
	var problems report.List
	var text []byte
	conflicts := l.converter.Conflicts(h.body)
	for i := range conflicts {
		conflicts[i].File, conflicts[i].Line = file, conflicts[i].Line+h.bodyLine-1
	}
	problems = append(problems, conflicts...)
	text, a.Bron, a.KeepSource = splitSource(h.body, h.Bron)
	a.Words, a.TextLine = countWords(text), h.bodyLine
	a.Files, a.Gone = l.images.namedIn(text)
	a.Files = a.CoverImage.files(a.Files)
	if a.CoverImage.Gone {
		a.Gone = append([]string{a.Cover.Image}, a.Gone...)
	}
	if len(a.Gone) > 0 || slices.ContainsFunc(a.Files, File.copied) {
		a.Hash = a.hashWithCopies()
		r.hash = a.Hash
	}
	a.MayEmbed = l.converter.MayEmbed(text)
	if a.Lang == l.config.Language {
		a.Lang = ""
	}
	a.Heading = l.config.Typographic(a.Title, a.Lang)
	a.inText = a.Summary == "" || markdown.HasMarker(text)
	source := func() []byte { return text } // collected as garbage once it is converted
	converter, spill, firstLine := l.converter, l.spill, h.bodyLine
	if spill != nil {
		stored := spill.store(string(text))
		source = func() []byte { return []byte(stored.String()) }
	}
	options := markdown.ConvertOptions{Sponsored: a.Sponsored, TOC: bool(a.TOC), Summary: a.inText, Language: a.Lang}
	convert := func(resolve func(string) markdown.Target) *storedBody {
		options := options
		options.Resolve = resolve
		body := converter.Convert(source(), options)
		for i := range body.Problems {
			p := &body.Problems[i]
			p.File, p.Line = file, p.Line+firstLine-1
		}
		stored := &storedBody{body, spill.store(body.HTML)}
		stored.HTML = ""
		return stored
	}
	l.setBody(a, func() *storedBody { return convert(nil) })
	problems = append(problems, a.assignURL(l.config)...)
	r.section, r.variants = a.Section, a.Files
	if urls.MayHoldRelative(text) {
		r.text, r.convert = source, convert
		r.line = firstLine - 1
	}
	a.addCard(l.images, l.config)
	if r.cover != "" || r.convert != nil || a.bundle {
		a.relative = r
	} else {
		problems = append(problems, r.coverProblems...)
	}
	return a, problems
}

// hashWithCopies is a hash of the article's file and of what it shows of other sites.
func (a *Article) hashWithCopies() [32]byte {
	h := sha256.New()
	fmt.Fprintf(h, "%x %q\n", a.Hash, a.Gone)
	for _, f := range a.Files {
		fmt.Fprintf(h, "%q %s\n", f.URL, f.Stamp)
	}
	return [32]byte(h.Sum(nil))
}

// checkOrder warns of an article of a section that does not stand in its lists as was meant: these go by date.
func (a *Article) checkOrder() report.List {
	var problems report.List
	if a.Section == "" || a.IsIndex {
		return nil
	}
	if a.Date.IsZero() && !a.Draft {
		problems.Add(report.Problem{
			Level: report.Warning, Rule: "geen-datum", Group: "date", File: a.Path, Pos: a.Position("date", -1),
			Text: "het artikel heeft geen datum en komt onderaan elke lijst",
			Hint: "Zet “date: 2026-03-01” in de kop, of begin de naam van het bestand met de datum.",
		})
	}
	if a.Weight != 0 {
		problems.Add(report.Problem{
			Level: report.Warning, Rule: "weight", Group: "weight", File: a.Path, Pos: a.Position("weight", -1),
			Text: "weight doet hier niets: artikelen van een sectie staan op datum",
			Hint: "Haal de sleutel weg. Alleen losse pagina's gaan op weight.",
		})
	}
	return problems
}

// setBody gives an article the text that convert makes when it is first asked for.
func (l *Library) setBody(a *Article, convert func() *storedBody) {
	body, summary, inText, config, lang := sync.OnceValue(convert), a.Summary, a.inText, l.config, a.Lang
	a.body = body
	a.lead = sync.OnceValue(func() string {
		if inText {
			if body := body(); body.More || summary == "" {
				return body.Summary
			}
		}
		return config.Typographic(summary, lang)
	})
}

// assignURL gives the article its section and URL.
func (a *Article) assignURL(config *config.Config) report.List {
	inside := norm.NFC.String(strings.TrimPrefix(a.Path, contentDir+"/"))
	folder, file := path.Split(inside)
	folder = strings.TrimSuffix(folder, "/")
	if folder != "" {
		a.Section, _, _ = strings.Cut(folder, "/")
	}
	name, language := stemOf(file, config.Language)
	problems := checkArticleName(a.Path, name, language)
	switch {
	case name == indexStem:
		a.IsIndex, a.IndexOf = true, cmp.Or(folder, ".")
	case name == bundleStem && folder != "":
		a.bundle = true
		folder, name = path.Split(folder)
		folder = strings.TrimSuffix(folder, "/")
	}
	wrong := func(key string, i int, text, hint string) {
		problems.Add(report.Problem{
			Level: report.Error, Rule: "adres", File: a.Path, Pos: a.Position(key, i), Text: text, Hint: hint,
		})
	}
	const nameHint = "Gebruik letters of cijfers, of geef het artikel een eigen adres met url:."
	base := "/"
	if folder != "" {
		base += urls.Path(folder) + "/"
		if a.FrontMatter.URL == "" && urls.Escapes(urls.Path(folder)) {
			wrong("url", -1, "van de map “"+folder+"” blijft geen adres over", nameHint)
		}
	}
	a.URL = base
	if !a.IsIndex {
		slug := urls.Path(cmp.Or(a.Slug, name))
		if urls.Escapes(slug) {
			wrong("slug", -1, "van de naam van dit artikel blijft geen adres over", nameHint)
		}
		a.URL = base + slug + "/"
	}
	literal := func(key string, i int, value string) string {
		urlPath, why := config.LiteralURL(value, base)
		if why != "" {
			wrong(key, i, fmt.Sprintf("“%s” is geen adres van de site: %s", value, why),
				"Een adres begint met / en blijft binnen de site, bijvoorbeeld /nieuws/artikel/.")
		}
		return urlPath
	}
	if a.FrontMatter.URL != "" {
		a.URL = literal("url", -1, a.FrontMatter.URL)
		if urls.IsFile(a.URL) {
			wrong("url", -1, fmt.Sprintf("een artikel kan niet op %s staan: browsers zien dat niet als een pagina", a.URL),
				"Laat "+path.Ext(a.URL)+" weg, of maak er .html van.")
		} else if a.IsIndex && a.URL != "" && !strings.HasSuffix(a.URL, "/") {
			wrong("url", -1, fmt.Sprintf("een sectie kan niet op %s staan: haar pagina's en feeds komen eronder", a.URL),
				"Laat "+path.Ext(a.URL)+" weg.")
		}
	}
	for i, alias := range a.Aliases {
		a.Aliases[i] = literal("aliases", i, alias)
	}
	return problems
}

// addCard gives an article its picture for other sites, if it is to have one.
func (a *Article) addCard(im *images, c *config.Config) {
	if a.ShareCard = im.card(a, c); a.ShareCard != nil {
		a.Files = append(slices.Clip(a.Files), *a.ShareCard)
	}
}
