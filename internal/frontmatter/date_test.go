package frontmatter

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for text, want := range map[string]string{
		// every form of dateLayouts
		"2026-02-28T19:51:52Z":          "2026-02-28T19:51:52Z",
		"2026-02-26T23:10:00+01:00":     "2026-02-26T22:10:00Z",
		"2026-03-01":                    "2026-02-28T23:00:00Z",
		"2026-03-01 10:00":              "2026-03-01T09:00:00Z",
		"2026-03-01 10:00:30":           "2026-03-01T09:00:30Z",
		"2026-03-01T10:00:30":           "2026-03-01T09:00:30Z",
		"2026-03-01T10:00":              "2026-03-01T09:00:00Z",
		"2026-03-01T10:00Z":             "2026-03-01T10:00:00Z",
		"2026-03-01T10:00-05:00":        "2026-03-01T15:00:00Z",
		"2026-03-01 10:00:30Z":          "2026-03-01T10:00:30Z",
		"2026-03-01 10:00:30+01:00":     "2026-03-01T09:00:30Z",
		"2026-03-01 10:00:30 +01:00":    "2026-03-01T09:00:30Z",
		"2026-03-01 10:00:30 +0100":     "2026-03-01T09:00:30Z",
		"2026-03-01 10:00:30 +0100 CET": "2026-03-01T09:00:30Z",

		// fractions
		"2026-02-28T19:51:52.207Z": "2026-02-28T19:51:52.207Z",
		"2026-03-01 10:00:30.5":    "2026-03-01T09:00:30.5Z",

		// the site's zone in summer, and the two days on which it changes
		"2026-07-01 10:00": "2026-07-01T08:00:00Z",
		"2026-03-29 01:59": "2026-03-29T00:59:00Z",
		"2026-03-29 03:00": "2026-03-29T01:00:00Z",
		"2026-10-25 01:59": "2026-10-24T23:59:00Z",
		"2026-10-25 03:00": "2026-10-25T02:00:00Z",
		"2026-10-25":       "2026-10-24T22:00:00Z",

		"2024-02-29": "2024-02-28T23:00:00Z",
	} {
		t.Run(text, func(t *testing.T) {
			got, err := ParseDate(text, amsterdam)
			if err != nil || got.UTC().Format(time.RFC3339Nano) != want {
				t.Errorf("got %s, %v, want %s", got.UTC().Format(time.RFC3339Nano), err, want)
			}
		})
	}
}

func TestParseDateZone(t *testing.T) {
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParseDate("2026-03-01 10:00", tokyo)
	if want := time.Date(2026, 3, 1, 1, 0, 0, 0, time.UTC); err != nil || !got.Equal(want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func TestUnreadableDate(t *testing.T) {
	const general = "Schrijf jaar-maand-dag, eventueel met tijd: 2026-03-01 of 2026-03-01 10:00."
	for text, hint := range map[string]string{
		"01-03-2026":       "Schrijf jaar-maand-dag: 2026-03-01.",
		"1/3/2026":         "Schrijf jaar-maand-dag: 2026-03-01.",
		"1.3.2026":         "Schrijf jaar-maand-dag: 2026-03-01.",
		"01-03-2026 10:00": "Schrijf jaar-maand-dag: 2026-03-01 10:00.",
		"1 maart 2026":     "Schrijf jaar-maand-dag: 2026-03-01.",
		"1 Maart 2026":     "Schrijf jaar-maand-dag: 2026-03-01.",
		"1 maart, 10 uur":  general,
		"01-03-2026 laat":  general,
		"31-02-2026":       general,
		"31 februari 2026": general,
		"13-13-2026":       general,
		"2026-02-31":       general,
		"2026-13-01":       general,
		"2026-3-1":         general,
		"2026":             general,
		"gisteren":         general,
		"10:00":            general,
		"2026-03-01 25:00": general,
	} {
		t.Run(text, func(t *testing.T) {
			_, problems := decode("---\ntitle: x\ndate: \"" + text + "\"\n---\n")
			if len(problems) != 1 {
				t.Fatalf("got %d problems, want 1: %+v", len(problems), problems)
			}
			p := problems[0]
			if p.Place() != "content/nieuws/a.md:3:7" || p.Rule != "datum" ||
				p.Text != "“"+text+"” is geen datum die ik kan lezen" || p.Hint != hint {
				t.Errorf("got %s %s: %s %s\nwant hint %s", p.Place(), p.Rule, p.Text, p.Hint, hint)
			}
		})
	}
}

func TestEmptyDateIsAbsent(t *testing.T) {
	for _, value := range []string{"", `""`, "null", "~"} {
		t.Run(value, func(t *testing.T) {
			fm, problems := decode("---\ntitle: x\ndate: " + value + "\n---\n")
			if len(problems) > 0 || !fm.Date.IsZero() {
				t.Errorf("got %v and %+v", fm.Date, problems)
			}
		})
	}
}
