package site

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/content"
)

func TestPublished(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, head string
		selection  Selection // Now is 2026-03-01 12:00 UTC
		want       string    // published, or what it is left out as
		next       string    // when it is due
	}{
		{name: "past", head: "date: 2026-02-01", want: "published"},
		{name: "no date", head: "", want: "published"},
		{name: "this second", head: "date: 2026-03-01T12:00:00Z", want: "published"},
		{name: "a second later", head: "date: 2026-03-01T12:00:01Z", want: "future", next: "2026-03-01T12:00:01Z"},
		{name: "this second in the site's zone", head: "date: 2026-03-01 13:00", want: "published"},
		{
			name: "a minute later in the site's zone", head: "date: 2026-03-01 13:01", want: "future",
			next: "2026-03-01T12:01:00Z",
		},
		{name: "future wanted", head: "date: 2027-01-01", selection: Selection{Future: true}, want: "published"},
		{
			name: "publishDate goes before date", head: "date: 2026-02-01\npublishDate: 2026-04-01", want: "future",
			next: "2026-03-31T22:00:00Z",
		},
		{name: "publishDate in the past", head: "date: 2027-02-01\npublishDate: 2026-02-01", want: "published"},
		{name: "draft", head: "draft: true", want: "draft"},
		{name: "draft wanted", head: "draft: true", selection: Selection{Drafts: true}, want: "published"},
		{name: "no draft", head: "draft: false", want: "published"},
		{name: "a draft of the future is a draft", head: "draft: true\ndate: 2027-01-01", want: "draft"},
		{
			name: "and then of the future", head: "draft: true\ndate: 2027-01-01", selection: Selection{Drafts: true},
			want: "future", next: "2026-12-31T23:00:00Z",
		},
		{name: "expired", head: "date: 2026-02-01\nexpiryDate: 2026-02-10", want: "expired"},
		{name: "expires this second", head: "expiryDate: 2026-03-01T12:00:00Z", want: "expired"},
		{name: "expires a second later", head: "expiryDate: 2026-03-01T12:00:01Z", want: "published"},
		{name: "expired wanted", head: "expiryDate: 2026-02-10", selection: Selection{Expired: true}, want: "published"},
		{name: "lastmod does not matter", head: "date: 2026-02-01\nlastmod: 2027-01-01", want: "published"},
	}
	for _, test := range tests {
		for _, file := range []string{"content/nieuws/a.md", "content/over.md", "content/nieuws/_index.md"} {
			t.Run(test.name+"/"+file, func(t *testing.T) {
				t.Parallel()
				selection := test.selection
				selection.Now = now
				s, problems := load(t, files{file: "title: A\n" + test.head}, selection)
				if len(problems) > 0 {
					t.Fatal(problems)
				}
				got := "published"
				switch (LeftOut{s.LeftOut.Drafts, s.LeftOut.Future, s.LeftOut.Expired, time.Time{}}) {
				case LeftOut{Drafts: 1}:
					got = "draft"
				case LeftOut{Future: 1}:
					got = "future"
				case LeftOut{Expired: 1}:
					got = "expired"
				}
				equal(t, "it", got, test.want)
				here := len(s.Articles) + len(s.Standing)
				for _, sec := range s.Sections {
					if sec.Index != nil {
						here++
					}
				}
				equal(t, "the number of articles", here, map[bool]int{true: 1}[test.want == "published"])
				next := ""
				if !s.LeftOut.NextDue.IsZero() {
					next = s.LeftOut.NextDue.UTC().Format(time.RFC3339)
				}
				equal(t, "the next that is due", next, test.next)
			})
		}
	}
}

func TestLeftOut(t *testing.T) {
	t.Parallel()
	s, _ := load(t, files{
		"content/nieuws/a.md": "title: A\ndraft: true\ndate: 2026-03-02",
		"content/nieuws/b.md": "title: B\ndate: 2026-05-01",
		"content/nieuws/c.md": "title: C\ndate: 2026-04-01",
		"content/nieuws/d.md": "title: D\ndate: 2026-04-15",
		"content/nieuws/e.md": "title: E\nexpiryDate: 2026-01-01",
		"content/nieuws/f.md": "title: F",
		"content/over.md":     "title: Over\ndraft: true",
	}, Selection{Now: now})
	equal(t, "what is left out", s.LeftOut, LeftOut{2, 3, 1, time.Date(2026, 4, 1, 0, 0, 0, 0, s.Config.Location)})
	equal(t, "the rest", titles(s.Articles), "F")
}

func TestOrder(t *testing.T) {
	t.Parallel()
	s := good(t, files{
		"site.yaml":                  "sections: {z: {}, nieuws: {title: Het nieuws}, leeg: {}}",
		"content/nieuws/b.md":        "title: B\ndate: 2026-02-01",
		"content/nieuws/a.md":        "title: A\ndate: 2026-02-01",
		"content/nieuws/_index.md":   "title: Van de index\ndescription: Zo",
		"content/nieuws/c.md":        "title: C\ndate: 2026-02-02",
		"content/nieuws/diep/d.md":   "title: D\ndate: 2026-02-03",
		"content/nieuws/zonder.md":   "title: Zonder",
		"content/b-sectie/e.md":      "title: E\ndate: 2026-02-01T00:00:00+01:00",
		"content/z/f.md":             "title: F\ndate: 2026-01-31T23:00:00Z",
		"content/a-sectie/_index.md": "title: A-sectie",
		"content/over.md":            "title: Over\nweight: 2",
		"content/contact.md":         "title: Contact\nweight: 2",
		"content/eerst.md":           "title: Eerst\nweight: 1",
	})
	equal(t, "the articles", titles(s.Articles), "D C E A B F Zonder")
	equal(t, "the standing pages", titles(s.Standing), "Eerst Contact Over")
	var sections []string
	for _, sec := range s.Sections {
		sections = append(sections, fmt.Sprintf("%s (%s, %s): %s", sec.Name, sec.Title, sec.URL, titles(s.At(sec.Articles))))
	}
	equal(t, "the list of sections", strings.Join(sections, "; "),
		"z (Z, /z/): F; nieuws (Van de index, /nieuws/): D C A B Zonder; "+
			"leeg (Leeg, /leeg/): ; a-sectie (A-sectie, /a-sectie/): ; b-sectie (B sectie, /b-sectie/): E")
	for i, p := range s.Order {
		if s.Page(p.URL) != p || i > 0 && s.Order[i-1].URL >= p.URL {
			t.Errorf("%s is out of order", p.URL)
		}
	}
	neighbour := func(a *content.Article) string {
		if a == nil {
			return "-"
		}
		return a.Title
	}
	for url, want := range map[string]string{
		"/nieuws/diep/d/": "- C", "/nieuws/c/": "D A", "/nieuws/zonder/": "B -", "/z/f/": "- -", "/over/": "- -",
	} {
		p := s.Page(url)
		equal(t, "newer and older of "+url, neighbour(p.Newer)+" "+neighbour(p.Older), want)
	}
}

// TestNewIsPure makes a site of the same articles many times, whatever the order of maps.
func TestNewIsPure(t *testing.T) {
	t.Parallel()
	config, _ := config.Parse([]byte("taxonomies: {tags: {synonyms: {t1: t2, t2: t3}, names: {t4: " +
		"Vier}}}\npage_size: 5"))
	r := rand.New(rand.NewPCG(1, 2))
	list := pieces(200)
	for _, a := range list {
		for range 3 {
			a.Tags = append(a.Tags, fmt.Sprintf("%c%d", "tT"[r.IntN(2)], r.IntN(20)))
		}
	}
	describe := func() string {
		s, problems := New(config, list, nil, Selection{Now: now})
		var b strings.Builder
		for _, p := range s.Order {
			fmt.Fprintln(&b, p.URL, p.Kind, p.Title, titles(p.List), s.Modified(p), p.Pager)
		}
		for _, sec := range s.Sections {
			fmt.Fprintln(&b, sec.Name)
		}
		fmt.Fprintln(&b, s.Redirects, problems)
		return b.String()
	}
	want := describe()
	for range 20 {
		if describe() != want {
			t.Fatal("the same articles make another site")
		}
	}
}

func TestMonths(t *testing.T) {
	t.Parallel()
	articles := files{
		"content/nieuws/a.md": "title: A\ndate: 2026-02-28T23:30:00Z",
		"content/nieuws/b.md": "title: B\ndate: 2026-02-28T22:30:00Z",
		"content/nieuws/c.md": "title: C\ndate: 2026-02-01 00:00",
		"content/nieuws/d.md": "title: D\ndate: 2025-12-31T23:30:00Z",
		"content/nieuws/e.md": "title: E",
		"content/over.md":     "title: Over\ndate: 2020-01-01",
	}
	for zone, want := range map[string]string{
		"Europe/Amsterdam": "/archief/2026/03/ A; /archief/2026/02/ B C; /archief/2026/01/ D",
		"UTC":              "/archief/2026/02/ A B C; /archief/2025/12/ D",
		"America/New_York": "/archief/2026/02/ A B C; /archief/2025/12/ D",
		"Pacific/Auckland": "/archief/2026/03/ A B; /archief/2026/02/ C; /archief/2026/01/ D",
	} {
		t.Run(zone, func(t *testing.T) {
			t.Parallel()
			all := files{"site.yaml": "timezone: " + zone}
			for name, text := range articles {
				all[name] = text
			}
			s := good(t, all)
			var got []string
			for _, m := range s.Months {
				got = append(got, m.URL+" "+titles(s.At(m.Articles)))
				if p := s.Page(m.URL); p == nil || p.Month != m || p.Kind != MonthList {
					t.Errorf("%s has no page", m.URL)
				}
			}
			equal(t, "the list", strings.Join(got, "; "), want)
		})
	}
	s := good(t, files{"content/nieuws/e.md": "title: E"})
	equal(t, "the archive of undated articles", urlsOf(s, Archive, MonthList), "[]")
}
