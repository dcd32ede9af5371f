package prose

import (
	"strings"
	"unicode"
)

// FleschDouma is the reading index of a Dutch text and its number of words: 206.84 − 0.77 × syllables for 100 words −
// 0.93 × words a sentence (W.H. Douma, De leesbaarheid van landbouwbladen, 1960). 100 is very easy, 0 very hard.
func FleschDouma(text string) (index float64, words int) {
	sentences, syllables := 0, 0
	ended := true
	for _, word := range strings.Fields(text) {
		if !strings.ContainsFunc(word, unicode.IsLetter) {
			continue
		}
		if ended {
			sentences++
		}
		words++
		syllables += syllablesOf(strings.ToLower(word))
		ended = strings.HasSuffix(strings.TrimRight(word, `"'”’)*_`), ".") || strings.ContainsAny(word[len(word)-1:], "!?:")
	}
	if words == 0 {
		return 0, 0
	}
	return 206.84 - 0.77*float64(syllables)*100/float64(words) - 0.93*float64(words)/float64(sentences), words
}

// syllablesOf counts the groups of vowels in a word, at least one.
func syllablesOf(word string) int {
	n, inGroup := 0, false
	for _, r := range word {
		vowel := strings.ContainsRune("aeiouyáéíóúàèêëïöüäô", r)
		if strings.ContainsRune("ëïöü", r) { // a dieresis begins a syllable
			inGroup = false
		}
		if vowel && !inGroup {
			n++
		}
		inGroup = vowel
	}
	return max(n, 1)
}
