// Package budget tells how much of what its host takes a site uses, when that will be full, and what would help most.
package budget

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drukpers/internal/config"
	"drukpers/internal/content"
	"drukpers/internal/host"
	"drukpers/internal/report"
	"drukpers/internal/site"
)

const (
	// tellFrom is the percentage of a limit from which it is told.
	tellFrom = 80
	// pace is over how many days the growth is looked at.
	pace = 30
	// maxAdvice is how much advice is given, the best first.
	maxAdvice = 3
)

// Files tells of a site that has, or soon has, more files than its host takes, of files that are too large for it, and
// of rules that it does not obey.
func Files(s *site.Site) report.List {
	limits := host.LimitsOf(s.Config.Host)
	var problems report.List
	if limits.Files > 0 && len(s.Order)*100 >= limits.Files*tellFrom {
		problems.Add(files(s, limits))
	}
	if limits.FileBytes > 0 {
		problems = append(problems, large(s, limits)...)
	}
	if !limits.Rules {
		problems = append(problems, noRules(s, limits)...)
	}
	return problems
}

// Bytes tells of a site that takes, or nearly takes, more bytes than its host does. That is known once it is built, and
// no error: the site is there to be looked at.
func Bytes(s *site.Site, bytes int64) report.List {
	limits := host.LimitsOf(s.Config.Host)
	if limits.Bytes == 0 || bytes*100 < limits.Bytes*tellFrom {
		return nil
	}
	return report.List{{
		Level: report.Warning, Rule: "host-vol", File: config.File,
		Text: fmt.Sprintf("deze site is %s MB, %d %% van de %s MB die %s neemt", megabytes(bytes),
			bytes*100/limits.Bytes, megabytes(limits.Bytes), limits.Name),
		Hint: "Haal grote bestanden uit static/, of kies een andere host.",
	}}
}

func megabytes(n int64) string { return report.Number(int((n + 500_000) / 1_000_000)) }

func level(over bool) report.Level {
	if over {
		return report.Error
	}
	return report.Warning
}

func files(s *site.Site, limits host.Limits) report.Problem {
	count := len(s.Order)
	p := report.Problem{
		Level: level(count > limits.Files), Rule: "host-vol", File: config.File,
		Text: fmt.Sprintf("deze site heeft %s bestanden, %d %% van de %s die %s neemt", report.Number(count),
			count*100/limits.Files, report.Number(limits.Files), limits.Name),
		Hint: advice(s, limits),
	}
	now := s.Now.In(s.Config.Location)
	if grown := Growth(s); grown > 0 && count <= limits.Files {
		full := now.AddDate(0, 0, (limits.Files-count)*pace/grown)
		p.Text += fmt.Sprintf("; met de groei van de laatste %d dagen (%s) is dat vol op %s", pace, report.Number(grown),
			full.Format("2-1-2006"))
	}
	return p
}

// Growth is how many files the articles of the last 30 days added.
func Growth(s *site.Site) int {
	then := s.Now.AddDate(0, 0, -pace)
	older := slices.DeleteFunc(published(s), func(a *content.Article) bool { return a.Date.After(then) })
	return count(s, s.Config, published(s)) - count(s, s.Config, older)
}

func published(s *site.Site) []*content.Article {
	return slices.Concat(s.Articles, s.Standing, s.Indexes())
}

// count is how many files a site has with another config, or of other articles, but for those of static/ and the theme.
func count(s *site.Site, c *config.Config, articles []*content.Article) int {
	other, _ := site.New(c, articles, nil, site.Selection{Now: s.Now, Drafts: true, Future: true, Expired: true})
	return len(other.Order)
}

// advice is what would save most, with how much it saves on this site.
func advice(s *site.Site, limits host.Limits) string {
	type option struct {
		text  string
		saves int
	}
	var options []option
	all := published(s)
	now := count(s, s.Config, all)
	add := func(text string, saves int) {
		if saves*100 >= limits.Files {
			options = append(options, option{text, saves})
		}
	}
	try := func(text string, change func(*config.Config)) {
		c := *s.Config
		change(&c)
		add(text, now-count(s, &c, all))
	}
	cards := 0
	for _, a := range all {
		if a.ShareCard != nil {
			cards++
		}
	}
	add("geen plaatjes tekenen van artikelen zonder cover (images.share_cards: false)", cards)
	for _, t := range s.Taxonomies {
		taxonomy := func(c *config.Config) *config.Taxonomy {
			if t.Key == "tags" {
				return &c.Taxonomies.Tags
			}
			return &c.Taxonomies.Categorieen
		}
		if taxonomy(s.Config).MinArticles < 3 {
			try(t.Key+" met minder dan 3 artikelen geen eigen pagina geven (taxonomies."+t.Key+".min_articles: 3)",
				func(c *config.Config) { taxonomy(c).MinArticles = 3 })
		}
		if taxonomy(s.Config).Feed {
			try(t.Key+" geen eigen feed geven (taxonomies."+t.Key+".feed: false)",
				func(c *config.Config) { taxonomy(c).Feed = false })
		}
	}
	slices.SortStableFunc(options, func(a, b option) int { return cmp.Compare(b.saves, a.saves) })
	var lines []string
	for _, o := range options[:min(len(options), maxAdvice)] {
		lines = append(lines, o.text+": "+report.Number(o.saves)+" bestanden minder")
	}
	if len(lines) == 0 {
		return "Kies een ruimere aanbieding van de host, of een andere host."
	}
	return "Dit helpt het meest: " + strings.Join(lines, "; ") + "."
}

// large tells of files of static/ that are too large for the host.
func large(s *site.Site, limits host.Limits) report.List {
	var problems report.List
	for _, p := range s.Order {
		if p.Kind != site.Static || p.File.Made != nil {
			continue
		}
		if size, err := p.File.Size(); err == nil && size > limits.FileBytes {
			problems.Add(report.Problem{
				Level: report.Error, Rule: "host-te-groot", File: p.File.Path,
				Text: fmt.Sprintf("dit bestand is %s MB, en %s neemt er geen van meer dan %s MB", megabytes(size), limits.Name,
					megabytes(limits.FileBytes)),
				Hint: "Maak het kleiner, of zet het ergens anders neer.",
			})
		}
	}
	return problems
}

// noRules tells what does not work on a host that has no rules.
func noRules(s *site.Site, limits host.Limits) report.List {
	dead := 0
	for _, r := range s.Redirects {
		if r.RuleOnly {
			dead++
		}
	}
	if dead == 0 {
		return nil
	}
	return report.List{{
		Level: report.Warning, Rule: "host-regels", File: config.File,
		Text: fmt.Sprintf("%s leest geen _redirects: %s oude adressen werken er niet", limits.Name, report.Number(dead)),
		Hint: "Laat aliases op een schuine streep eindigen: dan leidt een pagina verder.",
	}}
}
