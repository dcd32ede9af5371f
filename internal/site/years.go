package site

import (
	"fmt"
	"time"

	"drukpers/internal/content"
	"drukpers/internal/report"
)

// A date outside these years is most likely a typing error.
const (
	firstYear  = 1990 // the web is no older
	yearsAhead = 10
)

// DoubtfulYears warns of articles of which a date is long before or after now.
func DoubtfulYears(articles []*content.Article, now time.Time) report.List {
	var problems report.List
	last := now.AddDate(yearsAhead, 0, 0)
	for _, a := range articles {
		for _, date := range [...]struct {
			key  string
			time time.Time
		}{{"date", a.Date}, {"publishDate", a.PublishDate}, {"lastmod", a.Lastmod}} {
			if date.time.IsZero() || date.time.Year() >= firstYear && date.time.Before(last) {
				continue
			}
			problems.Add(report.Problem{
				Level: report.Warning, Rule: "jaartal", File: a.Path, Pos: a.Position(date.key, -1),
				Text: fmt.Sprintf("klopt het jaartal %d?", date.time.Year()),
				Hint: fmt.Sprintf("Hier horen jaren van %d tot en met %d.", firstYear, last.Year()),
			})
		}
	}
	return problems
}
