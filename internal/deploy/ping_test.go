package deploy

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"drukpers/internal/config"
)

// TestPings holds that each changed address is told once, in the form of the two protocols.
func TestPings(t *testing.T) {
	c := config.Default()
	c.BaseURL = "https://krant.nl/blog/"
	var mu sync.Mutex
	var told []string
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		told = append(told, r.Method+" "+r.URL.Path+" "+r.Header.Get("Content-Type")+" "+string(body))
		w.WriteHeader(status)
	}))
	defer server.Close()
	files := []string{
		"404.html", "assets/a.css", "feed.json", "index.html", "index.xml", "nieuws/é b/index.html", "sitemap.xml",
	}
	p := Pings{Config: c, IndexNow: server.URL + "/indexnow"}
	if warnings := p.Tell(context.Background(), files); len(warnings)+len(told) > 0 {
		t.Errorf("both are off: %q %q", warnings, told)
	}
	c.IndexNow.Key, c.Feeds.Hub = "sleutel-1234", server.URL+"/hub"
	if warnings := p.Tell(context.Background(), files); len(warnings) > 0 {
		t.Error(warnings)
	}
	want := []string{
		`POST /hub application/x-www-form-urlencoded hub.mode=publish&hub.url=https%3A%2F%2Fkrant.nl%2Fblog%2Ffeed.json`,
		`POST /hub application/x-www-form-urlencoded hub.mode=publish&hub.url=https%3A%2F%2Fkrant.nl%2Fblog%2Findex.xml`,
	}
	if len(told) == 3 {
		slices.Sort(told[1:])
	}
	if len(told) != 3 || !slices.Equal(told[1:], want) {
		t.Fatalf("told %q", told)
	}
	var body struct {
		Host, Key, KeyLocation string
		URLList                []string
	}
	_, text, _ := strings.Cut(told[0], "utf-8 ")
	err := json.Unmarshal([]byte(text), &body)
	if err != nil || body.Host != "krant.nl" || body.KeyLocation != "https://krant.nl/blog/sleutel-1234.txt" ||
		!slices.Equal(body.URLList, []string{"https://krant.nl/blog/", "https://krant.nl/blog/nieuws/%C3%A9%20b/"}) {
		t.Errorf("told %s: %v", told[0], err)
	}
	if string(IndexNowFile(c)["sleutel-1234.txt"]) != "sleutel-1234" {
		t.Errorf("the key file is %q", IndexNowFile(c))
	}
	status = http.StatusForbidden
	if warnings := p.Tell(context.Background(), files); len(warnings) != 2 {
		t.Errorf("refused: %q", warnings)
	}
}
