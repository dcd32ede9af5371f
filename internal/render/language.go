package render

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"

	"drukpers/internal/frontmatter"
	"drukpers/internal/report"
)

// Language is what a visitor reads that no editor wrote: <language>.yaml of the theme.
type Language struct {
	Date     string            `key:"date"`     // with {day}, {month}, {year}, {time}
	DateTime string            `key:"datetime"` // the same
	Months   []string          `key:"months"`
	Texts    map[string]string `key:"texts"`  // with %s and %d where a value goes
	Counts   map[string]Count  `key:"counts"` // texts that depend on a number
}

// Count is a text for one and a text for another number of things.
type Count struct {
	One   string `key:"one"`
	Other string `key:"other"` // with %d
}

func (t *Theme) loadLanguage(files map[string][]byte, language string) report.List {
	name := language + ".yaml"
	t.language = &Language{}
	data, ok := files[name]
	if !ok {
		return report.List{{
			Level: report.Error, Rule: "taal", File: path.Join(t.dir, name), Text: fmt.Sprintf("het thema kent de taal “%s” niet", language),
			Hint: fmt.Sprintf("Maak %s naar het voorbeeld van nl.yaml, of kies language: nl in site.yaml.", path.Join(t.dir, name)),
		}}
	}
	problems := frontmatter.DecodeYAML(path.Join(t.dir, name), data, t.language)
	if len(problems) > 0 {
		return problems
	}
	wrong := func(text string) {
		problems.Add(report.Problem{Level: report.Error, Rule: "taal", File: path.Join(t.dir, name), Text: text, Hint: "Neem nl.yaml van het thema krant als voorbeeld."})
	}
	if len(t.language.Months) != 12 {
		wrong("months heeft geen twaalf namen")
	}
	for _, key := range ownTexts {
		if t.language.Texts[key] == "" {
			wrong(fmt.Sprintf("de tekst “%s” ontbreekt", key))
		}
	}
	return problems
}

// ownTexts are those that this package needs itself, whatever the templates use.
var ownTexts = []string{
	"ai_label", "archive", "archive_description", "archive_of", "archive_of_description", "home", "not_found", "page_of", "source",
	"term_description", "terms_description",
}

// text gives a text by its key, with the values in their places.
func (l *Language) text(key string, values ...any) (string, error) {
	text, ok := l.Texts[key]
	if !ok {
		return "", fmt.Errorf("no text %q in the language file", key)
	}
	if len(values) == 0 {
		return text, nil
	}
	filled := fmt.Sprintf(text, values...)
	if strings.Contains(filled, "%!") {
		return "", fmt.Errorf("the text %q of the language file does not take %d values: %s", key, len(values), filled)
	}
	return filled, nil
}

// count gives the text for n things.
func (l *Language) count(key string, n int) (string, error) {
	c, ok := l.Counts[key]
	switch {
	case !ok:
		return "", fmt.Errorf("no count %q in the language file", key)
	case n == 1:
		return c.One, nil
	default:
		return strings.ReplaceAll(c.Other, "%d", l.number(n)), nil
	}
}

// number groups thousands with points, as Dutch does.
func (l *Language) number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}

// must is for the texts of ownTexts, without which a theme does not load.
func (l *Language) must(key string, values ...any) string {
	text, err := l.text(key, values...)
	if err != nil {
		return key
	}
	return text
}

func (l *Language) format(pattern string, t time.Time) string {
	for _, part := range []struct{ name, value string }{
		{"{day}", strconv.Itoa(t.Day())}, {"{month}", l.Months[t.Month()-1]}, {"{year}", strconv.Itoa(t.Year())}, {"{time}", t.Format("15:04")},
	} {
		pattern = strings.Replace(pattern, part.name, part.value, 1)
	}
	return pattern
}

// Moment is a time as templates see it.
type Moment struct {
	ISO  string // for <time datetime>, with the offset
	Day  string // "26 februari 2026"
	Text string // "26 februari 2026, 23:10"; at midnight exactly the day alone
}

// moment is nil for the zero time.
func (l *Language) moment(t time.Time, location *time.Location) *Moment {
	if t.IsZero() {
		return nil
	}
	t = t.In(location)
	m := &Moment{ISO: t.Format(time.RFC3339), Day: l.format(l.Date, t), Text: l.format(l.DateTime, t)}
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 && t.Nanosecond() == 0 {
		m.Text = m.Day // the date was given without a time
	}
	return m
}

// Moment formats a time as the theme does, for messages about the site.
func (t *Theme) Moment(at time.Time, location *time.Location) *Moment {
	return t.language.moment(at, location)
}
