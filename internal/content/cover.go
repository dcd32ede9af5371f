package content

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"drukpers/internal/report"
	"drukpers/internal/urls"
)

// strayPercent is a percent sign that begins no encoded byte (RFC 3986, 2.1).
var strayPercent = regexp.MustCompile(`%([^0-9A-Fa-f]|[0-9A-Fa-f][^0-9A-Fa-f]|.?$)`)

// checkCover writes the address of the cover as pages need it, whole or as a path of the site, percent-encoded. One
// that is no address of a picture is taken away.
func (a *Article) checkCover() report.List {
	written := urls.Safe(a.Cover.Image)
	if a.Cover.Image == "" {
		return nil
	}
	problem := report.Problem{
		Level: report.Warning, Rule: "adres", File: a.Path, Pos: a.Position("cover", -1),
		Text: fmt.Sprintf("“%.60s” is geen adres van een plaatje, dus het artikel krijgt geen cover", a.Cover.Image),
		Hint: "Zet het plaatje in static/img/ en schrijf /img/naam.jpg, of begin met https://.",
	}
	if written == "" {
		a.Cover.Image = ""
		return report.List{problem}
	}
	scheme, _, absolute := strings.Cut(written, ":")
	absolute = absolute && !strings.ContainsAny(scheme, "/?#")
	if absolute || strings.HasPrefix(written, "//") {
		u, err := url.Parse(strayPercent.ReplaceAllString(written, "%25$1"))
		if err != nil || u.Host == "" || absolute && u.Scheme != "http" && u.Scheme != "https" {
			a.Cover.Image = ""
			return report.List{problem}
		}
		a.Cover.Image = u.String()
		return nil
	}
	name, query, _ := strings.Cut(strings.TrimPrefix(written, "/"), "?")
	if decoded, err := url.PathUnescape(name); err == nil {
		name = decoded
	}
	a.Cover.Image = urls.Href(path.Clean("/" + name))
	if query != "" {
		a.Cover.Image += "?" + query
	}
	if inside := path.Clean(name); inside == ".." || strings.HasPrefix(inside, "../") {
		problem.Text = fmt.Sprintf("de cover “%s” ligt buiten de site", strings.TrimPrefix(written, "/"))
		problem.Hint = fmt.Sprintf("Schrijf het adres vanaf de map static: %s.", a.Cover.Image)
		return report.List{problem}
	}
	return nil
}
