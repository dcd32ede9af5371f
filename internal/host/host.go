// Package host answers as the static host of a built site does, where it follows rules that the site brings along.
//
// Redirects and Headers are a site's _redirects and _headers, read and applied as Cloudflare Pages does
// (https://developers.cloudflare.com/pages/configuration/redirects/ and …/headers/). They are never changed after they
// were read. Their paths are those of a request, percent-encoded: see EncodePath.
package host

import (
	"fmt"
	"regexp"
	"strings"

	"drukpers/internal/report"
)

// Rules are the _redirects and _headers of a site.
type Rules struct {
	Redirects *Redirects
	Headers   *Headers
}

// Read reads the two files, each of which may be empty. Like the host it passes over what is no rule.
func Read(redirects, headers []byte) Rules {
	r, _ := ReadRedirects("", redirects)
	h, _ := ReadHeaders("", headers)
	return Rules{r, h}
}

// EncodePath gives a path as a browser asks for it: the path percent-encode set of the WHATWG URL standard, section
// 1.3, and "%". It differs from the links of pages, which have more characters encoded.
func EncodePath(path string) string {
	var b strings.Builder
	for i := range len(path) {
		if c := path[i]; c <= ' ' || c > '~' || strings.IndexByte("\"#%<>?^`{}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// placeholder is what stands for a part of a path: "*" for any text, ":name" for any without a slash.
var placeholder = regexp.MustCompile(`\*|:[A-Za-z]\w*`)

// HasPlaceholder reports whether a rule for a path would be one for others too. The host has no way to write such a
// character as itself: it compares a rule with the path as it was asked for, in which %3A is another than ":".
func HasPlaceholder(path string) bool { return placeholder.MatchString(path) }

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
	return regexp.MustCompile(`(?s)^` + b.String() + regexp.QuoteMeta(path[last:]) + `$`)
}

// fill puts what the placeholders stand for into a text.
func fill(text string, re *regexp.Regexp, match []string) string {
	return placeholder.ReplaceAllStringFunc(text, func(name string) string {
		if i := re.SubexpIndex(name[1:]); i > 0 {
			return match[i]
		}
		return name
	})
}

// cleanPath is the path of a rule as the host compares it: encoded, without a query or fragment.
func cleanPath(written string) string {
	if end := strings.IndexAny(written, "?#"); end >= 0 {
		written = written[:end]
	}
	return strings.ReplaceAll(EncodePath(written), "%25", "%")
}

// mistakes gathers what is wrong with the lines of a file.
type mistakes struct {
	file string
	list report.List
}

// add is of a line, from 1; 0 is the whole file.
func (m *mistakes) add(rule string, line int, text, hint string) {
	p := report.Problem{Level: report.Warning, Rule: rule, File: m.file, Text: text, Hint: hint}
	if line > 0 {
		p.Pos = report.Pos{Line: line, Col: 1}
	}
	m.list.Add(p)
}

// The rules of report.Problem for lines that the host passes over, and for those over its limits.
const (
	notRule = "geen-hostregel"
	tooMany = "te-veel-hostregels"
)

// byteOrderMark may stand before the first line; the host passes over it.
const byteOrderMark = "\uFEFF"

// ContentType is what the host says of a file of a media type: text is UTF-8.
func ContentType(media string) string {
	for _, text := range []string{"text/", "xml", "json", "javascript"} {
		if strings.HasPrefix(media, text) || strings.HasSuffix(media, text) {
			return media + "; charset=utf-8"
		}
	}
	return media
}
