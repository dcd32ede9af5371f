package markdown

import (
	"fmt"
	"strings"
	"testing"

	"drukpers/internal/dev/golden"
	"drukpers/internal/rawhtml"
)

// policies are the settings of raw_html.
var policies = []string{RawEscape, RawSanitize, RawAllow}

// converterUnder converts for a site in a folder of its host, without typography, which has tests of its own.
func converterUnder(policy string) *Converter { return NewConverter(options(policy)) }

func options(policy string) Options {
	picture := func(path string) Target {
		if path == "/img/a.png" || path == "/img/met spatie.png" {
			return Target{Width: 30, Height: 20}
		}
		return Target{}
	}
	return Options{BaseURL: "https://a.nl/blog/", RawHTML: policy, Embeds: rawhtml.DefaultEmbeds, Picture: picture}
}

func htmlOf(c *Converter, source []byte) string { return c.Convert(source, ConvertOptions{}).HTML }

func TestMarkdown(t *testing.T) {
	m := converterUnder(RawSanitize)
	golden.Each(t, "markdown/*.md", func(t *testing.T, file string, data []byte) {
		golden.Equal(t, strings.TrimSuffix(file, ".md")+".html", htmlOf(m, data))
	})
}

// HTML in markdown, under each of the policies.
func TestRawHTML(t *testing.T) {
	for _, policy := range policies {
		m := converterUnder(policy)
		golden.Each(t, "rawhtml/*.md", func(t *testing.T, file string, data []byte) {
			body := m.Convert(data, ConvertOptions{})
			var problems strings.Builder
			for _, p := range body.Problems {
				fmt.Fprintf(&problems, "%d:%d [%s] %s\n  → %s\n", p.Line, p.Col, p.Rule, p.Text, p.Hint)
			}
			golden.Equal(t, strings.TrimSuffix(file, "md")+policy+".html", body.HTML)
			golden.Equal(t, strings.TrimSuffix(file, "md")+policy+".txt", problems.String())
		})
	}
}

// What markdown itself makes must not depend on the policy, nor on there being HTML beside it.
func TestPoliciesAgree(t *testing.T) {
	golden.Each(t, "markdown/*.md", func(t *testing.T, file string, data []byte) {
		if strings.Contains(file, "odd") {
			t.Skip("has classes that sanitize refuses")
		}
		want := htmlOf(converterUnder(RawEscape), data)
		if got := htmlOf(converterUnder(RawAllow), data); got != want {
			t.Errorf("allow: %s\nescape: %s", got, want)
		}
		beside := htmlOf(converterUnder(RawSanitize), append([]byte("<hr>\n\n"), data...))
		if got := strings.TrimPrefix(normalHTML(t, beside), "<hr/>\n"); got != normalHTML(t, want) {
			t.Errorf("with HTML beside it:\n%s\nwithout:\n%s", got, normalHTML(t, want))
		}
	})
}

func TestSponsored(t *testing.T) {
	const body = "[elders](https://elders.nl/) <https://elders.nl/> https://elders.nl/ [hier](/x/) [host](https://A.nl/)"
	m := converterUnder(RawSanitize)
	for sponsored, rel := range map[bool]string{false: `rel="noopener"`, true: `rel="noopener nofollow sponsored"`} {
		got := m.Convert([]byte(body), ConvertOptions{Sponsored: sponsored}).HTML
		if strings.Count(got, rel) != 3 || strings.Count(got, "rel=") != 3 {
			t.Errorf("sponsored %v: %s", sponsored, got)
		}
	}
}

func TestHeadingIDs(t *testing.T) {
	for _, tt := range []struct {
		texts []string
		want  string
	}{
		{[]string{"Eén Twee"}, "eén-twee"},
		{[]string{"Wat is MoltBook, en waarom?"}, "wat-is-moltbook-en-waarom"},
		{[]string{"  a  b  "}, "a--b"},
		{[]string{"snake_case - 2.0"}, "snake_case---20"},
		{[]string{"C# & C++"}, "c--c"},
		{[]string{"日本"}, "日本"},
		{[]string{"!!!", "???", ""}, "heading heading-1 heading-2"},
		{[]string{"a", "A", "a!"}, "a a-1 a-2"},
		{[]string{"a", "a-1", "a"}, "a a-1 a-2"},
		{[]string{"a-1", "a", "a"}, "a-1 a a-2"},
		{[]string{"heading", "!"}, "heading heading-1"},
	} {
		t.Run(strings.Join(tt.texts, "|"), func(t *testing.T) {
			h := &headingIDs{}
			var got []string
			for _, text := range tt.texts {
				got = append(got, h.of(text))
			}
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
