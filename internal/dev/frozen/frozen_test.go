// Package frozen holds a small site of 2026 and all that was made of it: its addresses, its feeds and the structure of
// its pages. Every later version makes the same of it, or the changelog says what is other and why.
package frozen_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"drukpers/internal/build"
	"drukpers/internal/dev/golden"
	"drukpers/internal/project"
	"drukpers/internal/report"
	"drukpers/internal/site"
	"drukpers/themes"
)

// TestFrozen builds the site as it was on 1 December 2026.
func TestFrozen(t *testing.T) {
	p, err := project.Open("testdata/site", themes.Krant())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	now := time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
	loaded, err := p.Load(project.Options{Selection: site.Selection{Now: now}})
	if err != nil {
		t.Fatal(err)
	}
	output := t.TempDir()
	_, problems, err := build.Run(loaded, output, build.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if all := slices.Concat(loaded.Problems, problems); all.HasErrors() {
		_ = report.Text(os.Stderr, all, report.Style{})
		t.Fatal("the site can't be built any more")
	}
	var all strings.Builder
	err = fs.WalkDir(os.DirFS(output), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path.Join(output, name))
		fmt.Fprintf(&all, "== %s\n%s", digest.ReplaceAllString(name, ".…."), outline(name, data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	golden.Equal(t, "testdata/site.txt", all.String())
}

// digest is that of a fingerprinted file. A new look of the theme is no other site.
var digest = regexp.MustCompile(`\.[0-9a-f]{8,}\.`)

// outline is what has to stay of a file: of a page its structure and its words, of a feed or a list of rules all.
func outline(name string, data []byte) string {
	switch path.Ext(name) {
	case ".html":
		return page(data)
	case ".css", ".js", ".woff2", ".svg", ".png":
		return ""
	}
	text := digest.ReplaceAllString(string(data), ".….")
	return strings.ReplaceAll(text, "><", ">\n<") + "\n"
}

// kept are the attributes that links, search engines and screen readers go by.
var kept = []string{
	"id", "href", "src", "srcset", "rel", "type", "name", "property", "content", "datetime", "lang", "role", "alt",
	"aria-label", "action", "method",
}

func page(data []byte) string {
	var b strings.Builder
	tokens := html.NewTokenizer(bytes.NewReader(data))
	for {
		kind := tokens.Next()
		token := tokens.Token()
		switch kind {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if text := strings.Join(strings.Fields(token.Data), " "); text != "" {
				b.WriteString(text + "\n")
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			b.WriteString("<" + token.Data)
			for _, a := range token.Attr {
				if slices.Contains(kept, a.Key) {
					fmt.Fprintf(&b, " %s=%q", a.Key, digest.ReplaceAllString(a.Val, ".…."))
				}
			}
			b.WriteString(">\n")
		default:
		}
	}
}
