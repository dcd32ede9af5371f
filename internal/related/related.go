// Package related finds what to read beside an article: older articles about the same things, and the one that goes on
// with its story. An article's page is to stay what it was on its day, so no answer changes when newer articles come,
// but for that one.
package related

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/site"
	"drukpers/internal/twins"
)

const (
	// postingLimit bounds the work for a common term: only the newest of its older articles are candidates.
	postingLimit = 200
	// ageHalves is the difference in age for which an article counts for half.
	ageHalves = 365 * 24 * time.Hour
	// titleAlike is the share of words from which two titles tell the same story (Jaccard index).
	titleAlike = 0.5
	// titleFollows is the share from which a title may go on with the story of another.
	titleFollows = 0.25
	// followWithin is how soon an article comes that goes on with another.
	followWithin = 7 * 24 * time.Hour
	// A term is rare with at most so many older articles, or that share of them; two articles have to share so many.
	rareTimes, rarePercent, rareShared = 3, 2, 2
	// maxTries bounds how many candidates are looked at when many of them tell the same story.
	maxTries = 64
)

// Index finds articles of one site that share terms. What it knows of a title it works out when that is first asked
// for: a preview shows one article of a site.
type Index struct {
	site    *site.Site
	ages    []float64                   // the weight of each of site.Articles by its date
	titles  []atomic.Pointer[twins.Set] // of each of site.Articles
	scratch sync.Pool
}

// New makes the index of a site.
func New(s *site.Site) *Index {
	count := len(s.Articles)
	ix := &Index{site: s, ages: make([]float64, count), titles: make([]atomic.Pointer[twins.Set], count)}
	for i, a := range s.Articles {
		if !a.Date.IsZero() {
			ix.ages[i] = math.Exp2(float64(a.Date.Unix()) / ageHalves.Seconds())
		}
	}
	ix.scratch.New = func() any { return &scores{value: make([]float64, count)} }
	return ix
}

// position is the index of an article in site.Articles.
func (ix *Index) position(a *content.Article) (int, bool) {
	i, _ := slices.BinarySearchFunc(ix.site.Articles, a, content.Compare)
	return i, i < len(ix.site.Articles) && ix.site.Articles[i] == a
}

// olderThan is the index in site.Articles from where they are older than t.
func (ix *Index) olderThan(t time.Time) int {
	i, _ := slices.BinarySearchFunc(ix.site.Articles, t, func(a *content.Article, t time.Time) int {
		if a.Date.Before(t) {
			return 1
		}
		return -1
	})
	return i
}

// title is the words of an article's title.
func (ix *Index) title(i int32) twins.Set {
	if words := ix.titles[i].Load(); words != nil {
		return *words
	}
	words := twins.Words(ix.site.Articles[i].Title, 1)
	ix.titles[i].Store(&words)
	return words
}

// sameSource reports whether two articles are from one source URL.
func (ix *Index) sameSource(a, b int32) bool {
	source := ix.site.Articles[a].Bron.URL
	return source != "" && source == ix.site.Articles[b].Bron.URL
}

// scores is the reusable memory of one look-up.
type scores struct {
	value      []float64
	candidates []int32
}

// Older returns at most n older articles that share terms with a, best first. Terms that were rare on its day weigh
// more, newer articles too. An article from the same source or with nearly the same title is never offered, and of
// several that tell one story only one.
func (ix *Index) Older(a *content.Article, n int) []*content.Article {
	self, known := ix.position(a)
	if !known {
		return nil
	}
	s := ix.scratch.Get().(*scores)
	defer ix.scratch.Put(s)
	s.candidates = s.candidates[:0]
	from := ix.olderThan(a.Date)
	for _, t := range ix.site.Taxonomies {
		for _, term := range ix.site.TermsOf(a, t.Key) {
			ix.addScores(s, from, term)
		}
	}
	for _, i := range s.candidates {
		s.value[i] *= ix.ages[i]
	}
	chosen := ix.choose(s, int32(self), n)
	for _, i := range s.candidates {
		s.value[i] = 0
	}
	out := make([]*content.Article, len(chosen))
	for i, index := range chosen {
		out[i] = ix.site.Articles[index]
	}
	return out
}

// addScores counts a term for its articles from an index in site.Articles on.
func (ix *Index) addScores(s *scores, from int, term *site.Term) {
	first, _ := slices.BinarySearch(term.Articles, int32(from))
	older := term.Articles[first:]
	weight := ix.weight(from, len(older))
	for _, i := range older[:min(len(older), postingLimit)] {
		if s.value[i] == 0 {
			s.candidates = append(s.candidates, i)
		}
		s.value[i] += weight
	}
}

// weight is that of a term which so many have of the articles from an index in site.Articles on.
func (ix *Index) weight(from, have int) float64 {
	return math.Log(1 + float64(len(ix.site.Articles)-from)/float64(have))
}

// choose takes the best candidates that tell stories of their own. Values of the ones looked at become negative.
func (ix *Index) choose(s *scores, self int32, n int) []int32 {
	var chosen []int32
	for range maxTries {
		best := int32(-1)
		for _, i := range s.candidates {
			if v := s.value[i]; v > 0 && (best < 0 || v > s.value[best] || v == s.value[best] && i < best) {
				best = i
			}
		}
		if best < 0 || len(chosen) == n {
			break
		}
		s.value[best] = -1
		if !ix.sameStory(best, self) && !slices.ContainsFunc(chosen, func(c int32) bool { return ix.sameStory(best, c) }) {
			chosen = append(chosen, best)
		}
	}
	return chosen
}

func (ix *Index) sameStory(a, b int32) bool {
	return ix.sameSource(a, b) || twins.Overlap(ix.title(a), ix.title(b)) >= titleAlike
}

// Later is the article that goes on with the story of a: the first within a week, from another source, that shares two
// terms that were rare on the day of a and has a title that is somewhat alike; nil when there is none. Once there is
// one, it stays.
func (ix *Index) Later(a *content.Article) *content.Article {
	self, known := ix.position(a)
	if !known || a.Date.IsZero() {
		return nil
	}
	from, until := ix.olderThan(a.Date), ix.olderThan(a.Date.Add(followWithin))
	shared := map[int32]int{}
	for _, t := range ix.site.Taxonomies {
		for _, term := range ix.site.TermsOf(a, t.Key) {
			first, _ := slices.BinarySearch(term.Articles, int32(from))
			if older := len(term.Articles) - first; older > max(rareTimes, (len(ix.site.Articles)-from)*rarePercent/100) {
				continue
			}
			for i := first - 1; i >= 0 && int(term.Articles[i]) >= until; i-- {
				shared[term.Articles[i]]++
			}
		}
	}
	follower := int32(-1)
	for i, n := range shared {
		if n >= rareShared && i > follower && ix.follows(i, int32(self)) {
			follower = i
		}
	}
	if follower < 0 {
		return nil
	}
	return ix.site.Articles[follower]
}

// follows reports whether article b goes on with the story of a, and does not tell it again.
func (ix *Index) follows(b, a int32) bool {
	return ix.site.Articles[b].Date.After(ix.site.Articles[a].Date) && !ix.sameStory(a, b) &&
		twins.Overlap(ix.title(a), ix.title(b)) >= titleFollows
}

// TitlesAlike is the share of words that two titles have in common, and whether it is so large that they most likely
// tell the same story.
func TitlesAlike(a, b string) (share float64, same bool) {
	share = twins.Overlap(twins.Words(a, 1), twins.Words(b, 1))
	return share, share >= titleAlike
}

// Reason is why an article is offered beside another.
type Reason struct {
	Article *content.Article
	Score   float64 // the sum of Weights, for half with each year between the two
	Terms   []*site.Term
	Weights []float64 // of each of Terms: rare ones weigh more
}

// Why gives the reasons of each article that Older returns.
func (ix *Index) Why(a *content.Article, n int) []Reason {
	var reasons []Reason
	from := ix.olderThan(a.Date)
	for _, older := range ix.Older(a, n) {
		r := Reason{Article: older}
		position, _ := ix.position(older)
		for _, t := range ix.site.Taxonomies {
			for _, term := range ix.site.TermsOf(a, t.Key) {
				if _, shared := slices.BinarySearch(term.Articles, int32(position)); shared {
					first, _ := slices.BinarySearch(term.Articles, int32(from))
					weight := ix.weight(from, len(term.Articles)-first)
					r.Terms, r.Weights, r.Score = append(r.Terms, term), append(r.Weights, weight), r.Score+weight
				}
			}
		}
		r.Score *= math.Exp2(older.Date.Sub(a.Date).Seconds() / ageHalves.Seconds())
		reasons = append(reasons, r)
	}
	return reasons
}
