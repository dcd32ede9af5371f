package preview

import (
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// hostAllowed knows the names that a browser may call the server by. A page of another site that makes its own name
// lead to this machine (DNS rebinding) is not served; a number can't be rebound, and .local names are of the own
// network (RFC 6762).
func hostAllowed(host string) bool {
	name := hostName(host)
	_, err := netip.ParseAddr(name)
	return err == nil || isLocalhost(name) || strings.HasSuffix(name, ".local")
}

// hostName is the name in a Host header.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.Trim(strings.ToLower(host), "[]")
}

func isLocalhost(name string) bool {
	return name == "localhost" || strings.HasSuffix(name, ".localhost")
}

// fromThisMachine reports whether a request comes from this machine, and asks for it by a name that is always its own.
func fromThisMachine(r *http.Request) bool {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !from.Addr().Unmap().IsLoopback() {
		return false
	}
	name := hostName(r.Host)
	number, err := netip.ParseAddr(name)
	return isLocalhost(name) || err == nil && number.IsLoopback()
}

// tokenQuery is where an address has the token.
const tokenQuery = "token"

// Address is that of the preview on a host (with port), with the token that other machines need. The token is another
// each time the preview starts.
func (s *Server) Address(host string) string {
	return "http://" + host + "/?" + tokenQuery + "=" + s.token
}

// admit lets a request of this machine pass, and others with the token of Address, which it keeps in a cookie; then it
// gives true. Else it answers itself.
func (s *Server) admit(w http.ResponseWriter, r *http.Request) bool {
	if fromThisMachine(r) {
		return true
	}
	_, port, _ := net.SplitHostPort(r.Host)
	name := "drukpers-" + port // cookies are of all ports
	if s.knows(r.URL.Query().Get(tokenQuery)) {
		http.SetCookie(w, &http.Cookie{
			Name: name, Value: s.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		})
		w.Header().Set("Location", "/"+strings.TrimLeft(r.URL.EscapedPath(), `/\`))
		w.WriteHeader(http.StatusSeeOther)
		return false
	}
	if c, err := r.Cookie(name); err == nil && s.knows(c.Value) {
		return true
	}
	http.Error(w, "Deze preview is niet voor iedereen. Scan de QR-code, of gebruik het hele adres met ?"+tokenQuery+
		"= dat drukpers serve noemt.", http.StatusForbidden)
	return false
}

func (s *Server) knows(token string) bool {
	return subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) == 1
}

// navigates reports whether a request is for a page in a tab of its own (Fetch Metadata Request Headers).
func navigates(r *http.Request) bool {
	return r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
}

// sameOrigin reports whether a request comes from a page of this server, as far as the browser says.
func sameOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == r.Host
}
