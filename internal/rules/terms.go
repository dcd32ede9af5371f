package rules

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"drukpers/internal/config"
	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// termRules are about tags.
var termRules = []*Rule{
	{
		Name: "tag-spelling", Level: report.Tip,
		Doc: "een tag is anders geschreven dan hij getoond wordt (AI en ai zijn één tag)",
		site: func(f *finder) {
			shown := f.shownTags()
			for _, a := range f.articles {
				for i, tag := range a.Tags {
					if name := shown[urls.Path(tag)]; name != tag && name != "" {
						f.tell(a, a.Position("tags", i), name, fmt.Sprintf("de tag “%s” wordt getoond als “%s”", tag, name),
							"Schrijf hem zoals hij getoond wordt, of laat drukpers check --fix dat doen.")
					}
				}
			}
		},
		fix: fixTags,
	},
	{
		Name: "bijna-dezelfde-tag", Level: report.Tip,
		Doc: "twee tags verschillen alleen een streepje, spatie, accent, meervoud of letter; check --tags geeft synonyms",
		site: func(f *finder) {
			for _, pair := range f.nearTags() {
				for _, a := range pair.from.articles {
					f.tell(a, a.Position("tags", pair.from.index(a)), pair.from.path,
						fmt.Sprintf("de tag “%s” lijkt op “%s”, die %s artikelen hebben", pair.from.name, pair.to.name,
							report.Number(len(pair.to.articles))),
						"Gebruik één van de twee; drukpers check --tags geeft regels voor site.yaml.")
				}
			}
		},
	},
	{
		Name: "tag-eenmalig", Level: report.Tip, Doc: "een tag die maar één artikel heeft brengt lezers nergens",
		site: func(f *finder) {
			for _, t := range f.tags() {
				if a := t.articles[0]; len(t.articles) == 1 && len(f.articles) >= established {
					f.tell(a, a.Position("tags", t.index(a)), "eenmalig", fmt.Sprintf("alleen dit artikel heeft de tag “%s”", t.name),
						"Kies een tag die meer artikelen hebben, of zet min_articles: 2 bij taxonomies: tags in site.yaml.")
				}
			}
		},
	},
	{
		Name: "tag-overal", Level: report.Tip, Limit: 33,
		Doc: "een tag die meer dan zoveel procent van alle artikelen heeft zegt niets",
		site: func(f *finder) {
			all := len(f.articles)
			for _, t := range f.tags() {
				if all >= established && len(t.articles)*100 > f.limit*all {
					f.add(config.File, f.site.Config.Position("taxonomies"),
						"", fmt.Sprintf("de tag “%s” staat bij %d %% van alle artikelen",
							t.name, len(t.articles)*100/all), "Gebruik hem alleen waar het artikel erover gaat.")
				}
			}
		},
	},
	{
		Name: "veel-tags", Level: report.Tip, Limit: 8, Doc: "een artikel heeft meer tags dan dit",
		article: func(f *finder, a *article) {
			if n := len(a.Tags); n > f.limit {
				f.tell(a, a.Position("tags", -1), "veel", fmt.Sprintf("het artikel heeft meer dan %d tags", f.limit),
					"Houd die over waar het artikel over gaat.")
			}
		},
	},
}

// tag is one with the articles that have it.
type tag struct {
	path, name string
	used       map[string]int // spelling → times
	articles   []*article
}

// index is where an article names it.
func (t *tag) index(a *article) int {
	return slices.IndexFunc(a.Tags, func(name string) bool { return urls.Path(name) == t.path })
}

// tags are those of the articles by path, without those that site.yaml counts as others.
func (f *finder) tags() []*tag {
	synonyms := map[string]bool{}
	for from := range f.site.Config.Taxonomies.Tags.Synonyms {
		synonyms[urls.Path(from)] = true
	}
	given := map[string]string{}
	for term, name := range f.site.Config.Taxonomies.Tags.Names {
		given[urls.Path(term)] = name
	}
	byPath := map[string]*tag{}
	for _, a := range f.articles {
		for _, name := range a.Tags {
			path := urls.Path(name)
			if synonyms[path] {
				continue
			}
			t := byPath[path]
			if t == nil {
				t = &tag{path: path, used: map[string]int{}}
				byPath[path] = t
			}
			t.used[name]++
			if n := len(t.articles); n == 0 || t.articles[n-1] != a {
				t.articles = append(t.articles, a)
			}
		}
	}
	all := slices.SortedFunc(maps.Values(byPath), func(a, b *tag) int { return strings.Compare(a.path, b.path) })
	for _, t := range all {
		spellings := slices.Sorted(maps.Keys(t.used))
		most := slices.MaxFunc(spellings, func(a, b string) int { return cmp.Or(t.used[a]-t.used[b], strings.Compare(b, a)) })
		t.name = cmp.Or(given[t.path], most)
	}
	return all
}

// shownTags are the names by which tags are shown, by path.
func (f *finder) shownTags() map[string]string {
	shown := map[string]string{}
	for _, t := range f.tags() {
		shown[t.path] = t.name
	}
	return shown
}

// nearPair are two tags that may be one: from is the less used.
type nearPair struct {
	from, to *tag
	why      string
}

// nearTags finds pairs by what is left of a tag without what differs: cheaper than to compare all with all.
func (f *finder) nearTags() []nearPair {
	all := f.tags()
	var pairs []nearPair
	told := map[*tag]bool{}
	join := func(why string, key func(*tag) []string) {
		first := map[string]*tag{}
		inOrder := slices.Clone(all)
		slices.SortStableFunc(inOrder, func(a, b *tag) int { return cmp.Compare(len(b.articles), len(a.articles)) })
		for _, t := range inOrder {
			for _, k := range key(t) {
				known := first[k]
				switch {
				case known == nil:
					first[k] = t
				case known != t && !told[t] && known.path != t.path && (why != whyLetter || oneLetter(known, t)):
					told[t] = true
					pairs = append(pairs, nearPair{t, known, why})
				}
			}
		}
	}
	join("streepje, spatie of accent", func(t *tag) []string { return []string{joined(t)} })
	join("enkelvoud en meervoud", func(t *tag) []string { return []string{singular(joined(t))} })
	join(whyLetter, func(t *tag) []string { return without1(joined(t)) })
	slices.SortFunc(pairs, func(a, b nearPair) int { return strings.Compare(a.from.path, b.from.path) })
	return pairs
}

const whyLetter = "één letter"

func joined(t *tag) string {
	return unaccented(strings.NewReplacer("-", "", " ", "", "'", "", "’", "", "_", "").Replace(strings.ToLower(t.path)))
}

// unaccented takes the accents off letters.
func unaccented(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(text))
}

// singular takes a Dutch or English plural ending off: chatbots, tools; not of short words, and not -ss or -us.
func singular(word string) string {
	const least = 5
	if len(word) > least && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word,
		"us") &&
		!strings.HasSuffix(word, "is") {
		return word[:len(word)-1]
	}
	return word
}

// without1 are the keys by which two words of eight letters or more that differ one letter meet.
func without1(word string) []string {
	const least = 8
	letters := []rune(word)
	if len(letters) < least || strings.ContainsFunc(word, unicode.IsDigit) {
		return nil
	}
	keys := []string{word}
	for i := range letters {
		keys = append(keys, string(letters[:i])+"\x00"+string(letters[i+1:]), string(letters[:i])+string(letters[i+1:]))
	}
	return keys
}

// oneLetter reports whether two tags differ one letter within a word. Other endings make other words (analist,
// analyse), and so do first letters.
func oneLetter(a, b *tag) bool {
	x, y := []rune(joined(a)), []rune(joined(b))
	return differInOne(x, y) && x[0] == y[0] && slices.Equal(x[len(x)-2:], y[len(y)-2:])
}

// Synonyms are lines for site.yaml that count each tag as the one that it nearly is, ready to paste; "" without any.
func (d *Desk) Synonyms() string {
	f := &finder{Desk: d, rule: Find("bijna-dezelfde-tag")}
	pairs := f.nearTags()
	if len(pairs) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("taxonomies:\n  tags:\n    synonyms:\n")
	for _, p := range pairs {
		fmt.Fprintf(&b, "      %s: %s  # %s; %d en %d keer gebruikt\n", quoted(p.from.name), quoted(p.to.name), p.why,
			len(p.from.articles), len(p.to.articles))
	}
	return b.String()
}

func quoted(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// established is how many articles a site has of which numbers say something.
const established = 20
