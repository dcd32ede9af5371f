// Package csp holds Policy, a Content-Security-Policy (https://www.w3.org/TR/CSP3/): what a page may load and run.
package csp

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Policy is the sources that a page may use, by directive.
type Policy map[string][]string

// directives are those that have sources, in the order in which a policy is written, each with the one that says it
// where it is absent (section 6.8.3).
var directives = []struct{ name, fallback string }{
	{name: "default-src"},
	{"img-src", "default-src"},
	{"style-src", "default-src"},
	{"script-src", "default-src"},
	{"font-src", "default-src"},
	{"connect-src", "default-src"},
	{"media-src", "default-src"},
	{"manifest-src", "default-src"},
	{"object-src", "default-src"},
	{"child-src", "default-src"},
	{"frame-src", "child-src"},
	{"worker-src", "child-src"},
	{name: "form-action"},
	{name: "base-uri"},
	{name: "frame-ancestors"},
}

// Directives are the names that a policy may have.
func Directives() []string {
	names := make([]string, len(directives))
	for i, d := range directives {
		names[i] = d.name
	}
	return names
}

const none = "'none'"

// With gives a policy that allows more.
func (p Policy) With(more Policy) Policy {
	sum := Policy{}
	for _, d := range directives {
		sources := slices.Clone(p[d.name])
		for _, source := range more[d.name] {
			if !slices.Contains(sources, source) {
				sources = append(sources, source)
			}
		}
		if len(sources) > 1 {
			sources = slices.DeleteFunc(sources, func(s string) bool { return s == none })
		}
		if len(sources) > 0 {
			sum[d.name] = sources
		}
	}
	return sum
}

// String is the value of the header.
func (p Policy) String() string {
	var parts []string
	for _, d := range directives {
		if sources := p[d.name]; len(sources) > 0 {
			parts = append(parts, d.name+" "+strings.Join(sources, " "))
		}
	}
	return strings.Join(parts, "; ")
}

var (
	keyword = regexp.MustCompile(`(?i)^'?(self|unsafe-inline|unsafe-eval|unsafe-hashes|wasm-unsafe-eval)'?$`)
	digest  = regexp.MustCompile(`^'?(sha(?:256|384|512)-[A-Za-z0-9+/_-]+={0,2})'?$`)
	scheme  = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:$`)
	host    = regexp.MustCompile(`^(?:([A-Za-z][A-Za-z0-9+.-]*)://)?(\*|(?:\*\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)` +
		`(?::(\d+|\*))?(/[^\s;,?#]*)?$`)
)

// ParseSource reads a source as people write it: a host, a scheme such as "data:", a keyword or a digest, these two
// with or without their quotes, which YAML takes for its own.
func ParseSource(text string) (source string, ok bool) {
	if m := keyword.FindStringSubmatch(text); m != nil {
		return "'" + strings.ToLower(m[1]) + "'", true
	}
	if m := digest.FindStringSubmatch(text); m != nil {
		return "'" + m[1] + "'", true
	}
	m := host.FindStringSubmatch(text)
	return text, scheme.MatchString(text) ||
		m != nil && (m[1] != "" || strings.ContainsAny(m[2], ".*") || m[2] == "localhost")
}

// of gives the sources that count for a directive; limited is false where anything goes.
func (p Policy) of(directive string) (sources []string, limited bool) {
	for directive != "" {
		if sources := p[directive]; len(sources) > 0 {
			return sources, true
		}
		i := slices.IndexFunc(directives, func(d struct{ name, fallback string }) bool { return d.name == directive })
		directive = directives[i].fallback
	}
	return nil, false
}

// Allows reports whether a page may load a whole address; self is the address of the page (section 6.7.2.7).
func (p Policy) Allows(directive string, address, self *url.URL) bool {
	sources, limited := p.of(directive)
	return !limited || slices.ContainsFunc(sources, func(source string) bool { return matches(source, address, self) })
}

// AllowsInline reports whether a page may hold a script or style of this text. That of an attribute counts only where
// attribute is false: a digest is not for these.
func (p Policy) AllowsInline(directive, text string, attribute bool) bool {
	sources, limited := p.of(directive)
	if !limited {
		return true
	}
	sum := sha256.Sum256([]byte(text))
	hashed := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	digests := slices.ContainsFunc(sources, digest.MatchString)
	switch {
	case slices.Contains(sources, "'unsafe-inline'") && !digests:
		return true
	case attribute && !slices.Contains(sources, "'unsafe-hashes'"):
		return false
	default:
		return slices.Contains(sources, hashed)
	}
}

func matches(source string, address, self *url.URL) bool {
	if source == "'self'" {
		return strings.EqualFold(address.Host, self.Host) && sameScheme(self.Scheme, address.Scheme)
	}
	if scheme.MatchString(source) {
		return sameScheme(strings.TrimSuffix(source, ":"), address.Scheme)
	}
	m := host.FindStringSubmatch(source)
	if m == nil || address.Host == "" {
		return false
	}
	wanted, name, port, path := m[1], strings.ToLower(m[2]), m[3], m[4]
	if wanted == "" {
		wanted = self.Scheme
	}
	asked := strings.ToLower(address.Hostname())
	suffix, wild := strings.CutPrefix(name, "*")
	switch {
	case !sameScheme(wanted, address.Scheme):
		return false
	case wild && !strings.HasSuffix(asked, suffix) || !wild && asked != name:
		return false
	case !portMatches(port, address):
		return false
	case strings.HasSuffix(path, "/"):
		return strings.HasPrefix(address.EscapedPath(), path)
	default:
		return path == "" || address.EscapedPath() == path
	}
}

// sameScheme takes the safe form of a scheme for that scheme.
func sameScheme(wanted, asked string) bool {
	wanted, asked = strings.ToLower(wanted), strings.ToLower(asked)
	return wanted == asked || wanted+"s" == asked && (wanted == "http" || wanted == "ws")
}

func portMatches(wanted string, address *url.URL) bool {
	standard := map[string]string{"http": "80", "https": "443"}[address.Scheme]
	asked := cmp.Or(address.Port(), standard)
	return wanted == "*" || cmp.Or(wanted, standard) == asked
}
