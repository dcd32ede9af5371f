package bench

import (
	"cmp"
	"slices"
)

// Median is the middle of some values, the higher one of two.
func Median[T cmp.Ordered](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
