package host

import (
	"fmt"
	"maps"
	"net/http"
	"net/textproto"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"drukpers/internal/report"
)

// The host's limits of a _headers.
const (
	MaxHeaders = 100  // rules
	maxHeader  = 2000 // characters of a line
)

// Headers are the rules of a _headers.
type Headers struct{ rules []headerRule }

// HeaderRule is a rule to be written.
type HeaderRule struct {
	Path  string
	Set   [][2]string // names and values
	Unset []string    // names
}

// headerRule is a path, and what stands below it.
type headerRule struct {
	line  int
	path  string
	set   map[string]string // by name
	unset []string
	match *regexp.Regexp // nil when the rule is for another host
}

// ReadHeaders reads a _headers; file is its name in problems, which are of the lines that the host passes over.
func ReadHeaders(file string, data []byte) (*Headers, report.List) {
	h := &Headers{}
	wrong := &mistakes{file: file}
	skipped := func(line int, text string) {
		wrong.add(notRule, line, "de host slaat deze regel over: "+text,
			"Schrijf een pad op een eigen regel, en daaronder, ingesprongen, Naam: waarde of ! Naam.")
	}
	var rule *headerRule
	end := func() {
		switch {
		case rule == nil:
		case len(rule.set)+len(rule.unset) == 0:
			skipped(rule.line, "onder dit pad staat geen kopregel")
		default:
			h.add(*rule)
		}
		rule = nil
	}
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(strings.TrimPrefix(line, byteOrderMark))
		name, value, isHeader := strings.Cut(line, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		detached, detach := strings.CutPrefix(line, "! ")
		switch {
		case line == "" || line[0] == '#':
		case utf8.RuneCountInString(line) > maxHeader:
			skipped(i+1, fmt.Sprintf("hij is langer dan %d tekens", maxHeader))
		case isPath.MatchString(line):
			end()
			if rule = newHeaderRule(line); rule == nil {
				skipped(i+1, "een pad begint met / of https://, en heeft hoogstens één *")
			} else {
				rule.line = i + 1
			}
		case rule == nil:
			skipped(i+1, "er staat geen pad boven")
		case detach && !isHeader:
			rule.unset = append(rule.unset, strings.TrimSpace(detached))
		case !isHeader:
			skipped(i+1, "er hoort een naam, een dubbele punt en een waarde te staan")
		case name == "" || value == "" || strings.Contains(name, " "):
			skipped(i+1, "een kopregel heeft een naam zonder spaties en een waarde")
		default:
			rule.add(name, value)
		}
	}
	end()
	if n := len(h.rules) - MaxHeaders; n > 0 {
		wrong.add(
			tooMany,
			0,
			fmt.Sprintf("%d paden passen niet: de host neemt er hoogstens %d", n, MaxHeaders),
			"Neem paden samen met *.",
		)
		h.rules = h.rules[:MaxHeaders]
	}
	return h, wrong.list
}

var isPath = regexp.MustCompile(`^(\S+://|/)`)

func newHeaderRule(path string) *headerRule {
	rule := &headerRule{path: path, set: map[string]string{}}
	if strings.Contains(path, "://") {
		if !strings.HasPrefix(path, "https://") {
			return nil
		}
		return rule
	}
	rule.path = cleanPath(path)
	if rule.match = pattern(rule.path); rule.match == nil {
		return nil
	}
	return rule
}

// add joins the values of a header that is given twice.
func (r *headerRule) add(name, value string) {
	name = textproto.CanonicalMIMEHeaderKey(name)
	if earlier := r.set[name]; earlier != "" {
		value = earlier + ", " + value
	}
	r.set[name] = value
}

// add puts a rule in the place of an earlier one for the same path, as the host does.
func (h *Headers) add(rule headerRule) {
	if earlier := h.rule(rule.path); earlier != nil {
		*earlier = rule
		return
	}
	h.rules = append(h.rules, rule)
}

// For gives the headers of all rules that match a path; a value that two of them give is there twice.
func (h *Headers) For(path string) http.Header {
	header := http.Header{}
	for _, rule := range h.rules {
		if rule.match == nil {
			continue
		}
		match := rule.match.FindStringSubmatch(path)
		if match == nil {
			continue
		}
		for _, name := range rule.unset {
			header.Del(name)
		}
		for _, name := range slices.Sorted(maps.Keys(rule.set)) {
			header.Add(name, fill(rule.set[name], rule.match, match))
		}
	}
	return header
}

// Len is how many rules there are.
func (h *Headers) Len() int { return len(h.rules) }

// rule is that of a path, or nil.
func (h *Headers) rule(path string) *headerRule {
	for i := range h.rules {
		if h.rules[i].path == path {
			return &h.rules[i]
		}
	}
	return nil
}

// takesAway reports whether a rule has a line “! Name”.
func (r *headerRule) takesAway(name string) bool {
	return slices.ContainsFunc(r.unset, func(n string) bool { return strings.EqualFold(n, name) })
}
