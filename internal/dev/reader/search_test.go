package reader

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"drukpers/internal/dev/browser"
)

// typed types a query and waits for what is found: the titles, then the status and the query in the address.
const typed = `(async () => {
	const field = document.querySelector(".search-form input"), status = document.querySelector(".search-status");
	field.value = %q;
	field.dispatchEvent(new Event("input"));
	const results = () => [...document.querySelectorAll(".search-results a")].map((a) => a.textContent);
	for (let i = 0; i < 100 && !results().length; i++) await new Promise((done) => setTimeout(done, 20));
	return [...results(), status.textContent, location.search];
})()`

// wordWith is the first word of an article's title with a mark in it, and that title.
func wordWith(t *testing.T, s *Site, mark string) (word, title string) {
	t.Helper()
	for _, a := range s.Edition.Site.Articles {
		for word := range strings.FieldsSeq(a.Heading) {
			if inside := strings.Trim(word, mark+",.:!?“”"); strings.Contains(inside, mark) && len(inside) > 5 {
				return inside, a.Heading
			}
		}
	}
	t.Fatalf("no title of the sample has a word with %s", mark)
	return "", ""
}

// A keyboard has other quotes and hyphens than a page, and some readers leave them out.
func TestSearch(t *testing.T) {
	b := &bench{site: openSample(t), browser: browser.ForTest(t)}
	tab := b.openNew(t, phone)
	defer tab.Close()
	foto, ofFoto := wordWith(t, b.site, "’")
	mail, ofMail := wordWith(t, b.site, "-")
	quoted, ofQuoted := wordWith(t, b.site, "a")
	for query, title := range map[string]string{
		strings.ReplaceAll(foto, "’", "'"): ofFoto, strings.ReplaceAll(foto, "’", ""): ofFoto, foto: ofFoto,
		mail: ofMail, strings.ReplaceAll(mail, "-", "‑"): ofMail, strings.ReplaceAll(mail, "-", ""): ofMail,
		`"` + quoted + `"`: ofQuoted,
	} {
		must(t, tab.Visit(b.site.URL(named(t, b.site.Pages(), "search"))))
		found := find(t, tab, fmt.Sprintf(typed, query))
		if !slices.Contains(found, title) {
			t.Errorf("%s does not find %q: %q", query, title, found)
		}
		if kept := found[len(found)-1]; !strings.HasPrefix(kept, "?q=") {
			t.Errorf("%s: the address keeps %q", query, kept)
		}
		// Back from a result: the page comes anew, with what was asked.
		address, err := browser.Value[string](tab, "location.href")
		must(t, err)
		must(t, tab.Visit(address))
		again := find(t, tab, strings.Replace(typed, "field.value = %q;", "", 1))
		if !slices.Contains(again, title) {
			t.Errorf("%s after Back: %q", query, again)
		}
	}
	must(t, tab.Visit(b.site.URL(named(t, b.site.Pages(), "search"))))
	if found := find(t, tab, fmt.Sprintf(typed, "e")); len(found) != 52 || !strings.Contains(found[50], "de eerste 50") {
		t.Errorf("more than fifty: %d, %q", len(found), found[max(0, len(found)-2):])
	}
}
