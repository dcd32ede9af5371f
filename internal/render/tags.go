package render

import (
	"bytes"
	"html"
	"strings"
)

// tags is HTML of a head, in the form that the minifier would give it where pages are made smaller: so it need not see them.
type tags struct {
	bytes.Buffer
	small bool
	err   error
}

func (t *tags) write(parts ...string) {
	for _, part := range parts {
		t.WriteString(part)
	}
}

// meta writes a <meta>, unless it has nothing to say. Its attribute is name or, for Open Graph, property.
func (t *tags) meta(attribute, name, value string) {
	switch {
	case value == "":
	case !t.small || !isPlain(value):
		t.anyTag("<meta ", attribute, `="`, name, `" content="`, html.EscapeString(value), `">`)
	case attribute == "name":
		t.write("<meta name=", name, ` content="`, value, `">`)
	default:
		t.write("<meta ", attribute, `="`, name, `" content="`, value, `">`)
	}
}

// canonical writes the link to the page's own address, and feed the one to its feed.
func (t *tags) canonical(address string) {
	if t.small && isBareLink(address) {
		t.write("<link rel=canonical href=", address, ">")
	} else {
		t.anyTag(`<link rel="canonical" href="`, html.EscapeString(address), `">`)
	}
}

func (t *tags) feed(title, link string) {
	if t.small && isPlain(title) && isBareLink(link) {
		t.write(`<link rel=alternate type=application/rss+xml title=`, quoted(title), " href=", link, ">")
	} else {
		t.anyTag(`<link rel="alternate" type="application/rss+xml" title="`, html.EscapeString(title), `" href="`, html.EscapeString(link), `">`)
	}
}

// data writes structured data.
func (t *tags) data(write func(*bytes.Buffer)) {
	if t.small {
		t.write("<script type=application/ld+json>")
	} else {
		t.write(`<script type="application/ld+json">`)
	}
	write(&t.Buffer)
	t.write("</script>")
	t.end()
}

// anyTag writes a tag, and has the minifier make it smaller.
func (t *tags) anyTag(parts ...string) {
	start := t.Len()
	t.write(parts...)
	if t.small {
		tag := bytes.Clone(t.Bytes()[start:])
		t.Truncate(start)
		if err := minifyTo(&t.Buffer, mediaTypes[".html"], tag); err != nil && t.err == nil {
			t.err = err
		}
	}
	t.end()
}

// end puts each tag on a line of its own where people may read them.
func (t *tags) end() {
	if !t.small {
		t.WriteByte('\n')
	}
}

// isPlain reports whether the minifier leaves a value as it is, between double quotes.
func isPlain(value string) bool { return !strings.ContainsAny(value, "&<>\"") }

func quoted(value string) string {
	if isBare(value) {
		return value
	}
	return `"` + value + `"`
}

// isBare reports whether it takes the quotes off it, too.
func isBare(value string) bool {
	return value != "" && !strings.ContainsAny(value, "&<>\"'=` \t\r\n\f")
}

// isBareLink reports whether it leaves a link as it is but for its quotes.
func isBareLink(link string) bool {
	return isBare(link) && (link[0] == '/' || strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://"))
}
