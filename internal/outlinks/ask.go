package outlinks

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"time"

	"drukpers/internal/manners"
)

// answer is what a site said of an address.
type answer struct {
	status int    // the last one; 0 when nothing answered
	moved  string // the address that it has for good, when all redirects say so (RFC 9110, 15.4.2 and 15.4.9)
}

// maxRedirects is how many redirects are followed.
const maxRedirects = 5

// maxRead is how much of an answer is read, so that its connection serves for the next request.
const maxRead = 64 << 10

// ask asks for the headers alone, and for all of it where a site does not know or refuses that.
func ask(ctx context.Context, client *http.Client, address string, pause time.Duration) answer {
	a := follow(ctx, client, http.MethodHead, address)
	if a.status >= 200 && a.status < 300 || a.status == 0 || !manners.Sleep(ctx, pause) {
		return a
	}
	return follow(ctx, client, http.MethodGet, address)
}

func follow(ctx context.Context, client *http.Client, method, address string) answer {
	once := *client
	once.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	at, forGood := address, true
	for range maxRedirects + 1 {
		status, location := request(ctx, &once, method, at)
		if status < 300 || status >= 400 || location == "" {
			a := answer{status: status}
			if at != address && forGood && status >= 200 && status < 300 {
				a.moved = at
			}
			return a
		}
		forGood = forGood && (status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect)
		at = location
	}
	return answer{status: http.StatusLoopDetected}
}

// request gives the status and where that leads.
func request(ctx context.Context, client *http.Client, method, address string) (status int, location string) {
	r, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return 0, ""
	}
	r.Header.Set("User-Agent", "drukpers check --links")
	response, err := client.Do(r)
	if err != nil {
		return 0, ""
	}
	defer response.Body.Close()
	_, _ = io.CopyN(io.Discard, response.Body, maxRead)
	next, err := response.Location()
	if err != nil || next.Scheme != "http" && next.Scheme != "https" {
		return response.StatusCode, ""
	}
	return response.StatusCode, (&url.URL{
		Scheme: next.Scheme, Host: next.Host, Path: next.Path, RawPath: next.RawPath, RawQuery: next.RawQuery,
	}).String()
}
