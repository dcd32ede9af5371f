package host

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"drukpers/internal/report"
)

// The host's limits of a _redirects.
const (
	MaxStatic   = 2000 // rules before the first that has a placeholder
	MaxDynamic  = 100  // that rule and all after it
	maxRedirect = 1000 // characters of a line
)

// Redirects are the rules of a _redirects.
type Redirects struct {
	Rules []Redirect // that the host follows, in the order of the file

	static map[string]int // position in Rules by path, of those that go before all others
	below  int            // the first line, from 0, that has a placeholder
}

// Redirect leads the requests for a path elsewhere.
type Redirect struct {
	Line     int // in the file, from 1
	From, To string
	Status   int  // http.StatusOK shows the page of To in place
	Static   bool // it stands before all rules with a placeholder, and so goes before them

	pattern *regexp.Regexp // of From
}

var redirectStatuses = []int{
	http.StatusOK, http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
	http.StatusTemporaryRedirect, http.StatusPermanentRedirect,
}

// ReadRedirects reads a _redirects; file is its name in problems, which are of the lines that the host passes over.
func ReadRedirects(file string, data []byte) (*Redirects, report.List) {
	r := &Redirects{static: map[string]int{}}
	wrong := &mistakes{file: file}
	seen := map[string]int{} // line by path
	static, dynamic := 0, 0
	lines := strings.Split(string(data), "\n")
	r.below = len(lines)
	for i, line := range lines {
		fields := redirectFields(line)
		if len(fields) == 0 {
			continue
		}
		if HasPlaceholder(fields[0]) {
			r.below = min(r.below, i) // whatever else is wrong with it
		}
		rule, text := readRedirect(line, fields)
		switch {
		case text != "":
			wrong.add(notRule, i+1, "de host slaat deze regel over: "+text,
				"Schrijf: /oud/ /nieuw/ 301. Een regel die met # begint is een opmerking.")
			continue
		case seen[rule.From] > 0:
			wrong.add(notRule, i+1, fmt.Sprintf("de host slaat deze regel over: voor %s geldt regel %d al", rule.From,
				seen[rule.From]), "Haal een van de twee weg.")
			continue
		case strings.Contains(fields[0], "?"):
			wrong.add(notRule, i+1, fmt.Sprintf("de host kijkt niet naar wat achter een ? staat: deze regel geldt voor heel %s",
				rule.From), "Laat ? en wat erachter staat weg.")
		}
		seen[rule.From] = i + 1
		rule.Line, rule.Static = i+1, i < r.below
		if rule.Static {
			static++
		} else {
			dynamic++
		}
		if rule.Static && static > MaxStatic || !rule.Static && dynamic > MaxDynamic {
			continue
		}
		if rule.Static {
			r.static[rule.From] = len(r.Rules)
		}
		r.Rules = append(r.Rules, *rule)
	}
	if more := static - MaxStatic; more > 0 {
		wrong.add(tooMany, 0, fmt.Sprintf("%d regels passen niet: de host neemt er hoogstens %d", more, MaxStatic),
			"Haal regels weg die niemand meer gebruikt.")
	}
	if more := dynamic - MaxDynamic; more > 0 {
		wrong.add(tooMany, 0, fmt.Sprintf("%d regels passen niet: van de eerste met * of :naam af neemt de host er "+
			"hoogstens %d", more, MaxDynamic), "Zet regels zonder * of :naam bovenaan; die tellen apart.")
	}
	return r, wrong.list
}

// redirectFields are the parts of a line, without a comment.
func redirectFields(line string) []string {
	fields := strings.Fields(strings.TrimPrefix(line, byteOrderMark))
	if len(fields) > 0 && fields[0][0] == '#' {
		return nil
	}
	if comment := slices.IndexFunc(fields, func(f string) bool { return f[0] == '#' }); comment >= 2 {
		return fields[:comment]
	}
	return fields
}

// readRedirect reads the fields of a line. text says why the host passes over it, if it does.
func readRedirect(line string, fields []string) (rule *Redirect, text string) {
	status, err := http.StatusFound, error(nil)
	if len(fields) == 3 {
		status, err = strconv.Atoi(fields[2])
	}
	switch {
	case utf8.RuneCountInString(line) > maxRedirect:
		return nil, fmt.Sprintf("hij is langer dan %d tekens", maxRedirect)
	case len(fields) < 2:
		return nil, "er hoort een oud en een nieuw adres te staan"
	case len(fields) > 3:
		return nil, "er staat meer dan een oud adres, een nieuw adres en een getal"
	case strings.Contains(fields[0], "://"):
		return nil, "het oude adres hoort met / te beginnen"
	case !strings.HasPrefix(fields[1], "/") && !strings.HasPrefix(fields[1], "https://"):
		return nil, "het nieuwe adres hoort met / of https:// te beginnen"
	case err != nil || !slices.Contains(redirectStatuses, status):
		return nil, fmt.Sprintf("%s is geen getal dat hier kan staan (301, 302, 303, 307, 308 of 200)", fields[2])
	case status == http.StatusOK && fields[1][0] != '/':
		return nil, "met 200 kan alleen een pagina van de site zelf worden getoond"
	}
	rule = &Redirect{From: cleanPath("/" + strings.TrimPrefix(fields[0], "/")), To: fields[1], Status: status}
	index := strings.HasSuffix(rule.To, "/index.html") || strings.HasSuffix(rule.To, "/index")
	if fields[1][0] == '/' && index && (strings.HasSuffix(rule.From, "/*") || strings.HasSuffix(rule.From, "/")) {
		return nil, "hij leidt naar zichzelf, want de host maakt van …/index.html weer …/"
	}
	if rule.pattern = pattern(rule.From); rule.pattern == nil {
		return nil, "er staat twee keer * of twee keer dezelfde :naam in"
	}
	return rule, ""
}

// Find gives the rule that answers the request for a path, with where it leads; nil when none does.
func (r *Redirects) Find(path string) (rule *Redirect, to string) {
	if i, ok := r.static[path]; ok {
		return &r.Rules[i], r.Rules[i].To
	}
	for i := range r.Rules {
		if rule := &r.Rules[i]; !rule.Static {
			if match := rule.pattern.FindStringSubmatch(path); match != nil {
				return rule, fill(rule.To, rule.pattern, match)
			}
		}
	}
	return nil, ""
}

// Leads is a pattern of the paths that a rule may lead to: a placeholder stands for any text.
func (r *Redirect) Leads() *regexp.Regexp {
	parts := placeholder.Split(cleanPath(r.To), -1)
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile(`^` + strings.Join(parts, `.*`) + `$`)
}

// Example is a path that the rule is for, with the same text for every placeholder.
func (r *Redirect) Example() string { return placeholder.ReplaceAllString(r.From, "x") }

// split cuts the text of a _redirects before its first rule that has a placeholder: rules without one stand before
// these, else the host counts them with these.
func (r *Redirects) split(data []byte) (static, dynamic []byte) {
	lines := bytes.SplitAfter(data, []byte("\n"))
	return bytes.Join(lines[:r.below], nil), bytes.Join(lines[r.below:], nil)
}
