package rules

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"drukpers/internal/report"
	"drukpers/internal/spelling"
)

// rare is how often a word may occur at most to be a typing error.
const rare = 2

// typos tells of words that are a letter away from one that the site uses often, and in no list of words. Neither half
// alone is of use: of a list alone one word in nine is wrong, of the site's words alone five in six findings.
func typos(f *finder) {
	used := map[string]int{}
	for _, a := range f.articles {
		if a.Lang == "" {
			smallWords(a.prose(), func(word string, _ int) { used[word]++ })
		}
	}
	house := wordSet(strings.ToLower(strings.Join(f.site.Config.Check.Words, " ")))
	often := map[string][]string{} // by what is left without one letter
	for word, n := range used {
		if n >= f.limit {
			for _, key := range withoutOne(word) {
				often[key] = append(often[key], word)
			}
		}
	}
	meant := map[string]string{}
	for word, n := range used {
		if n > rare || house[word] || spelling.Known(word) {
			continue
		}
		if best := nearest(word, often, used); best != "" {
			meant[word] = best
		}
	}
	if len(meant) == 0 {
		return
	}
	for _, a := range f.articles {
		if a.Lang != "" {
			continue
		}
		smallWords(a.prose(), func(word string, at int) {
			if right := meant[word]; right != "" {
				f.tell(a, a.at(at), "", fmt.Sprintf("“%s” lijkt een tikfout", word),
					fmt.Sprintf("Bedoelde je “%s”? Is het goed zo, zet het dan in site.yaml onder check: woorden.", right))
			}
		})
	}
}

// nearest is the most used of the words that a word is one edit away from, outside its last three letters.
func nearest(word string, often map[string][]string, used map[string]int) string {
	best := ""
	for _, key := range withoutOne(word) {
		for _, other := range often[key] {
			if other != word && oneEdit([]rune(word), []rune(other)) &&
				(best == "" || used[other] > used[best] || used[other] == used[best] && other < best) {
				best = other
			}
		}
	}
	return best
}

// smallWords are those of enough small letters that stand by themselves: no part of a name, an address or a compound
// with a hyphen.
func smallWords(text string, yield func(word string, at int)) {
	from := -1
	part := false // of something that is not a plain word
	finish := func(end int, next rune) {
		if from >= 0 && !part && !glues(next) && spelling.Listed(text[from:end]) {
			yield(text[from:end], from)
		}
		from = -1
	}
	var before rune
	for i, r := range text {
		switch {
		case unicode.IsLetter(r):
			if from < 0 {
				from, part = i, glues(before)
			}
			part = part || unicode.IsUpper(r)
		default:
			finish(i, r)
		}
		before = r
	}
	finish(len(text), ' ')
}

// glues reports whether a character makes what stands beside it a part of something longer.
func glues(r rune) bool {
	return unicode.IsDigit(r) || strings.ContainsRune("-_/@#.'’\u2011", r) && r != '.' && r != 0
}

// withoutOne are a word and all that is left of it without one of its letters: words one edit apart share one.
func withoutOne(word string) []string {
	all := []string{word}
	for i, r := range word {
		all = append(all, word[:i]+word[i+utf8.RuneLen(r):])
	}
	return all
}

// oneEdit reports whether two words differ one letter, or two in the wrong order, and end the same: Dutch words with
// other endings are other words.
func oneEdit(a, b []rune) bool {
	const ending = 3
	n := min(len(a), len(b))
	if n <= ending || !slices.Equal(a[len(a)-ending:], b[len(b)-ending:]) {
		return false
	}
	return differInOne(a, b) || swapped(a, b)
}

// differInOne reports whether one letter is another, or too many in one of the two.
func differInOne(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || slices.Equal(a, b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return slices.Equal(a[i+1:], b[i+1:])
	}
	return slices.Equal(a[i:], b[i+1:])
}

func swapped(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
		}
	}
	return false
}

var typoRule = &Rule{
	Name: "tikfout", Level: report.Warning, Limit: 60,
	Doc: "een zeldzaam woord scheelt één letter met een woord dat zo vaak voorkomt, " +
		"en staat niet in de woordenlijst van OpenTaal",
	site: typos,
}
