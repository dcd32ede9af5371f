package bench

import (
	"cmp"
	"slices"
)

// Percentile is the lowest of some values that p hundredths of them do not exceed.
func Percentile[T cmp.Ordered](values []T, p int) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[(len(sorted)*p+99)/100-1]
}

// Median is the middle of some values, the higher one of two.
func Median[T cmp.Ordered](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
