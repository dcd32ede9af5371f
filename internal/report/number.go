package report

import "strconv"

// Number writes a count as Dutch does: 12.345.
func Number(n int) string { return Grouped(n, ".") }

// Grouped writes a count with a mark between groups of three digits.
func Grouped(n int, mark string) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + mark + s[i:]
	}
	return s
}
