package testsite

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// A story is what articles report on. Several articles have the same story, a few stories have dozens, within about
// ten days.
type story struct {
	firm, product string
	topic, event  string // what the title says
	source, url   string
	tags          []string
}

// span is how many articles in a row mostly draw from the same stories.
const span = 500

// storyOf draws the story of the i-th article, and makes it from nothing but the seed and its number.
func storyOf(seed uint64, i int, r *rand.Rand) story {
	a := &author{Rand: r}
	number := (i+r.IntN(span))/span*1000 + min(a.rank(10, 1.1), 999)
	a = &author{Rand: rand.New(rand.NewPCG(^seed, uint64(number)))}
	s := &a.story
	s.firm, s.product = string(a.fill(nil, "merk")), string(a.fill(nil, "productnaam"))
	s.topic, s.event = string(a.fill(nil, "thema")), string(a.fill(nil, "gebeurtenis"))
	n := a.rank(4, 1) % len(sources)
	host := strings.ToLower(strings.ReplaceAll(sources[n], " ", ""))
	s.source = sources[n]
	s.url = "https://www." + host + ".example/" + fileName(s.firm+" "+s.event, number)
	for range 4 {
		s.tags = append(s.tags, a.tag())
	}
	return *s
}

// rank draws a number from 0 so that small ones are common and there is no largest: the chance of k falls off as
// (k+head)^-(tail+1). A larger head spreads the common ones, a smaller tail makes new ones come sooner.
func (a *author) rank(head, tail float64) int {
	k := head * (math.Pow(1-a.Float64(), -1/tail) - 1)
	return int(min(k, 1e6))
}

// tags draws three to five tags, half of them the story's.
func (a *author) tags() []string {
	n := 4
	switch a.IntN(60) {
	case 0:
		n = 5
	case 1, 2:
		n = 3
	}
	var names []string
	have := map[string]bool{}
	for len(names) < n {
		name := a.tag()
		if a.IntN(2) == 0 {
			name = a.story.tags[a.IntN(len(a.story.tags))]
		}
		if !have[name] {
			have[name] = true
			names = append(names, a.spelling(name))
		}
	}
	return names
}

// tag draws a tag: one of four times of the commonest, else of all.
func (a *author) tag() string {
	if a.IntN(4) == 0 {
		return tagName(a.rank(6, 2.5))
	}
	return tagName(a.rank(130, 1.1))
}

// tagName is the name of the k-th tag: the common ones are listed, the others are compounds without end.
func tagName(k int) string {
	if k < len(commonTags) {
		return commonTags[k]
	}
	k -= len(commonTags)
	stems, heads := len(tagStems),
		len(tagHeads) // without a common divisor, so that all pairs come before the first repeats
	name := tagStems[k%stems] + tagHeads[k%heads]
	k /= stems * heads
	name += tagTails[k%len(tagTails)]
	if k /= len(tagTails); k > 0 {
		name += fmt.Sprintf(" %d", k+1)
	}
	return name
}

// spelling is the tag, or now and then another spelling of it.
func (a *author) spelling(tag string) string {
	if a.IntN(60) > 0 {
		return tag
	}
	switch {
	case strings.Contains(tag, "'"):
		return strings.ReplaceAll(tag, "'", "’")
	case strings.Contains(tag, "-"):
		return strings.Replace(tag, "-", " ", 1)
	case strings.Contains(tag, " "):
		return strings.Replace(tag, " ", "-", 1)
	case len(tag) < 4:
		return strings.ToUpper(tag)
	}
	return upperFirst(tag)
}
