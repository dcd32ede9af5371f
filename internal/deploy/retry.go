package deploy

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"drukpers/internal/report"
)

// patience is how long a deploy goes on trying. Tests have less of it.
type patience struct {
	tries   int           // of one call
	first   time.Duration // the longest wait after the first try; it doubles
	longest time.Duration
	timeout time.Duration // of one try, and a second for each 50 kB
	lock    time.Duration // how long it waits for another deploy
	expiry  time.Duration // of a lock whose holder does not renew it
	flush   time.Duration // how often the journal is written
}

var usual = patience{
	tries: 7, first: 500 * time.Millisecond, longest: 30 * time.Second, timeout: time.Minute, lock: 2 * time.Minute,
	expiry: 3 * time.Minute, flush: 2 * time.Second,
}

// statusError is an answer of a server that says no.
type statusError struct {
	status int
	after  time.Duration // Retry-After (RFC 9110, 10.2.3)
	words  string        // the beginning of what the server said
}

func (e *statusError) Error() string {
	return strings.TrimSpace(fmt.Sprintf("%d %s %s", e.status, http.StatusText(e.status), e.words))
}

// passing reports whether an error may be gone the next time.
func passing(err error) bool {
	var status *statusError
	var told *report.Trouble
	switch {
	case errors.As(err, &told), errors.Is(err, errDenied), errors.Is(err, errFull), noSuchHost(err), badCertificate(err):
		return false
	case errors.As(err, &status):
		return status.status == http.StatusTooManyRequests || status.status >= http.StatusInternalServerError &&
			status.status != http.StatusNotImplemented && status.status != http.StatusInsufficientStorage
	case errors.Is(err, context.Canceled):
		return false
	case onNetwork(err), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF),
		errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, net.ErrClosed),
		errors.Is(err, errLostConnection), errors.Is(err, context.DeadlineExceeded):
		return true
	}
	return false
}

// onNetwork reports whether a connection failed, and not a disk.
func onNetwork(err error) bool {
	var connection *net.OpError
	var name *net.DNSError
	var request *url.Error
	return errors.As(err, &connection) || errors.As(err, &name) || errors.As(err, &request)
}

func noSuchHost(err error) bool {
	var name *net.DNSError
	return errors.As(err, &name) && name.IsNotFound
}

func badCertificate(err error) bool {
	var certificate *tls.CertificateVerificationError
	return errors.As(err, &certificate)
}

// longestOrder is the longest that a server may send us away for.
const longestOrder = 5 * time.Minute

// try calls f until it succeeds, fails for good, or patience is up. Waits are random, up to twice as long each time, so
// that many clients do not come back at once; a server that says when to come back is obeyed.
func (p patience) try(ctx context.Context, size int64, f func(ctx context.Context) error) error {
	for n := 0; ; n++ {
		limited, cancel := context.WithTimeout(ctx, p.timeout+time.Duration(size/50_000)*time.Second)
		err := f(limited)
		cancel()
		if err == nil || ctx.Err() != nil || !passing(err) || n+1 >= p.tries {
			return err
		}
		wait := rand.N(min(p.first<<n, p.longest)) + time.Millisecond
		var status *statusError
		if errors.As(err, &status) && status.after > 0 {
			wait = min(status.after, longestOrder)
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait):
		}
	}
}

// strict is a transport that makes errors of the answers that mean “try again”, for every client alike.
type strict struct{ next http.RoundTripper }

func (s strict) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := s.next.RoundTrip(r)
	if err != nil || answer.StatusCode != http.StatusTooManyRequests && answer.StatusCode < 500 {
		return answer, err
	}
	defer answer.Body.Close()
	return nil, statusOf(answer)
}

func statusOf(answer *http.Response) *statusError {
	words, _ := io.ReadAll(io.LimitReader(answer.Body, 300))
	e := &statusError{status: answer.StatusCode, words: strings.Join(strings.Fields(string(words)), " ")}
	after := answer.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(after); err == nil {
		e.after = time.Duration(max(seconds, 0)) * time.Second
	} else if at, err := http.ParseTime(after); err == nil {
		e.after = max(time.Until(at), 0)
	}
	return e
}

// transport is what all targets over HTTP share. It has no limit of its own: try has.
func transport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 16
	return strict{t}
}

// trouble is an error with what to do about it, in Dutch.
func trouble(text, hint string) error { return &report.Trouble{Text: text, Hint: hint} }

// explained puts what a server or network refused in Dutch.
func explained(err error, target string) error {
	var told *report.Trouble
	var status *statusError
	if err == nil || errors.As(err, &told) || errors.Is(err, context.Canceled) {
		return err
	}
	const again = "Wat al klaar was blijft; doe het later opnieuw, dan gaat het verder."
	is := func(codes ...int) bool { return status != nil && slices.Contains(codes, status.status) }
	errors.As(err, &status)
	var text, hint string
	switch {
	case is(http.StatusUnauthorized, http.StatusForbidden), errors.Is(err, errDenied):
		text = "laat ons niet binnen"
		hint = "Kijk de geheimen in de omgeving na, en of ze hier mogen schrijven (docs/publiceren.md)."
	case is(http.StatusNotFound):
		text, hint = "is er niet", "Kijk de namen in site.yaml na, onder deploy."
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, errFull), is(http.StatusInsufficientStorage):
		text, hint = "is vol", "Maak daar ruimte. "+again
	case is(http.StatusTooManyRequests):
		text, hint = "vindt dat we te vaak komen", again
	case status != nil && status.status >= http.StatusInternalServerError:
		text, hint = "heeft een storing", again
	case errors.Is(err, fs.ErrPermission):
		text = "laat ons er niet schrijven of lezen"
		hint = "Kijk van wie de map is, en die ernaast waar drukpers zijn lijst bewaart; state in site.yaml kiest een andere."
	case noSuchHost(err):
		text, hint = "heeft een adres dat niet bestaat", "Kijk het adres na in site.yaml, onder deploy, en of er internet is."
	case badCertificate(err):
		text, hint = "heeft geen geldig certificaat", "Kijk het adres na in site.yaml, onder deploy, of vraag de host ernaar."
	case onNetwork(err), passing(err):
		text, hint = "antwoordt niet, of de verbinding valt weg", "Kijk of er internet is en of het adres klopt. "+again
	default:
		return err
	}
	return &report.Trouble{Text: fmt.Sprintf("het doel “%s” %s", target, text), Hint: hint, Err: err}
}

// What targets without HTTP refuse.
var (
	errDenied         = errors.New("access denied")
	errFull           = errors.New("no space left at the target")
	errLostConnection = errors.New("connection lost")
)
