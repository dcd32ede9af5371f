package check_test

import (
	"slices"
	"testing"
)

// TestAddresses holds where check looks for the site's own addresses beside links, such as in sets of pictures; one
// that a feed has too is told once.
func TestAddresses(t *testing.T) {
	t.Parallel()
	_, problems := checked(t, folder(map[string]string{
		"site.yaml":       "base_url: https://voorbeeld.nl/krant/\nfeeds: {full_text: true}\n",
		"static/er.svg":   "<svg xmlns='http://www.w3.org/2000/svg'/>",
		"static/er,2.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
		"content/nieuws/een.md": "---\ntitle: Een\ndate: 2026-01-01\n---\n\n" +
			"[weg](/weg/)\n\n" + `<video poster="/stil-weg.jpg" controls></video>` + "\n",
		"themes/krant/partials/extend-foot.html": `<img src="{{.Site.Home}}er.svg" alt="" ` +
			`srcset="{{.Site.Home}}er,2.svg 1x, {{.Site.Home}}groot-weg.svg 2x">`,
	}))
	var got []string
	for _, p := range problems {
		got = append(got, p.Place()+" "+p.Text)
	}
	want := []string{
		"content/nieuws/een.md de link /krant/groot-weg.svg leidt nergens heen",
		"content/nieuws/een.md:6:7 de link /krant/weg/ leidt nergens heen",
		"content/nieuws/een.md:8:16 de link /krant/stil-weg.jpg leidt nergens heen",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
