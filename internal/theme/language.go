package theme

import (
	"fmt"
	"maps"
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

// loadLanguage lays the site's own file over the built-in one, key by key.
func (t *Theme) loadLanguage(files Files, language string) report.List {
	name := language + ".yaml"
	file := path.Join(t.dir, name)
	t.Language = &Language{Texts: map[string]string{}, Counts: map[string]Count{}}
	own, ok := files.all[name]
	if !ok {
		return report.List{{
			Level: report.Error, Rule: "taal", File: file, Text: fmt.Sprintf("het thema kent de taal “%s” niet", language),
			Hint: fmt.Sprintf("Maak %s naar het voorbeeld van nl.yaml, of kies language: nl in site.yaml.", file),
		}}
	}
	for _, data := range [][]byte{files.builtin[name], own} {
		var l Language
		if problems := frontmatter.DecodeYAML(file, data, &l); len(problems) > 0 {
			return problems
		}
		t.Language.lay(l)
	}
	var problems report.List
	wrong := func(text string) {
		problems.Add(report.Problem{
			Level: report.Error, Rule: "taal", File: file, Text: text, Hint: "Neem nl.yaml van het thema krant als voorbeeld.",
		})
	}
	if len(t.Language.Months) != 12 {
		wrong("months heeft geen twaalf namen")
	}
	for _, key := range ownTexts {
		if t.Language.Texts[key] == "" {
			wrong(fmt.Sprintf("de tekst “%s” ontbreekt", key))
		}
	}
	return problems
}

// lay puts what another language says over this one.
func (l *Language) lay(over Language) {
	if over.Date != "" {
		l.Date = over.Date
	}
	if over.DateTime != "" {
		l.DateTime = over.DateTime
	}
	if len(over.Months) > 0 {
		l.Months = over.Months
	}
	maps.Copy(l.Texts, over.Texts)
	maps.Copy(l.Counts, over.Counts)
}

// ownTexts are those that the program needs itself, whatever the templates use.
var ownTexts = []string{
	"ai_label", "and", "archive", "archive_description", "archive_of", "archive_of_description", "home", "not_found",
	"page_of", "source", "term_description", "terms_description",
}

// Text gives a text by its key, with the values in their places. A theme that lacks one of ownTexts does not load; of
// others it gives the key.
func (l *Language) Text(key string, values ...any) string {
	text, err := l.text(key, values...)
	if err != nil {
		return key
	}
	return text
}

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
		return strings.ReplaceAll(c.Other, "%d", report.Number(n)), nil
	}
}

func (l *Language) format(pattern string, t time.Time) string {
	for _, part := range []struct{ name, value string }{
		{"{day}", strconv.Itoa(t.Day())},
		{"{month}", l.Months[t.Month()-1]},
		{"{year}", strconv.Itoa(t.Year())},
		{"{time}", t.Format("15:04")},
	} {
		pattern = strings.ReplaceAll(pattern, part.name, part.value)
	}
	return pattern
}

// Moment is a time as templates see it.
type Moment struct {
	ISO  string // for <time datetime>, with the offset
	Day  string // "26 februari 2026"
	Text string // "26 februari 2026, 23:10"; at midnight exactly the day alone
}

// Moment formats a time; it is nil for the zero time.
func (l *Language) Moment(t time.Time, location *time.Location) *Moment {
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
