// Package host answers as the static host of a built site does, where it follows rules that the site brings along.
//
// Rules are a site's _redirects and _headers, read and applied as the host does
// (https://developers.cloudflare.com/pages/configuration/redirects/ and …/headers/). They are never changed after Read.
package host

import (
	"bufio"
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Rules are the _redirects and _headers of a site.
type Rules struct {
	exact     map[string]redirectRule // by path; these go before those with a pattern
	redirects []redirectRule
	headers   []headerRule
}

type redirectRule struct {
	from   *regexp.Regexp
	to     string
	status int
}

type headerRule struct {
	path  *regexp.Regexp // nil when the rule is for another host
	set   [][2]string
	unset []string
}

// Read reads the two files, each of which may be empty.
func Read(redirects, headers []byte) Rules {
	rules := Rules{exact: map[string]redirectRule{}}
	for lines := bufio.NewScanner(bytes.NewReader(redirects)); lines.Scan(); {
		rules.addRedirect(lines.Text())
	}
	for lines := bufio.NewScanner(bytes.NewReader(headers)); lines.Scan(); {
		rules.addHeader(lines.Text())
	}
	return rules
}

var redirectStatuses = []int{
	http.StatusOK, http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
	http.StatusTemporaryRedirect, http.StatusPermanentRedirect,
}

// addRedirect reads one line. As on the host, a line that is no rule is passed over, and so is a second rule for a
// path.
func (r *Rules) addRedirect(line string) {
	fields := strings.Fields(line)
	if len(fields) < 2 || len(fields) > 3 || strings.HasPrefix(fields[0], "#") {
		return
	}
	from, ok := pathOf(fields[0])
	if !ok {
		return
	}
	rule := redirectRule{to: fields[1], status: http.StatusFound}
	if len(fields) == 3 {
		rule.status, _ = strconv.Atoi(fields[2])
	}
	elsewhere := rule.status == http.StatusOK && !strings.HasPrefix(rule.to, "/")
	if elsewhere || !slices.Contains(redirectStatuses, rule.status) {
		return
	}
	if !placeholder.MatchString(from) {
		if _, taken := r.exact[from]; !taken {
			r.exact[from] = rule
		}
		return
	}
	if rule.from = pattern(from); rule.from != nil {
		r.redirects = append(r.redirects, rule)
	}
}

// addHeader reads one line: a path, or below it a header to set or, after a "!", to take away.
func (r *Rules) addHeader(line string) {
	text := strings.TrimSpace(line)
	if text == "" || strings.HasPrefix(text, "#") {
		return
	}
	name, value, isHeader := strings.Cut(text, ":")
	detached, detach := strings.CutPrefix(text, "! ")
	switch {
	case line[0] != ' ' && line[0] != '\t':
		rule := headerRule{}
		if path, ok := pathOf(text); ok {
			rule.path = pattern(path)
		}
		r.headers = append(r.headers, rule)
	case len(r.headers) == 0:
	case detach:
		last := &r.headers[len(r.headers)-1]
		last.unset = append(last.unset, strings.TrimSpace(detached))
	case isHeader:
		last := &r.headers[len(r.headers)-1]
		last.set = append(last.set, [2]string{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
}

// pathOf gives the path of a rule. A rule that names a host is for that host only, so never for a machine of one's own.
func pathOf(rule string) (string, bool) {
	u, err := url.Parse(rule)
	if err != nil || u.Host != "" || !strings.HasPrefix(u.Path, "/") {
		return "", false
	}
	return u.Path, true
}

// placeholder is what stands for a part of a path: "*" for any text, ":name" for any without a slash.
var placeholder = regexp.MustCompile(`\*|:[A-Za-z]\w*`)

// pattern is nil when a placeholder occurs twice.
func pattern(path string) *regexp.Regexp {
	var b strings.Builder
	last := 0
	seen := map[string]bool{}
	for _, at := range placeholder.FindAllStringIndex(path, -1) {
		name, matches := path[at[0]+1:at[1]], `[^/]+`
		if path[at[0]] == '*' {
			name, matches = "splat", `.*`
		}
		if seen[name] {
			return nil
		}
		seen[name] = true
		fmt.Fprintf(&b, `%s(?P<%s>%s)`, regexp.QuoteMeta(path[last:at[0]]), name, matches)
		last = at[1]
	}
	re, err := regexp.Compile(`(?s)^` + b.String() + regexp.QuoteMeta(path[last:]) + `$`)
	if err != nil {
		return nil
	}
	return re
}

// fill puts what the placeholders stand for into a text.
func fill(text string, re *regexp.Regexp, match []string, encode func(string) string) string {
	return placeholder.ReplaceAllStringFunc(text, func(name string) string {
		if i := re.SubexpIndex(name[1:]); i > 0 {
			return encode(match[i])
		}
		return name
	})
}

// Redirect gives the first rule's answer to a path, if any matches. With status 200 the path shows the page of another.
func (r Rules) Redirect(path string) (to string, status int, found bool) {
	if rule, ok := r.exact[path]; ok {
		return rule.to, rule.status, true
	}
	encode := func(value string) string { return (&url.URL{Path: value}).EscapedPath() }
	for _, rule := range r.redirects {
		if match := rule.from.FindStringSubmatch(path); match != nil {
			return fill(rule.to, rule.from, match, encode), rule.status, true
		}
	}
	return "", 0, false
}

// Headers gives the headers of all rules that match; a value that is given twice is there twice.
func (r Rules) Headers(path string) http.Header {
	header := http.Header{}
	for _, rule := range r.headers {
		if rule.path == nil {
			continue
		}
		match := rule.path.FindStringSubmatch(path)
		if match == nil {
			continue
		}
		for _, name := range rule.unset {
			header.Del(name)
		}
		for _, set := range rule.set {
			header.Add(set[0], fill(set[1], rule.path, match, func(value string) string { return value }))
		}
	}
	return header
}

// ContentType is what the host says of a file of a media type: text is UTF-8.
func ContentType(media string) string {
	for _, text := range []string{"text/", "xml", "json", "javascript"} {
		if strings.HasPrefix(media, text) || strings.HasSuffix(media, text) {
			return media + "; charset=utf-8"
		}
	}
	return media
}
