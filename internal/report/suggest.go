package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/agext/levenshtein"
)

// Suggest returns "Bedoelde je “x”?" for the known name nearest to the one given, or "" when none is near.
func Suggest(name string, known []string) string {
	if best := Nearest(name, known); best != "" {
		return fmt.Sprintf("Bedoelde je “%s”?", best)
	}
	return ""
}

// Nearest returns the known name that a typo most likely meant. A wrong guess is worse than none, so the first letter
// has to be right, and no more than this may be wrong: one letter of five or more, one letter too many or too few of
// four, two letters in the wrong order, or two letters of eight. Ties go to the first in byte order.
func Nearest(name string, known []string) string {
	name = strings.ToLower(name)
	best, least := "", 0
	for _, k := range slices.Sorted(slices.Values(known)) {
		distance, near := typo(name, strings.ToLower(k))
		if near && (best == "" || distance < least) {
			best, least = k, distance
		}
	}
	return best
}

// typo tells how many letters of a name differ from those of the known one, and whether that is near enough.
func typo(name, known string) (distance int, near bool) {
	a, b := []rune(name), []rune(known)
	digits := func(name string) bool { return strings.ContainsFunc(name, unicode.IsDigit) }
	if len(a) == 0 || len(b) == 0 || a[0] != b[0] || digits(name) != digits(known) { // author2 is another one
		return 0, false
	}
	distance = levenshtein.Distance(name, known, nil)
	shorter, longer := min(len(a), len(b)), max(len(a), len(b))
	slices.Sort(a)
	slices.Sort(b)
	switch distance {
	case 0:
		return distance, true
	case 1:
		return distance, shorter >= 5 || shorter >= 3 && longer > shorter
	case 2:
		return distance, shorter >= 8 || shorter >= 4 && slices.Equal(a, b)
	}
	return distance, false
}
