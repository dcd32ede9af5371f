package edit

import (
	"bytes"
	"regexp"
	"strings"
)

// destinations are the addresses of a line, as markdown and HTML write them: in a link or picture, in the definition of
// one, in an attribute, and by themselves. One of the groups is the address. An address by itself ends before the
// punctuation of its sentence (GitHub Flavored Markdown, 6.9).
var destinations = regexp.MustCompile(strings.Join([]string{
	`\]\(\s*<([^>\n]+)>`, `\]\(\s*([^\s<>()]+(?:\([^\s()]*\)[^\s<>()]*)*)`, `^ {0,3}\[[^\]\n]+\]:\s*<?([^\s<>]+)`,
	`(?i)\b(?:href|src|poster)\s*=\s*["']([^"'\n]+)["']`, `<(https?://[^\s<>]+)>`,
	`(?:^|[\s(*_~])(https?://[^\s<>]*[^\s<>?!.,:;*_~'"()\[\]])`,
}, "|"))

var fence = regexp.MustCompile("^ {0,3}(?:> ?)*\\s*(`{3,}|~{3,})")

// Links gives the addresses in the text below the head as mend says; what stands in code stays.
func (h *Head) Links(mend func(address string) string) []byte {
	var out []byte
	done := 0
	for _, span := range h.Addresses() {
		out = append(append(out, h.Data[done:span[0]]...), mend(string(h.Data[span[0]:span[1]]))...)
		done = span[1]
	}
	return append(out, h.Data[done:]...)
}

// Addresses are where the addresses in the text below the head begin and end, as bytes of the file, in order. What
// stands in code is left out.
func (h *Head) Addresses() (spans [][2]int) {
	open := ""
	at := len(h.Data) - h.body
	for line := range bytes.Lines(h.Text()) {
		mark := ""
		if m := fence.FindSubmatch(line); m != nil {
			mark = string(m[1])
		}
		switch {
		case open != "":
			if strings.HasPrefix(mark, open) {
				open = ""
			}
		case mark != "":
			open = mark
		default:
			for _, span := range addressesIn(line) {
				spans = append(spans, [2]int{at + span[0], at + span[1]})
			}
		}
		at += len(line)
	}
	return spans
}

func addressesIn(line []byte) (spans [][2]int) {
	code := codeSpans(line)
	for _, m := range destinations.FindAllSubmatchIndex(line, -1) {
		for g := 2; g < len(m); g += 2 {
			if m[g] >= 0 && !inAny(code, m[0]) && !inAny(code, m[g]) {
				spans = append(spans, [2]int{m[g], m[g+1]})
			}
		}
	}
	return spans
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
