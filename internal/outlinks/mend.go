package outlinks

import (
	"html"
	"net/url"
	"strings"
)

// Mend is the address that something has now, for an address as markdown, HTML or a head has it: its own, unless it
// moved for good within its site.
func (f *Found) Mend(written string) string {
	u, err := url.Parse(html.UnescapeString(written))
	if err != nil {
		return written
	}
	fragment := u.EscapedFragment()
	u.Fragment = ""
	moved := f.known[u.String()].Moved
	if !within(u.String(), moved) {
		return written
	}
	if fragment != "" {
		moved += "#" + fragment
	}
	return inMarkup.Replace(moved)
}

// inMarkup encodes what would end an address in markdown, HTML or a head.
var inMarkup = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `"`, "%22", "'", "%27", " ", "%20",
	"`", "%60", `\`, "%5C", "|", "%7C", "[", "%5B", "]", "%5D")

// within reports whether an address moved to one of the same site: with www. or without it, and not back to http. The
// front page is where many sites lead whatever they no longer have, and a page with the old address in its query is one
// to log in or to agree on.
func within(from, to string) bool {
	was, err := url.Parse(from)
	now, err2 := url.Parse(to)
	if err != nil || err2 != nil || to == "" {
		return false
	}
	front := func(u *url.URL) bool { return strings.Trim(u.Path, "/") == "" && u.RawQuery == "" }
	bare := func(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") }
	query, err := url.QueryUnescape(now.RawQuery)
	switch {
	case bare(was) != bare(now), now.Scheme != "https" && was.Scheme != now.Scheme:
		return false
	case err != nil, len(was.Path) > 1 && strings.Contains(query, was.Path):
		return false
	}
	return front(was) || !front(now)
}
