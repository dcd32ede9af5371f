package frontmatter

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the machine need not have zone data
)

// dateLayouts are the forms of a date, most used first. Fractions of seconds are accepted by all that have seconds.
// Without a zone a date is in the site's.
var dateLayouts = []string{
	"2006-01-02T15:04:05Z07:00",
	"2006-01-02",
	"2006-01-02 15:04",
	"2006-01-02 15:04:05",
	"2006-01-02T15:04:05",
	"2006-01-02T15:04",
	"2006-01-02T15:04Z07:00",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05 Z07:00",
	"2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05 -0700 MST",
}

// ParseDate reads a date as editors and older systems write it; see dateLayouts. RFC 3339 is section 5.6 of that RFC.
func ParseDate(text string, location *time.Location) (time.Time, error) {
	for _, layout := range dateLayouts {
		if t, err := time.ParseInLocation(layout, text, location); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("unknown form of date: %q", text)
}

func (d *Decoder) date(n *Node) time.Time {
	if n.Kind == stringNode && n.Text == "" {
		return time.Time{}
	}
	hint := "Schrijf jaar-maand-dag, eventueel met tijd: 2026-03-01 of 2026-03-01 10:00."
	if !n.Kind.Scalar() {
		d.WrongType(n, "een datum", hint)
		return time.Time{}
	}
	t, err := ParseDate(n.Text, d.location)
	if err != nil {
		if better := isoDate(n.Text); better != "" {
			hint = fmt.Sprintf("Schrijf jaar-maand-dag: %s.", better)
		}
		d.ErrorAt(n, "datum", fmt.Sprintf("“%s” is geen datum die ik kan lezen", n.Text), hint)
	}
	return t
}

var (
	dayFirst    = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(.*)$`)
	monthInName = regexp.MustCompile(`^(\d{1,2}) (\pL+) (\d{4})(.*)$`)
	monthNames  = []string{
		"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
		"oktober", "november", "december",
	}
)

// isoDate turns "01-03-2026" and "1 maart 2026" into "2026-03-01", or returns "".
func isoDate(text string) string {
	month, m := 0, dayFirst.FindStringSubmatch(text)
	if m != nil {
		month, _ = strconv.Atoi(m[2])
	} else if m = monthInName.FindStringSubmatch(text); m != nil {
		month = slices.Index(monthNames, strings.ToLower(m[2])) + 1
	}
	if m == nil || month < 1 || month > 12 {
		return ""
	}
	day, _ := strconv.Atoi(m[1])
	iso := fmt.Sprintf("%s-%02d-%02d%s", m[3], month, day, m[4])
	if _, err := ParseDate(iso, time.UTC); err != nil {
		return ""
	}
	return iso
}
