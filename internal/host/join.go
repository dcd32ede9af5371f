package host

import (
	"bytes"
	"fmt"
)

// Join writes a _redirects of the text that r was read from and more rules; left are those that go over the host's
// limits. The first that matches counts, so the text goes before them; but of the rules after the first with a
// placeholder the host takes few, so that all which have none stand above it.
func (r *Redirects) Join(text []byte, more []Redirect) (joined []byte, left []Redirect) {
	above, below := r.split(text)
	room := map[bool]int{false: MaxStatic - len(r.static), true: MaxDynamic - (len(r.Rules) - len(r.static))}
	parts := map[bool]*bytes.Buffer{false: bytes.NewBuffer(bytes.Clone(above)), true: bytes.NewBuffer(bytes.Clone(below))}
	for _, rule := range more {
		dynamic := HasPlaceholder(rule.From)
		if room[dynamic] <= 0 {
			left = append(left, rule)
			continue
		}
		room[dynamic]--
		fmt.Fprintf(parts[dynamic], "%s %s %d\n", rule.From, rule.To, rule.Status)
	}
	return append(parts[false].Bytes(), parts[true].Bytes()...), left
}

// Join writes a _headers of more rules and the text that h was read from, which comes last: the host joins the values
// of all rules that match, and a line “! Name” takes away what those before it gave. Rules for one path become one,
// since the host would keep the last only. left are those that go over the host's limit.
func (h *Headers) Join(text []byte, more []HeaderRule) (joined []byte, left []HeaderRule) {
	var b bytes.Buffer
	room := MaxHeaders - len(h.rules)
	for _, rule := range more {
		own := h.rule(rule.Path)
		if own == nil && room <= 0 {
			left = append(left, rule)
			continue
		}
		fmt.Fprintln(&b, rule.Path)
		for _, name := range rule.Unset {
			fmt.Fprintf(&b, "  ! %s\n", name)
		}
		for _, header := range rule.Set {
			if own == nil || !own.takesAway(header[0]) {
				fmt.Fprintf(&b, "  %s: %s\n", header[0], header[1])
			}
		}
		if own == nil {
			room--
			continue
		}
		var lines []byte
		lines, text = cut(text, rule.Path)
		b.Write(lines)
	}
	b.Write(text)
	return b.Bytes(), left
}

// cut takes the rule for a path out of the text of a _headers. It gives the lines below the last such path, and the
// text without all of it.
func cut(text []byte, path string) (lines, rest []byte) {
	inside := false
	for line := range bytes.Lines(text) {
		if written := string(bytes.TrimSpace(line)); isPath.MatchString(written) {
			if inside = cleanPath(written) == path; inside {
				lines = nil
				continue
			}
		}
		if inside {
			lines = append(lines, line...)
		} else {
			rest = append(rest, line...)
		}
	}
	return lines, rest
}
