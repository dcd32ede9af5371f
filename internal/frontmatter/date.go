package frontmatter

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the machine need not have zone data
)

// dateForm is a year, month and day, then perhaps a time, then perhaps a zone (ISO 8601, RFC 3339 section 5.6 and what
// Jekyll, Hugo and `date` write). A name behind the offset of a zone says nothing more.
var dateForm = regexp.MustCompile(`^(\d{4})([-/])(\d{1,2})([-/])(\d{1,2})` +
	`(?:(?:[Tt]| +)(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?` +
	` *(?:([Zz]|UTC|GMT)|([+-]\d{2})(?::?(\d{2}))?(?: [A-Z]{3,5})?)?)?$`)

// ParseDate reads a date as editors and other programs write it; see dateForm. Without a zone it is in location.
func ParseDate(text string, location *time.Location) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	m := dateForm.FindStringSubmatch(text)
	if m == nil || m[2] != m[4] {
		return time.Time{}, fmt.Errorf("unknown form of date: %q", text)
	}
	iso := fmt.Sprintf("%s-%02s-%02sT%02s:%02s:%s", m[1], m[3], m[5], m[6], m[7], cmp.Or(m[8], "00"))
	switch {
	case m[9] != "":
		return time.Parse(time.RFC3339, iso+"Z")
	case m[10] != "":
		return time.Parse(time.RFC3339, iso+m[10]+":"+cmp.Or(m[11], "00"))
	default:
		return time.ParseInLocation("2006-01-02T15:04:05", iso, location)
	}
}

// IsDay reports whether a date says the day alone.
func (n *Node) IsDay() bool { return n.Kind.Scalar() && !strings.Contains(n.Text, ":") }

func (d *Decoder) date(n *Node) time.Time {
	if n.Kind == stringNode && n.Text == "" {
		return time.Time{}
	}
	if !n.Kind.Scalar() {
		d.WrongType(n, "een datum", dateHint(""))
		return time.Time{}
	}
	t, err := ParseDate(n.Text, d.location)
	if err != nil {
		d.ErrorAt(n, "datum", fmt.Sprintf("“%s” is geen datum die ik kan lezen", n.Text), dateHint(n.Text))
	}
	return t
}

// endsInZone finds a zone, also one that ParseDate can't read.
var endsInZone = regexp.MustCompile(`[ Tt]\d{1,2}[:.u][\d:.]* *(?:[+-]\d{1,2}:?\d{2}|[A-Z]{1,5}|[A-Z]\w*/\w+)$`)

// dateHint says how to write a date that can't be read.
func dateHint(text string) string {
	if better := isoDate(text); better != "" {
		return fmt.Sprintf("Schrijf jaar-maand-dag: %s.", better)
	}
	if endsInZone.MatchString(text) {
		return "Schrijf jaar-maand-dag, tijd en zone: 2026-03-01T10:00:00+01:00."
	}
	return "Schrijf jaar-maand-dag, eventueel met tijd: 2026-03-01 of 2026-03-01 10:00."
}

// otherDates are the forms that isoDate turns into one that ParseDate reads.
var otherDates = []*regexp.Regexp{
	regexp.MustCompile(`^(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})(?P<time>.*)$`),
	regexp.MustCompile(`^(?:\pL+,? )?(?P<day>\d{1,2})[ -](?P<month>\pL{3,})\.?[ -](?P<year>\d{4})(?P<time>.*)$`),
	regexp.MustCompile(`^(?:\pL+,? )?(?P<month>\pL{3,})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})(?P<time>.*)$`),
	regexp.MustCompile(`^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?P<time>)$`),
}

// monthNames are the first letters of each month in Dutch and in English.
var monthNames = [12][]string{
	{"jan"},
	{"feb"},
	{"maa", "mrt", "mar"},
	{"apr"},
	{"mei", "may"},
	{"jun"},
	{"jul"},
	{"aug"},
	{"sep"},
	{"okt", "oct"},
	{"nov"},
	{"dec"},
}

// isoDate turns "01-03-2026", "1 maart 2026", "March 1, 2026" and "20260301" into "2026-03-01", or returns "". A time
// behind it stays.
func isoDate(text string) string {
	for _, form := range otherDates {
		m := form.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		part := func(name string) string { return m[form.SubexpIndex(name)] }
		month, err := strconv.Atoi(part("month"))
		if err != nil {
			start := []rune(strings.ToLower(part("month")))[:3]
			month = 1 + slices.IndexFunc(monthNames[:], func(names []string) bool {
				return slices.Contains(names, string(start))
			})
		}
		iso := fmt.Sprintf("%s-%02d-%02s%s", part("year"), month, part("day"), strings.Replace(part("time"), ", ", " ", 1))
		if _, err := ParseDate(iso, time.UTC); err == nil {
			return iso
		}
	}
	return ""
}
