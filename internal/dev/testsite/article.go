package testsite

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

const (
	perDay  = 100
	between = 24 * time.Hour / perDay // from one article to the next
)

// newest is the end of the time in which article 0 appears.
var newest = time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)

// Article returns the i-th article of the site of seed: its path ("content/<section>/<file>.md") and its source. The
// same seed and number give the same bytes, whatever was asked before.
func Article(seed uint64, i int) (path string, source []byte) {
	r := rand.New(rand.NewPCG(seed, uint64(i)))
	a := &author{Rand: r, story: storyOf(seed, i, r), curly: r.IntN(100) < 19, double: r.IntN(100) < 38}
	date := newest.Add(-time.Duration(i+1) * between).Add(time.Duration(r.Int64N(int64(between))))
	sect := a.section()
	title := a.line("titel")

	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: \"%s\"\ndate: %s\n", title, a.stamp(date))
	fmt.Fprintf(&b, "tags: [\"%s\"]\n", strings.Join(a.tags(), `", "`))
	fmt.Fprintf(&b, "categorieen: [\"%s\"]\nsummary: \"%s\"\n", sect, a.line("samenvatting"))
	if a.IntN(1000) < 176 {
		a.cover(&b)
	}
	fmt.Fprintf(&b, "draft: %t\n", a.IntN(157) == 0)
	if a.IntN(200) == 0 {
		fmt.Fprintf(&b, "bron: \"%s\"\n", a.story.source)
	} else {
		fmt.Fprintf(&b, "source_name: \"%s\"\nsource_url: \"%s\"\n", a.story.source, a.story.url)
	}
	b.WriteString("---\n\n")
	b.WriteString(a.body())
	return "content/" + sect + "/" + date.Format(time.DateOnly) + "-" + fileName(title, i%perDay) + ".md",
		[]byte(b.String())
}

// stamp writes a date as most articles do, in UTC with milliseconds, or with an offset as a few do.
func (a *author) stamp(date time.Time) string {
	if a.IntN(400) == 0 {
		return date.In(time.FixedZone("", 2*60*60)).Format(time.RFC3339)
	}
	return date.Format("2006-01-02T15:04:05.000Z")
}

// section picks the article's section by the sections' shares.
func (a *author) section() string {
	n := a.IntN(100)
	for _, s := range sections {
		if n -= s.share; n < 0 {
			return s.name
		}
	}
	panic("testsite: the sections' shares are less than a hundred")
}

// cover writes the cover: nearly always a picture of someone else's site, a few of them on very many articles.
func (a *author) cover(b *strings.Builder) {
	number := 1000 + 7919*a.rank(1.5, 0.42)%1_000_000
	address := fmt.Sprintf("https://beeld.voorbeeld.example/fotos/%d/foto-%d.jpeg?fit=crop&h=627&w=1200", number, number)
	if a.IntN(70) == 0 {
		address = localCover(a.IntN(localCovers))
	}
	alt, maker := a.line("alt"), a.line("fotograaf")
	fmt.Fprintf(b, "cover:\n  image: \"%s\"\n  alt: \"%s\"\n  caption: \"Foto: %s\"\n", address, alt, maker)
}

// longestName is where file names are cut, in the middle of a word or not.
const longestName = 60

// fileName makes a file's name of a title the way the real blog did: letters with accents are lost and the end is cut
// off. The number goes at the end, so that no two articles of a day share a name; a hyphen left by the cut stays last.
func fileName(title string, number int) string {
	suffix := fmt.Sprintf("-%d", number)
	var b strings.Builder
	for _, r := range strings.ToLower(title) {
		hyphen := strings.HasSuffix(b.String(), "-")
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case (r == ' ' || r == '-') && !hyphen:
			b.WriteByte('-')
		}
		if b.Len() == longestName-len(suffix) {
			break
		}
	}
	if cut, ok := strings.CutSuffix(b.String(), "-"); ok {
		return cut + suffix + "-"
	}
	return b.String() + suffix
}
