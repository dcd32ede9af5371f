package edit

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"drukpers/internal/frontmatter"
)

// Value is what a key can be given.
type Value struct {
	text   string
	quoted bool // it is a text
	moment bool // it is a time, which JSON has as a text
}

// Bool is true or false.
func Bool(b bool) Value {
	if b {
		return Value{text: "true"}
	}
	return Value{text: "false"}
}

// Time is a moment with its offset, to the second (RFC 3339).
func Time(t time.Time) Value { return Value{text: t.Format(time.RFC3339), moment: true} }

// Text is any text.
func Text(s string) Value { return Value{text: s, quoted: true} }

// in writes the value in a format, in the quotes that the value had whose place it takes, or a neighbour has.
func (v Value) in(f format, before string) string {
	mark := ""
	if before != "" && strings.ContainsAny(before[:1], `"'`) {
		mark = before[:1]
	}
	switch {
	case f == jsonFormat && (v.quoted || v.moment):
		return quoted(v.text)
	case v.moment && mark != "":
		return mark + v.text + mark
	case !v.quoted:
		return v.text
	case f == yamlFormat && mark == "" && plain(v.text):
		return v.text
	case f == yamlFormat && mark == "'" && !strings.ContainsAny(v.text, "\r\n\t"):
		return "'" + strings.ReplaceAll(v.text, "'", "''") + "'"
	}
	return quoted(v.text)
}

// YAML is a text as YAML reads it back, in a list too: in quotes where it needs them.
func YAML(text string) string { return Text(text).in(yamlFormat, "") }

// quoted is a text in double quotes: a string of JSON (RFC 8259), which YAML and TOML read as the same text.
func quoted(text string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(text) // of a text it can't fail
	return strings.TrimSuffix(b.String(), "\n")
}

// plain reports whether YAML reads a text without quotes as that text, in a list too.
func plain(text string) bool {
	d := frontmatter.NewDecoder("", time.UTC)
	list := d.YAML([]byte("[" + text + "]"))
	pair := d.YAML([]byte("a: " + text))
	if list == nil || pair == nil || len(list.Items) != 1 || len(pair.Items) != 1 {
		return false
	}
	want := frontmatter.NewDecoder("", time.UTC).YAML([]byte("[" + quoted(text) + "]"))
	return want != nil && same(list, want) && same(pair.Items[0], want.Items[0])
}
