package deploy

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"drukpers/internal/config"
)

// indexNowServer passes what it is told on to all search engines that take part.
const indexNowServer = "https://api.indexnow.org/indexnow"

// mostAddresses is how many IndexNow takes at once.
const mostAddresses = 10_000

// IndexNowFile is the file by which a site shows that a key is its own; none without a key.
// https://www.indexnow.org/documentation
func IndexNowFile(c *config.Config) map[string][]byte {
	if c.IndexNow.Key == "" {
		return nil
	}
	return map[string][]byte{c.IndexNow.Key + ".txt": []byte(c.IndexNow.Key)}
}

// Pings are whom a deploy is told to. The servers are others in tests.
type Pings struct {
	Config   *config.Config
	IndexNow string // "" is the usual server
}

// Tell says to IndexNow which pages changed and to the hub of the feeds which feeds did, each address once. What fails
// is told in Dutch: readers have the site all the same.
func (p Pings) Tell(ctx context.Context, files []string) (warnings []string) {
	client := &http.Client{Transport: transport()}
	pages, feeds := addressesOf(p.Config, files)
	if key := p.Config.IndexNow.Key; key != "" && len(pages) > 0 {
		for some := range slices.Chunk(pages, mostAddresses) {
			if err := p.indexNow(ctx, client, key, some); err != nil {
				warnings = append(warnings, fmt.Sprintf("IndexNow weet niet van %d adressen (%v)", len(some), err))
			}
		}
	}
	if hub := p.Config.Feeds.Hub; hub != "" {
		err := inParallel(ctx, 4, feeds, func(ctx context.Context, feed string) error {
			return publish(ctx, client, hub, feed)
		})
		if err != nil { // the others would fare no better
			warnings = append(warnings, fmt.Sprintf("de hub weet niet van alle %d feeds (%v)", len(feeds), err))
		}
	}
	return warnings
}

// addressesOf are the addresses of the pages and of the feeds among some files.
func addressesOf(c *config.Config, files []string) (pages, feeds []string) {
	for _, name := range files {
		switch base := path.Base(name); {
		case name == "404.html":
		case base == "index.xml" || base == "feed.json":
			feeds = append(feeds, c.Absolute(urlOf(name)))
		case path.Ext(base) == ".html" || path.Ext(base) == ".htm":
			pages = append(pages, c.Absolute(urlOf(name)))
		}
	}
	return pages, feeds
}

func (p Pings) indexNow(ctx context.Context, client *http.Client, key string, pages []string) error {
	base, err := url.Parse(p.Config.BaseURL)
	if err != nil {
		return err
	}
	body, err := json.Marshal(map[string]any{
		"host": base.Host, "key": key, "keyLocation": p.Config.Absolute("/" + key + ".txt"), "urlList": pages,
	})
	if err != nil {
		return err
	}
	server := p.IndexNow
	if server == "" {
		server = indexNowServer
	}
	return send(ctx, client, server, "application/json; charset=utf-8", body)
}

// publish tells a hub that a feed has news (WebSub, https://www.w3.org/TR/websub/#publishing, in the form that hubs
// take: hub.mode and hub.url).
func publish(ctx context.Context, client *http.Client, hub, feed string) error {
	form := url.Values{"hub.mode": {"publish"}, "hub.url": {feed}}
	return send(ctx, client, hub, "application/x-www-form-urlencoded", []byte(form.Encode()))
}

func send(ctx context.Context, client *http.Client, server, contentType string, body []byte) error {
	p := usual
	p.tries = 3
	return p.try(ctx, 0, func(ctx context.Context) error {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, server, bytes.NewReader(body))
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", contentType)
		answer, err := client.Do(request)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		if answer.StatusCode >= http.StatusMultipleChoices {
			return statusOf(answer)
		}
		_, err = io.Copy(io.Discard, answer.Body)
		return err
	})
}

// Names of targets, for people.
func Names(targets config.Targets) string {
	names := make([]string, len(targets))
	for i, t := range targets {
		names[i] = t.Name
	}
	return strings.Join(names, ", ")
}
