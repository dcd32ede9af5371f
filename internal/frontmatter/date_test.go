package frontmatter

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for text, want := range map[string]string{
		// every part of dateForm
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

		"2019-08-16T20:36:05+0200":  "2019-08-16T18:36:05Z",
		"2019-08-16T20:36:05+02":    "2019-08-16T18:36:05Z",
		"2019-08-16 20:36 +0200":    "2019-08-16T18:36:00Z",
		"2019-08-16T20:36-0330":     "2019-08-17T00:06:00Z",
		"2015-1-6 9:20:00":          "2015-01-06T08:20:00Z",
		"2015-1-6":                  "2015-01-05T23:00:00Z",
		"2015-01-06  9:20":          "2015-01-06T08:20:00Z",
		"2015-1-6T9:20Z":            "2015-01-06T09:20:00Z",
		"2024-03-22 10:00:00 UTC":   "2024-03-22T10:00:00Z",
		"2024-03-22 10:00 GMT":      "2024-03-22T10:00:00Z",
		"2024-03-22t10:00:00z":      "2024-03-22T10:00:00Z",
		"2024/03/22":                "2024-03-21T23:00:00Z",
		"2024/3/2 8:05":             "2024-03-02T07:05:00Z",
		"2024/03/22 10:00:00 +0000": "2024-03-22T10:00:00Z",

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
	const (
		general = "Schrijf jaar-maand-dag, eventueel met tijd: 2026-03-01 of 2026-03-01 10:00."
		zoned   = "Schrijf jaar-maand-dag, tijd en zone: 2026-03-01T10:00:00+01:00."
	)
	for text, hint := range map[string]string{
		"01-03-2026":                        "Schrijf jaar-maand-dag: 2026-03-01.",
		"1/3/2026":                          "Schrijf jaar-maand-dag: 2026-03-01.",
		"1.3.2026":                          "Schrijf jaar-maand-dag: 2026-03-01.",
		"01-03-2026 10:00":                  "Schrijf jaar-maand-dag: 2026-03-01 10:00.",
		"1 maart 2026":                      "Schrijf jaar-maand-dag: 2026-03-01.",
		"1 Maart 2026":                      "Schrijf jaar-maand-dag: 2026-03-01.",
		"1 maart, 10 uur":                   general,
		"01-03-2026 laat":                   general,
		"31-02-2026":                        general,
		"31 februari 2026":                  general,
		"13-13-2026":                        general,
		"2026-02-31":                        general,
		"2026-13-01":                        general,
		"2026/03-01":                        general,
		"20260301":                          "Schrijf jaar-maand-dag: 2026-03-01.",
		"20260231":                          general,
		"March 22, 2024":                    "Schrijf jaar-maand-dag: 2024-03-22.",
		"Mar. 2 2024":                       "Schrijf jaar-maand-dag: 2024-03-02.",
		"22 okt. 2024":                      "Schrijf jaar-maand-dag: 2024-10-22.",
		"2 mrt 2024, 9:05":                  "Schrijf jaar-maand-dag: 2024-03-02 9:05.",
		"zondag 1 mei 2022":                 "Schrijf jaar-maand-dag: 2022-05-01.",
		"1 januarius 2024":                  "Schrijf jaar-maand-dag: 2024-01-01.",
		"22 xyz 2024":                       general,
		"01-11-2026 10:00 +0100":            "Schrijf jaar-maand-dag: 2026-11-01 10:00 +0100.",
		"Sun, 01 Nov 2026 10:00:00 +0100":   "Schrijf jaar-maand-dag: 2026-11-01 10:00:00 +0100.",
		"2026-03-01 10:00 CET":              zoned,
		"2026-03-01 10:00 Europe/Amsterdam": zoned,
		"2026-03-01 10.00 +0100":            zoned,
		"2026-03-01 10u00+01:00":            zoned,
		"2026-02-31T10:00:00Z":              zoned,
		"2026-03-01T10:00:00+1:00":          zoned,
		"2026-03-01T10:00:00+25:00":         zoned,
		"2026":                              general,
		"gisteren":                          general,
		"10:00":                             general,
		"2026-03-01 25:00":                  general,
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

// Whatever is written as a date: no panic, and a date that the hint gives can be read.
func FuzzDateHint(f *testing.F) {
	for _, seed := range []string{
		"01-03-2026", "1 maart 2026", "March 22, 2024", "20260301", "Sun, 01 Nov 2026 10:00:00 +0100", "2026-03-01 10:00 CET",
		"1 İİİ 2026", "99-99-9999", "2026-02-31T10:00:00Z",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if better := isoDate(text); better != "" {
			if _, err := ParseDate(better, amsterdam); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
		if dateHint(text) == "" {
			t.Errorf("%q gets no hint", text)
		}
	})
}
