package hotlinks

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"drukpers/internal/manners"
	"drukpers/internal/picture"
	"drukpers/internal/report"
)

const (
	// maxBytes is how large the file of a picture may be.
	maxBytes = 25 << 20
	// tries is how often something is asked for that may be there in a moment.
	tries = 3
	// maxWait is how long a site may let the next try wait.
	maxWait = time.Minute
)

// refusal is why a picture was not fetched, in Dutch.
type refusal struct {
	text, hint string
	silent     bool          // nothing answered
	again      bool          // another try may help
	wait       time.Duration // before that, as the site asked
}

func (r *refusal) Error() string { return r.text }

// goneError is of what the site says that is no longer there.
type goneError struct{ status int }

func (e *goneError) Error() string { return http.StatusText(e.status) }

// get fetches a picture, and gives its format. The error is a *goneError, a *refusal or the context's.
func (f *fetcher) get(ctx context.Context, address string) (data []byte, format string, err error) {
	for try := 1; ; try++ {
		data, err = f.request(ctx, address)
		if err == nil {
			format, err = f.inspect(data)
		}
		var refused *refusal
		if ctx.Err() != nil {
			return nil, "", ctx.Err()
		}
		if !errors.As(err, &refused) || !refused.again || try == tries {
			return data, format, err
		}
		if !manners.Sleep(ctx, max(refused.wait, f.options.wait<<try)) {
			return nil, "", ctx.Err()
		}
	}
}

func (f *fetcher) request(ctx context.Context, address string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, f.options.timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, &refusal{text: "het adres is niet te lezen", hint: useOther}
	}
	r.Header.Set("User-Agent", "drukpers images fetch (+"+f.site.Config.BaseURL+")")
	r.Header.Set("Accept", "image/webp, image/jpeg, image/png, image/gif")
	response, err := f.client.Do(r)
	if err != nil {
		return nil, connection(err)
	}
	defer response.Body.Close()
	if err := refusedStatus(response); err != nil {
		return nil, err
	}
	large := &refusal{
		text: fmt.Sprintf("het bestand is groter dan %d MB", maxBytes>>20),
		hint: "Neem een kleinere versie, of zet het plaatje zelf in static/.",
	}
	if response.ContentLength > maxBytes {
		return nil, large
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, maxBytes+1))
	switch {
	case len(data) > maxBytes:
		return nil, large
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, &refusal{text: "de site is te traag", hint: tryLater, silent: true, again: true}
	case err != nil:
		return nil, &refusal{text: "de verbinding werd verbroken", hint: tryLater, again: true}
	}
	return data, nil
}

const (
	tryLater = "Probeer het later nog eens."
	useOther = "Kies een ander plaatje, of zet het zelf in static/."
)

// connection says why there is no answer.
func connection(err error) error {
	var private *privateError
	var scheme *schemeError
	var refused *refusal
	var dns *net.DNSError
	switch {
	case errors.As(err, &refused):
		return refused
	case errors.As(err, &private):
		return &refusal{
			text: fmt.Sprintf("het adres leidt naar %s, een computer die niet op internet staat", private.addr),
			hint: "Is dat de bedoeling: drukpers images fetch --allow-private.",
		}
	case errors.As(err, &scheme):
		return &refusal{
			text: fmt.Sprintf("het adres leidt door naar een adres dat met %s: begint", scheme.scheme), hint: useOther,
		}
	case errors.As(err, &dns) && dns.IsNotFound:
		return &refusal{text: fmt.Sprintf("de site %s bestaat niet", dns.Name), hint: useOther, silent: true}
	default:
		return &refusal{text: "de site antwoordt niet", hint: tryLater, silent: true, again: true}
	}
}

// refusedStatus is nil of an answer with a picture.
func refusedStatus(r *http.Response) error {
	status := r.StatusCode
	refused := &refusal{
		text: fmt.Sprintf("de site geeft het plaatje niet (%d)", status), hint: useOther,
	}
	switch {
	case status == http.StatusOK:
		return nil
	case status == http.StatusNotFound || status == http.StatusGone:
		return &goneError{status}
	case status == http.StatusTooManyRequests || status >= 500:
		refused.again, refused.hint = true, tryLater
		if seconds, err := strconv.Atoi(r.Header.Get("Retry-After")); err == nil {
			refused.wait = min(time.Duration(max(0, min(seconds, int(maxWait/time.Second))))*time.Second, maxWait)
		}
	}
	return refused
}

// inspect reads a picture whole, one at a time, since that takes memory. What a site calls it does not matter.
func (f *fetcher) inspect(data []byte) (format string, err error) {
	f.reading.Lock()
	defer f.reading.Unlock()
	decoded, err := picture.Decode(data)
	var large *picture.TooLarge
	switch {
	case err == nil:
		return decoded.Format, nil
	case errors.As(err, &large):
		return "", &refusal{
			text: fmt.Sprintf("het plaatje van %s bij %s pixels is te groot", report.Number(large.Width),
				report.Number(large.Height)),
			hint: "Neem een kleinere versie, of zet het plaatje zelf in static/.",
		}
	case isSVG(data):
		return "", &refusal{
			text: "een SVG kan een script bevatten en wordt niet opgehaald",
			hint: "Vertrouw je het, zet het dan zelf in static/.",
		}
	case picture.Known(data):
		return "", &refusal{text: "het plaatje is beschadigd", hint: useOther, again: true}
	default:
		return "", &refusal{text: "hier staat geen plaatje dat te gebruiken is (" + kindOf(data) + ")", hint: useOther}
	}
}

func isSVG(data []byte) bool {
	begin := bytes.ToLower(data[:min(len(data), 1024)])
	return bytes.Contains(begin, []byte("<svg"))
}

// kindOf says what bytes are that are no picture.
func kindOf(data []byte) string {
	kind := http.DetectContentType(data)
	switch {
	case len(data) == 0:
		return "een leeg bestand"
	case bytes.HasPrefix([]byte(kind), []byte("text/html")):
		return "een webpagina"
	case bytes.HasPrefix([]byte(kind), []byte("text/")):
		return "tekst"
	case len(data) > 12 && string(data[4:8]) == "ftyp" && bytes.Contains(data[8:min(len(data), 32)], []byte("avif")):
		return "AVIF"
	default:
		return "een ander soort bestand"
	}
}
