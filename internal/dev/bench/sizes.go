package bench

import (
	"fmt"
	"strconv"
	"strings"
)

// Sizes are numbers of articles, as a flag: "500 2000".
type Sizes []int

func (s *Sizes) String() string { return strings.Trim(fmt.Sprint([]int(*s)), "[]") }

// Set reads the flag.
func (s *Sizes) Set(text string) error {
	*s = nil
	for field := range strings.FieldsSeq(text) {
		n, err := strconv.Atoi(field)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no number of articles", field)
		}
		*s = append(*s, n)
	}
	return nil
}
