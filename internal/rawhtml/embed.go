package rawhtml

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// DefaultEmbeds are the hosts whose frames an article may hold when a site names none.
var DefaultEmbeds = []string{"www.youtube-nocookie.com", "player.vimeo.com"}

// embed makes an iframe of a host that may be embedded fit for a page, and reports whether it is one.
func (f *flow) embed(p *piece) bool {
	attributes := map[string]string{}
	for _, a := range p.token.Attr {
		attributes[a.Key] = a.Val
	}
	src := f.Frame(attributes["src"])
	if src == "" {
		return false
	}
	u, _ := url.Parse(src)
	title := attributes["title"]
	if title == "" {
		title = strings.TrimPrefix(u.Hostname(), "www.")
	}
	p.out = fmt.Appendf(nil, `<iframe class="embed%s" src="%s" title="%s" loading="lazy" allowfullscreen></iframe>`,
		ratio(attributes["width"], attributes["height"]), html.EscapeString(src), html.EscapeString(title))
	return true
}

// Frame is the address of a frame that an article may hold, without tracking where there is a choice; "" for others.
func (r *Rules) Frame(src string) string {
	if strings.HasPrefix(src, "//") {
		src = "https:" + src
	}
	u, err := url.Parse(strings.TrimSpace(src))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil {
		return ""
	}
	u.Scheme = "https"
	if film := filmOf(u); film.host == youtube {
		u.Host, u.Path = youtube, "/embed/"+film.id
		query := u.Query()
		query.Del("v")
		u.RawQuery = query.Encode()
	}
	for _, host := range r.Embeds {
		if bareHost(host) == bareHost(u.Host) {
			u.Host = host
			return u.String()
		}
	}
	return ""
}

func bareHost(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }

// MayEmbed reports whether a text names a host whose frames it may hold. It is quick, and true for some texts without.
func (r *Rules) MayEmbed(text []byte) bool {
	names := func(host string) bool { return bytes.Contains(text, []byte(host)) }
	return slices.ContainsFunc(r.Embeds, func(host string) bool {
		return names(bareHost(host)) || bareHost(host) == bareHost(youtube) && (names("youtube.com") || names("youtu.be")) ||
			host == vimeo && names("vimeo.com")
	})
}

// framePattern matches the addresses that Frame gives.
func (r *Rules) framePattern() *regexp.Regexp {
	hosts := make([]string, len(r.Embeds))
	for i, host := range r.Embeds {
		hosts[i] = regexp.QuoteMeta(bareHost(host))
	}
	return regexp.MustCompile(`^(?i:https://(?:www\.)?(?:` + strings.Join(hosts, "|") + `)/)`)
}

// ratio is the class of the nearest of a few ratios of width and height; that of a film, 16 to 9, needs none.
func ratio(width, height string) string {
	w, wrong := strconv.ParseFloat(strings.TrimSuffix(width, "px"), 64)
	h, bad := strconv.ParseFloat(strings.TrimSuffix(height, "px"), 64)
	if wrong != nil || bad != nil || w <= 0 || h <= 0 {
		return ""
	}
	switch r := w / h; {
	case r > 1.5:
		return ""
	case r > 1.15:
		return " embed-4-3"
	case r > 0.75:
		return " embed-1-1"
	default:
		return " embed-9-16"
	}
}

// film is a film on one of the sites that are known here.
type film struct {
	host string // of its frame
	name string // of the site
	id   string
}

const (
	youtube = "www.youtube-nocookie.com"
	vimeo   = "player.vimeo.com"
)

var (
	youtubeID = regexp.MustCompile(`^[\w-]{6,20}$`)
	vimeoID   = regexp.MustCompile(`^\d{5,15}$`)
)

// filmOf recognises the address of the page, or the frame, of a film.
func filmOf(u *url.URL) film {
	first, second, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	host := strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(u.Host), "www."), "m.")
	f := film{}
	switch {
	case host == "youtu.be":
		f = film{youtube, "YouTube", first}
	case (host == "youtube.com" || host == "youtube-nocookie.com") && first == "watch":
		f = film{youtube, "YouTube", u.Query().Get("v")}
	case (host == "youtube.com" || host == "youtube-nocookie.com") &&
		slices.Contains([]string{"embed", "shorts", "live", "v"}, first):
		f = film{youtube, "YouTube", second}
	case host == "vimeo.com" && second == "":
		f = film{vimeo, "Vimeo", first}
	}
	if f.host == youtube && youtubeID.MatchString(f.id) || f.host == vimeo && vimeoID.MatchString(f.id) {
		return f
	}
	return film{}
}

// src is the address of a film's frame.
func (f film) src() string {
	if f.host == vimeo {
		return "https://" + vimeo + "/video/" + f.id
	}
	return "https://" + youtube + "/embed/" + f.id
}

// Film recognises the address of the page of a film. It gives the address of its frame, and the name of the site that
// has it; both are empty for others, and for films whose frames may not be on a page.
func (r *Rules) Film(address string) (frame, site string) {
	u, err := url.Parse(address)
	if err != nil {
		return "", ""
	}
	film := filmOf(u)
	if frame = r.Frame(film.src()); film.host == "" || frame == "" {
		return "", ""
	}
	return frame, film.name
}
