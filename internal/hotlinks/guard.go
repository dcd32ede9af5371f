package hotlinks

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// privateError is of an address that is not of the public internet.
type privateError struct{ addr netip.Addr }

func (e *privateError) Error() string { return fmt.Sprintf("%s is not public", e.addr) }

// special are the addresses that no host of the public internet has (IANA's special-purpose registry for IPv4, RFC
// 6890; of IPv6 only what is in use at all, RFC 4291, is looked at, and this is special in it).
var special = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
	"192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"224.0.0.0/4", "240.0.0.0/4",
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)

var (
	global = netip.MustParsePrefix("2000::/3")
	nat64  = netip.MustParsePrefix("64:ff9b::/96") // of an IPv4 address, its last four bytes (RFC 6052)
)

func prefixes(written ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(written))
	for i, prefix := range written {
		all[i] = netip.MustParsePrefix(prefix)
	}
	return all
}

// public reports whether a machine of that address is on the public internet.
func public(addr netip.Addr) bool {
	addr = addr.WithZone("").Unmap()
	if nat64.Contains(addr) {
		bytes := addr.As16()
		addr = netip.AddrFrom4([4]byte(bytes[12:]))
	}
	if !addr.Is4() && !global.Contains(addr) {
		return false
	}
	for _, prefix := range special {
		if prefix.Contains(addr) {
			return false
		}
	}
	return true
}

// newClient is one that connects to addresses that are allowed: it looks at the address that a name led to, at every
// redirect anew. A proxy would look names up itself, so it has none unless any address is allowed.
func newClient(anyAddress bool, allowed func(netip.AddrPort) bool) *http.Client {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		if !anyAddress && !allowed(to) {
			return &privateError{to.Addr()}
		}
		return nil
	}}
	transport := &http.Transport{
		DialContext: dialer.DialContext, ForceAttemptHTTP2: true, TLSHandshakeTimeout: 10 * time.Second,
		ResponseHeaderTimeout: 20 * time.Second, MaxResponseHeaderBytes: 64 << 10,
		DisableCompression: true, // a picture is compressed
		IdleConnTimeout:    30 * time.Second,
	}
	if anyAddress {
		transport.Proxy = http.ProxyFromEnvironment
	}
	return &http.Client{Transport: transport, CheckRedirect: checkRedirect}
}

// maxRedirects is how many redirects are followed.
const maxRedirects = 5

// schemeError is of a redirect to what is no address of the web.
type schemeError struct{ scheme string }

func (e *schemeError) Error() string { return "redirect to " + e.scheme + ":" }

func checkRedirect(next *http.Request, via []*http.Request) error {
	if next.URL.Scheme != "http" && next.URL.Scheme != "https" {
		return &schemeError{next.URL.Scheme}
	}
	if len(via) > maxRedirects {
		return &refusal{text: "het adres leidt steeds door naar een ander adres", hint: useOther}
	}
	return nil
}
