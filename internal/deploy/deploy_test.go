package deploy

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestDeploy is the life of a site at each type of target.
func TestDeploy(t *testing.T) {
	eachTarget(t, func(t *testing.T, f *fixture) {
		site := small{articles: named(0, 20)}
		result := deployed(t, f, site, Options{DryRun: true})
		if len(result.New) != len(site.files()) || len(f.online()) > 0 {
			t.Errorf("a dry run would put %d files, and %d are online", len(result.New), len(f.online()))
		}
		result = deployed(t, f, site, Options{Version: "v1"})
		if result.Number != 1 || len(result.New) != len(site.files()) || result.Bytes == 0 {
			t.Errorf("first deploy: %+v", result)
		}
		compare(t, site.files(), f.online())

		before := 0
		if f.writes != nil {
			before = f.writes()
		}
		result = deployed(t, f, site, Options{Version: "v1"})
		if result.Written()+len(result.Deleted) > 0 || result.Number != 1 || result.Unchanged != len(site.files()) {
			t.Errorf("nothing changed: %+v", result)
		}
		if f.writes != nil && f.writes() != before {
			t.Errorf("nothing changed, and %d requests wrote something", f.writes()-before)
		}

		site.articles = append(site.articles, "nieuws/b21")
		result = deployed(t, f, site, Options{})
		if want := []string{"nieuws/b21/index.html"}; !slices.Equal(result.New, want) || len(result.Deleted) > 0 {
			t.Errorf("one article: %+v", result)
		}
		if want := []string{
			"index.html", "index.xml", "sitemap.xml", "tags/t1/index.html", "tags/t1/index.xml",
		}; !slices.Equal(result.Changed, want) {
			t.Errorf("one article changed %q", result.Changed)
		}
		compare(t, site.files(), f.online())

		site.articles[20] = "nieuws/c21" // renamed
		result = deployed(t, f, site, Options{})
		if len(result.New) != 1 || !slices.Equal(result.Deleted, []string{"nieuws/b21/index.html"}) {
			t.Errorf("renamed: %+v", result)
		}
		compare(t, site.files(), f.online())

		site.articles = site.articles[:19]
		result = deployed(t, f, site, Options{})
		if !slices.Contains(result.Deleted, "nieuws/a19/index.html") || len(result.Deleted) != 2 {
			t.Errorf("deleted: %q", result.Deleted)
		}
		compare(t, site.files(), f.online())

		status, err := Online(context.Background(), f.target, Options{patience: &quick})
		if err != nil || status.Number != 4 || status.Files != len(site.files()) || status.Halfway ||
			time.Since(status.At) > time.Minute {
			t.Errorf("status %+v: %v", status, err)
		}
	})
}

// TestAssets holds that a stylesheet stays for three further deploys after the one that did without it.
func TestAssets(t *testing.T) {
	eachTarget(t, func(t *testing.T, f *fixture) {
		site := small{articles: named(0, 3)}
		deployed(t, f, site, Options{})
		for deploy := 1; deploy <= 5; deploy++ {
			site.style = deploy
			deployed(t, f, site, Options{})
			online := slices.Sorted(maps.Keys(f.online()))
			if stays := slices.Contains(online, "assets/krant.000000000000.css"); stays != (deploy < 4) {
				t.Errorf("deploy %d after: the first stylesheet is online: %t", deploy, stays)
			}
		}
		site.style = 3 // one that was retired comes back
		deployed(t, f, site, Options{})
		compare(t, site.files(), f.online())
	})
}

// TestBack brings deploys back, one after another.
func TestBack(t *testing.T) {
	eachTarget(t, func(t *testing.T, f *fixture) {
		var sites []small
		for n := range 3 {
			site := small{articles: append(named(0, 10), fmt.Sprintf("nieuws/v%d", n)), style: n}
			sites = append(sites, site)
			deployed(t, f, site, Options{})
		}
		for n := 1; n >= 0; n-- {
			result, err := Back(context.Background(), f.target, Options{patience: &quick})
			if err != nil {
				t.Fatal(err)
			}
			compare(t, sites[n].files(), f.online())
			if len(result.Changed) == 0 || len(crawl(f.read)) > 0 {
				t.Errorf("back to %d: %+v, dead links %q", n, result, crawl(f.read))
			}
		}
		_, err := Back(context.Background(), f.target, Options{patience: &quick})
		if !errors.Is(err, errNoBack) && (err == nil || !strings.Contains(err.Error(), "geen eerdere versie")) {
			t.Errorf("before the first: %v", err)
		}
		deployed(t, f, sites[2], Options{}) // and forward again
		compare(t, sites[2].files(), f.online())
	})
}

// TestManifestLost deploys to where the manifest is gone, damaged, or of another version.
func TestManifestLost(t *testing.T) {
	other := &manifest{Version: 99}
	newer, err := other.encode()
	if err != nil {
		t.Fatal(err)
	}
	other.Version = manifestVersion - 1
	older, err := other.encode()
	if err != nil {
		t.Fatal(err)
	}
	eachTarget(t, func(t *testing.T, f *fixture) {
		site := small{articles: named(0, 12)}
		deployed(t, f, site, Options{})
		for _, data := range [][]byte{nil, []byte("damaged"), newer, older} {
			site.articles[3] += "x"
			f.forget(t, data)
			result := deployed(t, f, site, Options{})
			if f.listing && (!result.Adopted || result.Written() > 12) {
				t.Errorf("manifest %q: %d files put", clip(data), result.Written())
			}
			if dead := crawl(f.read); len(dead) > 0 {
				t.Errorf("manifest %q: dead links %q", clip(data), dead)
			}
			if result = deployed(t, f, site, Options{}); result.Written() > 0 {
				t.Errorf("manifest %q: %q are put again", clip(data), result.Changed)
			}
		}
	})
}

// TestForeign holds that files of others are left alone, unless they are to go.
func TestForeign(t *testing.T) {
	eachTarget(t, func(t *testing.T, f *fixture) {
		if !f.listing {
			t.Skip("this host has no list of files: a release holds what it holds")
		}
		site := small{articles: named(0, 4)}
		if f.target.Atomic {
			deployed(t, f, site, Options{})
			f.forget(t, nil)
		}
		f.place(t, "van/iemand/anders.txt", "blijf af")
		f.place(t, "index.html", "een oude site")
		result := deployed(t, f, site, Options{})
		if string(f.online()["van/iemand/anders.txt"]) != "blijf af" || result.Foreign != 1 {
			t.Errorf("foreign file: %q, %d told", f.online()["van/iemand/anders.txt"], result.Foreign)
		}
		site.articles = named(0, 5)
		deployed(t, f, site, Options{})
		if string(f.online()["van/iemand/anders.txt"]) != "blijf af" {
			t.Error("the next deploy took the foreign file away")
		}
		result = deployed(t, f, site, Options{DeleteForeign: true})
		compare(t, site.files(), f.online())
		if !slices.Equal(result.Deleted, []string{"van/iemand/anders.txt"}) {
			t.Errorf("deleted %q", result.Deleted)
		}
	})
}

// TestTooMuch refuses to delete more than a tenth.
func TestTooMuch(t *testing.T) {
	eachTarget(t, func(t *testing.T, f *fixture) {
		deployed(t, f, small{articles: named(0, 40)}, Options{})
		few := small{articles: named(0, 20)}
		_, err := tried(f, few, Options{})
		if err == nil || !strings.Contains(err.Error(), "verdwijnen") {
			t.Errorf("half the site may go: %v", err)
		}
		compare(t, small{articles: named(0, 40)}.files(), f.online())
		deployed(t, f, few, Options{Force: true})
		compare(t, few.files(), f.online())
	})
}
