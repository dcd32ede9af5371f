// Package stem takes the endings off Dutch words, so that "artikelen" finds "artikel".
//
// It is the algorithm of Wessel Kraaij and Renée Pohlmann as Snowball 3 has it under the name Dutch
// (https://snowballstem.org/algorithms/dutch/stemmer.html). The theme's search.js has the same table of endings, and
// does to the words of a query what is done here to those of articles.
package stem

import "strings"

// Dutch is the stem of a Dutch word in lower case without accents. A word that has anything but the letters a to z is
// its own stem.
func Dutch(word string) string {
	if strings.ContainsFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return word
	}
	w := stemmer{word: word}
	w.measure()
	changed := w.apply(plurals)
	changed = w.apply(diminutives) || changed
	changed = w.apply(nouns) || changed
	changed = w.apply(adjectives) || w.apply(moreAdjectives) || changed
	changed = w.losePrefix() || changed
	changed = w.loseInfix() || changed
	if changed = w.apply(clusters) || changed; changed {
		w.single()
	}
	return w.word
}

// stemmer is a word and where its regions begin: r1 behind the first consonant that follows a vowel, r2 behind the next
// such consonant, or at the end.
type stemmer struct {
	word   string
	r1, r2 int
}

func (w *stemmer) measure() {
	w.r1 = w.behindSyllable(0)
	w.r2 = w.behindSyllable(w.r1)
}

// behindSyllable is the end of the first consonant that follows a vowel.
func (w *stemmer) behindSyllable(from int) int {
	for i := from + 1; i < len(w.word); i++ {
		if vowelAt(w.word, i-1) && !vowelAt(w.word, i) {
			return i + 1
		}
	}
	return len(w.word)
}

// vowelAt reports whether there is a vowel at a place: the j of ij is part of one.
func vowelAt(s string, i int) bool {
	return i >= 0 && i < len(s) && (isVowel(s[i]) || s[i] == 'j' && i > 0 && s[i-1] == 'i')
}

func isVowel(b byte) bool { return strings.IndexByte("aeiouy", b) >= 0 }
func isPlain(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

// apply does one step: the longest of its endings that the word has, and of this the first rule that holds. It reports
// whether one did.
func (w *stemmer) apply(s step) bool {
	for _, e := range s {
		if stem, has := strings.CutSuffix(w.word, e.text); has {
			for _, r := range e.rules {
				if w.holds(stem, r) {
					return w.replace(stem, r)
				}
			}
			return false
		}
	}
	return false
}

// holds reports whether a rule is for a word that is the stem and an ending.
func (w *stemmer) holds(stem string, r rule) bool {
	rest, has := strings.CutSuffix(stem, r.before)
	n := len(rest)
	return has && (!r.whole || n == 0) && (!r.inR1 || n >= w.r1) && (!r.inR2 || n >= w.r2) &&
		(!r.consonant || n > 0 && !vowelAt(rest, n-1)) && (!r.vowel || vowelAt(rest, n-1)) &&
		(!r.vowelAndLetter || vowelAt(rest, n-2))
}

func (w *stemmer) replace(stem string, r rule) bool {
	if r.stop {
		return false
	}
	if r.takesBefore {
		stem = strings.TrimSuffix(stem, r.before)
	}
	w.word = stem + r.to
	if r.lengthen {
		w.lengthen()
	}
	return true
}

// lengthen doubles the vowel of an open syllable that lost what opened it: "zol" of "zolen" is "zool".
func (w *stemmer) lengthen() {
	n := len(w.word)
	at := func(back int) byte { // a letter from behind, or 0 before the first
		if back > n {
			return 0
		}
		return w.word[n-back]
	}
	if n < 2 || strings.IndexByte("aeiouywx", at(1)) >= 0 || isPlain(at(3)) {
		return
	}
	switch at(2) {
	case 'a', 'o', 'u':
	case 'e':
		before := at(4)
		if isPlain(before) && before != 'e' || before == 'e' && n == 4 {
			return
		}
		if n >= 6 && isPlain(at(5)) && at(5) != 'e' && !isPlain(at(6)) {
			return
		}
	default:
		return
	}
	w.word = w.word[:n-1] + w.word[n-2:]
}

// losePrefix takes the ge off a participle, and then its d or t.
func (w *stemmer) losePrefix() bool {
	rest, has := strings.CutPrefix(w.word, "ge")
	if !has || !stands(rest) || hasAnyPrefix(rest, "eft", "vaa", "vare") ||
		strings.HasPrefix(rest, "val") && !strings.HasPrefix(rest, "vali") {
		return false
	}
	w.lose(rest)
	return true
}

// loseInfix takes ge out of a participle such as "aangekondigd".
func (w *stemmer) loseInfix() bool {
	if len(w.word) == 0 {
		return false
	}
	first, rest, has := strings.Cut(w.word[1:], "ge")
	if !has || !stands(rest) {
		return false
	}
	w.lose(w.word[:1] + first + rest)
	return true
}

func (w *stemmer) lose(left string) {
	w.word = left
	w.measure()
	w.apply(participles)
}

// stands reports whether what follows ge can be a word: it has three letters, and something behind its first vowels.
func stands(rest string) bool {
	for i := 1; i < len(rest); i++ {
		if vowelAt(rest, i-1) && !vowelAt(rest, i) {
			return len(rest) >= 3
		}
	}
	return false
}

// single makes one letter of two at the end, and f and s of v and z.
func (w *stemmer) single() {
	n := len(w.word)
	switch {
	case n == 0 || w.word == "inn":
	case n > 1 && w.word[n-1] == w.word[n-2] && !isVowel(w.word[n-1]):
		w.word = w.word[:n-1]
	case w.word[n-1] == 'v':
		w.word = w.word[:n-1] + "f"
	case w.word[n-1] == 'z':
		w.word = w.word[:n-1] + "s"
	}
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
