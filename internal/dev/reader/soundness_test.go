package reader

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"drukpers/internal/render"
)

// TestNothingInline parses every page of the sample: what the Content-Security-Policy forbids is not even tried.
func TestNothingInline(t *testing.T) {
	t.Parallel()
	sample, err := Sample("../../..")
	must(t, err)
	edition, err := load(sample, "https://voorbeeld.nl", Options{Now: SampleNow})
	must(t, err)
	for _, p := range edition.Site.Order {
		if render.MediaType(p) != "text/html" {
			continue
		}
		page, err := edition.Renderer().Render(p)
		must(t, err)
		blame(t, p.URL, inlineFaults(t, page))
	}
}

func inlineFaults(t testing.TB, page []byte) []string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	must(t, err)
	var faults []string
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attr := attributes(n)
		for key, value := range attr {
			if key == "style" || strings.HasPrefix(key, "on") || strings.HasPrefix(strings.TrimSpace(strings.ToLower(value)),
				"javascript:") {
				faults = append(faults, "<"+n.Data+" "+key+"="+value+">")
			}
		}
		if n.Data == "style" || n.Data == "script" && attr["src"] == "" && attr["type"] != "application/ld+json" {
			faults = append(faults, "an inline <"+n.Data+">")
		}
	}
	return faults
}

func TestInlineFaults(t *testing.T) {
	t.Parallel()
	for _, markup := range []string{
		`<p style="color: red">x</p>`, `<p onclick="x()">x</p>`, `<a href=" JavaScript:x()">x</a>`, `<style>p {}</style>`,
		`<script>x()</script>`, `<script type="module">x()</script>`,
	} {
		if faults := inlineFaults(t, []byte(markup)); len(faults) != 1 {
			t.Errorf("%s: %q", markup, faults)
		}
	}
	const sound = `<script src="/a.js"></script><script type="application/ld+json">{}</script><p data-on="x">x</p>`
	if faults := inlineFaults(t, []byte(sound)); len(faults) > 0 {
		t.Errorf("found where there is none: %q", faults)
	}
}
