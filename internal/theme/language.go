package theme

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"drukpers/internal/config"
	"drukpers/internal/frontmatter"
	"drukpers/internal/report"
)

// Language is what a visitor reads that no editor wrote: <language>.yaml of the theme.
type Language struct {
	Date      string            `key:"date"`     // with {day}, {month}, {year}, {time}
	DateTime  string            `key:"datetime"` // the same
	Months    []string          `key:"months"`
	Thousands string            `key:"thousands"` // what stands between groups of three digits
	Texts     map[string]string `key:"texts"`     // with %s and %d where a value goes
	Counts    map[string]Count  `key:"counts"`    // texts that depend on a number
}

// Count is a text for one and a text for another number of things.
type Count struct {
	One   string `key:"one"`
	Other string `key:"other"` // with %d
}

// loadLanguage reads the texts of the site's language, which has to have all that the built-in Dutch has.
func (t *Theme) loadLanguage(files Files, c *config.Config) report.List {
	language, file, problems := t.language(files, c.Language)
	if t.Language = language; len(problems) > 0 {
		return problems
	}
	if file == "" {
		return report.List{{
			Level: report.Error, Rule: "taal", File: config.File, Pos: c.Position("language"),
			Text: fmt.Sprintf("het thema %s kent de taal “%s” niet", t.Name, c.Language),
			Hint: fmt.Sprintf("Kies uit: %s; of maak %s, met al wat in nl.yaml van het thema krant staat in die taal.",
				strings.Join(files.languages(), ", "), path.Join(t.dir, c.Language+".yaml")),
		}}
	}
	whole, _, problems := t.language(Files{builtin: files.builtin}, "nl")
	if len(problems) > 0 {
		return problems
	}
	return t.Language.incomplete(file, whole)
}

// language lays the texts of a country over those of its language, and the site's own over the built-in ones, key by
// key. The file is the last of them, or empty where there is none.
func (t *Theme) language(files Files, tag string) (l *Language, file string, problems report.List) {
	l = &Language{Texts: map[string]string{}, Counts: map[string]Count{}}
	for _, name := range slices.Compact([]string{config.BaseLanguage(tag) + ".yaml", tag + ".yaml"}) {
		for _, from := range []map[string][]byte{files.builtin, files.all} {
			data, has := from[name]
			if !has {
				continue
			}
			file = path.Join(t.dir, name)
			if problems := l.lay(file, data); len(problems) > 0 {
				return l, file, problems
			}
		}
	}
	return l, file, nil
}

// languages are those a theme has a file of texts for.
func (f Files) languages() []string {
	var tags []string
	for name := range f.all {
		if tag, is := strings.CutSuffix(name, ".yaml"); is && !strings.Contains(tag, "/") {
			tags = append(tags, tag)
		}
	}
	slices.Sort(tags)
	return tags
}

// incomplete tells what a language lacks that another has: pages would be in two languages.
func (l *Language) incomplete(file string, complete *Language) report.List {
	var problems report.List
	wrong := func(text string) {
		problems.Add(report.Problem{
			Level: report.Error, Rule: "taal", File: file, Text: text, Hint: "Neem nl.yaml van het thema krant als voorbeeld.",
		})
	}
	if len(l.Months) != 12 {
		wrong("months heeft geen twaalf namen")
	}
	var missing []string
	for key, text := range map[string]string{"date": l.Date, "datetime": l.DateTime, "thousands": l.Thousands} {
		if text == "" {
			missing = append(missing, key)
		}
	}
	for key := range complete.Texts {
		if l.Texts[key] == "" {
			missing = append(missing, "texts."+key)
		}
	}
	for key := range complete.Counts {
		if l.Counts[key] == (Count{}) {
			missing = append(missing, "counts."+key)
		}
	}
	if len(missing) > 0 {
		slices.Sort(missing)
		wrong("teksten ontbreken: " + strings.Join(missing, ", "))
	}
	return problems
}

// lay puts what a file says over this language.
func (l *Language) lay(file string, data []byte) report.List {
	var over Language
	if problems := frontmatter.DecodeYAML(file, data, &over); len(problems) > 0 {
		return problems
	}
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
	if over.Thousands != "" {
		l.Thousands = over.Thousands
	}
	maps.Copy(l.Counts, over.Counts)
	return nil
}

// Text gives a text by its key, with the values in their places; the key, where there is none.
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
		return strings.ReplaceAll(c.Other, "%d", report.Grouped(n, l.Thousands)), nil
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
