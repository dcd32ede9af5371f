package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/report"
)

const twinRule = "tweeling"

var twins = &Rule{
	Name: twinRule, Level: report.Warning, Limit: 15,
	Doc:  "artikelen van één week delen zoveel procent van hun reeksen van drie woorden, of hebben bijna dezelfde titel",
	site: func(f *finder) { f.twins(nil) },
}

const (
	week       = 7 * 24 * time.Hour
	sampled    = 4    // one in so many sequences is looked up; of those that come out the whole is compared
	common     = 40   // articles that share a sequence: more is a turn of phrase
	likelyPart = 0.6  // of the limit that a sample has to reach
	sameTitle  = 0.75 // of the words of two titles that both have
	fewWords   = 4    // a title with fewer says too little
	sameSource = 5    // percentage points that one source adds to the score
)

// twin are two articles, the older first, that tell one story.
type twin struct {
	older, newer *article
	score        int // percentage
	why          string
}

// likely are the articles that may be twins of one, itself included: those of its week that have its source, or a
// third of the words of its title. Of 248 groups on a real blog 245 share a source; to read all of a week takes
// too long while somebody writes.
func likely(articles []*content.Article, of *content.Article) []*content.Article {
	const part = 1.0 / 3
	title := sorted(titleWords(of.Title))
	var near []*content.Article
	for _, a := range articles {
		switch {
		case a == of:
		case a.Date.IsZero() || of.Date.IsZero() || a.Date.Sub(of.Date).Abs() > week:
			continue
		case of.Bron.URL != "" && a.Bron.URL == of.Bron.URL:
		case overlap(title, sorted(titleWords(a.Title))) < part:
			continue
		}
		near = append(near, a)
	}
	return near
}

// twins tells of groups of articles that tell one story: all, or those that one article belongs to.
func (f *finder) twins(of *content.Article) {
	apart := func(a *article) bool { return a.Date.IsZero() || a.Section == "" }
	dated := slices.DeleteFunc(slices.Clone(f.articles), apart)
	slices.SortFunc(dated, func(a, b *article) int { return content.Compare(b.Article, a.Article) }) // oldest first
	inParallel(len(dated), func(i int) {
		dated[i].shingles, dated[i].title = shinglesOf(dated[i].text()), titleWords(dated[i].Title)
	})
	var found []twin
	for _, pair := range candidates(dated, f.limit, of) {
		t, is := compareTwins(dated[pair[0]], dated[pair[1]], f.limit)
		told := of == nil && t.score < f.limit && titleKey(t.older.Title) == titleKey(t.newer.Title) // by dubbele-titel
		if is && !told {
			found = append(found, t)
		}
	}
	f.tellTwins(found)
}

// candidates are pairs of a week that share enough of a sample of their sequences, or of the words of their
// titles. What is shared is found by sorting, so that the time it takes grows with the number of articles.
func candidates(dated []*article, limit int, of *content.Article) [][2]int {
	text := sharing(dated, of, func(a *article) []uint64 { return sampleOf(a.shingles) }, func(n int, a, b *article) bool {
		all := (len(a.shingles)+len(b.shingles))/sampled - n
		return float64(n)*100 >= likelyPart*float64(limit)*float64(all)
	})
	titles := sharing(dated, of, func(a *article) []uint64 { return pairsOf(a.title) }, func(_ int, a, b *article) bool {
		return alike(a, b)
	})
	all := slices.Concat(text, titles)
	slices.SortFunc(all, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(all)
}

// sharing are the pairs of a week that have keys in common, as far as enough of them.
func sharing(dated []*article, of *content.Article, keys func(*article) []uint64,
	enough func(n int, a, b *article) bool,
) [][2]int {
	type entry struct {
		key uint64
		i   int32
	}
	var entries []entry
	for i, a := range dated {
		for _, key := range keys(a) {
			entries = append(entries, entry{key, int32(i)})
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.i, b.i)) })
	later := make([][][]entry, len(dated)) // of each article the entries that share a key and come after it
	for from := 0; from < len(entries); {
		to := from + 1
		for to < len(entries) && entries[to].key == entries[from].key {
			to++
		}
		for x := from; x+1 < to && to-from <= common; x++ {
			later[entries[x].i] = append(later[entries[x].i], entries[x+1:to])
		}
		from = to
	}
	var pairs [][2]int
	counts := make([]int, len(dated))
	for i, a := range dated {
		var seen []int32
		for _, run := range later[i] {
			for _, e := range run {
				b := dated[e.i]
				if b.Date.Sub(a.Date) > week {
					break
				}
				if of != nil && a.Article != of && b.Article != of {
					continue
				}
				if counts[e.i]++; counts[e.i] == 1 {
					seen = append(seen, e.i)
				}
			}
		}
		for _, j := range seen {
			if enough(counts[j], a, dated[j]) {
				pairs = append(pairs, [2]int{i, int(j)})
			}
			counts[j] = 0
		}
	}
	return pairs
}

// alike reports whether two titles have most of their words in common.
func alike(a, b *article) bool {
	return len(a.title) >= fewWords && overlap(sorted(a.title), sorted(b.title)) >= sameTitle
}

func sorted(hashes []uint64) []uint64 {
	hashes = slices.Clone(hashes)
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

// pairsOf joins each hash with the next: titles that are nearly the same share such pairs, and few others do.
func pairsOf(hashes []uint64) []uint64 {
	var all []uint64
	for i := 1; i < len(hashes); i++ {
		all = append(all, mix(hashes[i-1], hashes[i]))
	}
	return sorted(all)
}

// compareTwins compares two articles as a whole.
func compareTwins(older, newer *article, limit int) (twin, bool) {
	t := twin{older: older, newer: newer, score: int(100 * overlap(older.shingles, newer.shingles))}
	var why []string
	if t.score >= limit {
		why = append(why, fmt.Sprintf("%d %% van de tekst", t.score))
	}
	if alike(older, newer) {
		why = append(why, "bijna dezelfde titel")
	}
	if len(why) == 0 {
		return t, false
	}
	if older.Bron.URL != "" && older.Bron.URL == newer.Bron.URL {
		t.score += sameSource
		why = append(why, "dezelfde bron")
	}
	t.why = strings.Join(why, ", ")
	return t, true
}

// tellTwins tells of each group once, at its newest article.
func (f *finder) tellTwins(found []twin) {
	root := map[*article]*article{}
	var top func(a *article) *article
	top = func(a *article) *article {
		if root[a] == nil || root[a] == a {
			return a
		}
		root[a] = top(root[a])
		return root[a]
	}
	for _, t := range found {
		root[top(t.older)] = top(t.newer)
	}
	groups := map[*article][]twin{}
	for _, t := range found {
		groups[top(t.newer)] = append(groups[top(t.newer)], t)
	}
	for _, group := range groups {
		f.tellGroup(group)
	}
}

func (f *finder) tellGroup(group []twin) {
	var members []*article
	for _, t := range group {
		members = append(members, t.older, t.newer)
	}
	slices.SortFunc(members, func(a, b *article) int { return content.Compare(a.Article, b.Article) })
	members = slices.CompactFunc(members, func(a, b *article) bool { return a == b })
	best := slices.MaxFunc(group, func(a, b twin) int {
		return cmp.Or(cmp.Compare(a.score, b.score), content.Compare(b.newer.Article, a.newer.Article),
			content.Compare(b.older.Article, a.older.Article))
	})
	newest := members[0]
	longest := slices.MaxFunc(members, func(a, b *article) int { return cmp.Compare(a.Words, b.Words) })
	var others []string
	for _, a := range members[1:] {
		others = append(others, a.Path)
	}
	n := len(others)
	text := fmt.Sprintf("hetzelfde verhaal als %s (%s)", others[0], best.why)
	if n > 1 {
		text = fmt.Sprintf("hetzelfde verhaal als %s en %s (samen tot %s)", strings.Join(others[:n-1], ", "),
			others[n-1], best.why)
	}
	notes := []string{"dit is het nieuwste"}
	if longest != newest {
		notes = append(notes, fmt.Sprintf("het langste is %s", longest.Path))
	}
	for _, a := range members {
		if a.Cover.Image != "" {
			notes = append(notes, fmt.Sprintf("een cover heeft %s", a.Path))
			break
		}
	}
	hint := "Voeg ze samen, of haal er een weg: " + strings.Join(notes, ", ") + "."
	f.tell(newest, newest.Position("title", -1), "", text, hint)
}

// shinglesOf are the hashes of the three-word sequences of a text, sorted, each once.
func shinglesOf(text string) []uint64 {
	all := make([]uint64, 0, len(text)/6)
	var a, b uint64 // hashes of the two words before
	n := 0
	wordsOf(text, func(word string, _ int) {
		h := hashOf(word)
		if n++; n > 2 {
			all = append(all, mix(mix(a, b), h))
		}
		a, b = b, h
	})
	slices.Sort(all)
	return slices.Compact(all)
}

// sampleOf takes the hashes that end the same, which are the same in every article.
func sampleOf(hashes []uint64) []uint64 {
	var sample []uint64
	for _, h := range hashes {
		if h%sampled == 0 {
			sample = append(sample, h)
		}
	}
	return sample
}

// titleWords are the hashes of the words of a title that have three letters or more, in order.
func titleWords(title string) []uint64 {
	var all []uint64
	wordsOf(title, func(word string, _ int) {
		if len(word) > 2 {
			all = append(all, hashOf(word))
		}
	})
	return all
}

// overlap is the part of two sorted sets that both have (Jaccard).
func overlap(a, b []uint64) float64 {
	both, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
	}
	if both == 0 {
		return 0
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// hashOf is FNV-1a, the same in every run.
func hashOf(word string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	return h
}

// mix joins two hashes so that their order counts, with all bits as random as the last (as SplitMix64 ends).
func mix(a, b uint64) uint64 {
	h := a*0x9e3779b97f4a7c15 + b
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
