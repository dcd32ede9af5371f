package edit

import (
	"bytes"
	"regexp"
	"strings"
)

// destinations are the addresses of a line, as markdown and HTML write them: in a link or picture, in the definition of
// one, in an attribute, and by themselves. One of the groups is the address.
var destinations = regexp.MustCompile(strings.Join([]string{
	`\]\(\s*<([^>\n]+)>`, `\]\(\s*([^\s<>()]+(?:\([^\s()]*\)[^\s<>()]*)*)`, `^ {0,3}\[[^\]\n]+\]:\s*<?([^\s<>]+)`,
	`(?i)\b(?:href|src|poster)\s*=\s*["']([^"'\n]+)["']`, `<(https?://[^\s<>]+)>`,
}, "|"))

var fence = regexp.MustCompile("^ {0,3}(?:> ?)*\\s*(`{3,}|~{3,})")

// Links gives the addresses in the text below the head as mend says; what stands in code stays.
func (h *Head) Links(mend func(address string) string) []byte {
	start := len(h.Data) - h.body
	out := append([]byte{}, h.Data[:start]...)
	open := ""
	for line := range bytes.Lines(h.Data[start:]) {
		mark := ""
		if m := fence.FindSubmatch(line); m != nil {
			mark = string(m[1])
		}
		switch {
		case open != "":
			if strings.HasPrefix(mark, open) {
				open = ""
			}
			out = append(out, line...)
		case mark != "":
			open = mark
			out = append(out, line...)
		default:
			out = append(out, mendLine(line, mend)...)
		}
	}
	return out
}

func mendLine(line []byte, mend func(address string) string) []byte {
	code := codeSpans(line)
	var out []byte
	done := 0
	for _, m := range destinations.FindAllSubmatchIndex(line, -1) {
		for g := 2; g < len(m); g += 2 {
			from, to := m[g], m[g+1]
			if from < 0 || inAny(code, m[0]) || inAny(code, from) {
				continue
			}
			address := string(line[from:to])
			if next := mend(address); next != address {
				out = append(append(out, line[done:from]...), next...)
				done = to
			}
		}
	}
	return append(out, line[done:]...)
}

// codeSpans are the parts of a line between equal runs of backticks (CommonMark, 6.1).
func codeSpans(line []byte) (spans [][2]int) {
	for i := 0; i < len(line); {
		if line[i] != '`' {
			i++
			continue
		}
		run := runLength(line[i:])
		end := -1
		for j := i + run; j < len(line); {
			n := runLength(line[j:])
			if n == run {
				end = j + n
				break
			}
			j += max(n, 1)
		}
		if end < 0 {
			i += run
			continue
		}
		spans = append(spans, [2]int{i, end})
		i = end
	}
	return spans
}

func runLength(text []byte) int { return len(text) - len(bytes.TrimLeft(text, "`")) }

func inAny(spans [][2]int, at int) bool {
	for _, s := range spans {
		if at >= s[0] && at < s[1] {
			return true
		}
	}
	return false
}
