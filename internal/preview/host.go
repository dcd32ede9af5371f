package preview

import (
	"bufio"
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"drukpers/internal/render"
)

// hostRules are the _redirects and _headers of a site, as the host obeys them
// (https://developers.cloudflare.com/pages/configuration/redirects/ and …/headers/).
type hostRules struct {
	redirects []redirectRule
	headers   []headerRule
}

type redirectRule struct {
	from   []string // parts of the path; ":name" stands for one, "*" at the end for the rest
	to     string
	status int
}

type headerRule struct {
	path  []string
	set   [][2]string
	unset []string
}

func readRules(e *render.Edition) hostRules {
	var rules hostRules
	if e == nil {
		return rules
	}
	read := func(url string) *bufio.Scanner {
		var data []byte
		if p := e.Site.Pages[url]; p != nil {
			data, _ = e.Render(p)
		}
		return bufio.NewScanner(bytes.NewReader(data))
	}
	for lines := read("/_redirects"); lines.Scan(); {
		if rule, ok := parseRedirect(lines.Text()); ok {
			rules.redirects = append(rules.redirects, rule)
		}
	}
	for lines := read("/_headers"); lines.Scan(); {
		rules.headers = parseHeader(rules.headers, lines.Text())
	}
	return rules
}

func parseRedirect(line string) (redirectRule, bool) {
	line, _, _ = strings.Cut(line, " #")
	fields := strings.Fields(line)
	if len(fields) < 2 || strings.HasPrefix(fields[0], "#") {
		return redirectRule{}, false
	}
	from, err := url.Parse(fields[0])
	if err != nil {
		return redirectRule{}, false
	}
	rule := redirectRule{from: strings.Split(from.Path, "/"), to: fields[1], status: http.StatusFound}
	if len(fields) > 2 {
		if status, err := strconv.Atoi(fields[2]); err == nil {
			rule.status = status
		}
	}
	return rule, true
}

func parseHeader(rules []headerRule, line string) []headerRule {
	text := strings.TrimSpace(line)
	switch {
	case text == "" || strings.HasPrefix(text, "#"):
		return rules
	case line[0] != ' ' && line[0] != '\t':
		return append(rules, headerRule{path: strings.Split(text, "/")})
	case len(rules) == 0:
		return rules
	}
	last := &rules[len(rules)-1]
	if name, detach := strings.CutPrefix(text, "! "); detach {
		last.unset = append(last.unset, strings.TrimSpace(name))
	} else if name, value, ok := strings.Cut(text, ":"); ok {
		last.set = append(last.set, [2]string{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
	return rules
}

// match compares a path with a pattern and returns what its placeholders stand for.
func match(pattern []string, path string) (map[string]string, bool) {
	parts := strings.Split(path, "/")
	values := map[string]string{}
	for i, p := range pattern {
		switch {
		case p == "*" && i == len(pattern)-1:
			values["splat"] = strings.Join(parts[min(i, len(parts)):], "/")
			return values, len(parts) >= i
		case i >= len(parts):
			return nil, false
		case strings.HasPrefix(p, ":") && parts[i] != "":
			values[p[1:]] = parts[i]
		case p != parts[i]:
			return nil, false
		}
	}
	return values, len(parts) == len(pattern)
}

// redirect gives the first rule's answer to a path, if any matches.
func (h hostRules) redirect(path string) (to string, status int, found bool) {
	for _, rule := range h.redirects {
		values, ok := match(rule.from, path)
		if !ok {
			continue
		}
		to := rule.to
		names := make([]string, 0, len(values))
		for name := range values {
			names = append(names, name)
		}
		slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
		for _, name := range names {
			to = strings.ReplaceAll(to, ":"+name, (&url.URL{Path: values[name]}).EscapedPath())
		}
		return to, rule.status, true
	}
	return "", 0, false
}

// apply sets the headers of all rules that match; a value that is given twice is joined.
func (h hostRules) apply(header http.Header, path string) {
	for _, rule := range h.headers {
		if _, ok := match(rule.path, path); !ok {
			continue
		}
		for _, name := range rule.unset {
			header.Del(name)
		}
		for _, set := range rule.set {
			header.Add(set[0], set[1])
		}
	}
}
