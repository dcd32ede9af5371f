package typography

import (
	"slices"
	"strings"
	"unicode"
)

// quoteRole is what a straight quote stands for.
type quoteRole uint8

const (
	noQuote quoteRole = iota
	opens
	closes
	apostrophe
	opensOrCloses     // opens if a quotation that nothing else opens ends further on
	opensOrApostrophe // likewise
)

// leads and trails report whether a quote after r stands at the start of something, or before r at the end of it.
func leads(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("([{/–—“‘«„‚", r)
}
func trails(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,;:!?)]}…»", r) }

// readQuotes gives each quote the role its neighbours tell. Quotes side by side have the neighbours of the group.
func (t *Run) readQuotes() {
	var open [2]int32
	for i := 0; i < len(t.glyphs); {
		before, after := i-1, i
		for t.at(after) == '\'' || t.at(after) == '"' {
			after++
		}
		for after = max(after, i+1); i < after; i++ {
			g := &t.glyphs[i]
			if g.piece == fixed || !strings.ContainsRune(`'‘’‚"“”„`, g.r) {
				continue
			}
			g.double = uint8(strings.Count(`"“”„`, string(g.r)))
			g.role, g.inside = t.role(i, before, after), open[g.double]
			open[g.double] = max(0, open[g.double]+[...]int32{
				opens: 1, closes: -1,
				opensOrApostrophe: 0,
			}[g.role]) // 0 for the rest
		}
	}
}

func (t *Run) role(i, before, after int) quoteRole {
	r, prev, next := t.at(i), t.at(before), t.at(after)
	starts := leads(prev) || prev == '-' && t.at(before-1) == '-'
	attached := isWord(prev) || strings.ContainsRune(")]}’”»%°", prev)
	switch {
	case r == '\'' && (t.isAnd(i) || t.isAnd(i-2)):
		return apostrophe
	case strings.ContainsRune(t.Style.openers, r), r == '"' && starts && !trails(next):
		return opens
	case r == '’' && isWord(next), r == '\'' && attached && isWord(next):
		return apostrophe
	case strings.ContainsRune(t.Style.closers, r), attached && (!isWord(next) || unicode.IsDigit(prev)),
		trails(next) && !starts:
		return closes
	case r == '"' || trails(next):
		return opensOrCloses
	}
	if role := t.contraction(i); role != opens || starts {
		return role
	}
	return opensOrCloses
}

// contraction is the role of a single quote before a word, which may stand for letters left out.
func (t *Run) contraction(i int) quoteRole {
	if unicode.IsDigit(t.at(i + 1)) {
		return t.year(i)
	}
	at := slices.IndexFunc(t.Style.contractions, func(word string) bool { return t.spells(i+1, word) })
	if at < 0 {
		return opens
	}
	word := t.Style.contractions[at]
	after, next := t.at(i+1+len(word)), t.at(i+2+len(word))
	switch {
	case word == "s" && after == '-' && strings.ContainsRune("gGhH", next): // 's-Gravenhage, 's-Hertogenbosch
		return apostrophe
	case strings.ContainsRune("'’", after), !unicode.IsSpace(after) && isWord(next), // 's', 'T-shirt', 'm/v'
		word == "em", unicode.IsUpper(t.at(i + 1)): // 'em dash', 'K nearest neighbours'
		return opensOrApostrophe
	}
	return apostrophe
}

// ands are the words before an 'n' that means and.
var ands = []string{"rock ", "drum ", "guns ", "fish ", "rhythm ", "mac ", "salt ", "sweet ", "hit "}

// isAnd reports whether a quote is the first of the two of 'n', short for and: rock 'n' roll.
func (t *Run) isAnd(i int) bool {
	if t.at(i) != '\'' || unicode.ToLower(t.at(i+1)) != 'n' || t.at(i+2) != '\'' || !unicode.IsSpace(t.at(i+3)) {
		return false
	}
	before := func(word string) bool { return t.spelled(i-len(word), word) }
	return slices.ContainsFunc(ands, before)
}

// spelled is spells without a look at what follows.
func (t *Run) spelled(i int, word string) bool {
	for k, r := range word {
		if unicode.ToLower(t.at(i+k)) != r {
			return false
		}
	}
	return true
}

// year is the role of a single quote before a digit: '90, '80-er, but '20% korting' and '50 tips'.
func (t *Run) year(i int) quoteRole {
	after, next := t.at(i+3), t.at(i+4)
	switch {
	case !unicode.IsDigit(t.at(i + 2)), unicode.IsDigit(after), strings.ContainsRune("%€°", after),
		strings.ContainsRune(".,:", after) && unicode.IsDigit(next):
		return opens
	case t.spells(i+3, "s"), t.spells(i+3, "er"), t.spells(i+3, "ers"), after == '\'' && isWord(next),
		t.spells(i-6, "jaren "):
		return apostrophe
	}
	return opensOrApostrophe
}

// spells reports whether a word of the text begins or goes on at i as word does, and ends with it.
func (t *Run) spells(i int, word string) bool {
	return t.spelled(i, word) && !isWord(t.at(i+len(word)))
}
