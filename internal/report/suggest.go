package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
)

// Suggest returns "Bedoelde je “x”?" for the known name nearest to the one given, or "" when none is near.
func Suggest(name string, known []string) string {
	if best := nearest(name, known); best != "" {
		return fmt.Sprintf("Bedoelde je “%s”?", best)
	}
	return ""
}

// nearest returns the known name that a typo most likely meant: at most two in five of its letters differ (titel for
// title). Ties go to the first in byte order.
func nearest(name string, known []string) string {
	name = strings.ToLower(name)
	best, least := "", 0
	for _, k := range slices.Sorted(slices.Values(known)) {
		distance := levenshtein.Distance(name, strings.ToLower(k), nil)
		if distance <= max(1, len(k)*2/5) && (best == "" || distance < least) {
			best, least = k, distance
		}
	}
	return best
}
