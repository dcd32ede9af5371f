package budget

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/site"
)

var now = time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)

// siteOf has articles without a section's list worth mentioning, an hour apart, with a tag of their own each, or none.
func siteOf(t *testing.T, c *config.Config, articles int, tags bool, files ...content.File) *site.Site {
	t.Helper()
	list := make([]*content.Article, articles)
	for i := range list {
		name := fmt.Sprintf("%06d", i)
		list[i] = &content.Article{
			FrontMatter: content.FrontMatter{Title: name, Date: now.Add(-time.Duration(i) * time.Hour)},
			Path:        "content/nieuws/" + name + ".md", Section: "nieuws", URL: "/nieuws/" + name + "/", Heading: name,
		}
		if tags {
			list[i].Tags = []string{"tag" + name}
		}
	}
	c.Search.Enabled = false // its files come in steps
	s, problems := site.New(c, list, files, site.Selection{Now: now})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

func file(url string, size int64) content.File {
	return content.File{URL: url, Path: "static" + url, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.LimitReader(zeros{}, size)), nil
	}}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestFiles(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		host     string
		articles int
		tags     bool
		files    []content.File
		want     string // parts of the problems, in order
	}{
		{name: "no host", host: "none", articles: 25_000},
		{name: "far from full", host: "cloudflare-pages", articles: 10_000},
		{
			name: "nearly full", host: "cloudflare-pages", articles: 17_000,
			want: "waarschuwing|bestanden, 88 % van de 20.000 die cloudflare-pages neemt|groei van de laatste 30 dagen (7",
		},
		{
			name: "too full", host: "cloudflare-workers", articles: 20_000,
			want: "fout|van de 20.000 die cloudflare-workers neemt",
		},
		{
			name: "full of tags", host: "cloudflare-pages", articles: 6_000, tags: true,
			want: "waarschuwing|min_articles: 3): 12.000 bestanden minder; tags geen eigen feed geven (taxonomies.tags.feed: " +
				"false): 6.000 bestanden minder.",
		},
		{
			name: "a large file", host: "cloudflare-pages",
			files: []content.File{file("/a.mp4", 25<<20), file("/b.mp4", 25<<20+1)},
			want:  "static/b.mp4|fout|dit bestand is 26 MB, en cloudflare-pages neemt er geen van meer dan 26 MB",
		},
		{name: "no limit known", host: "netlify", articles: 25_000, files: []content.File{file("/a.mp4", 200<<20)}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := config.Default()
			c.Host = test.host
			var got bytes.Buffer
			for _, p := range Files(siteOf(t, c, max(test.articles, 1), test.tags, test.files...)) {
				fmt.Fprintln(&got, p.Place(), p.Level, p.Text, p.Hint)
			}
			if test.want == "" && got.Len() > 0 {
				t.Errorf("got %s", got.String())
			}
			for part := range strings.SplitSeq(test.want, "|") {
				if !strings.Contains(got.String(), part) {
					t.Errorf("%q is not in %s", part, got.String())
				}
			}
		})
	}
}

// TestFull works out the day on which a site is full: it grows by a hundred files a day, and there is room for 1,000.
func TestFull(t *testing.T) {
	t.Parallel()
	c := config.Default()
	c.Host = "cloudflare-pages"
	s := siteOf(t, c, 17_000, false)
	grown, room := Growth(s), 20_000-len(s.Order)
	if grown < 720 || grown > 760 { // one an hour, and their lists
		t.Fatalf("grown by %d", grown)
	}
	day := now.AddDate(0, 0, room*30/grown).Format("2-1-2006")
	if got := Files(s)[0].Text; !strings.HasSuffix(got, "is dat vol op "+day) {
		t.Errorf("%s, want %s", got, day)
	}
}

func TestBytes(t *testing.T) {
	t.Parallel()
	c := config.Default()
	c.Host = "github-pages"
	s := siteOf(t, c, 1, false)
	for bytes, want := range map[int64]string{700e6: "", 900e6: "waarschuwing 90 %", 1100e6: "waarschuwing 110 %"} {
		got := ""
		for _, p := range Bytes(s, bytes) {
			_, share, _ := strings.Cut(p.Text, "MB, ")
			share, _, _ = strings.Cut(share, " van")
			got = p.Level.String() + " " + share
		}
		if got != want {
			t.Errorf("%d bytes: %q, want %q", bytes, got, want)
		}
	}
}
