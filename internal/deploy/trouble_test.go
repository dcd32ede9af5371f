package deploy

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/report"
)

// TestServerTrouble has servers that are ill, too busy or silent for a while, or for good.
func TestServerTrouble(t *testing.T) {
	eachTarget(t, func(t *testing.T, f *fixture) {
		if f.answer == nil {
			t.Skip("no HTTP")
		}
		site := small{articles: named(0, 4)}
		for _, row := range []struct {
			name   string
			status int
			header string
			want   string
		}{
			{"500", http.StatusInternalServerError, "", "storing"},
			{"503", http.StatusServiceUnavailable, "0", "storing"},
			{"429", http.StatusTooManyRequests, "", "te vaak"},
			{"no answer", 0, "", "antwoordt niet"},
			{"full", http.StatusInsufficientStorage, "", "is vol"},
		} {
			f.answer(row.status, row.header, 1000)
			_, err := tried(f, site, Options{})
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("%s for good: %v", row.name, err)
			}
			f.answer(row.status, row.header, 3)
			if row.status != http.StatusInsufficientStorage {
				site.articles = append(site.articles, fmt.Sprintf("nieuws/n%d", len(site.articles)))
				deployed(t, f, site, Options{})
				compare(t, site.files(), f.online())
			}
			f.answer(0, "", 0)
		}
		f.answer(http.StatusTooManyRequests, "1", 1)
		started := time.Now()
		site.style++
		deployed(t, f, site, Options{})
		if took := time.Since(started); took < time.Second {
			t.Errorf("Retry-After: 1 was obeyed for %s", took)
		}
	})
}

// TestSlowServer has a server that takes longer than a try may.
func TestSlowServer(t *testing.T) {
	f := s3Fixture(t)
	f.setenv(t)
	short := quick
	short.timeout, short.tries = 20*time.Millisecond, 2
	f.answer(0, "", 1000)
	_, err := tried(f, small{articles: named(0, 2)}, Options{patience: &short})
	if err == nil || !strings.Contains(err.Error(), "antwoordt niet") {
		t.Error(err)
	}
}

// TestWrongCredentials holds that they are told without being shown, and that right ones help.
func TestWrongCredentials(t *testing.T) {
	eachTarget(t, func(t *testing.T, f *fixture) {
		if f.deny == nil {
			t.Skip("no credentials")
		}
		site := small{articles: named(0, 2)}
		restore := f.deny(t)
		_, err := tried(f, site, Options{})
		if err == nil || !strings.Contains(err.Error(), "laat ons niet binnen") {
			t.Errorf("wrong credentials: %v", err)
		}
		for _, secret := range f.secrets {
			text, hint := report.Explain(err)
			if strings.Contains(secret, "GEHEIM") && strings.Contains(text+hint+fmt.Sprintf("%+v", err), secret) {
				t.Errorf("an error tells a secret: %v", err)
			}
		}
		restore()
		deployed(t, f, site, Options{})
		for name, data := range f.online() {
			if strings.Contains(string(data), "GEHEIM") {
				t.Errorf("%s holds a secret", name)
			}
		}
		for name := range f.secrets {
			if strings.Contains(name, "TOKEN") || strings.Contains(name, "SECRET") {
				t.Setenv(name, "")
			}
		}
		if _, err := tried(f, small{articles: named(0, 3)}, Options{}); f.answer != nil &&
			(err == nil || !strings.Contains(err.Error(), "omgeving")) {
			t.Errorf("without credentials: %v", err)
		}
	})
}

// TestUnreachable holds that what no patience helps is told at once.
func TestUnreachable(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	defer server.Close()
	t.Setenv("NETLIFY_AUTH_TOKEN", fakeToken)
	for address, want := range map[string]string{
		server.URL:                         "geen geldig certificaat",
		"http://bestaat-niet.invalid/":     "niet bestaat",
		"http://127.0.0.1:1/niemand-thuis": "antwoordt niet",
	} {
		f := &fixture{target: config.Target{Name: "proef", Type: "netlify", Site: "krant", API: address}}
		_, err := tried(f, old, Options{})
		text, hint := report.Explain(err)
		offline := strings.Contains(text, "antwoordt niet") && strings.Contains(address, ".invalid") // no name server either
		if !strings.Contains(text, want) && !offline || hint == "" {
			t.Errorf("%s: %s %s", address, text, hint)
		}
	}
}

// TestOvertaken holds that a release does not take the place of one that went online after it began.
func TestOvertaken(t *testing.T) {
	for _, name := range []string{"netlify", "cloudflare"} {
		t.Run(name, func(t *testing.T) {
			f := fixtures[name](t)
			f.setenv(t)
			deployed(t, f, old, Options{})
			s, err := openSession(f.target, Options{patience: &quick})
			if err != nil {
				t.Fatal(err)
			}
			l, err := readLocal(context.Background(), next.files(), nil)
			if err != nil {
				t.Fatal(err)
			}
			m := &manifest{Number: 2, Files: l.files}
			m.fill()
			data, err := m.encode()
			if err != nil {
				t.Fatal(err)
			}
			for _, before := range []string{"", "een-ander"} {
				err = s.releases.release(context.Background(), &release{
					before: before, after: m, data: data, local: l, target: s.releases, p: quick, done: func() {},
				})
				if !errors.Is(err, errOvertaken) {
					t.Errorf("before %q: %v", before, err)
				}
			}
			compare(t, old.files(), f.online())
		})
	}
}
