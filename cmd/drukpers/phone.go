package main

import (
	"fmt"
	"io"
	"net"
	"net/netip"
	"slices"
	"strconv"

	"github.com/mdp/qrterminal/v3"
)

// announce says where other machines find a preview that listens on more than this one, with a QR code of the first
// address; address adds to a host what they need to know.
func announce(w io.Writer, listening net.Addr, address func(host string) string) {
	ap, err := netip.ParseAddrPort(listening.String())
	if err != nil || ap.Addr().IsLoopback() {
		return
	}
	hosts := []netip.Addr{ap.Addr()}
	if ap.Addr().IsUnspecified() {
		hosts = networkAddresses()
	}
	if len(hosts) == 0 {
		fmt.Fprintln(w, "Deze computer is met geen netwerk verbonden: een telefoon kan er nu niet bij.")
		return
	}
	fmt.Fprintln(w, "Op je telefoon, in hetzelfde netwerk:")
	for _, host := range hosts {
		fmt.Fprintf(w, "  %s\n", address(net.JoinHostPort(host.String(), strconv.Itoa(int(ap.Port())))))
	}
	qrterminal.GenerateHalfBlock(address(netip.AddrPortFrom(hosts[0], ap.Port()).String()), qrterminal.L, w)
	fmt.Fprintln(w, "Wie dit adres of deze code heeft, ziet ook je concepten.")
}

// networkAddresses are the IPv4 addresses of this machine on its networks, that of the usual network first.
func networkAddresses() []netip.Addr {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var found []netip.Addr
	for _, a := range addresses {
		prefix, err := netip.ParsePrefix(a.String())
		if err != nil {
			continue
		}
		if ip := prefix.Addr(); ip.Is4() && !ip.IsLoopback() && !ip.IsLinkLocalUnicast() {
			found = append(found, ip)
		}
	}
	if usual := slices.Index(found, usualAddress()); usual > 0 {
		found[0], found[usual] = found[usual], found[0]
	}
	return found
}

// usualAddress is the one that this machine would send from; nothing is sent. The other end is of no one (RFC 5737).
func usualAddress() netip.Addr {
	conn, err := net.Dial("udp4", "192.0.2.1:9")
	if err != nil {
		return netip.Addr{}
	}
	defer conn.Close()
	ap, err := netip.ParseAddrPort(conn.LocalAddr().String())
	if err != nil {
		return netip.Addr{}
	}
	return ap.Addr()
}
