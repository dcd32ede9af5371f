package reader

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"drukpers/internal/dev/browser"
)

// found waits until a search has ended: the titles, then the status and the number of files of the index that came.
const found = `(async () => {
	const status = document.querySelector(".search-status");
	for (let i = 0; i < 150 && !status.textContent; i++) await new Promise((done) => setTimeout(done, 20));
	const files = performance.getEntriesByType("resource").filter((e) => e.name.includes("/search"));
	return [...[...document.querySelectorAll(".search-results h2 a")].map((a) => a.textContent), status.textContent,
		String(files.length)];
})()`

// searched asks a query of the search page, and gives the titles, the status and the number of files.
func searched(t *testing.T, b *bench, tab *browser.Tab, query string) (titles []string, status, files string) {
	t.Helper()
	must(t, tab.Visit(b.site.URL(named(t, b.site.Pages(), "search"))+"?q="+url.QueryEscape(query)))
	all := find(t, tab, found)
	return all[:len(all)-2], all[len(all)-2], all[len(all)-1]
}

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

// A keyboard has other quotes and hyphens than a page.
func TestSearch(t *testing.T) {
	b := &bench{site: openSample(t), browser: browser.ForTest(t)}
	tab := b.openNew(t, phone)
	defer tab.Close()
	foto, ofFoto := wordWith(t, b.site, "’")
	mail, ofMail := wordWith(t, b.site, "-")
	for query, title := range map[string]string{
		ofFoto + " " + strings.ReplaceAll(foto, "’", "'"): ofFoto, ofMail + " " + strings.ReplaceAll(mail, "-", "‑"): ofMail,
		strings.ToUpper(ofMail): ofMail,
	} {
		titles, status, files := searched(t, b, tab, query)
		if !slices.Contains(titles, title) {
			t.Errorf("%s does not find %q: %q, %s", query, title, titles, status)
		}
		if files == "0" {
			t.Errorf("%s: no files were counted", query)
		}
	}
}

func TestSearchSays(t *testing.T) {
	b := &bench{site: openSample(t), browser: browser.ForTest(t)}
	tab := b.openNew(t, phone)
	defer tab.Close()
	for query, want := range map[string]string{
		"zzzqqq": "Niets gevonden", "zzzqqq " + b.site.Edition.Site.Articles[0].Heading: "Geen artikel heeft alle woorden",
	} {
		if _, status, _ := searched(t, b, tab, query); !strings.Contains(status, want) {
			t.Errorf("%s: %q, want %q", query, status, want)
		}
	}
	// A file that does not come, and comes later.
	must(t, tab.Visit(b.site.URL(named(t, b.site.Pages(), "search"))))
	failed := find(t, tab, fmt.Sprintf(`(async () => {
		const real = fetch, [field] = document.querySelector(".search-form").elements;
		window.fetch = () => Promise.reject(new TypeError("offline"));
		field.value = %q;
		field.dispatchEvent(new Event("input", { bubbles: true }));
		const until = async (holds) => {
			for (let i = 0; i < 150 && !holds(); i++) await new Promise((done) => setTimeout(done, 20));
		};
		const retry = document.querySelector(".search-retry"), status = document.querySelector(".search-status");
		await until(() => !retry.hidden);
		const offline = status.textContent;
		window.fetch = real;
		retry.click();
		await until(() => document.querySelector(".search-results a"));
		return [offline, status.textContent, location.search];
	})()`, b.site.Edition.Site.Articles[0].Heading))
	if !strings.Contains(failed[0], "lukt nu niet") || !strings.Contains(failed[1], "gevonden") ||
		!strings.HasPrefix(failed[2], "?q=") {
		t.Errorf("offline and retry: %q", failed)
	}
}
