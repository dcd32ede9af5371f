package content

import (
	"path"
	"regexp"
	"strings"
	"time"

	"drukpers/internal/frontmatter"
	"drukpers/internal/report"
)

// datedName is how the name of a file or folder begins that says its date, as Jekyll, Zola and Hugo have it.
var datedName = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(?:[-_. ]|$)`)

// DateOfName is the date that the name of an article's file says, or of its folder where the file is index.md: midnight
// in location. It is zero where there is none.
func DateOfName(file string, location *time.Location) time.Time {
	folder, base := path.Split(file)
	name := strings.TrimSuffix(base, path.Ext(base))
	if stem, _, _ := strings.Cut(name, "."); strings.EqualFold(stem, bundleStem) {
		name = path.Base(folder)
	}
	m := datedName.FindStringSubmatch(name)
	if m == nil {
		return time.Time{}
	}
	date, _ := time.ParseInLocation(time.DateOnly, m[1], location)
	return date
}

// Published is when the article appears; zero when it has no date.
func (f *FrontMatter) Published() time.Time {
	if f.PublishDate.IsZero() {
		return f.Date
	}
	return f.PublishDate
}

// Modified is when the article was last changed, which is not before its date; zero when it has none.
func (f *FrontMatter) Modified() time.Time {
	if f.Lastmod.Before(f.Date) {
		return f.Date
	}
	return f.Lastmod
}

// completeDates fills in what the head leaves unsaid, and warns of dates that can't all be right.
func (h *head) completeDates(d *frontmatter.Decoder, root *frontmatter.Node, location *time.Location) {
	if h.Date.IsZero() {
		h.Date = DateOfName(d.File, location)
	}
	if h.Date.IsZero() {
		h.Date = h.PublishDate
	}
	if !h.ExpiryDate.IsZero() {
		n := root.Find("expiryDate")
		if n.IsDay() {
			h.ExpiryDate = h.ExpiryDate.AddDate(0, 0, 1) // that day is the last one
		}
		if !h.ExpiryDate.After(h.Published()) {
			d.Problem(report.Warning, "nooit-te-zien", n.Pos, "het artikel verloopt voordat het verschijnt",
				"Controleer expiryDate en date (of publishDate).")
		}
	}
	if !h.Lastmod.IsZero() {
		n, latest := root.Find("lastmod"), h.Lastmod
		if n.IsDay() {
			latest = latest.AddDate(0, 0, 1).Add(-1)
		}
		if latest.Before(h.Date) {
			d.Problem(report.Warning, "lastmod", n.Pos, "het artikel is gewijzigd voor het er was: lastmod ligt voor date",
				"Controleer lastmod en date. Lezers zien nu alleen date.")
		}
	}
}
