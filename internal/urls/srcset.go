package urls

import "strings"

// Candidate is an address of a srcset and what it says of it: "2x", "480w" or nothing.
type Candidate struct{ Address, Descriptor string }

// Srcset splits a srcset such as "/a.jpg 480w, /b.jpg 800w" (WHATWG HTML, 4.8.4.2.1): an address ends at white space,
// and may hold commas but at its end.
func Srcset(set string) []Candidate {
	const space = " \t\n\f\r"
	var candidates []Candidate
	for set = strings.TrimLeft(set, space+","); set != ""; set = strings.TrimLeft(set, space+",") {
		end := strings.IndexAny(set, space)
		if end < 0 {
			end = len(set)
		}
		address, rest, descriptor := set[:end], set[end:], ""
		bare := strings.TrimRight(address, ",")
		if bare == address {
			descriptor, rest, _ = strings.Cut(rest, ",")
		}
		candidates = append(candidates, Candidate{bare, strings.TrimSpace(descriptor)})
		set = rest
	}
	return candidates
}
