package preview

import (
	"context"
	"net/http"
	"os"
	"regexp"
	"testing"

	"drukpers/internal/render"
)

// TestVariants has a picture whose smaller versions are made after the page that shows them is asked for.
func TestVariants(t *testing.T) {
	t.Parallel()
	files := smallSite()
	files["static/img/foto.png"] = picture(t, 500)
	files["content/nieuws/twee.md"] = article("Twee", "2026-03-02", "![Foto](/img/foto.png)")
	f := newFolder(t, files)
	allowed := make(chan string) // names of what is to be made
	r := f.run(t, Options{Pictures: func(ctx context.Context, _ *render.Edition) int {
		select {
		case <-ctx.Done():
			return 0
		case name := <-allowed:
			f.write(t, "static/.varianten/"+name, "gemaakt")
			return 1
		}
	}}, "0")
	client := &http.Client{}
	const page = "/nieuws/twee/"
	found := regexp.MustCompile(`/varianten/([0-9a-f]+-480\.webp)`).FindStringSubmatch(r.get(t, client, page))
	if found == nil {
		t.Fatal("the page names no smaller version")
	}
	tab := r.listen(t, client, page)
	if told, is := tab.page(t); is {
		t.Errorf("nothing is made, and the tab is told %v", told)
	}
	response, err := client.Get(r.address + found[0])
	must(t, err)
	must(t, response.Body.Close())
	if response.StatusCode != http.StatusOK || response.Header.Get("Cache-Control") != "no-store" ||
		response.Header.Get("Content-Type") != "image/png" {
		t.Errorf("until it is made: %s %v", response.Status, response.Header)
	}
	if r.get(t, client, found[0]) != files["static/img/foto.png"] {
		t.Error("until it is made its address gives something else than the picture itself")
	}

	allowed <- found[1]
	within(t, patience, "the tab is told", func() bool { _, is := tab.page(t); return is })
	if got := r.get(t, client, found[0]); got != "gemaakt" {
		t.Errorf("when it is made its address gives %.20q", got)
	}

	// Another picture under the same name has other versions.
	must(t, os.Remove(f.path("static/.varianten/"+found[1])))
	f.write(t, "static/img/foto.png", picture(t, 600))
	within(t, patience, "the page names others", func() bool {
		again := regexp.MustCompile(`/varianten/([0-9a-f]+-480\.webp)`).FindStringSubmatch(r.get(t, client, page))
		return again != nil && again[1] != found[1]
	})
}
