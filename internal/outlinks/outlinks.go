// Package outlinks asks other sites whether what the articles link to is still there.
//
// It is polite and slow to judge: one request a second to a host, and what answers 403, 429, 5xx or nothing is no
// finding before it did so on three days, as sites refuse programs and are down at times. What was found out is kept
// for a week.
package outlinks

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"

	"drukpers/internal/content"
	"drukpers/internal/manners"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

// Options of one check.
type Options struct {
	Client   *http.Client // its transport and time-out; redirects are looked at here
	Now      time.Time
	Pause    time.Duration // between two requests to a host
	Cache    string        // file; "" for none
	Progress func(done, total int)
}

// parallel is how many hosts are asked at once.
const parallel = 16

// Found is what a check found.
type Found struct {
	Problems report.List
	known    map[string]entry
}

// Check asks for every address of another site in articles and their sources. The error is that of the context, or of
// the cache.
func Check(ctx context.Context, s *site.Site, files fs.FS, o Options) (*Found, error) {
	found := collect(s)
	known, err := readCache(o.Cache)
	if err != nil {
		return nil, err
	}
	var asked []string
	for address := range found {
		if !known[address].fresh(o.Now) {
			asked = append(asked, address)
		}
	}
	var mu sync.Mutex
	done := 0
	failed := manners.Each(ctx, asked, parallel, o.Pause, func(address string) {
		result := ask(ctx, o.Client, address, o.Pause)
		if ctx.Err() != nil {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		known[address] = known[address].after(result, o.Now)
		done++
		if o.Progress != nil {
			o.Progress(done, len(asked))
		}
	})
	if err := writeCache(o.Cache, known, o.Now); err != nil { // also of a check that was stopped
		return nil, err
	}
	if failed != nil {
		return nil, failed
	}
	return &Found{problems(found, known, files), known}, nil
}

// collect gives the addresses of other sites, with the articles that hold them, in order.
func collect(s *site.Site) map[string][]*content.Article {
	found := map[string][]*content.Article{}
	add := func(a *content.Article, address string) {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" ||
			strings.HasPrefix(address, s.Config.BaseURL) {
			return
		}
		u.Fragment = ""
		if list := found[u.String()]; !slices.Contains(list, a) {
			found[u.String()] = append(list, a)
		}
	}
	for _, a := range slices.Concat(s.Articles, s.Standing, s.Indexes()) {
		add(a, a.Bron.URL)
		body, err := html.Parse(strings.NewReader(a.Body().HTML))
		if err != nil {
			continue
		}
		for n := range body.Descendants() {
			for _, attribute := range n.Attr {
				if n.Data == "a" && attribute.Key == "href" {
					add(a, attribute.Val)
				}
			}
		}
	}
	return found
}

// problems tells what is wrong with the addresses, at the place in the first article that has each.
func problems(found map[string][]*content.Article, known map[string]entry, files fs.FS) report.List {
	var list report.List
	for _, address := range slices.Sorted(maps.Keys(found)) {
		p, wrong := known[address].problem(address)
		if !wrong {
			continue
		}
		articles := found[address]
		p.File, p.Pos = articles[0].Path, report.PosOfText(files, articles[0].Path, address)
		if n := len(articles) - 1; n > 0 {
			p.Text += fmt.Sprintf(" (ook in %s)", others(articles[1:]))
		}
		list.Add(p)
	}
	return list
}

func others(articles []*content.Article) string {
	if n := len(articles); n > 1 {
		return report.Number(n) + " andere artikelen"
	}
	return articles[0].Path
}
